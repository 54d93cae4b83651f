"""Sparklines: a series as one word of a line."""

from __future__ import annotations

from collections.abc import Sequence

from .chart import known

_BLOCKS, _PLAIN = "▁▂▃▄▅▆▇█", "_.:-=+*#"


def sparkline(values: Sequence[float | None], *, width: int = 0, most: float | None = None, plain: bool = False) -> str:
    """One glyph a value, from nothing (or the lowest, if below 0) to `most` (or the highest); unknown ones are blank.

    `width`, if not 0, is how many glyphs there may be: longer series are drawn from values at even distances.
    """
    amounts = [known(value) for value in values]
    if width and len(amounts) > width:
        amounts = [amounts[round(at * (len(amounts) - 1) / max(width - 1, 1))] for at in range(width)]
    drawn = [value for value in amounts if value is not None]
    low, high = min([0.0, *drawn]), max([0.0, *drawn]) if most is None else most
    glyphs = _PLAIN if plain else _BLOCKS
    span = max(high - low, 1e-9)
    return "".join(" " if value is None else _glyph((value - low) / span, glyphs) for value in amounts)


def _glyph(share: float, glyphs: str) -> str:
    return glyphs[min(max(int(share * (len(glyphs) - 1) + 0.5), 0), len(glyphs) - 1)]
