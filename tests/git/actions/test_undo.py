"""Undo: every verb taken back, and nobody's later work with it."""

from __future__ import annotations

from gitagile.actions.doctor import doctor
from gitagile.actions.edits import edit_keys, edited_text, tick
from gitagile.actions.moves import archive, move, rank
from gitagile.actions.new_item import NewItem, new_item
from gitagile.actions.steps import block, done, mark, start, unblock
from gitagile.actions.undo import last_act, undo
from gitagile.errors import Refused
from gitagile.vcs.message import Message
from tests.git.actions.backlogs import (
    SPRINTS,
    THREE,
    A,
    B,
    C,
    at,
    backlog_of,
    count_commits,
    found,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
    sprint_file,
    subject_of,
    text_of,
)
from tests.git.places import append, git, snapshot, write

BODY = "- [ ] One\n- [x] Two\n"
VERBS = {
    "new": lambda root: new_item(opened(root), NewItem("A title")),
    "start": lambda root: start(opened(root), (A, B)),
    "done": lambda root: done(opened(root), (A,), override="why"),
    "block": lambda root: block(opened(root), A, "why"),
    "unblock": lambda root: unblock(opened(root), (C,)),
    "edit": lambda root: edit_keys(opened(root), A, ("points=3", "labels+=x", "status=review")),
    "text": lambda root: edited_text(
        opened(root), found(root), item(A, body=BODY).encode(), item(A, body="x").encode()
    ),
    "tick": lambda root: tick(opened(root), A, (1,), done=True),
    "untick": lambda root: tick(opened(root), A, (2,), done=False),
    "move": lambda root: move(opened(root), (A, B), "s2"),
    "archive": lambda root: archive(opened(root), (A,)),
    "rank": lambda root: rank(opened(root), A, where="bottom"),
    "doctor": lambda root: doctor(opened(root), fix=True),
}
FILES = SPRINTS | {
    at(A): item(A, body=BODY),
    at(B): item(B),
    at(C): item(C, blocked="why"),
    ".backlog/backlog/notes.md": item("ML-named4"),
    ".backlog/backlog/twin.md": item(B, created="2026-03-02"),
}


def tree(root):
    """The id of what HEAD holds."""
    return git(root, "rev-parse", "HEAD^{tree}").strip()


def test_every_verb_is_taken_back_by_a_new_commit(make_repository):
    root = backlog_of(make_repository, {path: text for path, text in FILES.items() if "twin" not in path})
    first = tree(root)
    for name, verb in VERBS.items():
        commits = count_commits(root)
        verb(root)
        act = git(root, "rev-parse", "HEAD").strip()
        subject = subject_of(root)
        undo(opened(root))
        assert (name, tree(root)) == (name, first)
        assert (name, count_commits(root), is_clean(root)) == (name, commits + 2, True)
        assert subject_of(root) == f'backlog: undo "{subject}"'
        assert f"Gitagile-Op: undo {act}" in message_of(root)


def test_the_doctors_cure_is_taken_back_too(make_repository):
    root = backlog_of(make_repository, FILES)
    first = tree(root)
    assert len(doctor(opened(root), fix=True).mended.acts) == 2
    git(root, "branch", "other")
    undo(opened(root))
    assert tree(root) == first


def test_undo_again_takes_back_the_act_before(make_repository):
    root = backlog_of(make_repository)
    trees = [tree(root)]
    for verb in ("start", "rank", "archive"):
        VERBS[verb](root)
        trees.append(tree(root))
    for expected in reversed(trees[:-1]):
        undo(opened(root))
        assert tree(root) == expected
    before = snapshot(root)
    assert "nothing to undo" in refusal(lambda: undo(opened(root)), Refused)
    assert snapshot(root) == before


def test_an_undo_is_not_undone_but_a_new_act_after_it_is(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    undo(opened(root))
    archive(opened(root), (B,))
    undo(opened(root))
    assert (found(root).status, found(root, B).place) == ("todo", "backlog")
    refusal(lambda: undo(opened(root)), Refused)


def test_a_dry_run_says_what_would_happen(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A, B))
    before = snapshot(root)
    result = undo(opened(root), dry_run=True)
    assert [(act.id, act.change) for act in result.acts] == [(A, "put back"), (B, "put back")]
    assert snapshot(root) == before


def test_a_commit_of_many_new_files_is_taken_back(make_repository):
    root = backlog_of(make_repository)
    first = tree(root)
    with opened(root).change() as editing:
        for number in range(60):
            editing.create(at(f"ML-{number}x"), item(f"ML-{number}x"))
        editing.create(".backlog/backlog/readme-of-import.md", "no item\n")
        editing.commit(Message("backlog: import", trailers=(("Gitagile-Op", "import x"), ("Gitagile-Op", "migrate"))))
    assert len(undo(opened(root)).acts) == 61
    assert tree(root) == first


def close(root):
    """What a sprint's close does: unfinished items move, its files are written."""
    with opened(root).change() as editing:
        editing.move(at(A, "s2"), at(A, "s3"))
        editing.replace(".backlog/sprints/s2/ledger.json", "{}\n")
        editing.replace(".backlog/sprints/s2/retro.md", "# Retro\n")
        editing.edit(sprint_file("s2"), lambda text: text.replace(b"status: active", b"status: closed"))
        editing.commit(Message("backlog: close sprint s2", trailers=(("Gitagile-Op", "sprint-close s2"),)))


def test_the_close_of_a_sprint_is_taken_back(make_repository):
    root = backlog_of(make_repository, SPRINTS | {at(A, "s2"): item(A)})
    first = tree(root)
    close(root)
    append(root, at(A, "s3"), "half written")
    undo(opened(root))
    assert tree(root) == first
    assert text_of(root, at(A, "s2")).endswith("half written\n")


def test_what_people_wrote_into_a_generated_file_is_never_lost(make_repository):
    root = backlog_of(make_repository, SPRINTS | {at(A, "s2"): item(A)})
    close(root)
    append(root, ".backlog/sprints/s2/retro.md", "What we learned")
    before = snapshot(root)
    assert "retro.md was changed since" in refusal(lambda: undo(opened(root)), Refused)
    refusal(lambda: undo(opened(root), dry_run=True), Refused)
    assert snapshot(root) == before


def test_later_work_holds_an_undo_back(make_repository):
    root = backlog_of(make_repository)
    path = new_item(opened(root), NewItem("A title")).acts[0].path
    for how in ("on disk", "staged", "committed"):
        if how == "committed":
            git(root, "commit", "-qm", "By hand")
        else:
            append(root, path, how)
        if how == "staged":
            git(root, "add", path)
            write(root, path, git(root, "show", f"HEAD:{path}"))
        before = snapshot(root)
        assert f"{path} was changed since" in refusal(lambda: undo(opened(root)), Refused)
        assert snapshot(root) == before


def test_what_moved_on_or_came_back_holds_an_undo_back(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    move(opened(root), (A,), "s2")
    git(root, "mv", at(A, "s2"), at(A, "s3"))
    git(root, "commit", "-qm", "By hand")
    assert f"{at(A, 's2')} is not there any more" in refusal(lambda: undo(opened(root)), Refused)
    git(root, "mv", at(A, "s3"), at(A, "s2"))
    git(root, "commit", "-qm", "Back")
    write(root, at(A), "in the way\n")
    assert "exists already" in refusal(lambda: undo(opened(root)), Refused)
    assert text_of(root, at(A)) == "in the way\n"


def test_work_elsewhere_holds_nothing_back(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    append(root, at(B), "half written")
    write(root, "code.py", "x = 1\n")
    git(root, "add", "code.py")
    git(root, "commit", "-qm", f"{A}: code", "--", "code.py")
    undo(opened(root))
    assert found(root).status == "todo"
    assert git(root, "status", "--porcelain") == f" M {at(B)}\n"


def test_an_item_that_another_branch_knows_is_archived(make_repository):
    root = backlog_of(make_repository)
    path = new_item(opened(root), NewItem("A title")).acts[0].path
    git(root, "branch", "other")
    result = undo(opened(root))
    assert result.acts[0].change == "archived, since other branches know it"
    assert (root / path.replace("/backlog/ML", "/archive/ML")).exists()
    assert is_clean(root)
    refusal(lambda: undo(opened(root)), Refused)


def test_an_item_made_in_the_archive_and_known_elsewhere_stays(make_repository):
    root = backlog_of(make_repository)
    new_item(opened(root), NewItem("A title", place="archive"))
    git(root, "branch", "other")
    assert "never deleted" in refusal(lambda: undo(opened(root)), Refused)


def test_what_was_pushed_is_known_elsewhere(make_repository, tmp_path):
    root = backlog_of(make_repository)
    git(root, "init", "-q", "--bare", str(tmp_path / "remote.git"))
    git(root, "remote", "add", "origin", str(tmp_path / "remote.git"))
    new_item(opened(root), NewItem("A title"))
    git(root, "push", "-q", "-u", "origin", "main")
    assert "archived" in undo(opened(root)).acts[0].change


def test_somebody_elses_act_is_named(make_repository, monkeypatch):
    root = backlog_of(make_repository)
    with monkeypatch.context() as patched:
        patched.setenv("GIT_AUTHOR_NAME", "Bo Other")
        patched.setenv("GIT_AUTHOR_EMAIL", "bo@example.org")
        start(opened(root), (A,))
    assert undo(opened(root)).warnings == (f"this was an act of Bo Other: backlog({A}): todo -> doing",)


def test_a_shallow_clone_does_not_take_the_whole_project_away(make_repository, tmp_path):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "shallow"))
    before = snapshot(tmp_path / "shallow")
    assert "git fetch --unshallow" in refusal(lambda: undo(opened(tmp_path / "shallow")), Refused)
    assert snapshot(tmp_path / "shallow") == before


def test_line_ends_that_git_writes_on_windows_are_no_change(make_repository):
    root = backlog_of(make_repository)
    git(root, "config", "core.autocrlf", "true")
    for path in THREE:
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    mark(opened(root), (A,), "review")
    undo(opened(root))
    assert (root / at(A)).read_bytes() == item(A).encode().replace(b"\n", b"\r\n")
    assert git(root, "diff", "HEAD~2", "--stat") == ""


def test_commits_by_hand_are_never_undone(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    write(root, at(B), item(B, points="3"))
    git(root, "commit", "-qam", "By hand, quoting\n\nBacklog-Change: nothing\nmore prose here")
    assert last_act(opened(root)).subject == f"backlog({A}): todo -> doing"


def test_an_act_on_a_merged_branch_is_not_this_branchs_last(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    git(root, "switch", "-q", "-c", "side")
    start(opened(root), (B,))
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge side", "side")
    undo(opened(root))
    assert (found(root).status, found(root, B).status) == ("todo", "doing")


def test_a_detached_head_can_undo_too(make_repository):
    root = backlog_of(make_repository)
    git(root, "switch", "-q", "--detach")
    start(opened(root), (A,))
    assert "detached" in undo(opened(root)).warnings[0]
    assert found(root).status == "todo"
