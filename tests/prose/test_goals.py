"""Goals: read from the setting, and how far they are."""

import pytest

from tui.prose.goals import Goal, Progress, progress, read_goal


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("500 words a day", Goal(500, "words", "day")),
        ("20 minutes a sitting", Goal(20, "minutes", "sitting")),
        ("1 minute per day", Goal(1, "minutes", "day")),
        ("", None),
        ("0 words a day", None),
        ("500 words", None),
    ],
)
def test_a_goal_is_read_from_a_sentence(text: str, goal: Goal | None) -> None:
    assert read_goal(text) == goal


@pytest.mark.parametrize(
    ("goal", "words", "seconds", "reached"),
    [
        (Goal(500, "words", "day"), 125, 9000, Progress(0.25, "125 of 500 words today")),
        (Goal(500, "words", "day"), 600, 0, Progress(1, "600 of 500 words today")),
        (Goal(500, "words", "sitting"), -5, 0, Progress(0, "0 of 500 words this sitting")),
        (Goal(20, "minutes", "day"), 0, 119, Progress(0.05, "1 of 20 minutes today")),
        (Goal(1, "minutes", "sitting"), 0, 60, Progress(1, "1 of 1 minute this sitting")),
    ],
)
def test_progress_is_a_part_and_a_sentence(goal: Goal, words: int, seconds: float, reached: Progress) -> None:
    assert progress(goal, words, seconds) == reached
