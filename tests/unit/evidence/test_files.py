"""Paths and files: nothing outside the repository is read, and no file is waited for."""

from __future__ import annotations

import hashlib
import os

import pytest

from gitagile.evidence.files import WorkFiles, clean_path, read_inside, under
from gitagile.evidence.lfs import resolved


@pytest.mark.parametrize(
    ("path", "clean"),
    [
        ("eval/metrics.json", "eval/metrics.json"),
        ("./eval//metrics.json", "eval/metrics.json"),
        ("größe/m.json", "größe/m.json"),
        ("", None),
        (".", None),
        ("/etc/passwd", None),
        ("../m.json", None),
        ("eval/../../m.json", None),
        ("eval/..", None),
        (".git/config", None),
        ("sub/.GIT/config", None),
        ("a\\b", None),
        ("a\nb", None),
        ("a\0b", None),
    ],
)
def test_a_path_stays_inside(path, clean):
    assert clean_path(path) == clean


@pytest.mark.parametrize(
    ("folder", "path", "joined"),
    [
        ("", "m.json", "m.json"),
        ("a/b", "../m.json", "a/m.json"),
        ("a/b", "../../m.json", "m.json"),
        ("a/b", "../..", ""),
        ("a", ".", "a"),
        ("", ".", ""),
        ("a", "../../m.json", None),
        ("a", "/m.json", None),
        ("a", "..\\m.json", None),
    ],
)
def test_a_path_of_a_file_below_is_seen_from_the_top(folder, path, joined):
    assert under(folder, path) == joined


def test_a_link_is_followed_only_inside(tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_text("{}")
    root = tmp_path / "root"
    root.mkdir()
    (root / "m.json").write_text('{"a": 1}')
    (root / "inside.json").symlink_to("m.json")
    (root / "outside.json").symlink_to(outside)
    (root / "loop.json").symlink_to("loop.json")
    files = WorkFiles(root)
    assert files.read("inside.json").content == b'{"a": 1}'
    assert files.read("outside.json").reason == "is a link that leads out of the repository"
    assert files.read("loop.json").content is None
    assert files.read("../outside.json").reason == "is no path inside the repository"
    assert files.read("gone.json") == (None, "is not there", True, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_and_a_folder_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder.json").mkdir()
    assert read_inside(tmp_path, "pipe.json").reason == "is no regular file"
    assert read_inside(tmp_path, "folder.json").content is None


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"


def test_an_lfs_pointer_is_told_from_a_file_and_followed_where_it_is_here(tmp_path):
    content = b'{"auc": 0.9}'
    name = hashlib.sha256(content).hexdigest()
    (tmp_path / "m.json").write_text(POINTER.format(name, len(content)))
    pointer = WorkFiles(tmp_path).read("m.json")
    assert resolved(pointer, tmp_path).reason == (
        "is a Git LFS pointer, and its file is not here: `git lfs fetch --all` brings it"
    )
    stored = tmp_path / "lfs" / "objects" / name[:2] / name[2:4] / name
    stored.parent.mkdir(parents=True)
    stored.write_bytes(content)
    assert resolved(pointer, tmp_path).content == content
    stored.write_bytes(b"damaged")
    assert resolved(pointer, tmp_path).reason == "is a Git LFS pointer, and the file stored for it is damaged"


def test_a_pointer_of_another_form_is_said_and_a_file_is_left_alone(tmp_path):
    (tmp_path / "m.json").write_text("version https://git-lfs.github.com/spec/v9\n")
    (tmp_path / "n.json").write_text("{}")
    files = WorkFiles(tmp_path)
    assert resolved(files.read("m.json"), tmp_path).reason == "is a Git LFS pointer of an unknown form"
    assert resolved(files.read("n.json"), tmp_path) == files.read("n.json")
