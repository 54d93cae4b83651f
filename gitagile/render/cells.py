"""Cells of a CSV: texts that no spreadsheet takes for a formula."""

from __future__ import annotations

_FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet may take for the start of a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""


def harmless_cell(text: str) -> str:
    """The text, an apostrophe before it where a spreadsheet would take it for a formula."""
    starts = (text[:1], text.lstrip()[:1])
    return "'" + text if any(sign and sign in _FORMULA for sign in starts) else text
