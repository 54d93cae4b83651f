"""What README and the tutorials show is what happens."""

from __future__ import annotations

import os
import sys
import tarfile
from pathlib import Path

import pytest

from tests.archives import unpack
from tests.docs.console import Session, steps_of

TOP = Path(__file__).parents[2]
PAGES = [page for page in (TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))) if "```console" in page.read_text()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_page_does_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with tarfile.open(TOP / "tests" / "data" / "backlogmd" / "whole.tar.gz") as archive:
        unpack(archive, folder / "ranker" / "their-project")
    program = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    today = {name: value for name, value in os.environ.items() if name not in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")}
    session = Session(folder, {**today, "PATH": program, "COLUMNS": "110", "LANG": "C.UTF-8"})
    steps = list(steps_of(page.read_text()))
    assert steps
    for step in steps:
        wrong = session.run(step)
        assert wrong is None, f"{page.name}, {wrong}"
