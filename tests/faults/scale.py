"""How much of a suite is run: a part of it by default, all of it by `FAULTS=full` (`make faults`)."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("FAULTS") == "full"


def scaled(full: int, short: int) -> int:
    """How many to try."""
    return full if IS_FULL else short
