"""Laws of importing: nothing is lost, no id is given twice, and a second time adds nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.config.reader import read_config
from gitagile.importers.all_importers import importer_named
from gitagile.importers.identify import known_item
from gitagile.importers.plan import Target, plan_import
from gitagile.model.ids import draw_id
from gitagile.text.front_matter import read_document
from gitagile.text.item_text import item_from

CONFIG = read_config("", {})[0]
FOLDERS = ("tasks", "completed", "drafts", "archive/tasks", "archive/drafts", "milestones")
IDS = st.sampled_from(
    ["BACK-1", "back-1", "BACK-2", "BACK-2.1", "BACK-02.01", "DRAFT-1", "m-1", "TASK-3", "no id", "7"]
)
REFERENCES = st.sampled_from(["BACK-1", "task-2", "task-2.1", "3", "m-1", "draft-01", "BACK-99", "nothing"])
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85\ufeff"), max_size=20
)
LINES = st.one_of(
    st.builds("status: {}".format, st.sampled_from(["Done", "To Do", "Waiting", "'In Progress'", ""])),
    st.builds("dependencies: [{}]".format, st.lists(REFERENCES, max_size=3).map(", ".join)),
    st.builds("parent_task_id: {}".format, REFERENCES),
    st.builds("created_date: '{}'".format, st.sampled_from(["2026-01-02", "2026-01-02 10:11", "soon"])),
    st.builds("ordinal: {}".format, st.sampled_from(["1000", "2000.5", "-3", "x"])),
    st.builds(
        "{}: {}".format, st.sampled_from(["assignee", "labels", "mine", "created", "rank", "imported_id"]), WORDS
    ),
)


@st.composite
def files(draw):
    found = {}
    for number in range(draw(st.integers(0, 6))):
        title = draw(WORDS.filter(str.strip).map(lambda text: text.replace("'", "''")))
        lines = ["---", f"id: {draw(IDS)}", f"title: '{title}'", *draw(st.lists(LINES, max_size=5)), "---", draw(WORDS)]
        name = draw(st.sampled_from([f"back-{number} - T", "same", f"note {number}"]))
        found[f"{draw(st.sampled_from(FOLDERS))}/{name}.md"] = "\n".join(lines).encode()
    return found


def imported(source, known, random):
    def draw(taken):
        return draw_id("ML", taken, random.choice)

    plan = plan_import(importer_named("backlog-md"), source, Target(CONFIG, tuple(known)), draw)
    documents = {new: read_document(new.text.encode(), f".backlog/{new.place}/{new.name}") for new in plan.items}
    assert all(document.fault is None for document in documents.values())
    return plan, [item_from(document, new.place) for new, document in documents.items()]


@settings(deadline=None, max_examples=150)
@given(files(), st.randoms(use_true_random=False))
def test_importing_twice_adds_nothing(source, random):
    first, items = imported(source, (), random)
    second, _ = imported(source, map(known_item, items), random)
    assert second.items == ()
    assert second.report.already == first.report.items


@settings(deadline=None, max_examples=150)
@given(files(), st.randoms(use_true_random=False))
def test_every_file_becomes_one_item_or_is_named_as_left(source, random):
    plan, items = imported(source, (), random)
    assert sorted([*(new.source for new in plan.items), *(one.source for one in plan.report.left)]) == sorted(source)
    assert len({item.id.casefold() for item in items}) == len(items)
    assert len({(new.place, new.name.casefold()) for new in plan.items}) == len(items)


@settings(deadline=None, max_examples=100)
@given(files(), st.data(), st.randoms(use_true_random=False))
def test_what_moved_in_the_source_or_was_archived_here_is_known_again(source, data, random):
    first, items = imported(source, (), random)
    ids = [item.id.casefold() for item in items]
    named = {new.source for new in first.items if not new.id.startswith("ML-")}
    moved = {}
    for path, content in source.items():
        name = path.rpartition("/")[2]
        target = f"completed/{name}" if path in named and data.draw(st.booleans()) else path
        moved[path if target in source or target in moved else target] = content
    second, _ = imported(moved, map(known_item, items), random)
    assert [new.id for new in second.items if new.id.casefold() in ids] == []
    assert second.report.items == 0
