"""Check-ins as records."""

from __future__ import annotations

import pytest

from gitagile.model.checkin import Checkin, Note, is_file_handle, with_parts


def test_a_check_in_that_says_nothing_knows_it():
    assert Checkin("ana", "2026-11-23").says_nothing
    assert not Checkin("ana", "2026-11-23", blockers=("the labels",)).says_nothing
    assert not Checkin("ana", "2026-11-23", notes=(Note("thanks"),)).says_nothing


def test_parts_are_replaced_by_name_and_nothing_else_is():
    before = Checkin("ana", "2026-11-23", did=("a",))
    assert with_parts(before, {"next": ("b",), "person": ("bo",)}) == before._replace(next=("b",))


@pytest.mark.parametrize(("handle", "fits"), [("ana", True), ("Ana.Lee-2", True), ("jörg", True), ("con", False)])
def test_a_handle_that_is_a_file_name_everywhere_is_told(handle, fits):
    assert is_file_handle(handle) is fits


@pytest.mark.parametrize("handle", ["", "../ana", "a/b", "ana lee", ".ana", "ana.", "nul.x", "a:b", "a" * 64])
def test_what_no_file_can_be_called_is_no_name_for_one(handle):
    assert not is_file_handle(handle)
