"""Files of a Backlog.md folder: which become items, what they are called, and what is left."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config


def task(identifier="BACK-1", title="Clock", *lines, body="\nText\n"):
    return "\n".join(["---", f"id: {identifier}", f"title: {title}", *lines, "---", body])


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("tasks", "backlog"),
        ("drafts", "backlog"),
        ("completed", "archive"),
        ("archive/tasks", "archive"),
        ("archive/drafts", "archive"),
        ("tasks/deeper", "backlog"),
    ],
)
def test_completed_and_archived_files_go_to_the_archive_and_all_others_to_the_backlog(bring, folder, place):
    found = bring({f"{folder}/back-1 - Clock.md": task()})
    assert found.item("BACK-1").place == place


def test_the_body_is_kept_byte_for_byte(bring):
    body = "\r\n## Description\r\n\tx  \r\n---\r\nno end"
    found = bring({"tasks/back-1 - Clock.md": "---\r\nid: BACK-1\r\ntitle: Clock\r\nmine: a\r\n---\r\n" + body})
    new = found.plan.items[0]
    assert found.documents[new.source].body == body
    assert "\n" not in new.text.replace("\r\n", "")


def test_a_byte_order_mark_does_not_hide_the_head(bring):
    assert bring({"tasks/back-1.md": "\ufeff" + task()}).item("BACK-1").title == "Clock"


def test_the_case_of_an_id_is_kept(bring):
    found = bring({"tasks/a.md": task("back-1"), "tasks/b.md": task("BACK-2")})
    assert sorted(item.id for item in found.items.values()) == ["BACK-2", "back-1"]


def test_an_open_file_keeps_a_doubly_given_id_before_a_completed_and_an_archived_one(bring):
    found = bring({"archive/tasks/a.md": task(), "completed/a.md": task(), "tasks/z.md": task(), "drafts/a.md": task()})
    assert [(one.source, one.before) for one in found.report.new_ids] == [
        ("drafts/a.md", "BACK-1"),
        ("completed/a.md", "BACK-1"),
        ("archive/tasks/a.md", "BACK-1"),
    ]
    assert dict(found.item("BACK-1").fields)["imported_from"] == "backlog-md:tasks/z.md"


def test_id_and_title_are_taken_from_the_name_where_the_head_gives_none(bring):
    found = bring({"tasks/back-12.3 - Mend-the-clock.md": "---\nstatus: Done\n---\n"})
    assert (found.item("BACK-12.3").title, found.item("BACK-12.3").status) == ("Mend the clock", "done")


def test_a_file_that_nothing_names_gets_an_id_and_its_name_as_title(bring):
    found = bring({"tasks/some-thought.md": "---\nstatus: Done\n---\n"})
    assert found.item("ML-new1").title == "some thought"
    assert found.report.new_ids[0].before is None


def test_an_id_that_is_none_is_replaced_by_the_one_in_the_name(bring):
    assert bring({"tasks/back-7 - Clock.md": task("'no id'")}).item("BACK-7").title == "Clock"


def test_a_title_is_one_line_and_a_long_one_is_kept_whole_beside_it(bring):
    found = bring({"tasks/a.md": task("BACK-1", ">-\n  Mend\n  the clock"), "tasks/b.md": task("BACK-2", "x" * 240)})
    assert found.item("BACK-1").title == "Mend the clock"
    assert found.item("BACK-2").title == "x" * 199 + "…"
    assert dict(found.item("BACK-2").fields)["imported_title"] == "x" * 240


def test_a_head_that_does_not_parse_is_mended_by_quoting(bring):
    found = bring({"tasks/back-1 - Clock.md": task("BACK-1", "fix: the clock", "assignee: @ana", "reporter: @bo")})
    item = found.item("BACK-1")
    assert (item.title, item.assignee, dict(item.fields)["reporter"]) == ("fix: the clock", ("ana",), "@bo")
    assert found.report.mended[0].source == "tasks/back-1 - Clock.md"
    assert len(found.report.mended[0].changes) == 3


@pytest.mark.parametrize("head", ["labels: [a\nx: ]", "a: 1\na: 2", "a: &x 1\nb: *x"])
def test_a_head_that_cannot_be_mended_goes_into_the_body(bring, head):
    found = bring({"tasks/back-1 - Mend-the-clock.md": f"---\n{head}\n---\nText\n"})
    item, document = found.item("BACK-1"), found.documents["tasks/back-1 - Mend-the-clock.md"]
    assert (item.title, item.status) == ("Mend the clock", "todo")
    assert document.body == f"\n```yaml\n{head}\n```\nText\n"
    assert found.report.mended[0].kept_whole


def test_a_file_without_a_head_arrives_with_all_its_text(bring):
    found = bring({"tasks/back-1 - Mend-the-clock.md": "Just a note\n"})
    assert found.documents["tasks/back-1 - Mend-the-clock.md"].body == "\nJust a note\n"
    assert found.item("BACK-1").title == "Mend the clock"


def test_what_cannot_be_read_at_all_is_left_and_named(bring):
    conflict = "---\nid: BACK-1\n<<<<<<< a\ntitle: a\n=======\ntitle: b\n>>>>>>> b\n---\n"
    found = bring({"tasks/a.md": b"---\nid: BACK-1\n\xff\n---\n", "tasks/b.md": "x" * 300_000, "tasks/c.md": conflict})
    assert found.plan.items == ()
    assert [one.source for one in found.report.left] == ["tasks/a.md", "tasks/b.md", "tasks/c.md"]


def test_documents_decisions_and_settings_are_left_and_named_and_readmes_are_passed_over(bring):
    files = ["docs/doc-1 - Guide.md", "decisions/decision-1 - X.md", "config.yml", "notes.md", "tasks/picture.png"]
    found = bring(dict.fromkeys([*files, "readme.md", "tasks/readme.md", "assets/logo.png"], task()))
    assert found.plan.items == ()
    assert sorted(one.source for one in found.report.left) == sorted(files)


def test_milestones_become_epics(bring):
    found = bring({"milestones/m-6 - new-ui.md": task("m-6", '"New UI"'), "archive/milestones/m-1.md": task("m-1")})
    assert (found.item("m-6").type, found.item("m-6").status, found.item("m-6").place) == ("epic", "todo", "backlog")
    assert found.item("m-1").place == "archive"


def test_milestones_are_left_where_the_config_has_no_epics(bring):
    only_bugs = read_config('profile = "ml"\n', {})[0]
    without = only_bugs._replace(types=tuple(one for one in only_bugs.types if one.name != "epic"))
    found = bring({"milestones/m-6 - new-ui.md": task("m-6")}, config=without)
    assert found.plan.items == ()
    assert "epic" in found.report.left[0].why
