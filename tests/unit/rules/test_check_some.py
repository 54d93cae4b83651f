"""A check of some files: what it looks up by name in the others, and that it reads none of them."""

from __future__ import annotations

from gitagile.actions.check_backlog import check
from gitagile.config.reader import read_config
from tests.unit.rules.trees import ITEM, MemoryTree, checked, codes, item

OTHER = ".backlog/archive/ML-7k3fd2-clean-the-log.md"
SPRINT = ".backlog/sprints/2026-s24/sprint.md"


def only(files, *paths, links=()):
    return checked(files, paths=paths, links=links)


def test_other_files_are_not_read():
    config, _ = read_config("", {})
    tree = MemoryTree({ITEM: item("depends_on: [ML-7K3FD2]").encode(), OTHER: None})
    report = check(tree, config, paths=[ITEM])
    assert (report.findings, report.files) == ((), 1)


def test_a_finding_in_another_file_is_not_told():
    assert only({ITEM: item(), OTHER: "broken"}, ITEM).findings == ()


def test_a_reference_to_no_name_is_found():
    assert codes(only({ITEM: item("parent: ML-7k3fd2")}, ITEM)) == ["B306"]
    assert codes(only({ITEM: item("parent: ML-7k3")} | {OTHER: ""}, ITEM)) == ["B306"]


def test_an_id_that_another_name_begins_with_is_given_twice():
    files = {ITEM: item(), ".backlog/archive/ml-X2V9KQ.md": "x"}
    (finding,) = only(files, ITEM).findings
    assert (finding.code, finding.path) == ("B301", ITEM)
    assert "ml-X2V9KQ.md" in finding.message


def test_an_id_that_is_only_the_beginning_of_another_is_not():
    files = {".backlog/backlog/ML-1-a.md": item(identifier="ML-1"), ".backlog/backlog/ML-12-b.md": ""}
    assert only(files, ".backlog/backlog/ML-1-a.md").findings == ()


def test_a_name_that_differs_by_case_from_another_is_found():
    report = only({ITEM: item(), ITEM.replace("train", "Train"): item()}, ITEM)
    assert codes(report) == ["B302", "B301"]


def test_a_sprint_is_held_against_the_others():
    active = "---\nstatus: active\nstart: 2026-11-23\nend: 2026-12-04\n---\n"
    later = SPRINT.replace("s24", "s25")
    report = only({SPRINT: active, later: active.replace("11-23", "12-07").replace("12-04", "12-18")}, later)
    assert codes(report) == ["S208"]


def test_an_item_in_a_folder_without_a_sprint_file_is_found():
    path = SPRINT.replace("sprint.md", "ML-x2v9kq.md")
    assert codes(only({path: item()}, path)) == ["S202"]


def test_a_link_is_found_and_a_path_that_is_not_there_is_told():
    report = only({}, ITEM, OTHER, links=(ITEM,))
    assert (codes(report), report.missing) == (["B304"], (OTHER,))


def test_both_ways_agree_on_a_file():
    files = {ITEM: item("status: dooing", "parent: ML-no", "asignee: [x]", "depends_on: [ML-x2v9kq]")}
    assert only(files, ITEM).findings == checked(files).findings
