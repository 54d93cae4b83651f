"""The working tree of an act: what it changes, and that all of it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitagile.errors import Refused
from gitagile.vcs.steps import Step
from gitagile.vcs.worktree import Remains, WorkFile, WorkTree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (("items/a.md", "a"), ("items/b.md", "b"), ("sprints/s1/c.md", "c")):
        file = tmp_path / "root" / ".backlog" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "scratch").mkdir()
    return tmp_path / "root"


@pytest.fixture
def tree(root: Path) -> WorkTree:
    return WorkTree(root, root.with_name("scratch"))


def seen(root: Path) -> dict[str, tuple[bytes, int, int]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(f.relative_to(root)): (f.read_bytes(), f.stat().st_ino, f.stat().st_mtime_ns) for f in files}


def read(tree: WorkTree, path: str) -> WorkFile:
    found = tree.read(path)
    assert found is not None
    return found


def do(tree: WorkTree, *steps: Step) -> None:
    tree.intend(steps)
    tree.carry_out()


def test_everything_comes_back_as_the_very_same_files(root: Path, tree: WorkTree) -> None:
    before = seen(root)
    a, b, c = ".backlog/items/a.md", ".backlog/items/b.md", ".backlog/sprints/s1/c.md"
    do(
        tree,
        Step(a, read(tree, a), b"changed"),
        Step(b, read(tree, b), None, ".backlog/sprints/s2/deep/b.md"),
        Step(c, read(tree, c), None),
        Step(".backlog/sprints/s3/d.md", None, b"new"),
    )
    assert set(seen(root)) == {a, ".backlog/sprints/s2/deep/b.md", ".backlog/sprints/s3/d.md"}
    assert tree.put_back() == Remains()
    assert seen(root) == before
    assert not (root / ".backlog/sprints/s2").exists()
    assert not (root / ".backlog/sprints/s3").exists()
    assert list(root.with_name("scratch").iterdir()) == []


def test_what_somebody_changed_since_stays_and_is_named(root: Path, tree: WorkTree) -> None:
    path = ".backlog/items/a.md"
    do(tree, Step(path, read(tree, path), b"ours"))
    (root / path).write_bytes(b"theirs")
    assert tree.put_back().named == (path,)
    assert (root / path).read_bytes() == b"theirs"


def test_what_a_hook_made_of_a_moved_file_is_undone(root: Path, tree: WorkTree) -> None:
    path, target = ".backlog/items/a.md", ".backlog/sprints/s1/a.md"
    do(tree, Step(path, read(tree, path), None, target))
    (root / target).write_bytes(b"formatted")
    tree.own(target, b"formatted")
    assert tree.put_back() == Remains()
    assert (root / path).read_bytes() == b"a"
    assert not (root / target).exists()


def test_what_is_written_into_the_old_file_through_an_open_descriptor_is_kept(root: Path, tree: WorkTree) -> None:
    path = ".backlog/items/a.md"
    with (root / path).open("ab") as editor:
        do(tree, Step(path, read(tree, path), b"ours"))
        editor.write(b" and more")
    (saved,) = tree.finish().saved
    assert saved.read_bytes() == b"a and more"
    assert (root / path).read_bytes() == b"ours"


def test_what_is_gone_from_aside_comes_back_from_its_text(root: Path, tree: WorkTree) -> None:
    path = ".backlog/items/a.md"
    do(tree, Step(path, read(tree, path), b"ours"))
    for file in root.with_name("scratch").iterdir():
        file.unlink()
    assert tree.put_back() == Remains()
    assert (root / path).read_bytes() == b"a"


def test_what_another_only_meant_to_do_is_tidied_up(root: Path, tree: WorkTree) -> None:
    """Killed while it wrote its draft: the file is as it was, and the half draft is nobody's."""
    path = ".backlog/items/a.md"
    other = WorkTree(root, root.with_name("scratch"))
    intent = other.intend([Step(path, read(tree, path), b"ours, and long"), Step(".backlog/new/x.md", None, b"x")])
    (root.with_name("scratch") / intent.marks[0].kept[1:]).write_bytes(b"ours, a")
    tree.resume(intent)
    assert tree.put_back() == Remains()
    assert sorted(file.name for file in root.with_name("scratch").iterdir()) == []
    assert (root / path).read_bytes() == b"a"


def test_a_save_after_a_move_comes_back_with_the_file(root: Path, tree: WorkTree) -> None:
    path, target = ".backlog/items/a.md", ".backlog/sprints/s1/a.md"
    do(tree, Step(path, read(tree, path), None, target))
    (root / target).write_bytes(b"theirs")
    tree.put_back()
    assert (root / path).read_bytes() == b"theirs"


def test_an_act_that_ends_well_drops_the_folders_it_emptied(root: Path, tree: WorkTree) -> None:
    path = ".backlog/sprints/s1/c.md"
    do(tree, Step(path, read(tree, path), None, ".backlog/items/c.md"))
    tree.finish()
    assert sorted(folder.name for folder in (root / ".backlog").iterdir()) == ["items"]
    assert list(root.with_name("scratch").iterdir()) == []


def test_a_top_level_folder_is_never_dropped(root: Path, tree: WorkTree) -> None:
    (root / "lonely").mkdir()
    (root / "lonely/x.md").write_text("x")
    do(tree, Step("lonely/x.md", read(tree, "lonely/x.md"), None))
    tree.finish()
    assert (root / "lonely").is_dir()


def test_a_file_that_is_not_as_it_was_read_is_refused(root: Path, tree: WorkTree) -> None:
    path = ".backlog/items/a.md"
    stale = WorkFile(b"stale", 0o644)
    with pytest.raises(Refused, match="changed"):
        do(tree, Step(path, stale, b"x"))
    with pytest.raises(Refused, match="changed"):
        do(tree, Step(path, None, b"x"))
    with pytest.raises(Refused, match="changed"):
        do(tree, Step(path, stale, None, "x.md"))
    with pytest.raises(Refused, match="changed"):
        do(tree, Step(path, stale, None))
    assert (root / path).read_bytes() == b"a"


def test_links_and_folders_are_no_files(root: Path, tree: WorkTree) -> None:
    (root / ".backlog/link").symlink_to("items")
    (root / ".backlog/link.md").symlink_to("items/a.md")
    for path in (".backlog/link/a.md", ".backlog/link.md", ".backlog/items", ".backlog/items/a.md/x.md"):
        with pytest.raises(Refused):
            tree.read(path)
    assert tree.read(".backlog/nothing/at/all.md") is None
