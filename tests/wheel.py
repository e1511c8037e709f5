"""Build the wheel, install it into a clean place outside the checkout, and start it there.

Run by `make wheel` and by CI, with what is locked. It shows that the wheel asks for no more than that, and
that the themes and the welcome blog are in it and are found: the app is started in a pseudo-terminal and must
paint the welcome blog.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[1]
LOCKED = ROOT / "requirements" / "app.txt"


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check")
        run(*pip, "install", "--require-hashes", "--requirement", LOCKED, cwd=folder)
        run(*pip, "install", "--no-deps", wheel, cwd=folder)
        run(*pip, "check", cwd=folder)
        command = folder / "venv" / "bin" / "draftroom"
        env = {**os.environ, "DRAFTROOM_HOME": str(folder / "home")}
        env.pop("PYTHONPATH", None)
        themes = run(command, "themes", cwd=folder, env=env)
        assert all(name in themes for name in ("ink", "paper")), themes
        where = json.loads(run(python, "-m", "tui", "where", "--json", cwd=folder, env=env))
        assert where["state"] == str(folder / "home" / "state"), where
        with Terminal([str(command), "--welcome"], cwd=folder, env=env) as terminal:
            terminal.wait_for("low water")
            terminal.press("\x11")
            assert terminal.wait_for_exit() == 0
        print(f"{wheel.name}: installed, themes and welcome blog found, started and left")


if __name__ == "__main__":
    main()
