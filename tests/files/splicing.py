"""What the tests of header changes share."""

from tui.edits import Edit, apply


def applied(text: str, edit: Edit | None) -> str:
    return text if edit is None else apply(text, edit)


def fenced(header: str) -> str:
    return f"---\n{header}\n--- \n\n\nthe river\n\n---\n\nlow"
