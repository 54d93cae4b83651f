"""Query words to a Query: `status:doing -label:blocked points:>3 "label noise"`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..errors import UsageError
from ..model.near_words import near_words
from ..model.query import DAY, DAYS, NUMBER, NUMBERS, QUALIFIERS, STATES, Query, Term

MOST_TERMS = 200
"""More terms than this come from views that multiply each other, not from a person."""

_PIECE = r'[-!]?(?:[A-Za-z_][\w.-]*:)?(?:"[^"]*"|[^\s"])+'
_QUALIFIED = r"(?s)([A-Za-z_][\w.-]*):(.*)"
_VIEW = r"@[\w.-]+"
_PLURALS = {
    "labels": "label",
    "tag": "label",
    "tags": "label",
    "depends_on": "depends",
    "assigned": "assignee",
    "point": "points",
}


class _Known(NamedTuple):
    """What a query may name: the config's own keys by their lower case, and its saved views; each is read once."""

    fields: Mapping[str, str]
    views: Mapping[str, str]
    read: dict[str, list[Term]]


def read_query(words: Iterable[str], fields: tuple[str, ...] = (), views: Mapping[str, str] | None = None) -> Query:
    """The query that command-line words make. `fields` are the config's own keys, `views` its saved queries.

    UsageError names an unknown qualifier, state or view with the nearest known one.
    """
    known = _Known({name.casefold(): name for name in fields}, views or {}, {})
    terms = [term for word in words for term in _terms(word, known, ())]
    return Query(tuple(terms))


def _terms(word: str, known: _Known, opened: tuple[str, ...]) -> list[Term]:
    """The terms of one word; `opened` are the views it stands in."""
    if word.count('"') % 2:
        raise UsageError(f"a quote is not closed in {word!r}", "quotes come in pairs")
    if " " in word and ":" not in word and '"' not in word and "@" not in word:
        return [Term("text", (word,))] if word.strip() else []
    found: list[Term] = []
    for token in re.findall(_PIECE, word):
        if re.fullmatch(_VIEW, token.lstrip("-!")):
            found += _view(token, known, opened)
        elif token.strip('"'):
            found.append(_term(token, known))
        if len(found) > MOST_TERMS:
            raise UsageError(f"the query has more than {MOST_TERMS} terms", "mend `[views]` in the config")
    return found


def _view(token: str, known: _Known, opened: tuple[str, ...]) -> list[Term]:
    name = token.lstrip("-!@")
    if name not in known.views:
        raise UsageError(f"no saved view {token!r}", _near(name, known.views, f"`assignee:@{name}` asks for a person"))
    if not token.startswith("@"):
        raise UsageError(f"the saved view @{name} cannot be negated", "negate its terms one by one")
    if name in opened:
        raise UsageError(f"the saved view {token!r} refers to itself", "mend `[views]` in the config")
    if name not in known.read:
        known.read[name] = _terms(known.views[name], known, (*opened, name))
    return known.read[name]


def _term(token: str, known: _Known) -> Term:
    negated = token[:1] in ("-", "!") and len(token) > 1
    token = token[1:] if negated else token
    qualified = re.fullmatch(_QUALIFIED, token)
    if qualified is None or token.startswith('"'):
        return Term("text", (token.replace('"', ""),), negated)
    folded = qualified[1].casefold()
    name = known.fields.get(folded, _PLURALS.get(folded, folded))
    if name not in QUALIFIERS and name not in known.fields.values():
        near = _near(name, (*QUALIFIERS, *known.fields.values()), "put free text in quotes")
        raise UsageError(f"unknown qualifier {qualified[1]!r}", near)
    values = tuple(value for one in _split(qualified[2]) if (value := one.replace('"', "").strip()))
    if not values:
        raise UsageError(f"`{name}:` names nothing", f"for example `{name}:{_example(name)}`")
    if name == "is":
        values = tuple(value.casefold() for value in values)
    for value in values:
        _check(name, value)
    return Term(name, values, negated)


def _split(text: str) -> list[str]:
    return [one for one in re.findall(r'(?:"[^"]*"|[^,"])+', text) if one]


def _check(name: str, value: str) -> None:
    if name == "is" and value not in STATES:
        raise UsageError(f"no item is ever {value!r}", _near(value, STATES, f"known are {', '.join(STATES)}"))
    if name in NUMBERS and not re.fullmatch(NUMBER, value):
        raise UsageError(f"`{name}:{value}` is no number", f"for example `{name}:3`, `{name}:>3` or `{name}:3..8`")
    if name in DAYS and not re.fullmatch(DAY, value):
        raise UsageError(f"`{name}:{value}` is no day", f"for example `{name}:>2026-11-01` or `{name}:<@today`")


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    near = near_words(word, known)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _example(name: str) -> str:
    examples = {"is": "open", "points": ">3", "created": ">2026-11-01", "sprint": "@current", "assignee": "@me"}
    return examples.get(name, "word")
