"""Swapping files beside an editor that saves at the same instant."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gitagile.errors import Refused
from gitagile.vcs import exchange as room
from gitagile.vcs.exchange import create, exchange, write_draft


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft"
    write_draft(path, b"new", 0o640)
    return path


def test_the_draft_takes_the_place_and_the_old_file_is_kept(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "item.md"
    target.write_bytes(b"old")
    inode = target.stat().st_ino
    assert exchange(draft, target, b"old")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    assert (draft.read_bytes(), draft.stat().st_ino) == (b"old", inode)


def test_a_file_that_changed_since_stays(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "item.md"
    target.write_bytes(b"saved meanwhile")
    assert not exchange(draft, target, b"old")
    assert target.read_bytes() == b"saved meanwhile"


def test_a_link_put_there_meanwhile_stays_and_is_not_followed(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"old")
    target = tmp_path / "item.md"
    target.symlink_to("elsewhere")
    assert not exchange(draft, target, b"old")
    assert target.is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"old"


def test_without_a_swap_the_old_file_is_kept_too(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_swap", lambda *_: False)
    target = tmp_path / "item.md"
    target.write_bytes(b"old")
    assert exchange(draft, target, b"old")
    assert (target.read_bytes(), draft.read_bytes()) == (b"new", b"old")
    assert {path.name for path in tmp_path.iterdir()} == {"draft", "item.md"}


def test_a_new_file_lands_on_none(draft: Path, tmp_path: Path) -> None:
    create(draft, tmp_path / "first.md")
    assert not draft.exists()
    write_draft(draft, b"second", None)
    with pytest.raises(Refused):
        create(draft, tmp_path / "first.md")
    assert (tmp_path / "first.md").read_bytes() == b"new"
    assert not draft.exists()


def test_no_save_of_an_editor_is_lost(tmp_path: Path) -> None:
    """An editor saves 300 times by renaming; every act adds one mark to what it read or gives way."""
    target, stop = tmp_path / "item.md", threading.Event()
    target.write_bytes(b"0|")
    lost: list[bytes] = []

    def edit() -> None:
        for number in range(300):
            write_draft(tmp_path / "editor", b"%d|" % number, None)
            (tmp_path / "editor").replace(target)
        stop.set()

    editor = threading.Thread(target=edit)
    editor.start()
    while not stop.is_set():
        before = target.read_bytes()
        write_draft(tmp_path / "draft", before + b"+", None)
        if exchange(tmp_path / "draft", target, before) and (tmp_path / "draft").read_bytes() != before:
            lost.append(before)
    editor.join()
    assert lost == []
    assert target.read_bytes().startswith(b"299|")
