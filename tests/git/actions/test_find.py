"""Finding items: lists, views, searches, the next one to take, and the board."""

from __future__ import annotations

import pytest

from gitagile.actions.board import board
from gitagile.actions.find import list_items, next_items, search, show
from gitagile.errors import UsageError
from tests.git.actions.backlogs import SPRINTS, A, B, C, at, backlog_of, item, opened, refusal
from tests.git.places import git, write

D = "ML-ddd444"
LEDGER = '{"schema": 1, "sprint": "s1", "outcome": [{"id": "ml-AAA111", "result": "carried"}]}'
MIXED = SPRINTS | {
    at(A): item(A, points="3", labels="[ui, api]", role="engineering", type="data", due="2026-03-01"),
    at(B, "s2"): item(B, status="doing", assignee="[ana]", depends_on=f"[{A}]", created="2026-02-10T08:00:00+01:00"),
    at(C, "s1"): item(C, status="done", points="0", outcome="rejected", finished="2026-02-12"),
    at(D, "archive"): item(D, parent=A, blocked="why"),
    ".backlog/sprints/s1/ledger.json": LEDGER,
}
CONFIG = """\
[team.ana]
emails = ["ada@example.com"]
[fields.gpu_Hours]
type = "number"
[views]
mine = "assignee:@me is:open"
both = "@mine label:x"
loop = "@again"
again = "is:open @loop"
"""


def ids(root, *words, **wishes):
    """The ids a list shows."""
    return [one.id for one in list_items(opened(root), words, **wishes).items]


def test_a_list_leaves_out_what_was_put_away_and_what_closed_sprints_finished(make_repository):
    root = backlog_of(make_repository, MIXED, CONFIG)
    assert ids(root) == [B, A]
    assert ids(root, everything=True) == [B, A, C, D]
    assert ids(root, "-is:archived", "-sprint:s1") == [B, A]


QUERIES = {
    "status:doing": [B],
    "status:DOING,done sprint:s1,s2": [B, C],
    "type:data": [A],
    "label:UI": [A],
    "label:ui,none": [A],
    "-label:ui": [B],
    "!label:ui": [B],
    "assignee:ana": [B],
    "assignee:@ana": [B],
    "assignee:@me": [B],
    "is:mine": [B],
    "no:assignee": [A],
    "has:sprint": [B],
    "no:sprint": [A],
    "role:engineering": [A],
    "priority:medium": [B, A],
    "sprint:@current": [B],
    "sprint:backlog": [A],
    "sprint:Backlog": [A],
    "sprint:archive": [D],
    "sprint:@previous": [C],
    "-sprint:@current": [A],
    "parent:aaa is:archived": [D],
    "depends:ML-A": [B],
    "depends_on:aaa": [B],
    "id:aaa,bbb": [B, A],
    "id:ddd": [D],
    'title:"title of ml-a"': [A],
    "outcome:rejected sprint:s1": [C],
    "points:3": [A],
    "points:>=3": [A],
    "points:<3 sprint:s1": [C],
    "points:0 sprint:s1": [C],
    "points:1..": [A],
    "carried:1": [A],
    "carried:>0": [A],
    "-carried:>0": [B],
    "created:2026-02": [B],
    "created:>2026-02": [A],
    "created:<=2026-02": [B],
    "created:2026-02..2026-02": [B],
    "created:2026-02-10": [B],
    "created:..2026-02-28": [B],
    "due:<@today": [A],
    "is:late": [A],
    "is:open": [B, A],
    "is:Todo": [A],
    "is:active": [B],
    "is:done sprint:s1": [C],
    "is:blocked is:archived": [D],
    "is:ready": [A],
    "has:label": [A],
    "has:points": [A],
    "title of": [B, A],
    "OF ml-aaa111": [A],
    "-ml-aaa111": [B],
    "@mine": [B],
}


def test_every_qualifier_means_what_it_says(make_repository):
    root = backlog_of(make_repository, MIXED, CONFIG)
    assert {query: ids(root, query) for query in QUERIES} == QUERIES


REFUSED = {
    "staus:doing": "did you mean 'status'?",
    "status:dooing": "did you mean 'doing'?",
    "type:dataa": "did you mean 'data'?",
    "priority:hihg": "did you mean 'high'?",
    "role:enginering": "did you mean 'engineering'?",
    "is:opn": "did you mean 'open'?",
    "sprint:s9": "no sprint",
    "points:many": "is no number",
    "points:..": "is no number",
    "created:yesterday": "is no day",
    "created:..": "is no day",
    "label:": "names nothing",
    '"open': "not closed",
    "@mein": "did you mean 'mine'?",
    "@ana": "assignee:@ana",
    "-@mine": "cannot be negated",
    "@loop": "refers to itself",
}


def test_a_query_that_means_nothing_says_why(make_repository):
    root = backlog_of(make_repository, MIXED, CONFIG)
    said = {query: refusal(lambda one=query: ids(root, one), UsageError) for query in REFUSED}
    assert {query: part for query, part in REFUSED.items() if part not in said[query]} == {}


def test_a_sprint_that_is_none_is_refused_in_an_empty_backlog_too(make_repository):
    root = backlog_of(make_repository, {})
    assert "no active sprint" in refusal(lambda: ids(root, "status:doing", "sprint:@current"), UsageError)


def test_a_status_that_only_files_know_can_be_asked_for(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, status="wip"), at(B): item(B)})
    assert ids(root, "status:wip") == [A]
    assert ids(root, "is:todo") == [A, B]


def test_keys_of_ones_own_are_qualifiers_with_numbers_compared(make_repository):
    files = {at(A): item(A, gpu_Hours="12"), at(B): item(B, gpu_Hours="3.50"), at(C): item(C)}
    root = backlog_of(make_repository, files, CONFIG)
    wanted = {
        "gpu_hours:12": [A],
        "GPU_Hours:>3": [A, B],
        "gpu_hours:3.5": [B],
        "no:gpu_Hours": [C],
        "gpu_hours:1..4": [B],
    }
    assert {query: ids(root, query) for query in wanted} == wanted


def test_without_a_team_i_am_the_name_in_my_address(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, assignee="ada"), at(B): item(B, assignee="[bo]")})
    assert ids(root, "assignee:@me") == [A]
    git(root, "config", "user.email", "")
    git(root, "config", "user.name", "")
    assert "does not know who you are" in refusal(lambda: ids(root, "is:mine"), UsageError)


def test_an_item_waits_for_what_is_open_dropped_or_gone(make_repository):
    files = {
        at(A): item(A, depends_on="[ML-gone99]"),
        at(B): item(B, depends_on=f"[{C}]"),
        at(C, "archive"): item(C, status="done"),
        at(D): item(D, blocked="why"),
    }
    root = backlog_of(make_repository, files)
    assert ids(root, "is:ready") == [B]


def test_a_file_that_cannot_be_read_is_told_beside_the_list(make_repository):
    root = backlog_of(make_repository, {at(A): item(A), at(B): "no item"})
    listed = list_items(opened(root), ())
    assert ([one.id for one in listed.items], [one.path for one in listed.unreadable]) == ([A], [at(B)])


def test_items_are_sorted_by_what_is_asked_for(make_repository):
    files = {
        at("ML-9"): item("ML-9", title="beta", points="2", due="2026-04-01"),
        at("ML-10"): item("ML-10", title="Alpha", points="10", priority="high"),
        at("ML-11"): item("ML-11", title="gamma 2"),
        at("ML-12"): item("ML-12", title="gamma 10", points="2.5"),
    }
    root = backlog_of(make_repository, files)
    orders = {
        "priority": [10, 9, 11, 12],
        "-priority": [12, 11, 9, 10],
        "id": [9, 10, 11, 12],
        "title": [10, 9, 11, 12],
        "points": [9, 12, 10, 11],
        "-points": [10, 12, 9, 11],
        "due": [9, 10, 11, 12],
    }
    shown = {key: [int(one[3:]) for one in ids(root, sort=key)] for key in orders}
    assert shown == orders
    assert "known are priority" in refusal(lambda: ids(root, sort="colour"), UsageError)


def test_a_search_puts_the_best_match_first_and_archived_ones_last(make_repository):
    files = {
        at(A): item(A, title="Something else", body="about label noise here"),
        at(B): item(B, title="Label noise"),
        at(C): item(C, title="Noise of a label"),
        at(D, "archive"): item(D, title="Label noise"),
    }
    root = backlog_of(make_repository, files)

    def hits(*words):
        return [one.id for one in search(opened(root), words).items]

    assert hits("label", "noise") == [B, C, A, D]
    assert hits("label noise") == [B, A, D]
    assert hits("LABEL", "-here") == [B, C, D]
    assert hits("status:todo", "here") == [A]
    assert hits("nothing like it") == []
    assert "say what to search for" in refusal(lambda: hits("is:open"), UsageError)


def test_the_next_item_is_the_sprints_before_the_backlogs(make_repository):
    files = SPRINTS | {
        at(A): item(A, priority="urgent", role="engineering"),
        at(B, "s2"): item(B, assignee="[ana]"),
        at(C, "s2"): item(C, status="doing"),
        at(D, "s3"): item(D, priority="urgent"),
    }
    root = backlog_of(make_repository, files, CONFIG)

    def taken(**wishes):
        return [one.id for one in next_items(opened(root), **wishes).items]

    assert taken() == [B]
    assert taken(limit=9) == [B, A]
    assert taken(role="Engineering") == [A]
    assert taken(mine=True, limit=9) == [B]
    assert "did you mean 'engineering'?" in refusal(lambda: taken(role="enginering"), UsageError)


def test_an_epic_with_open_parts_is_not_the_next_item(make_repository):
    root = backlog_of(
        make_repository, {at(A): item(A, type="epic", priority="urgent"), at(B): item(B, parent=A.lower())}
    )
    assert [one.id for one in next_items(opened(root), limit=9).items] == [B]


def test_an_item_is_shown_with_its_criteria_and_how_often_it_was_carried(make_repository):
    files = MIXED | {at(A): item(A, body="Why\n\n- [x] One\n- [ ] Two\n")}
    root = backlog_of(make_repository, files)
    shown = show(opened(root), "aaa")
    assert (shown.item.id, shown.item.criteria, shown.carried) == (A, (1, 2), 1)
    assert [(one.number, one.text, one.done) for one in shown.criteria] == [(1, "One", True), (2, "Two", False)]
    assert shown.body.startswith("\nWhy\n")


def test_what_changed_on_disk_is_seen_at_once(make_repository):
    root = backlog_of(make_repository, MIXED)
    assert ids(root, "status:review") == []
    write(root, at(A), item(A, status="review"))
    assert ids(root, "status:review") == [A]
    (root / at(A)).unlink()
    assert ids(root, "id:aaa") == []


def test_the_board_has_a_column_for_each_status(make_repository):
    files = MIXED | {at("ML-odd555", "s2"): item("ML-odd555", status="odd")}
    root = backlog_of(make_repository, files, "[workflow]\nwip = { doing = 2 }\n")
    shown = board(opened(root))
    assert (shown.place, shown.sprint.id) == ("s2", "s2")
    assert {one.status: [held.id for held in one.items] for one in shown.columns} == {
        "todo": ["ML-odd555"],
        "doing": [B],
        "review": [],
        "done": [],
        "dropped": [],
    }
    assert [one.limit for one in shown.columns] == [None, 2, None, None, None]


@pytest.mark.parametrize(
    ("place", "where"), [("backlog", "backlog"), ("Backlog", "backlog"), ("@next", "s3"), ("s1", "s1")]
)
def test_a_board_may_be_of_another_place(make_repository, place, where):
    root = backlog_of(make_repository, MIXED)
    assert board(opened(root), place).place == where


def test_without_a_running_sprint_the_board_is_the_backlogs(make_repository):
    root = backlog_of(make_repository)
    assert board(opened(root)).place == "backlog"
    refusal(lambda: board(opened(root), "nowhere"), UsageError)
