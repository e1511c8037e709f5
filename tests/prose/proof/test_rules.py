"""What the proof finds in a post, what it leaves alone, and what its fixes do."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.pages import bodies
from tests.prose.proof.posts import found_in, mended, shown, subject_of
from tests.work import assert_linear
from tui.blog.visibility import Visibility
from tui.markup.dialect import DIALECTS
from tui.prose.proof.finding import Finding, SiteFacts, Subject
from tui.prose.proof.header_rules import is_near
from tui.prose.proof.rules import RULES, proof

FIXTURE = (Path(__file__).parent / "fixtures" / "kramdown.txt").read_text(encoding="utf-8")
CASES = [
    (text, expected.strip())
    for case in FIXTURE.split("\n====\n")
    for text, _, expected in (f"{case}\n".partition("\n.\n"),)
]


def rules_of(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.rule for finding in findings)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_readers_would_see_is_found_where_it_is(text: str, expected: str) -> None:
    assert "\n".join(shown(finding) for finding in found_in(text)) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_fix_takes_its_finding_away_and_brings_no_other(text: str, expected: str, ending: str) -> None:
    text = text.replace("\n", ending)
    before = found_in(text)
    for finding in before:
        if finding.fix:
            after = rules_of(found_in(mended(text, finding)))
            gone = Counter() if finding.message.startswith("2 comments") else Counter([finding.rule])
            assert after == rules_of(before) - gone


@given(bodies, st.sampled_from(sorted(DIALECTS)))
def test_no_text_raises_and_every_place_is_in_it(body: str, dialect: str) -> None:
    subject = subject_of(body, dialect)
    for finding in proof(subject):
        assert 0 <= finding.column <= finding.end <= len(subject.rows[finding.row])
        if finding.fix:
            mended(body, finding)


@pytest.mark.parametrize("rule", ["repeated-word", "image-alt"])
def test_a_rule_is_turned_off_by_name_and_by_a_comment(rule: str) -> None:
    text = "the the river\n\n![](/weir.png)\n"
    assert rules_of(proof(subject_of(text), off=[rule]))[rule] == 0
    assert rules_of(found_in(f"{text}\n<!-- draftroom: off {rule} -->\n")) == rules_of(
        proof(subject_of(text), off=[rule])
    )


def test_quotes_and_apostrophes_are_left_to_the_engine_that_does_not_curl_them() -> None:
    assert not found_in('\'cause the river\n\nshe said "low "\n', "eleventy")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("a 17” board, and a 12.8” one.", []),
        ('6\'2" tall in a 12" box', []),
        ('size 3"-5" pipes', []),
        ("a 12&rdquo; pipe and a 3&rdquo; one", []),
        ("the 3’ board, and the 5’ one", []),
        ("”hej” sade han.", []),
        ("”hej” sade han, ”nu går vi”.", []),
        ("”hej” sade han. ”nu.", ["unbalanced-quote"]),
        ("„guten tag“, sagte er.", []),
        ("„guten tag”, sagte er.", []),
        ("„guten tag“ und „gute nacht“, sagte er.", []),
        ("„guten tag, sagte er.", ["unbalanced-quote"]),
        ("„guten tag“ und „gute nacht, sagte er.", ["unbalanced-quote"]),
        ("»guten tag«, sagte er.", []),
        ("«bonjour», dit-il.", []),
        ("he said ”low” and “high” too.", ["wrong-quote"]),
        ("he said ”low” too.\n\n“high”, she said.", ["wrong-quote"]),
        ("he said “low“ too.", ["wrong-quote"]),
    ],
)
@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "eleventy"])
def test_quotes_are_those_of_the_language_and_inches_are_none(
    text: str, rules: list[str], dialect: str
) -> None:
    assert [finding.rule for finding in found_in(f"{text}\n", dialect)] == rules


COMMENTED = (
    "low water.\n\n<!-- ask\nanna -->\n\n\nsilt. <!-- mud -->\n\n"
    "<!-- more -->\n\n<!-- reeds -->\n<!-- eels -->"
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_go_one_after_the_other(ending: str) -> None:
    text = COMMENTED.replace("\n", ending)
    messages = []
    while found := found_in(text):
        messages.append(found[0].message.split(",")[0])
        text = mended(text, found[0])
    assert text.replace("\r\n", "\n").rstrip() == "low water.\n\nsilt. \n\n<!-- more -->"
    numbers = ["4 comments", "3 comments", "2 comments", "this comment reaches every reader"]
    assert messages == numbers


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<!-- hyperlink bank\nhttps://mud.example\n-->\n", (0, 0)),
        ("[a]: /reeds <!-- low -->\n", None),
        ("- a\n\n<!-- apart -->\n\n- b\n", (2, 0)),
        ("`<!-- low -->` and <!-- low water -->\n", (0, 19)),
    ],
    ids=["bank", "definition", "between lists", "code"],
)
def test_comments_that_do_something_stay(text: str, place: tuple[int, int] | None) -> None:
    found = [each for each in found_in(text) if each.rule == "public-comments"]
    assert [(each.row, each.column) for each in found] == ([place] if place else [])
    assert all(each.advice.startswith("publish without comments") for each in found)
    assert [mended(text, each) for each in found if each.fix] == (
        ["`<!-- low -->` and \n"] if text.startswith("`") else []
    )


def test_comments_that_the_engine_drops_are_not_reported() -> None:
    assert not found_in("low water\n\n<!-- ask anna -->\n", "hugo")


@pytest.mark.parametrize(
    ("text", "mark"), [("'cause\n", "’"), ("'cause &#042;\n", "&rsquo;"), ("'cause it’s &#042;\n", "’")]
)
def test_an_apostrophe_is_mended_the_way_the_post_writes_them(text: str, mark: str) -> None:
    (finding,) = found_in(text)
    assert mended(text, finding) == f"{mark}{text[1:]}"


HEADER = "---\ntitle: low water\n{}\n---\n\nthe river.\n"
NEW_YORK = timezone(timedelta(hours=-5))


def dated(offset: int, others: tuple[int, ...] = ()) -> SiteFacts:
    moment = datetime(2023, 3, 1, 8, 36, tzinfo=timezone(timedelta(hours=offset)))
    hours = (frozenset(timedelta(hours=each) for each in each_of) for each_of in ((-5, -4), others))
    own, other = hours
    usual = moment.replace(tzinfo=NEW_YORK)
    return SiteFacts("jekyll", "America/New_York", moment, usual, own, other)


@pytest.mark.parametrize(
    ("site", "offset", "wanted"),
    [
        (dated(-4), "-04:00", ["4"]),
        (dated(-5), "-05:00", []),
        (dated(0), "+00:00", []),
        (dated(2), "+02:00", ["2"]),
        (dated(2, (2,)), "+02:00", []),
        (dated(-4, (-4,)), "-04:00", ["4"]),
    ],
)
def test_an_offset_is_unusual_where_the_zone_says_so(site: SiteFacts, offset: str, wanted: list[str]) -> None:
    text = HEADER.format(f"date: '2023-03-01T08:36:00{offset}'")
    findings = found_in(text, site=site)
    assert [finding.message[2] for finding in findings] == wanted
    if offset == "-04:00":
        assert mended(text, findings[0]) == text.replace("-04:00", "-05:00")


def test_an_address_on_another_day_than_the_file_name_is_found() -> None:
    site = SiteFacts("jekyll", url="/2023/03/03/low-water.html", named=datetime(2023, 3, 2))
    text = HEADER.format("date: 2023-03-02T23:30:00-04:00")
    assert [shown(each) for each in found_in(text, site=site)] == ["3:1 other-day"]
    same = SiteFacts("jekyll", url="/2023/03/02/low-water.html", named=datetime(2023, 3, 2))
    assert not found_in(text, site=same)


def test_a_draft_that_is_published_is_found_and_hidden() -> None:
    text, instead = HEADER.format("draft: true # not yet"), {("draft", "true"): ("published", "false")}
    (finding,) = found_in(text, site=SiteFacts("jekyll", drafted=True, goes_public=True, instead=instead))
    assert mended(text, finding) == text.replace("draft: true", "published: false")
    assert not found_in(text, "hugo", SiteFacts("hugo", drafted=True, goes_public=False))


def test_what_stops_hugo_is_found_and_mended() -> None:
    text = HEADER.format("published: false")
    problem = "Hugo cannot build a site with 'published: false', which it reads as a date"
    instead = {("published", "false"): ("draft", "true")}
    (finding,) = found_in(text, "hugo", SiteFacts("hugo", problem=problem, instead=instead))
    assert (shown(finding), mended(text, finding)) == ("3:1 stopped-build +", HEADER.format("draft: true"))


def test_what_stops_a_build_is_found_at_its_own_key() -> None:
    text = HEADER.format("date: 2024-01-02\nexpiryDate: soon")
    problem = "Hugo cannot build a site with 'expirydate: soon', which it reads as a date"
    (finding,) = found_in(text, "hugo", SiteFacts("hugo", problem=problem))
    assert shown(finding) == "4:1 stopped-build"


@pytest.mark.parametrize(
    ("visibility", "lines", "row", "message"),
    [
        (
            Visibility("draft", reason="it lies among the drafts"),
            "a: b",
            1,
            "draft: it lies among the drafts",
        ),
        (
            Visibility("scheduled", datetime(2027, 1, 3, tzinfo=UTC)),
            *("date: 2026-01-02\npublishDate: 2027-01-03", 4, "scheduled: public on 2027-01-03"),
        ),
        (
            Visibility("unpublished", reason="its header says published: false"),
            *("published: false", 3, "unpublished: its header says published: false"),
        ),
        (
            Visibility("expired", datetime(2020, 1, 1, tzinfo=UTC)),
            *("expiryDate: 2020-01-01", 3, "expired: public until 2020-01-01"),
        ),
    ],
)
def test_why_a_post_is_not_public_is_a_note(
    visibility: Visibility, lines: str, row: int, message: str
) -> None:
    (finding,) = found_in(HEADER.format(lines), site=SiteFacts("hugo", visibility=visibility))
    assert (finding.rule, finding.row + 1, finding.message) == ("not-public", row, message)
    assert finding.is_note


def test_a_day_that_its_month_lacks_is_found() -> None:
    site = SiteFacts("jekyll", lacking_day="2024-02-31", day=date(2024, 3, 2))
    (finding,) = found_in(HEADER.format("date: 2024-02-31"), site=site)
    assert shown(finding) == "3:1 no-such-day"
    assert finding.message == "there is no 2024-02-31: jekyll takes it for 2024-03-02"
    assert not finding.is_note


@pytest.mark.parametrize(
    ("tag", "known", "near"),
    [
        ("healng", "healing", True),
        ("River", "river", True),
        ("rivers", "river", True),
        ("low-water", "low water", True),
        ("stories", "story", True),
        ("tea", "sea", False),
        ("2023", "2024", False),
        ("river", "liver", False),
        ("kitchen", "morning", False),
        ("story", "rosy", False),
    ],
)
def test_tags_are_near_that_may_be_one(tag: str, known: str, near: bool) -> None:
    assert (is_near(tag, known), is_near(known, tag)) == (near, near)


def test_a_new_tag_near_a_used_one_is_mended_in_its_quotes() -> None:
    text = HEADER.format("tags:\n- mornings\n- 'kichen'")
    known = {"kitchen": 3, "morning": 1}
    base = subject_of(text)
    site = SiteFacts("jekyll", tags=("mornings", "kichen"))
    findings = proof(Subject(text, base.page, site, known_tags=known))
    assert [shown(each) for each in findings] == ["4:3 near-tag +", "5:4 near-tag +"]
    assert "- 'kitchen'" in mended(text, findings[1])
    both = SiteFacts("jekyll", tags=("kichen", "kitchen"))
    assert not proof(Subject(text, base.page, both, known_tags=known))


def test_of_two_tags_the_one_of_the_later_post_is_told() -> None:
    text = HEADER.format("tags: [low-water]")
    page, site = subject_of(text).page, SiteFacts("jekyll", tags=("low-water",))
    known = {"lowwater": 1}
    assert rules_of(proof(Subject(text, page, site, known_tags=known))) == {"near-tag": 1}
    later = frozenset(["lowwater"])
    assert not proof(Subject(text, page, site, known_tags=known, later_tags=later))


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (["https://mud.example"], "1 address is kept for this post that no link uses: https://mud.example"),
        (
            ["https://a.example", "/b"],
            "2 addresses are kept for this post that no link uses: https://a.example, /b",
        ),
    ],
)
@pytest.mark.parametrize(("text", "row"), [("---\ntitle: mud\n---\n\nlow\nwater\n", 4), ("", 0)])
def test_addresses_kept_elsewhere_are_one_finding(kept: list[str], message: str, text: str, row: int) -> None:
    (finding,) = proof(Subject(text, subject_of(text).page, kept=kept))
    assert (finding.row, finding.rule, finding.message) == (row, "unused-link", message)


class Entry:
    row = 2
    url = "https://river.example/"


def test_an_unused_address_in_the_bank_is_found() -> None:
    text = "low water\n\n<!-- draftroom: bank https://river.example/ -->\n"
    base = subject_of(text)
    findings = proof(Subject(text, base.page, unused=[Entry()]))
    assert [shown(each) for each in findings] == ["3:22 unused-link"]


@pytest.mark.parametrize("slip", ["weirling", "Weirling"])
def test_a_slip_is_named_with_the_word_that_was_meant(slip: str) -> None:
    (finding,) = found_in(f"a {slip}, " + f"the {slip[0]}eirding " * 4)
    meant = f"{slip[0]}eirding"
    assert finding.message == f"“{slip}” is one letter from “{meant}”, which stands here 4 times"


@pytest.mark.parametrize(("word", "often"), [("mixer", "miner"), ("loops", "looks"), ("advisor", "adviser")])
def test_a_frequent_word_is_no_slip(word: str, often: str) -> None:
    assert not found_in(f"a {word}, " + f"the {often} " * 4)


def test_a_word_of_the_dictionary_that_hardly_anyone_uses_may_be_a_slip() -> None:
    assert rules_of(found_in("a boding, " + "the bonding " * 4)) == {"rare-twin": 1}


def test_a_word_of_the_personal_dictionary_is_no_slip() -> None:
    text = "a weirling, " + "the weirding " * 4
    base = subject_of(text)
    assert rules_of(proof(base)) == {"rare-twin": 1}
    assert not proof(Subject(text, base.page, own_words=frozenset(["weirling"])))


def test_a_post_is_checked_in_proportion_to_its_length() -> None:
    paragraph = 'the ferry was "late" again, and _nobody_ minded. it\'s [the weir](/weir/) that kept it. '
    paragraphs = [f"{paragraph} number{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}ing" for at in range(1100)]
    subjects = {count: subject_of("\n\n".join(paragraphs[:count])) for count in (275, 1100)}
    assert_linear(lambda count: proof(subjects[count]), 275)


def test_every_rule_has_a_name_that_its_findings_carry() -> None:
    carried = {line.split()[1] for _, expected in CASES for line in expected.split("\n") if line}
    assert carried <= set(RULES)
