"""Two stamps for one step."""

from __future__ import annotations

import pytest

from gitagile.text.merge_stamps import merged_stamp

EARLY, LATE = "2026-03-02T09:00:00+01:00", "2026-03-02T08:30:00+00:00"


def test_work_began_when_it_first_began_and_ended_when_it_last_ended():
    for key, wanted in (("started", EARLY), ("created", EARLY), ("finished", LATE)):
        assert merged_stamp(key, EARLY, LATE) == merged_stamp(key, LATE, EARLY) == wanted


def test_days_are_compared_as_days():
    assert merged_stamp("started", "2026-03-02", "2026-02-27") == "2026-02-27"


@pytest.mark.parametrize("other", ["2026-03-02", "soon", "", "2026-03-02T09:00", "2026-99-99"])
def test_what_is_no_two_stamps_of_one_form_is_left_to_a_person(other):
    assert merged_stamp("started", EARLY, other) is None
