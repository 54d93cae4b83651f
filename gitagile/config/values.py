"""Single settings checked: the value of the right kind, or the findings that say what was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ..model.finding import ERROR, Finding
from ..model.near_words import near_words
from ..model.places import INSIDE
from ..model.workflow import CATEGORIES
from .settings import DIRECTIONS, FIELD_KINDS, SUB_KEYS, Setting

MOST = 1_000_000
"""The highest number of points or days that makes sense; infinity is none."""

_DAY = r"(?a)\d{4}-\d{2}-\d{2}"


def checked(setting: Setting, value: Any, said: str, text: str) -> tuple[Any, list[Finding]]:
    """The value as the setting holds it, and what is wrong with it; `said` is how the message names its place."""
    if setting.kind in SUB_KEYS:
        return _checked_rows(setting, value, text)
    fault = _KINDS[setting.kind](setting, value)
    if fault is not None:
        return value, [_finding(line_of(text, setting.name), f"{said} {fault[0]}", fault[1])]
    return _as_held(setting.kind, value), []


def _as_held(kind: str, value: Any) -> Any:
    """Days as texts, though TOML has dates of its own."""
    return [str(day) for day in value] if kind == "days" else value


def line_of(text: str, name: str) -> int:
    """The line, from 1, on which a dotted setting stands in a TOML text: its key, else what it is in, else 1."""
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        head, key = re.match(_TABLE_HEAD, line), re.match(_KEY, line)
        inside = _plain_name(head[1]) if head else inside
        here = inside if head else f"{inside}.{_plain_name(key[1])}".lstrip(".") if key else ""
        if here == name or here.startswith(name + "."):
            return number
    table = name.rpartition(".")[0]
    return line_of(text, table) if table else 1


_TABLE_HEAD = r"\s*\[{1,2}([^\[\]]+)\]"
_KEY = r"\s*((?:\"[^\"]*\"|'[^']*'|[\w.-])+)\s*="


def _plain_name(written: str) -> str:
    return re.sub(r"[\"' ]", "", written)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to what was written, None if none is close."""
    known = list(known)
    near = near_words(word, known) or near_words(word.rpartition(".")[2], known)
    return near[0] if near else next((one for one in known if one.rpartition(".")[2] == word.rpartition(".")[2]), None)


def hint_for(word: str, known: Iterable[str]) -> str:
    """`did you mean …?`, or all that is known."""
    known = tuple(known)
    near = nearest(word, known)
    return f"did you mean {near!r}?" if near else f"known are {', '.join(known) or 'none'}"


Fault = tuple[str, str] | None


def _finding(line: int, message: str, hint: str) -> Finding:
    return Finding("C503", ERROR, "", line, 1, message, hint)


def _is_text(setting: Setting, value: object) -> Fault:
    return None if isinstance(value, str) and value else ("must be a text in quotes", setting.about)


def _is_prefix(_: Setting, value: object) -> Fault:
    fits = isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,15}", value, re.ASCII)
    return None if fits else ("must be 1-16 letters and digits, a letter first", 'for example `prefix = "ML"`')


def _is_timezone(_: Setting, value: object) -> Fault:
    if value == "UTC":
        return None
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(value if isinstance(value, str) else "")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return (f"names no time zone: {value!r}", 'use an IANA name, for example "Europe/Berlin"')
    return None


def _is_choice(setting: Setting, value: object) -> Fault:
    if value in setting.choices:
        return None
    return (f"is {value!r}, but must be one of {', '.join(setting.choices)}", hint_for(str(value), setting.choices))


def _is_number(setting: Setting, value: object) -> Fault:
    low, high = setting.low, setting.high
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and (low is None or low <= value)
        and (high is None or value <= high)
    ):
        return None
    return (f"is {value!r}, but must be a whole number from {low} to {high}", setting.about)


def _are_words(setting: Setting, value: object) -> Fault:
    fits = isinstance(value, list) and all(isinstance(word, str) and word for word in value)
    return (
        None if fits else ("must be a list of texts", f'for example `{setting.name.rpartition(".")[2]} = ["a", "b"]`')
    )


def _are_paths(setting: Setting, value: object) -> Fault:
    if (fault := _are_words(setting, value)) is not None or not isinstance(value, list):
        return fault
    wrong = next((path for path in value if not re.fullmatch(INSIDE, path)), None)
    if wrong is None:
        return None
    hint = "write it from the repository's top, with `/` and without `..`"
    return (f"has {wrong!r}, which is no path inside the repository", hint)


def _are_choices(setting: Setting, value: object) -> Fault:
    if not isinstance(value, list):
        return _are_words(setting, value)
    return next((fault for word in value if (fault := _is_choice(setting, word))), None)


def _are_numbers(_: Setting, value: object) -> Fault:
    fits = isinstance(value, list) and all(_is_amount(one) for one in value)
    return None if fits else ("must be a list of numbers of at least 0", "for example `points_scale = [1, 2, 3, 5, 8]`")


def _is_amount(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < MOST


def _are_days(_: Setting, value: object) -> Fault:
    fits = isinstance(value, list) and all(_is_day(str(one)) for one in value)
    return None if fits else ("must be a list of days", 'for example `["2026-12-25"]`')


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(_DAY, text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _are_statuses(_: Setting, value: object) -> Fault:
    if not isinstance(value, dict) or not value:
        return (
            "must be a table of statuses",
            'for example `statuses = { todo = "todo", doing = "active", done = "done" }`',
        )
    wrong = next((word for word in value.values() if word not in CATEGORIES), None)
    if wrong is not None:
        return (f"has the unknown category {wrong!r}", hint_for(str(wrong), CATEGORIES))
    missing = [category for category in ("todo", "done") if category not in value.values()]
    return (
        (f"has no status of the category {missing[0]!r}", "every item must be able to begin and to end")
        if missing
        else None
    )


def _are_limits(_: Setting, value: object) -> Fault:
    fits = isinstance(value, dict) and all(
        isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in value.values()
    )
    return None if fits else ("must be a table of whole numbers above 0", "for example `wip = { doing = 6 }`")


def _are_views(_: Setting, value: object) -> Fault:
    fits = isinstance(value, dict) and all(isinstance(query, str) for query in value.values())
    return None if fits else ("must be a table of queries", 'for example `mine = "assignee:@me is:open"`')


def _are_gates(_: Setting, value: object) -> Fault:
    fits = isinstance(value, list) and all(isinstance(gate, dict) for gate in value)
    example = '`gates = [{ metric = "eval.auc", op = ">=", value = 0.88 }]`'
    return None if fits else ("must be a list of tables", f"for example {example}")


def _is_count(_: Setting, value: object) -> Fault:
    fits = isinstance(value, int) and not isinstance(value, bool) and 1 <= value < MOST
    return None if fits else (f"is {value!r}, but must be a whole number of at least 1", "how many sprints to wait")


_KINDS: dict[str, Callable[[Setting, Any], Fault]] = {
    "text": _is_text,
    "prefix": _is_prefix,
    "timezone": _is_timezone,
    "choice": _is_choice,
    "number": _is_number,
    "words": _are_words,
    "paths": _are_paths,
    "count": _is_count,
    "choices": _are_choices,
    "numbers": _are_numbers,
    "days": _are_days,
    "statuses": _are_statuses,
    "limits": _are_limits,
    "views": _are_views,
    "gates": _are_gates,
}


def _checked_rows(setting: Setting, value: Any, text: str) -> tuple[dict[str, Any], list[Finding]]:
    if not isinstance(value, dict) or not all(isinstance(row, dict) for row in value.values()):
        hint = f"write its keys under `[{setting.name}.NAME]`"
        return {}, [_finding(line_of(text, setting.name), f"`{setting.name}` must be a table of tables", hint)]
    known, findings = SUB_KEYS[setting.kind], []
    rows: dict[str, dict[str, Any]] = {}
    for name, row in value.items():
        rows[name] = {}
        for key, one in row.items():
            fault = _row_fault(setting.kind, known, key, one)
            if fault is None:
                rows[name][key] = _as_held(known[key], one)
            else:
                place = f"{setting.name}.{name}.{key}"
                findings.append(_finding(line_of(text, place), f"`{place}` {fault[0]}", fault[1]))
    return rows, findings


def _row_fault(kind: str, known: dict[str, str], key: str, value: object) -> Fault:
    if key not in known:
        return ("is an unknown key", hint_for(key, known))
    if known[key] == "number":
        fits = _is_amount(value)
        return None if fits else (f"is {value!r}, but must be a number of at least 0", "it may have decimals")
    choices = {("fields", "type"): FIELD_KINDS, ("metrics", "direction"): DIRECTIONS}.get((kind, key))
    if choices:
        return _is_choice(Setting(key, "choice", None, "", choices), value)
    return _KINDS[known[key]](Setting(key, known[key], None, f"`{key}` is a {known[key]}"), value)
