"""Query words to a Query: `status:doing -label:blocked points:>3 "label noise"`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ..errors import UsageError
from ..model.query import DAYS, NUMBERS, QUALIFIERS, STATES, Query, Term

_TOKEN = re.compile(r'[-!]?(?:[A-Za-z_][\w.-]*:)?(?:"[^"]*"|[^\s"])+')
_QUALIFIED = re.compile(r"([A-Za-z_][\w.-]*):(.*)", re.DOTALL)
_NUMBER = re.compile(r"(?:>=|<=|>|<)?\d+(?:\.\d+)?|\d*(?:\.\d+)?\.\.\d*(?:\.\d+)?")
_DAY = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|@today)"
_DAYS = re.compile(rf"(?:>=|<=|>|<)?{_DAY}|{_DAY}?\.\.{_DAY}?")
_PLURALS = {
    "labels": "label",
    "tag": "label",
    "tags": "label",
    "depends_on": "depends",
    "assigned": "assignee",
    "point": "points",
}


def read_query(words: Iterable[str], fields: tuple[str, ...] = (), views: Mapping[str, str] | None = None) -> Query:
    """The query that command-line words make. `fields` are the config's own keys, `views` its saved queries.

    UsageError names an unknown qualifier, state or view with the nearest known one.
    """
    terms = [term for word in words for term in _terms(word, fields, views or {}, 0)]
    return Query(tuple(terms))


def _terms(word: str, fields: tuple[str, ...], views: Mapping[str, str], depth: int) -> list[Term]:
    if " " in word and ":" not in word and '"' not in word:
        return [Term("text", (word,))]
    found: list[Term] = []
    for token in _TOKEN.findall(word):
        if token.startswith("@") and ":" not in token:
            found += _view(token, fields, views, depth)
        else:
            found.append(_term(token, fields))
    return found


def _view(token: str, fields: tuple[str, ...], views: Mapping[str, str], depth: int) -> list[Term]:
    name = token[1:]
    if name not in views:
        raise UsageError(f"no saved view {token!r}", _near(name, views, "`[views]` in the config saves queries"))
    if depth > 8:
        raise UsageError(f"the saved view {token!r} refers to itself", "mend `[views]` in the config")
    return _terms(views[name], fields, views, depth + 1)


def _term(token: str, fields: tuple[str, ...]) -> Term:
    negated = token[:1] in ("-", "!") and len(token) > 1
    token = token[1:] if negated else token
    qualified = _QUALIFIED.fullmatch(token)
    if qualified is None or token.startswith('"'):
        return Term("text", (token.replace('"', ""),), negated)
    name = _PLURALS.get(qualified[1].casefold(), qualified[1].casefold())
    if name not in QUALIFIERS and name not in fields:
        raise UsageError(
            f"unknown qualifier {qualified[1]!r}", _near(name, (*QUALIFIERS, *fields), "put free text in quotes")
        )
    values = tuple(one.strip('"') for one in _split(qualified[2]))
    if not any(values):
        raise UsageError(f"`{name}:` names nothing", f"for example `{name}:{_example(name)}`")
    for value in values:
        _check(name, value)
    return Term(name, values, negated)


def _split(text: str) -> list[str]:
    return [one for one in re.findall(r'(?:"[^"]*"|[^,"])+', text) if one]


def _check(name: str, value: str) -> None:
    if name == "is" and value not in STATES:
        raise UsageError(f"no item is ever {value!r}", _near(value, STATES, f"known are {', '.join(STATES)}"))
    if name in NUMBERS and not _NUMBER.fullmatch(value):
        raise UsageError(f"`{name}:{value}` is no number", f"for example `{name}:3`, `{name}:>3` or `{name}:3..8`")
    if name in DAYS and not _DAYS.fullmatch(value):
        raise UsageError(f"`{name}:{value}` is no day", f"for example `{name}:>2026-11-01` or `{name}:<@today`")


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _example(name: str) -> str:
    examples = {"is": "open", "points": ">3", "created": ">2026-11-01", "sprint": "@current", "assignee": "@me"}
    return examples.get(name, "word")
