"""What an act may ask for."""

from __future__ import annotations

import pytest

from gitagile.errors import Refused
from gitagile.vcs.change import Change, check_changes


def same(text: bytes) -> bytes:
    return text


def test_a_new_file_needs_a_place_and_a_text() -> None:
    for change in ((None, None, same), (None, "a.md", None)):
        with pytest.raises(ValueError, match="new file"):
            Change(*change)


def test_only_the_tools_own_files_are_removed() -> None:
    with pytest.raises(ValueError, match="generated"):
        Change("a.md", None, None)
    assert Change("a.json", None, None, generated=True).paths == ("a.json",)


def test_a_change_knows_its_paths() -> None:
    assert Change("a.md", "b.md", None).paths == ("a.md", "b.md")
    assert Change("a.md", "a.md", same).paths == ("a.md",)
    assert Change(None, "a.md", same).paths == ("a.md",)
    assert Change("a.md", "b.md", None).moves
    assert not Change("a.md", "a.md", same).moves


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "./a", "../a", "a/../b", ".git/x", "a/.GIT/x", "a/.git. /x"])
def test_a_path_stays_in_the_tree(path: str) -> None:
    with pytest.raises(Refused):
        check_changes((Change(None, path, same),))


@pytest.mark.parametrize(
    "path", [".gitattributes", ".github/workflows/a.yml", ".backlog/items/ünï cödé.md", "..a/b..md"]
)
def test_a_plain_path_is_fine(path: str) -> None:
    change = Change(None, path, same)
    check_changes((change,))
    assert change.paths == (path,)


def test_one_path_is_changed_once() -> None:
    with pytest.raises(ValueError, match="two changes"):
        check_changes((Change("a", "b", None), Change("b", "c", None)))
