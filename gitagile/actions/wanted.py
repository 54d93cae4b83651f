"""What a person asks for, checked against the config: unknown words are named with the nearest known one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from ..config.record import Config, CustomField
from ..errors import UsageError
from ..model.backlog import Backlog, find_item
from ..model.days import read_day, read_instant
from ..model.item import Item
from ..model.workflow import PRIORITIES
from ..rules.schema import LONGEST_TITLE, OUTCOMES
from ..text.kinds import KINDS, NUMBER, TRIAL_KINDS, WORDS, number_in
from ..text.near_keys import near_key
from ..text.scalars import number_text
from ..text.written_keys import Value
from .known_words import known_word

DAYS = ("created", "started", "finished", "due")
FIXED = {
    "id": "an id never changes",
    "rank": "`gitagile rank` writes it",
    "gates": "edit the file: `gitagile edit ID`",
    "sprint": "the folder says it: `gitagile move ID SPRINT`",
    "place": "the folder says it: `gitagile move ID SPRINT`",
}
"""Keys that no `KEY=VALUE` sets, and what does."""

_ALIASES = {
    "label": "labels",
    "tag": "labels",
    "tags": "labels",
    "depends": "depends_on",
    "assign": "assignee",
    "assignees": "assignee",
}
_KEY = re.compile(r"[A-Za-z_][\w-]*")
_TIMEBOX = re.compile(r"[1-9][0-9]{0,2}[dw]", re.ASCII)
_BUDGET_ROW = re.compile(r"([A-Za-z_][\w-]{0,60})\s*[:=]\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)", re.ASCII)
_LABEL = re.compile(r"[^\s,]+")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def known_key(typed: str, config: Config, present: Collection[str] = ()) -> str:
    """The key that a typed one means. `present` are the keys the item has: those may have any name.

    UsageError for a key that is not set this way, and for one that nobody declared but that is close to a known one.
    """
    known = (*KINDS, *TRIAL_KINDS, *(one.name for one in config.custom_fields))
    key = typed if typed in known or typed in present else _ALIASES.get(typed, typed)
    if key in FIXED:
        raise UsageError(f"`{key}` is not changed this way", FIXED[key])
    if not _KEY.fullmatch(key):
        raise UsageError(f"{typed!r} cannot be a key", "a key is a letter, then letters, digits, `_` and `-`")
    if key in known or key in present:
        return key
    near = near_key(key, known)
    if near is not None:
        hint = f"did you mean `{near}`? A key of your own with this name is declared as `[fields.{key}]` in the config"
        raise UsageError(f"unknown key `{key}`", hint)
    return key


def key_value(key: str, text: str, config: Config) -> Value:
    """The value that `KEY=TEXT` asks for, in the key's type; empty text removes the key. UsageError if it cannot be."""
    if not text:
        return None
    _refuse_undecoded(key, text)
    choices = {"status": config.workflow.names, "type": config.type_names, "priority": PRIORITIES, "outcome": OUTCOMES}
    if config.roles:
        choices["role"] = config.roles
    if key in choices:
        return known_word(key, text, choices[key])
    if key == "title":
        return title_value(text)
    if key == "timebox" and not _TIMEBOX.fullmatch(text):
        raise UsageError(f"a timebox is not {text!r}", "write working days or weeks: `3d`, `2w`")
    own = next((one for one in config.custom_fields if one.name == key), None)
    if own is None and key in _OF_TRIAL:
        return _OF_TRIAL[key](text)
    return _of_kind(key, text, config) if own is None else _of_field(own, text, config)


def budget_value(text: str) -> dict[str, int | float]:
    """`gpu_hours:20, eur:150` (or `{gpu_hours: 20}`) as a table of amounts; UsageError if it is none."""
    inside = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    rows = [_BUDGET_ROW.fullmatch(one.strip()) for one in inside.split(",")]
    amounts = {row[1]: float(row[2]) for row in rows if row}
    if len(amounts) != len(rows):
        raise UsageError(f"a budget is not {text!r}", "write names and amounts: `budget=gpu_hours:20,eur:150`")
    return {name: int(amount) if amount.is_integer() else amount for name, amount in amounts.items()}


def baseline_value(text: str) -> str | int | float:
    """A number where it is written as we write numbers, else the text: a revision, `sprint-start`, a model's alias."""
    number = number_in(text)
    return text if number is None or number_text(number) != text else number


_OF_TRIAL: Mapping[str, Callable[[str], Value]] = {"budget": budget_value, "baseline": baseline_value}


def title_value(text: str) -> str:
    """A title on one line; UsageError unless it has 1 to 200 characters."""
    _refuse_undecoded("title", text)
    title = " ".join(text.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        length = f"{len(title)} characters" if title else "none"
        raise UsageError(
            f"a title has 1 to {LONGEST_TITLE} characters, this one has {length}",
            'for example `gitagile new "Clean the click log"`; the rest goes into the body',
        )
    return title


def _refuse_undecoded(key: str, text: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise UsageError(f"the {key} is not UTF-8", "set the terminal's locale to UTF-8, or write the file by hand")


def _of_kind(key: str, text: str, config: Config) -> Value:
    kind = kind_of(key, config)
    if kind == NUMBER:
        return number_value(key, text, config)
    if kind == WORDS:
        return labels_of(text) if key == "labels" else words_of(text)
    return day_value(key, text) if key in DAYS else text


def _of_field(own: CustomField, text: str, config: Config) -> Value:
    """The value of a key that the config declares."""
    if own.kind == "list":
        words = words_of(text)
        return tuple(known_word(own.name, one, own.values) for one in words) if own.values else words
    if own.kind == "flag":
        return flag_value(own.name, text)
    if own.kind == "number":
        return number_value(own.name, text, config, least=None)
    if own.kind == "date":
        return day_value(own.name, text)
    return known_word(own.name, text, own.values) if own.values else text


def kind_of(key: str, config: Config) -> str:
    """How a key's value is read: text, number, words, date, flag or any."""
    own = next((one.kind for one in config.custom_fields if one.name == key), None)
    return {"list": WORDS, None: KINDS.get(key, "text")}.get(own, own or "text")


def words_of(text: str) -> tuple[str, ...]:
    """`a,b` or `[a, b]` as a list, each word once."""
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return tuple(dict.fromkeys(word for one in inside.split(",") if (word := one.strip())))


def labels_of(text: str) -> tuple[str, ...]:
    """Labels as a list; UsageError for one that is not one word."""
    labels = words_of(text)
    wrong = next((one for one in labels if not _LABEL.fullmatch(one)), None)
    if wrong is not None:
        hint = f"`{'-'.join(wrong.split())}`, or commas between labels"
        raise UsageError(f"a label is one word, not {wrong!r}", hint)
    return labels


def flag_value(key: str, text: str) -> bool:
    """True or false."""
    if text.casefold() not in _FLAGS:
        raise UsageError(f"{key} is true or false, not {text!r}", f"for example `{key}=true`")
    return _FLAGS[text.casefold()]


def number_value(key: str, text: str, config: Config, *, least: float | None = 0) -> int | float:
    """A number of at least `least`, on the scale if it is points and the config has one."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    low = -1e12 if least is None else least
    if not low <= value < 1e12:
        bound = "" if least is None else f" of at least {least:g}"
        raise UsageError(f"{key} must be a number{bound}, not {text!r}")
    if key == "points" and config.points_scale and value not in config.points_scale:
        scale = ", ".join(f"{one:g}" for one in config.points_scale)
        raise UsageError(f"{text} is not on the scale of points", f"the scale is {scale}")
    return int(value) if value.is_integer() else value


def day_value(key: str, text: str) -> str:
    """An ISO day, or an instant with its offset where the key may hold one."""
    if key == "due":
        fits, hint = len(text) == 10, "write it as 2026-11-23"
    else:
        fits = len(text) == 10 or (read_instant(text) is not None and text[10] == "T" and len(text) > 19)
        hint = "write it as 2026-11-23, or with its time as 2026-11-23T09:12:00+01:00"
    if not fits or read_day(text) is None:
        raise UsageError(f"{key} is no day: {text!r}", hint)
    return text


def known_ids(backlog: Backlog, texts: Iterable[str]) -> tuple[str, ...]:
    """The full ids that typed ids mean, each once; UsageError for an unknown or ambiguous one."""
    return tuple(dict.fromkeys(find_item(backlog, text).id for text in texts))


def held_value(item: Item, key: str) -> object:
    """What an item holds under a key of its file: a list as a tuple, None where it has none that can be read."""
    value = getattr(item, key) if key in KINDS else dict(item.fields).get(key)
    return tuple(value) if isinstance(value, list) else value


def is_empty(value: object) -> bool:
    """Whether a value is as good as none: a 0 and a false are some."""
    return value is None or value in ("", ())


def missing_keys(item: Item, config: Config) -> tuple[str, ...]:
    """The keys that the item's type demands and the item has not."""
    item_type = config.type_named(item.type)
    return tuple(key for key in (item_type.requires if item_type else ()) if is_empty(held_value(item, key)))
