"""A whole import worked out, with a real backlog of 674 task files."""

from __future__ import annotations

from collections import Counter

import pytest

from gitagile.errors import UsageError
from gitagile.importers.all_importers import IMPORTERS, importer_named
from gitagile.importers.identify import Known
from gitagile.text.front_matter import read_document
from gitagile.text.sections import criteria

TASKS = ("tasks/", "completed/", "drafts/", "archive/tasks/", "archive/drafts/")


@pytest.fixture(scope="module")
def everything(whole):
    from tests.unit.importers.conftest import Target, counting, plan_import, read_back, read_config

    return read_back(plan_import(importer_named("backlog-md"), whole, Target(read_config("", {})[0]), counting()))


def task_files(whole):
    return {path for path in whole if path.startswith(TASKS) and path.rpartition("/")[2] != "readme.md"}


def test_every_task_like_file_arrives(everything, whole):
    sources = {new.source for new in everything.plan.items}
    assert len(task_files(whole)) == 674
    assert task_files(whole) <= sources
    assert dict(everything.report.arrived) == {
        "tasks": 158,
        "completed": 455,
        "drafts": 15,
        "archive/tasks": 45,
        "archive/drafts": 1,
        "milestones": 3,
        "archive/milestones": 6,
    }
    assert dict(everything.report.places) == {"backlog": 176, "archive": 507}


def test_the_heads_that_do_not_parse_are_mended(everything):
    assert len(everything.report.mended) == 21
    assert not any(one.kept_whole for one in everything.report.mended)
    assert everything.item("BACK-4.1").assignee == ("MrLesk",)


def test_ids_are_kept_and_ten_given_twice_are_given_anew(everything, whole):
    new = everything.report.new_ids
    assert len(new) == 10
    assert all(one.source.startswith("archive/tasks/") for one in new)
    kept = [read_document(whole[one.source], "").node("id").text for one in everything.plan.items[:50]]
    assert kept == [one.id for one in everything.plan.items[:50]]
    former = {dict(everything.item(one.after).fields)["imported_id"]: one.before for one in new}
    assert all(old == before for old, before in former.items())


def test_references_are_matched_by_number(everything):
    report = everything.report
    assert (len(report.references), len(report.by_number), len(report.unsure)) == (243, 165, 11)
    assert {(one.id, one.written) for one in report.missing} == {
        *(("DRAFT-14", "task-8"), ("DRAFT-2", "task-8"), ("DRAFT-6", "task-8"), ("DRAFT-8", "task-8")),
        *(("BACK-1", "task-0"), ("BACK-13.1", "task-13")),
    }
    assert everything.item("BACK-345.10").parent == "BACK-345"
    assert everything.item("BACK-345.02").depends_on == ("BACK-345.01",)
    assert everything.item("BACK-102.1").parent == "BACK-102"


def test_every_reference_that_the_report_does_not_name_leads_somewhere(everything):
    missing = {(one.id, one.written) for one in everything.report.missing}
    for item in everything.items.values():
        for target in (*item.depends_on, *filter(None, [item.parent])):
            assert target.casefold() in everything.items or (item.id, target) in missing


def test_statuses_are_mapped_by_what_they_mean(everything):
    values = {(one.key, one.before): one.after for one in everything.report.values}
    assert [values["status", word] for word in ("To Do", "To do", "Draft", "In Progress", "Done", "Won't Do")] == [
        *("todo", "todo", "todo", "doing", "done", "dropped")
    ]
    assert Counter(item.status for item in everything.items.values()) == {
        "done": 578,
        "todo": 96,
        "dropped": 6,
        "doing": 3,
    }


def test_every_body_and_every_criterion_is_kept(everything, whole):
    ticked = total = 0
    for new in everything.plan.items:
        document = everything.documents[new.source]
        before = whole[new.source].decode().split("\n---\n", 1)[1]
        assert document.body == before, new.source
        found = criteria(document.body)
        ticked, total = ticked + sum(one.done for one in found), total + len(found)
    assert total == 3_471
    assert ticked == 2_974


def test_every_key_of_the_source_is_mapped_or_kept(everything, whole):
    gone = {"id", "title", "status", "assignee", "labels", "dependencies", "priority", "ordinal", "parent_task_id"}
    gone |= {"type", "completed_date"}
    for new in everything.plan.items:
        source = read_document(whole[new.source], "")
        kept = {entry.key.text for entry in everything.documents[new.source].entries}
        lost = {entry.key.text for entry in source.entries} - kept - gone
        assert lost <= {"created_date"}, new.source


def test_what_is_no_item_is_left_and_named(everything):
    assert [one.source.partition("/")[0] for one in everything.report.left] == [
        *("config.yml", "decisions", "docs", "docs", "docs")
    ]


def test_importing_again_adds_nothing(everything, whole, bring):
    again = bring(whole, known=everything.known())
    assert (again.plan.items, again.report.items, again.report.already) == ((), 0, 683)
    assert again.report.new_ids == ()


def test_only_what_is_new_in_the_source_is_added(bring, part):
    first = bring(part)
    more = {"tasks/back-999 - New.md": "---\nid: BACK-999\ntitle: New\ndependencies: [task-41, task-76]\n---\n"}
    again = bring({**part, **more}, known=first.known())
    assert [new.id for new in again.plan.items] == ["BACK-999"]
    assert again.item("BACK-999").depends_on == ("BACK-41", "BACK-76")


def test_an_item_that_is_here_by_chance_keeps_its_id(bring):
    files = {"tasks/back-1 - Clock.md": "---\nid: BACK-1\ntitle: Clock\n---\n"}
    found = bring(files, known=(Known("BACK-1", "BACK-1-lamp.md", "Lamp"),))
    assert [new.id for new in found.plan.items] == ["ML-new1"]
    assert found.report.new_ids[0].holder == "BACK-1, which is here already"


def test_a_backlog_that_another_branch_has_imported_keeps_its_ids_here(bring, part):
    first = bring(part)
    again = bring(part, avoid=first.items)
    kept = [new.id for new in again.plan.items if not new.id.startswith("ML-")]
    assert kept == [new.id for new in first.plan.items if not new.id.startswith("ML-")]
    assert not {one.after.casefold() for one in again.report.new_ids} & set(first.items)


def test_an_importer_is_found_by_name():
    assert importer_named("Backlog-MD") is IMPORTERS[0]
    with pytest.raises(UsageError) as refused:
        importer_named("jira")
    assert "backlog-md" in refused.value.hint
