"""Fixtures of several texts in one file, each below a row such as `=== mine`."""

import re
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def sections(path: Path) -> dict[str, str]:
    _, *parts = re.split(r"^=== (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))
