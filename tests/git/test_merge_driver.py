"""The merge driver as git calls it: installed, run on real merges, and never leaving one side alone in silence."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from gitagile.actions.doctor import doctor
from gitagile.actions.merging.installing import ATTRIBUTES, install_driver, is_missing
from gitagile.vcs.merge_driver import DRIVER, KEY
from gitagile.vcs.merge_file import merge_lines, replace_file
from tests.faults.simulated import tools_in
from tests.git.actions.backlogs import A, at, backlog_of, item, opened
from tests.git.places import git, repository, write

PATH = at(A)
BODY = "Why\n\n- [ ] one\n- [ ] two\n- [ ] three\n"
BASE = item(A, labels="[a]", body=BODY)


@pytest.fixture
def place(make_repository, monkeypatch, tmp_path):
    """A repository with one item and the driver, and a `gitagile` on the PATH."""
    monkeypatch.setenv("PATH", f"{tools_in(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}")
    root = backlog_of(make_repository, {PATH: BASE, ATTRIBUTES: "*.md merge=gitagile\n"})
    install_driver(repository(root))
    return root


def merge(root, ours, theirs, path=PATH, *, target=None):
    """Whether git merges two changes of a file without a conflict; theirs may move it."""
    git(root, "checkout", "-qb", "branch")
    write(root, path, theirs)
    if target:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        git(root, "mv", path, target)
    git(root, "add", "--all")
    git(root, "commit", "-qm", "theirs")
    git(root, "checkout", "-q", "main")
    write(root, path, ours)
    git(root, "commit", "-qam", "ours")
    return subprocess.run(["git", "merge", "-q", "--no-edit", "branch"], cwd=root, check=False, capture_output=True)


def text(root, path=PATH):
    return (root / path).read_bytes().decode()


def without_gitagile(monkeypatch, tmp_path, program=""):
    """A PATH in which `gitagile` is missing, or is a shell script."""
    tools = tmp_path / "bare"
    tools.mkdir()
    for name in ("git", "sh", "grep"):
        (tools / name).symlink_to(subprocess.check_output(["which", name], text=True).strip())
    if program:
        (tools / "gitagile").write_text(f"#!/bin/sh\n{program}\n")
        (tools / "gitagile").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))


OURS = BASE.replace("todo", "doing").replace("[a]", "[a, b]").replace("[ ] one", "[x] one")
THEIRS = BASE.replace("Title", "Name").replace("[a]", "[a, c]").replace("[ ] two", "[x] two")


def test_git_merges_an_item_key_by_key(place):
    assert merge(place, OURS, THEIRS).returncode == 0
    both = THEIRS.replace("todo", "doing").replace("[a, c]", "[a, b, c]").replace("[ ] one", "[x] one")
    assert text(place) == both
    assert git(place, "status", "--porcelain") == ""


def test_git_merges_an_item_that_one_side_moved(place):
    target = ".backlog/sprints/s1/" + PATH.rpartition("/")[2]
    assert merge(place, OURS, THEIRS, target=target).returncode == 0
    assert "[a, b, c]" in text(place, target)


def test_a_conflict_stops_the_merge_and_marks_its_line(place):
    assert merge(place, OURS, BASE.replace("todo", "done")).returncode == 1
    assert "<<<<<<< ours\nstatus: doing\n=======\nstatus: done\n>>>>>>> theirs\n" in text(place)
    assert git(place, "diff", "--name-only", "--diff-filter=U") == f"{PATH}\n"


def test_a_path_is_never_opened_nor_run_by_the_shell(place):
    path = ".backlog/backlog/$(touch x) ; 'touch y' -- \"é\n.md"
    write(place, path, BASE)
    git(place, "add", "--all")
    git(place, "commit", "-qm", "odd")
    assert merge(place, OURS, THEIRS, path).returncode == 0
    assert not (place / "x").exists()
    assert not (place / "y").exists()


@pytest.mark.parametrize(
    "program", ["", "exit 1", "exit 2", "exit 127", "kill -9 $$", 'cat "$5" >/dev/null; exit 70'], ids=repr
)
def test_without_a_gitagile_that_works_git_merges_the_lines(place, monkeypatch, tmp_path, program):
    without_gitagile(monkeypatch, tmp_path, program)
    assert merge(place, OURS, BASE.replace("todo", "done")).returncode == 1
    assert "status: doing" in text(place)
    assert "status: done" in text(place)
    assert text(place).count("<<<<<<<") == 1


def test_without_gitagile_what_git_can_merge_is_merged(place, monkeypatch, tmp_path):
    without_gitagile(monkeypatch, tmp_path)
    assert merge(place, BASE.replace("todo", "doing"), BASE + "More\n").returncode == 0
    assert text(place) == BASE.replace("todo", "doing") + "More\n"


@pytest.mark.parametrize("ours", ["\x00\x01", "x" * 400_000 + "\n", "---\n" + "[" * 30_000 + "\n---\n", "é\n" * 9_000])
def test_huge_and_binary_files_end_in_a_conflict_or_a_merge_and_never_in_a_loss(place, ours):
    ended = merge(place, ours, "theirs\n")
    assert ended.returncode == 1
    assert git(place, "ls-files", "-u", "--", PATH).count("\n") == 3
    assert "theirs" in text(place) or "\x00" in ours


@pytest.mark.parametrize("status", ["todo", "review"])
def test_histories_that_cross_lose_nothing(place, status):
    """Two merges of one pair of commits, each decided in its own way: git merges their bases first, with the driver."""

    def commit(branch, words):
        git(place, "checkout", "-q", branch)
        write(place, PATH, words)
        git(place, "commit", "-qam", branch)

    git(place, "branch", "branch")
    commit("main", BASE.replace("todo", "doing"))
    commit("branch", BASE.replace("todo", status).replace("Title", "Name"))
    tops = [git(place, "rev-parse", name).strip() for name in ("main", "branch")]
    for name, other, chosen in (("main", tops[1], "doing"), ("branch", tops[0], status)):
        git(place, "checkout", "-q", name)
        git(place, "merge", "-q", "--no-commit", other, ok=(0, 1))
        write(place, PATH, BASE.replace("todo", chosen).replace("Title", "Name"))
        git(place, "commit", "-qam", f"merged in {name}")
    git(place, "checkout", "-q", "main")
    clean = (
        subprocess.run(["git", "merge", "-q", "branch"], cwd=place, check=False, capture_output=True).returncode == 0
    )
    assert "title: Name" in text(place)
    assert (not clean and "status: doing" in text(place) and f"status: {status}" in text(place)) or status == "todo"


def test_the_driver_is_asked_for_where_the_attributes_want_it(make_repository):
    root = backlog_of(make_repository)
    assert not is_missing(repository(root))
    write(root, ATTRIBUTES, "*.md merge=gitagile\nsprints/*/ledger.json -merge\n")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "Attributes")
    assert [one.name for one in doctor(opened(root)).complaints] == ["driver"]
    planned = doctor(opened(root), fix=True, dry_run=True)
    assert [act.id for act in planned.mended.acts] == ["driver"]
    assert is_missing(repository(root))
    mended = doctor(opened(root), fix=True)
    assert (mended.mended.commit, mended.complaints) == (None, ())
    assert git(root, "config", KEY).strip() == DRIVER


def test_a_driver_of_the_users_own_is_left_alone(make_repository):
    root = backlog_of(make_repository, {ATTRIBUTES: "*.md merge=gitagile\n"})
    git(root, "config", KEY, "uvx gitagile merge-file %O %A %B %P")
    assert not install_driver(repository(root))
    assert git(root, "config", KEY).startswith("uvx")


def test_a_merge_of_lines_has_one_form_whatever_is_configured(monkeypatch, tmp_path):
    (tmp_path / "config").write_text("[merge]\n\tconflictStyle = diff3\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert merge_lines(b"a\n", b"b\n", b"c\n", size=9) == (
        b"<<<<<<<<< ours\nb\n=========\nc\n>>>>>>>>> theirs\n",
        1,
    )
    assert b"||||||| base\na\n" in merge_lines(b"a\n", b"b\n", b"c\n", size=7, with_base=True)[0]
    assert merge_lines(b"\x00", b"\x01", b"\x02", size=7) is None


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path):
    file = tmp_path / "x"
    file.write_bytes(b"old")
    file.chmod(0o640)
    replace_file(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(OSError, match="gone"):
        replace_file(Path(tmp_path / "gone"), b"x")
