"""What a person asks for, checked against the config: unknown words are named with the nearest known one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from ..config.record import Config
from ..errors import UsageError
from ..model.backlog import Backlog, find_item
from ..model.days import read_day, read_instant
from ..model.workflow import PRIORITIES
from ..text.item_text import KINDS, NUMBER, WORDS
from ..text.key_edit import Value

DAYS = ("created", "started", "finished", "due")
_TIMEBOX = re.compile(r"\d+(?:\.\d+)?[dw]")


def known_word(what: str, word: str, known: Iterable[str]) -> str:
    """The word as the config spells it; UsageError with the nearest one if it is not known."""
    known = tuple(known)
    found = next((one for one in known if one.casefold() == word.casefold()), None)
    if found is not None:
        return found
    near = get_close_matches(word.casefold(), known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known) or 'none'}"
    raise UsageError(f"unknown {what} {word!r}", hint)


def key_value(key: str, text: str, config: Config) -> Value:
    """The value that `KEY=TEXT` asks for, in the key's type; empty text removes the key. UsageError if it cannot be."""
    if not text:
        return None
    choices = {"status": config.workflow.names, "type": config.type_names, "priority": PRIORITIES}
    if config.roles:
        choices["role"] = config.roles
    if key in choices:
        return known_word(key, text, choices[key])
    if "\n" in text and key in ("title", "id"):
        raise UsageError(f"the {key} must be one line")
    if key == "timebox" and not _TIMEBOX.fullmatch(text):
        raise UsageError(f"a timebox is not {text!r}", "write working days or weeks: `3d`, `2w`")
    return _of_kind(key, text, config)


def _of_kind(key: str, text: str, config: Config) -> Value:
    kind = kind_of(key, config)
    if kind == NUMBER:
        return number_value(key, text, config)
    if kind == WORDS:
        return words_of(text)
    if key in DAYS or kind == "date":
        return day_value(key, text)
    return text


def kind_of(key: str, config: Config) -> str:
    """How a key's value is read: text, number, words, date, flag or any."""
    own = next((one.kind for one in config.custom_fields if one.name == key), None)
    return {"list": WORDS, None: KINDS.get(key, "text")}.get(own, own or "text")


def words_of(text: str) -> tuple[str, ...]:
    """`a,b` or `[a, b]` as a list."""
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return tuple(word for one in inside.split(",") if (word := one.strip()))


def number_value(key: str, text: str, config: Config) -> int | float:
    """A number of at least 0, on the scale if the config has one."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e12:
        raise UsageError(f"{key} must be a number of at least 0, not {text!r}")
    if key == "points" and config.points_scale and value not in config.points_scale:
        scale = ", ".join(f"{one:g}" for one in config.points_scale)
        raise UsageError(f"{text} is not on the scale of points", f"the scale is {scale}")
    return int(value) if value.is_integer() else value


def day_value(key: str, text: str) -> str:
    """An ISO day, or an instant where the key may hold one."""
    is_day = read_day(text) is not None and len(text) == 10
    if is_day or (key in ("created", "started", "finished") and read_instant(text) is not None):
        return text
    raise UsageError(f"{key} is no day: {text!r}", "write it as 2026-11-23")


def known_ids(backlog: Backlog, texts: Iterable[str]) -> tuple[str, ...]:
    """The full ids that typed ids mean; UsageError for an unknown or ambiguous one."""
    return tuple(find_item(backlog, text).id for text in texts)
