"""The formats of a retro: well-known headings, a question under each, and one kind line to open with."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One heading and the question that people answer below it."""

    heading: str
    question: str


class Format(NamedTuple):
    """A format: its opening line and its parts."""

    opening: str
    parts: tuple[Part, ...]


_FORMATS: dict[str, Format] = {
    "start-stop-continue": Format(
        "Everyone did their best with what they knew and had that day. We look at the work, and kindly at each other.",
        (
            Part("Start", "What would help us that we do not do yet?"),
            Part("Stop", "What costs us more than it gives?"),
            Part("Continue", "What do we want to keep, and whom do we thank for it?"),
        ),
    ),
    "4ls": Format(
        "We listen first. Whatever is said here is meant to help, and is taken that way.",
        (
            Part("Liked", "What was good, and who made it so?"),
            Part("Learned", "What do we know now that we did not know before, from failures too?"),
            Part("Lacked", "What was missing?"),
            Part("Longed for", "What do we wish for next time?"),
        ),
    ),
    "sailboat": Format(
        "We are in one boat. We talk of wind and water, not of who was at the helm.",
        (
            Part("Island", "Where are we sailing to?"),
            Part("Wind", "What carries us forward?"),
            Part("Anchor", "What holds us back?"),
            Part("Rocks", "What lies ahead that could harm us?"),
        ),
    ),
    "mad-sad-glad": Format(
        "Feelings are facts too. Take a breath, speak for yourself, and leave room for others.",
        (
            Part("Mad", "What made us angry, or got in our way?"),
            Part("Sad", "What disappointed us, or did not turn out as we had hoped?"),
            Part("Glad", "What made us happy, and whom do we thank for it?"),
        ),
    ),
}
FORMATS = tuple(_FORMATS)
"""The names of the formats, as the config and `--format` write them."""
DEFAULT = FORMATS[0]

_ACTIONS = (
    '*Few, small, and within our own reach. `gitagile retro action "…"` makes one an item, '
    "which comes back in every retro until it is done.*"
)


def headings(form: str) -> tuple[str, ...]:
    """The headings of a format, as they stand in a page."""
    return tuple(f"## {part.heading}" for part in _FORMATS[form].parts)


def page(sprint: str, form: str, facts: str) -> str:
    """The text of a new retro: the opening, the facts (with their marks), and room for words under each heading."""
    chosen = _FORMATS[form]
    lines = [f"# Retro of {sprint}", "", f"*{chosen.opening}*", "", facts]
    for part in chosen.parts:
        lines += ["", f"## {part.heading}", "", f"*{part.question}*", "", "-"]
    return "\n".join((*lines, "", "## What we will do", "", _ACTIONS, "", "-", ""))
