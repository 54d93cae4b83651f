"""Tests of gitagile.model.team: who an address of git's belongs to."""

from __future__ import annotations

from gitagile.model.team import Person, person_with_email

ANA = Person("ana", emails=("ana@example.org", "Ana@Work.example"))
BO = Person("bo")


def test_a_person_is_found_by_any_of_their_addresses_without_case():
    assert person_with_email((BO, ANA), "ANA@work.EXAMPLE") == ANA


def test_a_stranger_is_nobody():
    assert person_with_email((BO, ANA), "eve@example.org") is None
    assert person_with_email((), "") is None
