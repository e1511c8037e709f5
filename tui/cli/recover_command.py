"""The command that lists, prints and writes back text that was never saved: recover."""

from pathlib import Path

import click

from tui.cli.arguments import AS_JSON, absolute, chosen_settings, nonempty_path
from tui.desk.recovery import Unsaved, recoverable, write_back
from tui.errors import DraftroomError
from tui.output import print_json, print_line, print_text
from tui.settings import places


@click.command("recover")
@click.argument("file", type=nonempty_path, required=False)
@click.option("--write", is_flag=True, help="Put the text into FILE; what it holds now is kept as a version.")
@AS_JSON
def recover_command(file: Path | None, write: bool, json_wanted: bool) -> None:
    """List the texts that were never saved; with FILE, print the newest such text of it."""
    if file is None:
        if write:
            raise click.UsageError("--write needs a FILE")
        _list_recoverable(json_wanted)
        return
    path = absolute(file)
    found = recoverable(places(), path)
    if not found and recoverable(places(), path, live=True):
        raise DraftroomError("this post is open in a draftroom", hint="save it there", path=file)
    if not found:
        hint = "see what there is with: draftroom recover"
        raise DraftroomError("nothing of this post is unsaved", hint=hint, path=file)
    newest = found[0]
    if not write:
        if json_wanted:
            print_json(_value(newest) | {"text": newest.text})
        else:
            print_text(newest.text)
        return
    is_kept = write_back(newest, places(), chosen_settings())
    if json_wanted:
        print_json(_value(newest) | {"state": "restored", "version": is_kept})
    else:
        before = "what it held before is among its earlier versions" if is_kept else "there was no such file"
        print_line(f"{file}: written; {before}")


def _value(unsaved: Unsaved) -> dict[str, object]:
    """Return unsaved text as a JSON object, without the text itself."""
    time = unsaved.sitting.last.isoformat()
    return {"path": str(unsaved.post), "time": time, "state": unsaved.state}


def _list_recoverable(json_wanted: bool) -> None:
    found = recoverable(places(), None)
    if json_wanted:
        print_json([_value(one) for one in found])
        return
    for one in found:
        print_line(f"{one.sitting.last.astimezone():%Y-%m-%d %H:%M}  {one.state:<7}  {one.post}")
