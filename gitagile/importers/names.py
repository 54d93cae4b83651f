"""Words of other tools to ours: statuses, priorities, types, handles and days, matched by name and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ..model.workflow import ACTIVE, DONE, DROPPED, PRIORITIES, TODO, Workflow

_SAME_AS = {
    TODO: "todo open new backlog ready draft planned pending triage notstarted unstarted queued",
    ACTIVE: "inprogress doing active started wip ongoing working inreview review testing intesting qa",
    DONE: "done closed complete completed finished resolved shipped merged fixed",
    DROPPED: "wontdo wontfix cancelled canceled dropped rejected abandoned duplicate obsolete declined invalid",
}
_CATEGORY = {word: category for category, words in _SAME_AS.items() for word in words.split()}
_PRIORITY = {
    "critical": "urgent",
    "blocker": "urgent",
    "highest": "urgent",
    "major": "high",
    "normal": "medium",
    "minor": "low",
    "lowest": "low",
    "trivial": "low",
}
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_SHORT_DAY = re.compile(r"(\d{2})([-/.])(\d{2})\2(\d{2})", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})", re.ASCII)


def folded(text: str) -> str:
    """A word without case, blanks, hyphens and other signs: `To-do` and `to do` are one."""
    return re.sub(r"[\W_]+", "", text.casefold())


def named(text: str, known: Iterable[str]) -> str | None:
    """The known word of this name, None if there is none."""
    return {folded(one): one for one in known}.get(folded(text))


def status_for(text: str, workflow: Workflow) -> str | None:
    """The status of the same name, else the first of the category that the word is known to mean; None for others."""
    same = named(text, workflow.names) or named(folded(text).removeprefix("in"), workflow.names)
    category = _CATEGORY.get(folded(text))
    return same or (workflow.first_in(category) if category else None)


def priority_for(text: str) -> str | None:
    """The priority of this or a like name."""
    return named(text, PRIORITIES) or _PRIORITY.get(folded(text))


def handle_for(text: str, handles: Iterable[str]) -> str:
    """A person's handle without its `@`, spelt as the team's if the team has it."""
    bare = text.strip().removeprefix("@")
    return next((handle for handle in handles if handle.casefold() == bare.casefold()), bare)


def day_for(text: str) -> tuple[str | None, bool]:
    """The day or instant a date gives, and whether that is all the text says.

    An instant without offset gives its day. `DD-MM-YY`, with `-`, `/` or `.`, is what old versions of Backlog.md wrote.
    """
    if _INSTANT.fullmatch(text):
        return text, True
    if found := _ISO_DAY.fullmatch(text):
        day = "-".join(found.groups())
    elif short := _SHORT_DAY.fullmatch(text):
        day = f"20{short[4]}-{short[3]}-{short[1]}"
    else:
        return None, False
    try:
        date.fromisoformat(day)
    except ValueError:
        return None, False
    return day, day == text or _ISO_DAY.fullmatch(text) is None
