"""Items: where a finding points, what is no finding, and what only some configs demand."""

from __future__ import annotations

import pytest

from tests.unit.rules.trees import CONFIG, ITEM, checked, codes, item


def places(report):
    return [(finding.code, finding.line, finding.column) for finding in report.findings]


def test_a_plain_item_has_no_finding():
    assert checked({ITEM: item()}).findings == ()


def test_a_finding_points_at_the_value_on_its_line():
    assert places(checked({ITEM: item("priority: high", "status: dooing")})) == [("I128", 5, 9)]


def test_a_finding_on_a_list_points_at_the_entry():
    text = item("labels:", "  - log", "  - click log")
    assert places(checked({ITEM: text})) == [("I134", 6, 5)]


def test_a_finding_on_a_key_points_at_the_key():
    assert places(checked({ITEM: item("asignee: [ana]")})) == [("I140", 4, 1)]


def test_a_byte_order_mark_and_carriage_returns_move_no_finding():
    text = "\ufeff" + item("status: dooing").replace("\n", "\r\n")
    assert places(checked({ITEM: text})) == [("I128", 4, 9)]


def test_the_hint_names_the_nearest_status():
    (finding,) = checked({ITEM: item("status: dooing")}).findings
    assert finding.message == "`status` is 'dooing', which is no status of the workflow"
    assert finding.hint == "did you mean 'doing'?"


@pytest.mark.parametrize(
    "line",
    [
        "assignee: ana",
        "points: 0.5",
        "sha: 0123456",
        "created: 2026-11-20T09:12:00Z",
        "timebox: 2w",
        "priority:",
        "labels: []",
        "rank: i4",
        "updated: yesterday",
        "notes: {a: {b: [1, 2]}}",
        "due: 2028-02-29",
    ],
)
def test_these_lines_are_in_order(line):
    assert checked({ITEM: item(line)}).findings == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("points: three", "I126"),
        ("points: true", "I126"),
        ("points: 1e999", "I126"),
        ("points: [3]", "I126"),
        ("status: [todo]", "I126"),
        ("labels: [a, [b]]", "I126"),
        ("labels: [a, null]", "I126"),
        ("labels: {a: b}", "I126"),
        ('assignee: [""]', "I126"),
        ("gates: all", "I126"),
        ("created: 2026-11-20T09:12:00", "I135"),
        ("created: 2026-11-20 09:12", "I135"),
        ("created: 2026-11-20T23:59:60Z", "I135"),
        ("due: 2026-11-20T09:12:00Z", "I135"),
        ("due: 2027-02-29", "I135"),
        ("due: 0000-01-01", "I135"),
        ("timebox: 0d", "I139"),
        ("rank: 10", "I144"),
        ("blocked: yes", "I138"),
        ('blocked: " "', "I138"),
        ("outcome: maybe\nlearned: x", "M401"),
        ("parent: ML-X2V9KQ", "I137"),
    ],
)
def test_these_lines_are_not(line, code):
    assert codes(checked({ITEM: item(line)})) == [code]


def test_a_title_may_have_200_characters_and_no_more():
    text = "\n".join(["---", "id: ML-x2v9kq", "title: " + "é" * 200, "---", ""])
    assert checked({ITEM: text}).findings == ()
    (finding,) = checked({ITEM: text.replace("é", "éé", 1)}).findings
    assert (finding.code, finding.message) == ("I124", "`title` has 201 characters; 200 is the most")


def test_an_imported_id_with_another_prefix_is_in_order():
    path = ".backlog/backlog/back-24.02-old.md"
    assert checked({path: item(identifier="back-24.02")}).findings == ()


def test_a_name_that_goes_on_with_a_letter_does_not_begin_with_the_id():
    assert codes(checked({".backlog/backlog/ML-x2v9kq2.md": item()})) == ["I122"]


def test_a_day_and_an_instant_are_compared_by_day():
    stamps = "status: done\ncreated: 2026-11-01\nstarted: 2026-11-24T18:00:00+01:00\nfinished: 2026-11-24"
    assert checked({ITEM: item(stamps)}).findings == ()


def test_instants_are_compared_across_offsets():
    stamps = "created: 2026-11-01\nstarted: 2026-11-24T10:00:00+01:00\nfinished: 2026-11-24T09:30:00Z"
    assert checked({ITEM: item(stamps)}).findings == ()
    assert codes(checked({ITEM: item(stamps.replace("09:30", "08:30"))})) == ["I136"]


def test_a_status_of_ones_own_asks_for_the_stamps_of_its_category():
    config = '[workflow]\nstatuses = { todo = "todo", training = "active", done = "done" }\n'
    report = checked({CONFIG: config, ITEM: item("status: training", "created: 2026-11-20")})
    assert [finding.message for finding in report.findings] == ["the item is training, but has no `started`"]


def test_a_dropped_item_needs_no_stamp():
    assert checked({ITEM: item("status: dropped")}).findings == ()


def test_a_key_near_one_that_is_there_already_is_not_fixable():
    (finding,) = checked({ITEM: item("label: a", "labels: [b]")}).findings
    assert (finding.code, finding.fixable) == ("I140", False)
    assert checked({ITEM: item("label: a")}).findings[0].fixable


def test_a_declared_key_near_a_known_one_is_meant():
    config = '[fields.label]\ntype = "text"\n'
    assert checked({CONFIG: config, ITEM: item("label: a")}).findings == ()


@pytest.mark.parametrize(
    ("kind", "good", "bad", "code"),
    [
        ("number", "12.5", "many", "I126"),
        ("number", "12.5", '"12"', "I126"),
        ("flag", "true", "maybe", "I126"),
        ("date", "2026-11-20", "soon", "I141"),
        ("list", "[a, b]", "{a: b}", "I126"),
        ("text", "anything", "[a]", "I126"),
    ],
)
def test_a_key_of_ones_own_has_the_declared_type(kind, good, bad, code):
    config = f'[fields.mine]\ntype = "{kind}"\n'
    assert checked({CONFIG: config, ITEM: item(f"mine: {good}")}).findings == ()
    assert codes(checked({CONFIG: config, ITEM: item(f"mine: {bad}")})) == [code]


def test_a_type_may_demand_a_key_that_nobody_declared():
    config = '[types.audit]\nrequires = ["reviewer"]\n'
    assert codes(checked({CONFIG: config, ITEM: item("type: audit")})) == ["I125"]
    assert checked({CONFIG: config, ITEM: item("type: audit", "reviewer: ana")}).findings == ()


def test_a_checklist_in_a_code_block_is_not_open():
    config = '[workflow]\ndone_needs = ["criteria"]\n'
    stamps = "status: done\ncreated: 2026-11-20\nfinished: 2026-11-24"
    assert checked({CONFIG: config, ITEM: item(stamps, body="```\n- [ ] x\n```\n")}).findings == ()


def test_a_conflict_in_the_body_is_found_on_its_line():
    body = "text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"
    assert places(checked({ITEM: item(body=body)})) == [("I109", 6, 1)]


def test_several_faults_of_one_item_are_all_found():
    text = item("status: dooing", "points: -1", "type: trianing", "due: soon")
    assert sorted(codes(checked({ITEM: text}))) == ["I127", "I128", "I132", "I135"]
