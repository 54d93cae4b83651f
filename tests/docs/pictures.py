"""The pictures of docs/figures, drawn by the commands themselves: `python -m tests.docs.pictures` draws them anew."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.picture_story import FIRST, LAST_DAY, at, run, tell

FOLDER = Path(__file__).parents[2] / "docs/figures"
REPORTS = {
    **{name: (name,) for name in ("burndown", "burnup", "velocity", "flow", "calibration")},
    "cfd": ("cfd", "--since", str(FIRST)),
    "forecast": ("forecast", "--items", "20", "--days", "28"),
}


def pictures(top: Path) -> dict[str, str]:
    """Each picture's name and text, from the team's half-year told in an empty folder."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        tell(top)
    return {f"{name}.svg": drawn(top, words) for name, words in REPORTS.items()}


def drawn(top: Path, words: tuple[str, ...]) -> str:
    """What `gitagile report WORDS --format svg` says in the evening of the story's last day."""
    heard = io.StringIO()
    with at(LAST_DAY, 18), redirect_stdout(heard), redirect_stderr(io.StringIO()):
        run(top, "report", *words, "--format", "svg")
    return heard.getvalue()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for name, text in pictures(Path(folder, "team")).items():
            (FOLDER / name).write_text(text, encoding="utf-8")
            sys.stdout.write(f"{name}\n")
