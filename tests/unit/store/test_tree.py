"""Tests of gitagile.store.tree: files wherever they are read from; links never followed, nothing waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gitagile.errors import WrongPlace
from gitagile.store.tree import BlobTree, Listing, disk_tree, list_files, read_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and permissions of POSIX")
not_root = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")


def put(root: Path, path: str, content: bytes = b"x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_files_are_listed_in_order_below_the_backlog_alone(tmp_path: Path):
    for path in (".backlog/sprints/s1/b.md", ".backlog/backlog/a.md", ".backlog/config.toml", "README.md"):
        put(tmp_path, path)
    assert list_files(tmp_path) == Listing(
        (".backlog/backlog/a.md", ".backlog/config.toml", ".backlog/sprints/s1/b.md"), ()
    )


def test_no_backlog_is_an_empty_listing(tmp_path: Path):
    assert list_files(tmp_path) == Listing((), ())


def test_a_file_is_read_whole(tmp_path: Path):
    put(tmp_path, ".backlog/backlog/a.md", b"\xef\xbb\xbf\r\n\x00" * 50_000)
    put(tmp_path, ".backlog/backlog/b.md", b"")
    tree = disk_tree(tmp_path)
    assert tree.paths == (".backlog/backlog/a.md", ".backlog/backlog/b.md")
    assert [tree.read(path) for path in tree.paths] == [b"\xef\xbb\xbf\r\n\x00" * 50_000, b""]
    with pytest.raises(OSError, match="No such file"):
        tree.read(".backlog/backlog/c.md")


@posix
def test_links_are_listed_and_never_followed(tmp_path: Path):
    secret = put(tmp_path, "secret", b"key")
    put(tmp_path, ".backlog/backlog/a.md")
    (tmp_path / ".backlog/backlog/b.md").symlink_to(secret)
    (tmp_path / ".backlog/sprints").symlink_to(tmp_path)
    (tmp_path / ".backlog/gone.md").symlink_to("nowhere")
    tree = disk_tree(tmp_path)
    assert tree.paths == (".backlog/backlog/a.md",)
    assert tree.links == (".backlog/backlog/b.md", ".backlog/gone.md", ".backlog/sprints")
    for path in tree.links:
        with pytest.raises(OSError, match=r".+"):
            tree.read(path)


@posix
def test_a_backlog_that_is_a_link_is_the_wrong_place(tmp_path: Path):
    put(tmp_path, "elsewhere/backlog/a.md")
    (tmp_path / ".backlog").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WrongPlace, match="symbolic link"):
        list_files(tmp_path)


@posix
def test_a_link_anywhere_on_the_way_to_a_file_is_refused(tmp_path: Path):
    put(tmp_path, "elsewhere/a.md")
    (tmp_path / ".backlog").mkdir()
    (tmp_path / ".backlog/backlog").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"\.backlog/backlog is a symbolic link"):
        read_file(tmp_path, ".backlog/backlog/a.md")
    put(tmp_path, ".backlog/archive/b.md", b"b")
    assert read_file(tmp_path, ".backlog/archive/b.md") == b"b"


@posix
def test_a_pipe_in_the_folder_is_refused_without_waiting(tmp_path: Path):
    put(tmp_path, ".backlog/backlog/a.md")
    os.mkfifo(tmp_path / ".backlog/backlog/b.md")
    tree = disk_tree(tmp_path)
    assert tree.paths == (".backlog/backlog/a.md", ".backlog/backlog/b.md")
    with pytest.raises(OSError, match="not a regular file"):
        tree.read(".backlog/backlog/b.md")


@posix
@not_root
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path):
    put(tmp_path, ".backlog/archive/a.md").parent.chmod(0)
    put(tmp_path, ".backlog/backlog/b.md")
    try:
        assert list_files(tmp_path) == Listing((".backlog/backlog/b.md",), (), (".backlog/archive",))
    finally:
        (tmp_path / ".backlog/archive").chmod(0o700)


@posix
def test_a_backlog_that_is_a_file_is_named(tmp_path: Path):
    put(tmp_path, ".backlog")
    assert list_files(tmp_path) == Listing((), (), (".backlog",))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf_8_is_named_and_hides_nothing(tmp_path: Path):
    put(tmp_path, ".backlog/backlog/a.md")
    with open(os.fsencode(tmp_path / ".backlog/backlog/") + b"/\xff.md", "wb"):  # noqa: PTH123 - a name of bytes
        pass
    assert list_files(tmp_path) == Listing((".backlog/backlog/a.md",), (), (".backlog/backlog/\\udcff.md",))


def test_the_longest_name_a_disk_takes_is_read(tmp_path: Path):
    path = ".backlog/backlog/ML-1-" + "x" * 247 + ".md"
    put(tmp_path, path, b"long")
    assert disk_tree(tmp_path).read(path) == b"long"


def test_a_tree_of_blobs_knows_links_by_their_mode():
    long = ".backlog/backlog/" + "x" * 300 + ".md"
    blobs = {
        long: (0o100644, "1"),
        ".backlog/b": (0o120000, "2"),
        ".backlog/a": (0o160000, "3"),
        ".backlog/x": (0o100755, "1"),
    }
    tree = BlobTree(blobs, {"1": b"one"})
    assert tree.paths == (long, ".backlog/x")
    assert tree.links == (".backlog/a", ".backlog/b")
    assert tree.read(long) == b"one"
