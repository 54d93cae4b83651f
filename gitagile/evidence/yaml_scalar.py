"""A scalar of another tool's YAML as a plain value: numbers keep the text they are printed with."""

from __future__ import annotations

import re

from ..text.nodes import plain_value
from .printed import Digits

_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def typed(text: str, style: str) -> object:
    """A scalar's value by YAML 1.2's core schema: quoted ones (`style` is their sign) are text, a number is Digits."""
    value = text if style else plain_value(text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Digits(text) if is_number or (not style and text[-1:] in "fFnN" and _NOT_FINITE.fullmatch(text)) else value
