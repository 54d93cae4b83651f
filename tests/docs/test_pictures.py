"""The pictures of docs/figures are what the commands draw, and their pages show each of them."""

from __future__ import annotations

import pytest

from tests.docs.pictures import FOLDER, REPORTS, pictures


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return pictures(tmp_path_factory.mktemp("story") / "team")


def test_every_picture_is_what_its_report_draws(drawn):
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    assert kept == drawn, "`python -m tests.docs.pictures` draws them anew"


@pytest.mark.parametrize("name", REPORTS)
def test_every_picture_stands_in_a_page(name):
    pages = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")]
    assert sum(f"]({name}.svg)" in page for page in pages) == 1
