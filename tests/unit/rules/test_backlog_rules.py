"""Items beside each other: references, circles, limits, names."""

from __future__ import annotations

from tests.unit.rules.trees import CONFIG, checked, codes, item


def path(part, place="backlog"):
    return f".backlog/{place}/ML-{part}.md"


def many(**lines):
    return {path(part): item(*own, identifier=f"ML-{part}") for part, own in lines.items()}


def test_a_reference_may_lead_to_the_archive_and_is_compared_without_case():
    files = {**many(a1=["depends_on: [ml-B2]"]), path("b2", "archive"): item(identifier="ML-b2")}
    assert checked(files).findings == ()


def test_a_reference_to_a_file_that_cannot_be_read_is_no_second_finding():
    files = {**many(a1=["parent: ML-b2"]), path("b2"): "no front matter"}
    assert codes(checked(files)) == ["I102"]


def test_a_missing_dependency_is_found_at_its_entry_with_the_nearest_id():
    files = many(a1=["depends_on: [ML-k7fd2x, ML-k7fd3x]"], k7fd3x=[])
    (finding,) = checked(files).findings
    assert (finding.code, finding.line, finding.column) == ("B307", 4, 14)
    assert finding.hint == "correct it or remove it; `gitagile search` finds items"
    (finding,) = checked(many(a1=["depends_on: [ML-k7ed3x]"], k7fd3x=[])).findings
    assert finding.hint == "did you mean ml-k7fd3x?"


def test_a_circle_is_told_once_with_all_its_items():
    files = many(a1=["depends_on: [ML-b2]"], b2=["depends_on: [ML-c3]"], c3=["depends_on: [x-1, ML-a1]"], d4=[])
    found = [finding for finding in checked(files).findings if finding.code == "B309"]
    assert [finding.message for finding in found] == [
        "the item depends, over others, on itself: ML-a1 -> ML-b2 -> ML-c3 -> ML-a1"
    ]
    assert (found[0].path, found[0].line) == (path("a1"), 4)


def test_two_circles_are_two_findings():
    files = many(a1=["parent: ML-b2"], b2=["parent: ML-a1"], c3=["parent: ML-d4"], d4=["parent: ML-c3"])
    assert codes(checked(files)) == ["B308", "B308"]


def test_a_long_chain_is_no_circle():
    files = many(**{f"n{n}": [f"depends_on: [ML-n{n + 1}]"] for n in range(3_000)}, n3000=[])
    assert checked(files).findings == ()


def test_an_id_given_twice_is_found_in_both_files():
    files = {path("a1"): item(identifier="ML-a1"), path("a1", "archive"): item(identifier="ML-A1")}
    report = checked(files)
    assert [(finding.code, finding.path, finding.line) for finding in report.findings] == [
        ("B301", path("a1", "archive"), 2),
        ("B301", path("a1"), 2),
    ]


def test_archived_items_count_for_no_limit():
    config = "[workflow]\nwip = { todo = 1 }\n"
    files = {
        CONFIG: config,
        **many(a1=["status: todo"]),
        path("b2", "archive"): item("status: todo", identifier="ML-b2"),
    }
    assert checked(files).findings == ()


def test_names_that_are_one_on_other_systems_are_found():
    files = {".backlog/backlog/ML-a1-\u00e9.md": item(identifier="ML-a1"), ".backlog/backlog/ML-a1-e\u0301.md": "x"}
    assert "B302" in codes(checked(files))


def test_names_that_windows_cannot_bear_are_found_in_files_and_folders():
    names = ("aux.md", "ML-a1 ./x.png", "a:b.png", "com1/x.png", "tail.")
    assert (
        codes(checked({f".backlog/backlog/{name}": b"" for name in names if not name.endswith("md")})) == ["B303"] * 4
    )
    assert "B303" in codes(checked({".backlog/backlog/aux.md": item()}))


def test_a_name_that_is_not_utf_8_is_found():
    assert codes(checked({".backlog/backlog/x\udcff.png": b""})) == ["B303"]


def test_notes_beside_items_are_not_stray():
    files = {
        ".backlog/README.md": "x",
        ".backlog/backlog/README.md": "x",
        ".backlog/templates/experiment.md": "x",
        ".backlog/checkins/2026-11-23/ana.md": "---\nday: 2026-11-23\n---\nx",
        ".backlog/releases/v1.md": "x",
        ".backlog/backlog/plot.png": b"\x89PNG",
    }
    assert checked(files).findings == ()


def test_a_markdown_file_that_nothing_reads_is_stray():
    report = checked({".backlog/notes.md": "x", ".backlog/sprints/plan.md": "x", ".backlog/backlog/old/a.md": "x"})
    assert codes(report) == ["B305", "B305", "B305"]


def test_a_folder_that_cannot_be_opened_is_found():
    report = checked({}, closed=(".backlog/backlog",))
    assert [(finding.code, finding.path) for finding in report.findings] == [("I112", ".backlog/backlog")]
