"""The functions that run the tags of Liquid and Jekyll.

An assignment inside a loop or an include stays after it; only the loop's own names end with it.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape

from tui.markup.chips import has_marks
from tui.markup.liquid.addresses import relative_url
from tui.markup.liquid.blocks import Branch, Node
from tui.markup.liquid.comparisons import compare, truth
from tui.markup.liquid.expressions import Reader, parse_condition, parse_filtered, whole
from tui.markup.liquid.filters import text
from tui.markup.liquid.parameters import include_parts, is_file_name, parameters
from tui.markup.liquid.run import Run, Tags
from tui.markup.liquid.values import Break, Fault, Interrupt, Unknown

_ASSIGNED = re.compile(r"([\w-]+)[^=]*=\s*(.*)", re.DOTALL)
_OUTPUT = re.compile(r"\{\{-?([^{}]*)\}\}")
_LANGUAGE = re.compile(r"[\w.+#-]+")
_NUMBERED = re.compile(r"\slinenos\b")


def _assign(run: Run, node: Node) -> None:
    if found := _ASSIGNED.fullmatch(node.piece.markup):
        run.frames[0][found[1]] = parse_filtered(found[2]).value(run)


def _capture(run: Run, node: Node) -> None:
    inner = run.aside(lambda: run.nodes(node.branches[0].nodes))
    name = re.search(r"[\w-]+", node.piece.markup)
    run.frames[0][name[0] if name else ""] = inner.text


def _if(run: Run, node: Node) -> None:
    for branch in node.branches:
        negated = branch.piece.name == "unless"
        if branch.piece.name == "else" or _holds(run, branch) is not negated:
            run.nodes(branch.nodes)
            return


def _holds(run: Run, branch: Branch) -> bool:
    condition, _ = parse_condition(branch.piece.markup)
    return condition is not None and truth(condition.value(run))


def _case(run: Run, node: Node) -> None:
    value = parse_filtered(node.piece.markup).value(run)
    matched = False
    for branch in node.branches[1:]:
        if branch.piece.name == "else":
            if not matched:
                run.nodes(branch.nodes)
        elif any(compare(value, "==", each) for each in _alternatives(run, branch.piece.markup)):
            matched = True
            run.nodes(branch.nodes)


def _alternatives(run: Run, markup: str) -> list[object]:
    """Return the values of a `when`, which are separated by commas or `or`."""
    reader = Reader(markup)
    found = []
    while (value := reader.primary()) is not None:
        found.append(value.value(run))
        if not reader.sign(",") and not reader.word("or"):
            break
    return found


class _Loop:
    """The head of a `for` or a `tablerow`, parsed and evaluated."""

    def __init__(self, run: Run, markup: str) -> None:
        reader = Reader(markup)
        self.name = reader.take("name")
        reader.word("in")
        source = reader.primary()
        found = source.value(run) if source is not None else None
        self.unknown = isinstance(found, Unknown)
        self.options: dict[str, object] = {}
        backwards = False
        while not reader.done:
            if reader.named():
                name = reader.take("name")
                reader.sign(":")
                value = reader.primary()
                self.options[name] = None if value is None else value.value(run)
            elif reader.word("reversed"):
                backwards = True
            elif not reader.sign(","):
                break
        values = _looped(found)
        start = whole(self.options.get("offset"))
        limit = self.options.get("limit")
        values = values[max(0, start) :]
        values = values if limit is None else values[: max(0, whole(limit))]
        self.values = values[::-1] if backwards else values


def _looped(found: object) -> Sequence[object]:
    match found:
        case str():
            return [found] if found else []
        case Mapping():
            return [[key, found[key]] for key in found]
        case Sequence():
            return found
    return []


def _counted(index: int, length: int, name: str, parent: object) -> dict[str, object]:
    """Return the value of `forloop` in one round of a loop."""
    return {
        "name": name,
        "length": length,
        "index": index + 1,
        "index0": index,
        "rindex": length - index,
        "rindex0": length - index - 1,
        "first": index == 0,
        "last": index == length - 1,
        "parentloop": parent,
    }


def _for(run: Run, node: Node) -> None:
    loop = _Loop(run, node.piece.markup)
    if loop.unknown:
        run.write(node.piece, Unknown(f"for {node.piece.markup}"))
        return
    if not loop.values:
        for branch in node.branches[1:]:
            run.nodes(branch.nodes)
        return
    frame: dict[str, object] = {}
    parent = run.look_up("forloop")
    run.frames.append(frame)
    try:
        for index, value in enumerate(loop.values):
            run.spend(1)
            frame[loop.name] = value
            frame["forloop"] = _counted(index, len(loop.values), node.piece.markup, parent)
            try:
                run.nodes(node.branches[0].nodes)
            except Break:
                break
            except Interrupt:
                continue
    finally:
        run.frames.pop()


def _table_row(run: Run, node: Node) -> None:
    loop = _Loop(run, node.piece.markup)
    columns = max(1, whole(loop.options.get("cols")) or len(loop.values))
    frame: dict[str, object] = {}
    run.frames.append(frame)
    try:
        run.write(node.piece, '<tr class="row1">\n')
        for index, value in enumerate(loop.values):
            run.spend(1)
            frame[loop.name] = value
            frame["tablerowloop"] = _counted(index, len(loop.values), node.piece.markup, None)
            run.write(node.piece, f'<td class="col{index % columns + 1}">')
            run.nodes(node.branches[0].nodes)
            run.write(node.piece, "</td>")
            if index % columns == columns - 1 and index < len(loop.values) - 1:
                run.write(node.piece, f'</tr>\n<tr class="row{index // columns + 2}">')
        run.write(node.piece, "</tr>\n")
    finally:
        run.frames.pop()


def _cycle(run: Run, node: Node) -> None:
    reader = Reader(node.piece.markup)
    first = reader.primary()
    name = node.piece.markup
    values = []
    if first is not None and reader.sign(":"):
        name, first = text(first.value(run)), reader.primary()
    while first is not None:
        values.append(first)
        first = reader.primary() if reader.sign(",") else None
    if values:
        at = run.cycles.get(name, 0)
        run.cycles[name] = at + 1
        run.write(node.piece, text(values[at % len(values)].value(run)))


def _increment(run: Run, node: Node) -> None:
    count = run.counters.get(node.piece.markup, 0)
    run.counters[node.piece.markup] = count + 1
    run.write(node.piece, str(count))


def _decrement(run: Run, node: Node) -> None:
    count = run.counters.get(node.piece.markup, 0) - 1
    run.counters[node.piece.markup] = count
    run.write(node.piece, str(count))


def _if_changed(run: Run, node: Node) -> None:
    inner = run.aside(lambda: run.nodes(node.branches[0].nodes))
    if inner.text != run.changed:
        run.changed = inner.text
        run.output.take(inner)


def _break(run: Run, node: Node) -> None:
    raise Break


def _continue(run: Run, node: Node) -> None:
    raise Interrupt


def _comment(run: Run, node: Node) -> None:
    """Print nothing."""


def _echo(run: Run, node: Node) -> None:
    run.write(node.piece, text(parse_filtered(node.piece.markup).value(run)))


def _highlight(run: Run, node: Node) -> None:
    """Print the code as Jekyll 4.3 does, without colours, which differ from site to site.

    Jekyll's Markdown converter sets a line feed before and after (`highlighter_prefix`).
    """
    inner = run.aside(lambda: run.nodes(node.branches[0].nodes))
    found = _LANGUAGE.match(node.piece.markup)
    language = found[0].lower() if found else ""
    names = f'class="language-{language.replace("+", "-")}" data-lang="{language}"'
    opening, closing = f'\n<figure class="highlight"><pre><code {names}>', "</code></pre></figure>\n"
    if _NUMBERED.search(node.piece.markup):
        count = inner.text.strip("\r\n").count("\n") + 1
        numbers = "".join(f"{number}\n" for number in range(1, count + 1))
        opening += '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">'
        opening += f'{numbers}</pre></td><td class="code"><pre>'
        closing = "\n</pre></td></tr></tbody></table>" + closing
    run.write(node.piece, opening)
    run.output.take(inner, stripped=True, change=lambda line: escape(line).replace("&#x27;", "'"))
    run.output.write(closing, max(run.row(node.piece), inner.rows[-1]))


def _include(run: Run, node: Node) -> None:
    """Run an include that the site has; any other, such as a theme's, is a chip."""
    name, pairs = _include_named(run, node)
    source = run.values.include(name)
    if source is None:
        if run.values.engine == "jekyll" and not run.values.themed and not has_marks(name):
            run.wrong(node.piece, f"there is no include '{name}'")
        run.write(node.piece, Unknown(f"include {name}"))
        return
    run.include(name, source, node.piece, _given(run, pairs))


def _include_relative(run: Run, node: Node) -> None:
    """Run a file in the folder of the post."""
    name, pairs = _include_named(run, node)
    source = run.values.beside(name)
    if source is None:
        raise Fault(f"there is no file '{name[:60]}' beside the post")
    if isinstance(source, Unknown):
        run.write(node.piece, source)
    else:
        run.include(name, source, node.piece, _given(run, pairs))


def _include_named(run: Run, node: Node) -> tuple[str, str]:
    """Return the file name and the pairs of an include."""
    file, pairs = include_parts(node.piece.markup)
    name = _filled(run, file)
    if run.values.engine == "eleventy":
        return name.strip("\"',"), pairs
    if not is_file_name(name) and not has_marks(name):
        raise Fault(f"'{name[:60]}' cannot be the name of an include")
    return name, pairs


def _given(run: Run, pairs: str) -> dict[str, object]:
    return {
        name: parse_filtered(variable).value(run) if words is None else words
        for name, words, variable in parameters(pairs)
    }


def _filled(run: Run, markup: str) -> str:
    """Return the markup of a tag with its `{{ … }}` replaced by their values."""
    return _OUTPUT.sub(lambda found: text(parse_filtered(found[1]).value(run)), markup)


def _chip(run: Run, node: Node) -> None:
    run.write(node.piece, Unknown(f"{node.piece.name} {node.piece.markup}".strip()))


def _post_url(run: Run, node: Node) -> None:
    _address(run, node, run.values.post_url(node.piece.markup.removeprefix("/")), "post")


def _link(run: Run, node: Node) -> None:
    _address(run, node, run.values.link(_filled(run, node.piece.markup)), "file")


def _address(run: Run, node: Node, found: str | None, kind: str) -> None:
    if found is None:
        raise Fault(f"there is no {kind} '{node.piece.markup[:60]}'")
    run.write(node.piece, found if isinstance(found, Unknown) else text(relative_url(run, found)))


TAGS: Tags = {
    "#": _comment,
    "assign": _assign,
    "break": _break,
    "capture": _capture,
    "case": _case,
    "comment": _comment,
    "continue": _continue,
    "cycle": _cycle,
    "decrement": _decrement,
    "echo": _echo,
    "for": _for,
    "highlight": _highlight,
    "if": _if,
    "ifchanged": _if_changed,
    "include": _include,
    "include_relative": _include_relative,
    "increment": _increment,
    "layout": _chip,
    "link": _link,
    "liquid": _chip,
    "post_url": _post_url,
    "render": _chip,
    "tablerow": _table_row,
    "unless": _if,
}
"""The name of each tag → the function that runs it."""
