"""How much of a suite is run: a part of it by default, all of it by `FAULTS=full` (`make faults`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
IS_FULL = os.environ.get("FAULTS") == "full"


def scaled(full: int, short: int) -> int:
    """How many to try."""
    return full if IS_FULL else short


def some_of(all_of_them: Sequence[T], few: int) -> Sequence[T]:
    """All of them, or a few that are spread over them."""
    if IS_FULL or len(all_of_them) <= few:
        return all_of_them
    return [all_of_them[(2 * number + 1) * len(all_of_them) // (2 * few)] for number in range(few)]
