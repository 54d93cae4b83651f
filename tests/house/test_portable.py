"""The project stands anywhere: no file of it names a folder of somebody's machine."""

from __future__ import annotations

import re
import stat

MACHINES = re.compile(rb"(?<![\w.~-])/(?:" + b"|".join((b"wo" + b"rk", b"ro" + b"ot", b"fa" + b"rm")) + rb")/")
HOMES = re.compile(
    rb"(?<![\w.~-])(?:/ho" + rb"me/|/Us" + rb"ers/|/tmp" + rb"/w/|/opt" + rb"/(?:wheels|pypi)|[A-Z]:\\Us" + rb"ers\\)"
)
NEIGHBOURS = re.compile(rb"\.\." + rb"/sha" + rb"red")


def test_no_file_names_a_folder_of_a_machine(root, tracked):
    found = [
        f"{path.relative_to(root)}: {match.group().decode()}"
        for path in tracked
        for pattern in (MACHINES, HOMES, NEIGHBOURS)
        if (match := pattern.search(path.read_bytes()))
    ]
    assert "\n".join(found) == ""


def test_the_patterns_find_what_they_are_for():
    assert MACHINES.search(b"see /" + b"work/main")
    assert HOMES.search(b"in /" + b"home/ana/x")
    assert NEIGHBOURS.search(b"from .." + b"/shared/x")
    assert not MACHINES.search(b"https://example.org/" + b"work/x")


def test_what_ci_calls_can_be_run(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert "make" in script.read_text(encoding="utf-8")


def test_no_link_in_the_project_leaves_it(root, tracked):
    links = [path for path in tracked if path.is_symlink()]
    assert [path.name for path in links if not path.resolve().is_relative_to(root)] == []
    assert [path.name for path in links if path.readlink().is_absolute()] == []
