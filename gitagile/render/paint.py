"""Colour: the few styles that answers have, as terminal codes or as nothing."""

from __future__ import annotations

from ..model.workflow import ACTIVE, DONE, DROPPED

RESET = "\x1b[0m"
_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
STYLE_OF_CATEGORY = {ACTIVE: "yellow", DONE: "green", DROPPED: "dim"}
STYLE_OF_PRIORITY = {"urgent": "red", "high": "yellow", "low": "dim"}


def painted(text: str, style: str, *, colour: bool) -> str:
    """The text in a style; as it is without colour. The text must have passed the gate."""
    return f"\x1b[{_CODES[style]}m{text}{RESET}" if colour and style and text else text
