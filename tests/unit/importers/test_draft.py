"""The text that becomes of a draft."""

from __future__ import annotations

from gitagile.importers.draft import Draft, text_of


def draft(**more):
    values = {
        "source": "tasks/a.md",
        "folder": "tasks",
        "place": "backlog",
        "wanted": "BACK-1",
        "title": "A",
        "id": "BACK-1",
    }
    return Draft(**{**values, **more})


def test_keys_stand_in_our_order_and_kept_lines_behind_them():
    one = draft(
        title="Fix: the clock",
        keys=(("labels", ("a", "b")), ("status", "todo"), ("priority", None)),
        depends_on=("BACK-2",),
        parent="BACK-3",
        kept=(("references", "references:\n  - 'x'   # why\n"),),
        body="\nText\n",
    )
    assert text_of(one, "backlog-md:tasks/a.md") == (
        '---\nid: BACK-1\nstatus: todo\ntitle: "Fix: the clock"\nparent: BACK-3\ndepends_on: [BACK-2]\n'
        "labels: [a, b]\nimported_from: backlog-md:tasks/a.md\nreferences:\n  - 'x'   # why\n---\n\nText\n"
    )


def test_the_head_takes_the_newlines_of_the_body():
    text = text_of(draft(newline="\r\n", body="\r\nText"), "x:y")
    assert text == "---\r\nid: BACK-1\r\ntitle: A\r\nimported_from: x:y\r\n---\r\n\r\nText"


def test_the_file_is_named_after_id_and_title():
    assert draft(title="Fix: the clock").file_name == "BACK-1-fix-the-clock.md"
