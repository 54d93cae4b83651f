"""The looks of SVG charts: colours that can be told apart on light and dark ground, dashes, and the style sheet."""

from __future__ import annotations

from itertools import pairwise

from .chart import ACTIVE, ADDED, ALARM, DONE, GUIDELINE, LIMIT, MAIN, MEAN, SCOPE, TODO, BandChart

LIGHT, DARK = "#ffffff", "#0d1117"
"""The grounds that the colours are made for; each colour has a contrast of 3 or more on both."""
TEXT = ("#59636e", "#848d97")
SECOND = "second"
_ORANGE, _GREY = ("#c45500", "#e0691a"), ("#6e7781", "#848d97")
PALETTE = {
    MAIN: ("#0072b2", "#2f8fd0"),
    DONE: ("#00805c", "#0a9a75"),
    SCOPE: _ORANGE,
    ADDED: ("#a8558a", "#c46a9c"),
    ACTIVE: ("#9a6700", "#b07a10"),
    SECOND: ("#8a63d2", "#956bdc"),
    GUIDELINE: _GREY,
}
"""For each role its colour on light and on dark ground."""
COLOUR_NAMES = {
    MAIN: "blue",
    DONE: "green",
    SCOPE: "orange",
    ADDED: "pink",
    ACTIVE: "brown",
    SECOND: "violet",
    GUIDELINE: "grey",
}
_ALIKE = {LIMIT: SCOPE, ALARM: SCOPE, MEAN: GUIDELINE, TODO: GUIDELINE}
_LETTERS = {MAIN: "m", DONE: "d", SCOPE: "s", ADDED: "a", ACTIVE: "w", SECOND: "x", GUIDELINE: "g"}
_DASHES = {SCOPE: "8 3", GUIDELINE: "2 4", MEAN: "7 3 2 3", LIMIT: "3 3", ADDED: "5 2"}


def class_of(role: str) -> str:
    """The class that gives a role its colour."""
    return _LETTERS[coloured_as(role)]


def coloured_as(role: str) -> str:
    """The role of the palette whose colour a role has."""
    return _ALIKE.get(role, role if role in PALETTE else MAIN)


def dashes_of(role: str) -> str:
    """The attribute that gives a role's line its dashes; none for a solid one."""
    return f' stroke-dasharray="{_DASHES[role]}"' if role in _DASHES else ""


def style_sheet(roles: set[str]) -> str:
    """The rules for the roles that a chart has. All begin with `.ga`, so that a page around an inline chart is safe."""
    letters = sorted({class_of(role) for role in roles})
    rules = (
        ".ga{font:12px system-ui,sans-serif;max-width:100%;height:auto;fill:none}"
        ".ga text{stroke:none}.ga .t{font-weight:600}.ga .e{text-anchor:end}.ga .c{text-anchor:middle}"
        ".ga .l{stroke-width:2.5;stroke-linejoin:round}.ga .n{stroke-width:1.5}.ga .k{stroke:#80808055}"
        ".ga .f{fill:#8080801c}.ga .p{stroke:none}"
    )
    light, dark = (_colours(letters, ground) for ground in (0, 1))
    return f"<style>{rules}{light}@media(prefers-color-scheme:dark){{{dark}}}</style>"


def _colours(letters: list[str], ground: int) -> str:
    colour_of = {_LETTERS[role]: colours[ground] for role, colours in PALETTE.items()}
    drawn = "".join(
        f".ga .{letter}{{stroke:{colour_of[letter]}}}.ga .p.{letter}{{fill:{colour_of[letter]};stroke:none}}"
        for letter in letters
    )
    return f".ga text{{fill:{TEXT[ground]}}}{drawn}"


def roles_of(chart: BandChart) -> tuple[str, ...]:
    """The role that each band is drawn in: two active ones beside each other take turns."""
    roles = [band.role for band in chart.bands]
    for at, (before, role) in enumerate(pairwise(roles), start=1):
        if role == before:
            roles[at] = SECOND if role == ACTIVE else ACTIVE
    return tuple(roles)
