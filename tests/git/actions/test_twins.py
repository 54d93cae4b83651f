"""One id given twice on two branches: the later item gets a new one, and what meant it goes on meaning it."""

from __future__ import annotations

import pytest

from gitagile.actions.doctor import doctor
from tests.git.actions.backlogs import FOLDER, SPRINTS, B, C, at, backlog_of, committed, found, is_clean, item, opened
from tests.git.places import git, write

ONE = "ML-1"
FIRST, LATER = f"{FOLDER}/ML-1-first.md", f"{FOLDER}/ML-1-later.md"
LEDGER = ".backlog/sprints/s3/ledger.json"
CHECKIN = ".backlog/checkins/2026-03-02/bo.md"


def commit(root, *paths):
    git(root, "add", "--all", *paths)
    git(root, "commit", "-qm", "Changed")


@pytest.fixture
def root(make_repository):
    """Main and a branch each made an ML-1, and each has an item that depends on its own; then they were merged."""
    root = backlog_of(make_repository, SPRINTS | {at(B): item(B)}, 'ids = "sequential"\n')
    git(root, "checkout", "-qb", "topic")
    write(root, LATER, item(ONE, title="Later", created="2026-02-02"))
    commit(root)
    write(root, at(C), item(C, depends_on=f"[{B}, {ONE}]", parent=ONE))
    write(root, LEDGER, f'{{"schema": 1, "sprint": "s3", "committed": [\n{{"id": "{ONE}", "points": 3}}\n]}}\n')
    write(root, CHECKIN, f"---\nblocks: [{ONE}]\n---\n")
    commit(root)
    git(root, "checkout", "-q", "main")
    write(root, FIRST, item(ONE, title="First", created="2026-02-01"))
    write(root, at(B), item(B, parent=ONE))
    commit(root)
    git(root, "merge", "-q", "--no-edit", "topic")
    return root


def test_references_that_were_made_to_the_later_one_follow_it(root):
    mended = doctor(opened(root), fix=True).mended
    assert [(act.id, act.change) for act in mended.acts if act.id != "driver"] == [
        ("ML-2", f"was {ONE}, which {FIRST} has"),
        (C, f"parent {ONE} -> ML-2"),
        (C, f"depends_on {ONE} -> ML-2"),
        (CHECKIN, f"blocks {ONE} -> ML-2"),
        (LEDGER, f"ledger {ONE} -> ML-2"),
    ]
    assert mended.warnings == ()
    assert (found(root, C).parent, found(root, C).depends_on) == ("ML-2", (B, "ML-2"))
    assert found(root, B).parent == ONE
    assert found(root, ONE).title == "First"
    assert found(root, "ML-2").title == "Later"
    assert '{"id": "ML-2", "points": 3}' in committed(root, LEDGER)
    assert "blocks: [ML-2]" in committed(root, CHECKIN)
    assert is_clean(root)
    assert doctor(opened(root)).complaints == ()


def test_a_reference_follows_through_a_move_of_its_file(root):
    git(root, "mv", at(C), at(C, "s2"))
    commit(root)
    doctor(opened(root), fix=True)
    assert found(root, C).parent == "ML-2"


def test_a_reference_that_may_mean_either_stays_and_is_named(root):
    write(root, at("ML-ddd444"), item("ML-ddd444", parent=ONE))
    commit(root)
    mended = doctor(opened(root), fix=True).mended
    assert mended.warnings == (
        f"{at('ML-ddd444')}: parent {ONE} goes on meaning {FIRST}; whether that was meant cannot be told",
    )
    assert found(root, "ML-ddd444").parent == ONE
