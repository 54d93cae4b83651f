"""Keys of a Backlog.md file mapped to ours."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config


@pytest.fixture
def item_of(bring):
    """The item that a head of these lines gives, and the lines of its own head."""

    def item_of(*lines, folder="tasks", more=None, config=None):
        path = f"{folder}/back-1 - Clock.md"
        head = "\n".join(["---", "id: BACK-1", "title: Clock", *lines, "---", ""])
        found = bring({path: head, **(more or {})}, config=config)
        return found.item("BACK-1"), found.documents[path].parts.head

    return item_of


def test_every_key_arrives_under_its_name_here(item_of):
    item, _ = item_of(
        *("status: In Progress", "assignee:", "  - '@ana'", "  - bo", "created_date: '2026-01-02'", "priority: high"),
        *("labels: [a, b]", "type: bug", "completed_date: 2026-01-03", "ordinal: 1000"),
    )
    assert (item.status, item.assignee, item.created, item.priority) == ("doing", ("ana", "bo"), "2026-01-02", "high")
    assert (item.labels, item.type, item.finished, item.rank) == (("a", "b"), "bug", "2026-01-03", "9")
    assert [key for key, _ in item.fields] == ["imported_from"]


def test_keys_without_counterpart_are_kept_with_their_lines_as_they_stood(item_of):
    item, head = item_of(
        "references:", "  - 'a: b'", '  - "c"', "mine: {x: [1, 0123]}   # why", "updated_date: '2026-01-02 10:11'"
    )
    assert (
        "references:\n  - 'a: b'\n  - \"c\"\nmine: {x: [1, 0123]}   # why\nupdated_date: '2026-01-02 10:11'\n" in head
    )
    assert dict(item.fields)["references"] == ["a: b", "c"]


def test_a_head_that_is_indented_is_brought_to_the_margin(bring):
    head = "---\n  id: BACK-1\n  title: Clock\n  # why\n  mine:\n    - a\n  note: |\n    one\n      two\n\n---\n"
    found = bring({"tasks/a.md": head})
    assert dict(found.item("BACK-1").fields)["mine"] == ["a"]
    assert "# why\nmine:\n  - a\nnote: |\n  one\n    two\n" in found.documents["tasks/a.md"].parts.head


def test_comments_of_keys_that_were_mapped_are_kept(item_of):
    _, head = item_of("# who", "assignee: [ana]", "labels:", "  # two", "  - a", "note: '# none'")
    assert head.endswith("# who\n  # two\nnote: '# none'\n")


def test_a_key_whose_name_is_taken_here_is_kept_under_another(item_of):
    item, _ = item_of(
        "created_date: 2026-01-02", "created: yesterday", "rank: first", "depends_on: [x]", "imported_from: y"
    )
    assert item.created == "2026-01-02"
    fields = dict(item.fields)
    assert (fields["imported_created"], fields["imported_rank"]) == ("yesterday", "first")
    assert (fields["imported_depends_on"], fields["imported_imported_from"]) == (["x"], "y")


def test_a_time_without_zone_is_kept_beside_its_day(item_of):
    item, _ = item_of("created_date: '2026-01-02 10:11'")
    assert item.created == "2026-01-02"
    assert dict(item.fields)["created_date"] == "2026-01-02 10:11"


def test_a_date_that_is_none_is_kept_under_its_own_key(item_of):
    item, _ = item_of("created_date: soon")
    assert (item.created, dict(item.fields)["created_date"]) == (None, "soon")


def test_a_done_item_is_finished_when_it_was_last_changed_if_nothing_better_is_known(item_of):
    assert item_of("status: Done", "updated_date: '2026-01-05 08:00'")[0].finished == "2026-01-05"
    assert item_of("status: Done", "updated_date: 2026-01-05", "completed_date: 2026-01-03")[0].finished == "2026-01-03"
    assert item_of("status: To Do", "updated_date: 2026-01-05")[0].finished is None
    assert item_of("status: Done")[0].finished is None


def test_words_that_mean_nothing_here_are_kept_under_a_key_of_their_own(item_of):
    item, _ = item_of("status: Waiting", "priority: P1", "type: enhancement")
    assert (item.status, item.priority, item.type) == ("todo", None, "story")
    fields = dict(item.fields)
    assert [fields[f"imported_{key}"] for key in ("status", "priority", "type")] == ["Waiting", "P1", "enhancement"]


def test_a_type_that_demands_keys_the_source_cannot_have_is_not_taken(item_of):
    item, _ = item_of("type: experiment")
    assert (item.type, dict(item.fields)["imported_type"]) == ("story", "experiment")


def test_an_item_without_type_and_priority_stays_without(item_of):
    item, _ = item_of()
    assert (item.type, item.priority, item.status) == (None, None, "todo")


def test_the_team_decides_how_a_handle_is_spelt(item_of):
    config = read_config('[team.claude]\nname = "C"\n', {})[0]
    assert item_of("assignee: ['@Claude', claude, '@']", config=config)[0].assignee == ("claude",)


def test_a_draft_is_labelled(item_of):
    assert item_of("labels: [a]", "status: Draft", folder="drafts")[0].labels == ("a", "draft")
    assert item_of(folder="archive/drafts")[0].labels == ("draft",)


@pytest.mark.parametrize(
    ("written", "label"), [("m-6", "m-6"), ("M-6", "m-6"), ("new ui", "m-6"), ("M3 - GUI", "m3-gui")]
)
def test_a_milestone_becomes_a_label_and_stays_as_a_key(item_of, written, label):
    milestones = {"milestones/m-6 - new-ui.md": "---\nid: m-6\ntitle: New UI\n---\n"}
    item, _ = item_of(f"milestone: {written}", more=milestones)
    assert (item.labels, dict(item.fields)["milestone"]) == ((label,), written)


def test_dependencies_that_are_no_ids_are_kept_as_they_are(item_of):
    item, _ = item_of("dependencies: [the clock, BACK-1]")
    assert (item.depends_on, dict(item.fields)["dependencies"]) == (("BACK-1",), ["the clock", "BACK-1"])


def test_values_of_the_wrong_kind_are_kept_under_their_own_key(item_of):
    lines = ("priority: [a]", "ordinal: last", "parent_task_id: the clock", "labels: {a: b}", "milestone: [x]")
    item, _ = item_of(*lines)
    fields = dict(item.fields)
    assert [fields[key] for key in ("ordinal", "parent_task_id", "milestone")] == ["last", "the clock", ["x"]]
    assert (fields["imported_priority"], fields["imported_labels"]) == (["a"], {"a": "b"})
    assert (item.rank, item.parent, item.priority, item.labels) == (None, None, None, ())


def test_empty_values_leave_nothing_behind(item_of):
    item, _ = item_of(
        "priority:", "assignee: []", "labels:", "milestone: ''", "ordinal:", "dependencies: []", "status:"
    )
    assert [key for key, _ in item.fields] == ["imported_from"]
    assert item.status == "todo"


def test_a_head_on_one_line_is_read_too(bring):
    head = "---\n{id: BACK-1, title: Clock, status: Done, mine: {a: [1, x]}, 'odd key': \"y\"}\n---\n"
    item = bring({"tasks/a.md": head}).item("BACK-1")
    assert item.status == "done"
    assert dict(item.fields) == {"imported_from": "backlog-md:tasks/a.md", "mine": {"a": [1, "x"]}, "odd key": "y"}


def test_ordinals_become_ranks_in_their_order(bring):
    order = {3: "3000", 1: "500.5", 2: "1000", 4: "99999999"}
    files = {f"tasks/{n}.md": f"---\nid: BACK-{n}\ntitle: T\nordinal: {value}\n---\n" for n, value in order.items()}
    found = bring({**files, "tasks/5.md": "---\nid: BACK-5\ntitle: T\nordinal: 1000\n---\n"})
    ranks = [found.item(f"BACK-{n}").rank for n in (1, 2, 3, 4)]
    assert ranks == sorted(set(ranks))
    assert found.item("BACK-5").rank == found.item("BACK-2").rank
