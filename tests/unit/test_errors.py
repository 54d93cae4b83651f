"""Tests of gitagile.errors: each road has its exit code."""

from __future__ import annotations

import pytest

from gitagile.errors import GitagileError, Refused, UsageError, WrongPlace


@pytest.mark.parametrize(("error", "code"), [(GitagileError, 1), (Refused, 1), (UsageError, 2), (WrongPlace, 3)])
def test_an_error_says_why_what_to_do_and_how_to_exit(error: type[GitagileError], code: int):
    raised = error("it is so", "do this")
    assert (str(raised), raised.message, raised.hint, raised.exit_code) == ("it is so", "it is so", "do this", code)
    assert error("it is so").hint is None
