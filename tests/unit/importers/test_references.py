"""Parents and dependencies matched by id and by number."""

from __future__ import annotations

import pytest

from gitagile.importers.draft import Draft
from gitagile.importers.references import linked, targets_of


def draft(wanted, *depends_on, folder="tasks", parent=None, new=None, source=None):
    path = source or f"{folder}/{wanted}.md"
    return Draft(path, folder, "backlog", wanted, "T", depends_on=depends_on, parent=parent, id=new or wanted)


def matched(*drafts, others=()):
    done, found = linked(drafts, targets_of(drafts, {}, others))
    return {one.id: (one.parent, one.depends_on) for one in done}, found


@pytest.mark.parametrize("written", ["BACK-3", "back-3", "task-3", "TASK-03", "3", "003"])
def test_a_number_is_matched_whatever_stands_before_it(written):
    found, references = matched(draft("BACK-3"), draft("BACK-9", written))
    assert found["BACK-9"] == (None, ("BACK-3",))
    assert references[0].target == "BACK-3"


def test_dotted_numbers_are_matched_with_and_without_padding():
    found, _ = matched(draft("BACK-24"), draft("BACK-24.02"), draft("BACK-9", "task-24.2"))
    assert found["BACK-9"] == (None, ("BACK-24.02",))


def test_the_exact_id_wins_over_a_like_number():
    found, _ = matched(draft("BACK-24.02"), draft("BACK-24.2"), draft("BACK-9", "back-24.2"))
    assert found["BACK-9"] == (None, ("BACK-24.2",))


def test_a_number_of_tasks_never_means_a_draft_or_a_milestone():
    files = (
        draft("DRAFT-8", folder="drafts"),
        draft("m-8", folder="milestones"),
        draft("BACK-1", "task-8", "DRAFT-08"),
    )
    found, references = matched(*files)
    assert found["BACK-1"] == (None, ("task-8", "DRAFT-8"))
    assert [one.target for one in references] == [None, "DRAFT-8"]


def test_what_matches_nothing_stays_as_it_was_written():
    found, references = matched(draft("BACK-1", "task-0", parent="task-7"))
    assert found["BACK-1"] == ("task-7", ("task-0",))
    assert [(one.key, one.target) for one in references] == [("depends_on", None), ("parent", None)]


def test_a_reference_to_an_id_given_twice_goes_to_the_first_and_is_told():
    first, second = draft("BACK-5"), draft("BACK-5", new="ML-x2", folder="archive/tasks")
    found, references = matched(first, second, draft("BACK-6", parent="task-5"))
    assert found["BACK-6"][0] == "BACK-5"
    assert references[0].given_twice


def test_two_spellings_of_one_dependency_become_one():
    found, _ = matched(draft("BACK-3"), draft("BACK-4", "task-3", "BACK-3"))
    assert found["BACK-4"] == (None, ("BACK-3",))


def test_a_dotted_id_is_a_part_also_where_the_file_does_not_say_so():
    found, _ = matched(draft("BACK-102"), draft("BACK-102.1"))
    assert found["BACK-102.1"][0] == "BACK-102"


def test_a_dotted_id_whose_whole_is_missing_gets_no_parent():
    found, references = matched(draft("BACK-102.1"))
    assert (found["BACK-102.1"][0], references) == (None, ())


def test_an_item_that_is_here_already_is_meant_by_its_id_here():
    old, new = draft("BACK-1", new=""), draft("BACK-2", "task-1")
    targets = targets_of((old, new), {old.source: "ML-x2"}, ())
    assert linked((new,), targets)[0][0].depends_on == ("ML-x2",)


def test_an_item_of_the_target_alone_is_meant_by_its_exact_id():
    found, _ = matched(draft("BACK-1", "ml-x2", "ml-3"), others=("ML-x2",))
    assert found["BACK-1"] == (None, ("ML-x2", "ml-3"))
