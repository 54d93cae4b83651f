"""Reading: blobs, trees, index, branches, acts and changed paths, in few processes and without starting a program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import WrongPlace
from gitagile.vcs import process
from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.log import ChangedPath, changed_paths, find_acts
from gitagile.vcs.message import Message
from gitagile.vcs.objects import TreeEntry, list_index, list_tree, read_blobs
from gitagile.vcs.process import GitFailed, run
from gitagile.vcs.refs import names_in_refs
from gitagile.vcs.settings import editor, read_settings, set_local, unset_local
from tests.git.places import ITEM, MOVED, MOVING, OTHER, TEXT, act, append, editing, git, repository, write

Start = Callable[..., Path]
ODD = '.backlog/items/odd "nämé\\.md'


@pytest.fixture(params=["sha1", "sha256"])
def root(request: pytest.FixtureRequest, make_repository: Start) -> Path:
    files = {ITEM: TEXT, OTHER: "other\n", ODD: "", "src/a.py": "a = 1\n", ".backlogged.md": "no\n"}
    return make_repository(files=files, options=(f"--object-format={request.param}",))


def test_a_tree_is_listed_under_one_folder(root: Path) -> None:
    entries = list_tree(repository(root), "HEAD", ".backlog")
    assert [entry.path for entry in entries] == [ITEM, OTHER, ODD]
    assert entries == list_tree(repository(root), "HEAD", ".backlog/")
    assert entries == list_index(repository(root), ".backlog")
    assert len(list_tree(repository(root), "HEAD", "")) == 5


def test_a_tree_that_is_not_there_is_empty_and_a_revision_that_is_not_an_error(
    root: Path, make_repository: Start
) -> None:
    assert list_tree(repository(root), "HEAD", "nothing") == ()
    assert list_tree(repository(make_repository("empty", files=None)), "HEAD", ".backlog") == ()
    for revision in ("nonsense", "--output=stolen"):
        with pytest.raises(GitFailed):
            list_tree(repository(root), revision, ".backlog")
    assert not (root / "stolen").exists()


def test_many_blobs_come_by_one_process_and_missing_ones_are_left_out(root: Path) -> None:
    entries = {entry.path: entry.oid for entry in list_tree(repository(root), "HEAD", "")}
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    missing = "1" * len(tree)
    blobs = read_blobs(repository(root), [*entries.values(), missing, tree, entries[ITEM]])
    assert blobs == {oid: (root / path).read_bytes() for path, oid in entries.items()}
    assert read_blobs(repository(root), []) == {}


def test_conflicted_entries_are_listed_by_stage(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side")
    append(root, ITEM, "side")
    git(root, "commit", "-q", "-am", "Side")
    git(root, "switch", "-q", "main")
    append(root, ITEM, "main")
    git(root, "commit", "-q", "-am", "Main")
    git(root, "merge", "-q", "side", ok=(1,))
    stages = [entry.stage for entry in list_index(repository(root), ".backlog/items") if entry.path == ITEM]
    assert stages == [1, 2, 3]


def test_names_of_all_branches_local_and_remote(root: Path) -> None:
    for number in range(5):
        git(root, "switch", "-q", "-c", f"side{number}")
        write(root, f".backlog/sprints/s{number}/it-{number}.md", "x\n")
        git(root, "add", "--all")
        git(root, "commit", "-q", "-m", "More")
    git(root, "update-ref", "refs/remotes/origin/theirs", "HEAD")
    git(root, "switch", "-q", "main")
    git(root, "branch", "-q", "-D", "side4")
    expected = {"it-a.md", "it-b.md", Path(ODD).name, *(f"it-{number}.md" for number in range(5))}
    assert names_in_refs(repository(root), ".backlog") == expected
    assert names_in_refs(repository(root), "nothing") == frozenset()


def test_names_before_the_first_commit_are_none(make_repository: Start) -> None:
    assert names_in_refs(repository(make_repository(files=None)), ".backlog") == frozenset()


def test_acts_are_found_by_their_trailers_newest_first(root: Path) -> None:
    assert find_acts(repository(root), 10) == ()
    commits = [act(root, change).commit for change in (editing(OTHER, lambda text: text + b"1"), MOVING)]
    git(root, "commit", "-q", "--allow-empty", "-m", "Not ours\n\nBacklog-Change: quoted\n\nin the middle")
    acts = find_acts(repository(root), 10)
    assert [one.commit for one in acts] == commits[::-1]
    assert acts[0].trailers == (("Backlog-Change", "it-a"),)
    assert (acts[0].subject, acts[0].author, acts[0].email) == ("IT-A: an act", "Ada Example", "ada@example.com")
    assert acts[0].author_time == 1772442000
    assert acts[0].parents == (commits[0],)
    assert [one.commit for one in find_acts(repository(root), 1)] == commits[1:]


def test_acts_of_merged_branches_are_not_heads_own(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side")
    act(root, MOVING)
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert find_acts(repository(root), 10) == ()


def test_acts_of_no_history_are_none(make_repository: Start) -> None:
    assert find_acts(repository(make_repository(files=None)), 10) == ()


def test_changed_paths_of_an_act_a_first_commit_and_a_merge(root: Path) -> None:
    repo = repository(root)
    first = changed_paths(repo, "HEAD")
    assert {(change.path, change.before_oid) for change in first} >= {(ITEM, None), (ODD, None)}
    oid = next(change.after_oid for change in first if change.path == ITEM)
    git(root, "switch", "-q", "-c", "side")
    moved = act(root, MOVING).commit or ""
    expected = (ChangedPath(ITEM, oid, None, "100644"), ChangedPath(MOVED, None, oid, "100644"))
    assert changed_paths(repo, moved) == expected
    git(root, "switch", "-q", "main")
    append(root, OTHER, "main")
    git(root, "commit", "-q", "-am", "Main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert changed_paths(repo, "HEAD") == expected


def test_a_reader_answers_by_name_for_many(root: Path) -> None:
    names = [f"HEAD:{path}" for path in (ITEM, OTHER, ODD)] * 100
    with ObjectReader(repository(root)) as reader:
        oids = reader.identify([*names, "HEAD:nothing", "nonsense"])
        assert set(oids) == {entry.oid for entry in list_tree(repository(root), "HEAD", ".backlog")} | {None}
        assert reader.contents(names)[f"HEAD:{ITEM}"] == TEXT.encode()
        assert reader.contents(["HEAD:nothing"]) == {}


def test_a_repository_that_git_cannot_read_fails_with_gits_words(root: Path) -> None:
    append(root, ".git/config", "[broken")
    with pytest.raises(GitFailed, match="bad config"):
        read_settings(repository(root))
    with ObjectReader(repository(root)) as reader, pytest.raises(GitFailed, match="bad config"):
        reader.identify(["HEAD"])


def test_reading_starts_no_program_of_the_repositorys_choice(root: Path) -> None:
    ran = root.parent / "ran"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.odd.textconv", "gpg.program", "core.sshCommand"):
        git(root, "config", key, f"touch {ran}; false")
    git(root, "config", "log.showSignature", "true")
    write(root, ".git/info/attributes", "* diff=odd filter=odd\n")
    repo = repository(root)
    entries = list_tree(repo, "HEAD", "")
    read_blobs(repo, [entry.oid for entry in entries])
    assert list_index(repo, "") == entries
    changed_paths(repo, "HEAD")
    find_acts(repo, 5)
    names_in_refs(repo, ".backlog")
    read_settings(repo)
    assert not ran.exists()


def test_settings_hold_what_git_says_in_its_order(root: Path) -> None:
    repo = repository(root)
    set_local(repo, "commit.gpgSign", "yes")
    set_local(repo, "core.autocrlf", "input")
    set_local(repo, "Branch.Main.Note", "two\nlines")
    append(root, ".git/config", "[gitagile]\n\tbare\n\tcount = 0")
    settings = read_settings(repo)
    assert settings.signs_commits
    assert settings.autocrlf == "input"
    assert settings.last("branch.Main.note") == "two\nlines"
    assert settings.flag("gitagile.bare")
    assert not settings.flag("gitagile.count", default=True)
    assert settings.identity({}) == ("Ada Example", "ada@example.com")
    assert settings.identity({"GIT_AUTHOR_NAME": "Bo"}) == ("Bo", "ada@example.com")
    assert {entry.scope for entry in settings.entries} >= {"global", "local", "command"}
    unset_local(repo, "commit.gpgSign")
    unset_local(repo, "commit.gpgSign")
    assert not read_settings(repo).signs_commits
    assert editor(repo) == "false"


def test_hooks_lie_where_the_config_says(root: Path) -> None:
    repo = repository(root)
    assert read_settings(repo).hooks_folder(repo) == root / ".git/hooks"
    set_local(repo, "core.hooksPath", "my hooks")
    assert read_settings(repo).hooks_folder(repo) == root / "my hooks"


def test_a_message_written_by_us_is_read_back_by_git(root: Path) -> None:
    message = Message("IT-A: x\n\nEvil-Op: y", "body\n\nEvil-Op: z", (("Backlog-Change", "it-a\nEvil-Op: w"),))
    git(root, "commit", "-q", "--allow-empty", "-m", str(message))
    assert git(root, "log", "-1", "--format=%(trailers)").strip() == "Backlog-Change: it-a Evil-Op: w"
    assert git(root, "log", "-1", "--format=%s").strip() == "IT-A: x Evil-Op: y"


def test_a_missing_git_is_the_wrong_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    process.git_program.cache_clear()
    try:
        with pytest.raises(WrongPlace, match="not installed"):
            run(repository(root), ("version",))
    finally:
        process.git_program.cache_clear()


@pytest.mark.parametrize("folder", ["", ".", "bin", "./bin"])
def test_a_git_of_the_repository_is_never_run(folder: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("git", "bin/git"):
        write(root, place, "#!/bin/sh\ntouch was-run\n").chmod(0o755)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", os.pathsep.join((folder, "/nowhere", os.environ["PATH"])))
    process.git_program.cache_clear()
    try:
        assert Path(process.git_program()).is_absolute()
        assert run(repository(root), ("version",)).startswith(b"git version")
        monkeypatch.setenv("PATH", folder)
        process.git_program.cache_clear()
        with pytest.raises(WrongPlace, match="not installed"):
            process.git_program()
    finally:
        process.git_program.cache_clear()
    assert not (root / "was-run").exists()


def test_an_old_git_is_named_as_the_cause(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = write(tmp_path, "bin/git", '#!/bin/sh\ntest "$1" = version && echo git version 2.25.1 || exit 1\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    process.git_program.cache_clear()
    try:
        with pytest.raises(WrongPlace, match=r"git 2\.25\.1 is too old"):
            run(repository(root), ("log",))
    finally:
        monkeypatch.undo()
        process.git_program.cache_clear()


def test_an_entry_is_a_plain_record() -> None:
    assert TreeEntry("a", "100644", "0").stage == 0
