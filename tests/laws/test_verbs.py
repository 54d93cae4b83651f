"""Laws of the verbs: whatever is done in whatever order, no item is lost, and all of it can be taken back."""

from __future__ import annotations

from contextlib import suppress
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.actions.edits import edit_keys, tick
from gitagile.actions.find import list_items
from gitagile.actions.moves import archive, move, rank
from gitagile.actions.new_item import NewItem, new_item
from gitagile.actions.steps import block, mark, unblock
from gitagile.actions.undo import undo
from gitagile.errors import GitagileError, Refused
from tests.git.actions.backlogs import CONFIG, SPRINTS, at, item, opened
from tests.git.places import git, leftovers, write

IDS = ("ML-aaa111", "ML-bbb222", "ML-ccc333")
BODY = "Why\n\n- [ ] One\n- [x] Two\n"
NUMBER = count()

one = st.sampled_from(IDS)
VERBS = st.one_of(
    st.tuples(st.just("new"), st.sampled_from(["A title", "去重", "fix: x"]), st.sampled_from(["backlog", "s2", "s1"])),
    st.tuples(st.just("mark"), one, st.sampled_from(["todo", "doing", "review", "done", "dropped", "nope"])),
    st.tuples(
        st.just("edit"),
        one,
        st.sampled_from(
            ["points=3", "points=", "labels+=a", "labels-=a", "priority=high", "title=B: c", "parent=bbb", "odd=x"]
        ),
    ),
    st.tuples(st.just("move"), one, st.sampled_from(["backlog", "s1", "s2", "s3"])),
    st.tuples(st.just("rank"), one, st.sampled_from(["top", "bottom"])),
    st.tuples(st.just("after"), one, one),
    st.tuples(st.just("tick"), one, st.sampled_from([1, 2])),
    st.tuples(st.just("archive"), one, st.none()),
    st.tuples(st.just("block"), one, st.sampled_from(["why", "", None])),
    st.tuples(st.just("undo"), st.none(), st.none()),
)
DO = {
    "new": lambda space, title, place: new_item(space, NewItem(title, place=place)),
    "mark": lambda space, who, status: mark(space, (who,), status),
    "edit": lambda space, who, change: edit_keys(space, who, (change,)),
    "move": lambda space, who, place: move(space, (who,), place),
    "rank": lambda space, who, where: rank(space, who, where=where),
    "after": lambda space, who, other: rank(space, who, where="after", other=other),
    "tick": lambda space, who, number: tick(space, who, (number,), done=number == 1),
    "archive": lambda space, who, _: archive(space, (who,)),
    "block": lambda space, who, why: unblock(space, (who,)) if why is None else block(space, who, why),
    "undo": lambda space, *_: undo(space),
}


def made(folder, files):
    """A repository with these files in one commit."""
    root = folder / str(next(NUMBER))
    git(folder, "init", "-q", str(root))
    for path, text in files.items():
        write(root, path, text)
    git(root, "add", "--all")
    git(root, "commit", "-qm", "Begin")
    return root


def held(root):
    """The id of what HEAD holds."""
    return git(root, "rev-parse", "HEAD^{tree}").strip()


def undo_all(root):
    """Take every act back; what the last undo said."""
    while True:
        try:
            undo(opened(root))
        except Refused as refused:
            return refused.message


@settings(max_examples=6)
@given(acts=st.lists(VERBS, min_size=3, max_size=9))
def test_no_order_of_verbs_loses_an_item_and_all_can_be_undone(tmp_path_factory, acts):
    files = SPRINTS | {CONFIG: "", at("README"): "Items.\n"} | {at(name): item(name, body=BODY) for name in IDS}
    root = made(tmp_path_factory.mktemp("verbs"), files)
    first, wanted = held(root), set(IDS)
    for seed, (verb, *words) in enumerate(acts):
        with suppress(GitagileError):
            result = DO[verb](opened(root, seed=seed), *words)
            wanted |= {act.id for act in result.acts if verb == "new"}
            wanted -= {act.id for act in result.acts if act.change == "removed"}
        assert git(root, "status", "--porcelain", "-uall") == ""
    backlog = opened(root).backlog()
    assert ({one.id for one in backlog.items}, backlog.unreadable) == (wanted, ())
    assert "nothing to undo" in undo_all(root)
    assert held(root) == first
    assert leftovers(root) <= {"index.sqlite"}
    git(root, "fsck", "--strict")


@settings(max_examples=8)
@given(
    ranks=st.lists(st.sampled_from(["", "m", "m", "x", "0"]), min_size=4, max_size=4),
    asked=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["top", "bottom", "before", "after"]), st.integers(0, 3)),
        max_size=5,
    ),
)
def test_the_order_comes_out_as_asked_and_nobody_else_moves(tmp_path_factory, ranks, asked):
    names = [f"ML-item{n}" for n in range(4)]
    files = {CONFIG: 'commit = "none"\n'} | {
        at(name): item(name, rank=f"'{text}'" if text else "") for name, text in zip(names, ranks, strict=True)
    }
    root = made(tmp_path_factory.mktemp("order"), files)

    def order():
        return [found.id for found in list_items(opened(root), ()).items]

    for who, where, other in asked:
        before = order()
        mate = names[other] if where in ("before", "after") else ""
        if names[who] == mate:
            continue
        rank(opened(root), names[who], where=where, other=mate)
        after = order()
        assert [name for name in after if name != names[who]] == [name for name in before if name != names[who]]
        at_place = after.index(names[who])
        fits = {
            "top": at_place == 0,
            "bottom": at_place == len(after) - 1,
            "before": not mate or at_place < after.index(mate),
            "after": not mate or at_place > after.index(mate),
        }
        assert fits[where], (before, who, where, mate, after)
