"""The keys of an item that history follows, read at a glance, line by line: most lines of a history were seen before.

Every version of every item passes here, so libyaml is asked only where there is any doubt. A law in the tests holds the
quick way to the full reading: what it gives is what `item_from(read_document(...))` gives.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .kinds import KINDS, NUMBER, WORDS
from .limits import MAX_FILE
from .nodes import NOTHING, plain_value
from .quick_item import MAX_HEAD

TOLD = (
    *("id", "title", "type", "status", "priority", "points", "assignee", "role", "blocked"),
    *("created", "started", "finished"),
)
"""The keys of a head, in its order; those of `gitagile.model.event.Version` without path and place."""

Head = tuple[object, ...]
"""The values of TOLD as an item has them: a missing id is None, a missing title empty, missing assignees ()."""

_NO_HEAD = (None, "", None, None, None, None, (), None, None, None, None, None)
_AT = {key: at for at, key in enumerate(TOLD)}
_KNOWN_LINES = 60_000
"""Lines remembered at most: some ten megabytes."""

MAX_ROWS = 80
"""Lines of a head read at a glance: with MAX_HEAD too few for as many values as the full reading refuses."""
_MAX_DEPTH = 6

_PLAIN = r"[^ -.:-@\[-^`{-~](?:[^ :#]++|:(?=[^ ])| (?!#)|#)*+(?<! )"
_QUOTED = r"\"[^\"\\]*+\"|'[^']*+'"
_WORD = r"[A-Za-z0-9_/][\w./@+-]*"
_LIST = rf"\[(?:{_WORD}(?:, {_WORD})*)?\]"
_PAIR = rf"{_WORD}: (?:{_WORD}|\"[\w ./@<>=+-]*\")"
_MAPPING = rf"\{{(?:{_PAIR}(?:, {_PAIR})*)?\}}"
_KEY = r"[A-Za-z_][\w-]{0,60}"
_ROW = re.compile(
    rf"( *)(- )?(?:({_KEY}):(?: (?:({_PLAIN})|({_QUOTED})|({_LIST})|({_MAPPING})|([|>][+-]?)))?"
    rf"|(?<=- )(?:({_PLAIN})|({_QUOTED})|({_MAPPING})))",
    re.ASCII,
)
_TEXT = re.compile(r"( +)[^ ].*")
_KEYS_OF_PAIRS = re.compile(rf"({_WORD}): ")

TEXT_BELOW, KEYS_BELOW, MAPPING = "|", ":", "{"


_OTHER, _NO_KEY, _BELOW, _DOUBT = -1, -2, -3, -4


class Line(NamedTuple):
    """One line of a head; one that is empty or a comment has neither key nor dash.

    `form` says what is not told by `value` alone: its text or its keys follow below, or it is a mapping. `at` is the
    key's place in TOLD, or what else the line is: another key, none, part of a value, or not plain.
    """

    indent: int
    dash: bool
    key: str
    form: str
    value: object
    at: int


_EMPTY = Line(0, dash=False, key="", form="", value=None, at=_NO_KEY)
_NOT_PLAIN = _EMPTY._replace(at=_DOUBT)


class HeadReader:
    """Reads heads, and remembers the lines it met."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def read(self, content: bytes) -> Head | None:
        """The head of an item's file, by the full reading where it is not plain; None where it cannot be read."""
        return self.quick(content) or full_head(content)

    def quick(self, content: bytes) -> Head | None:
        """The head of a file in its plainest forms, None to have it read in full."""
        end = content.find(b"\n---\n", 4)
        if end < 0 or not content.startswith(b"---\n") or len(content) > MAX_FILE or end > MAX_HEAD:
            return None
        try:
            rows = content[4:end].decode("utf-8").split("\n")
            if not content.isascii():
                content.decode("utf-8")  # a body that is no UTF-8 is a finding of the full reading
        except UnicodeDecodeError:
            return None
        return self._head(rows) if len(rows) <= MAX_ROWS else None

    def _head(self, rows: list[str]) -> Head | None:
        values: list[object] = list(_NO_HEAD)
        keys: set[str] = set()
        known = self._lines
        at, count = 0, len(rows)
        while at < count:
            line = known.get(rows[at]) or self._met(rows[at])
            at += 1
            _, _, key, form, value, place = line
            if place == _NO_KEY:
                continue
            if place < _NO_KEY or key in keys:
                return None
            keys.add(key)
            if form:
                end = _end_of_text(rows, at) if form == TEXT_BELOW else _end_of_block(rows, at)
                below = self._below(rows[at:end], line) if end >= 0 else None
                if below is None:
                    return None
                at, value = end, below[0]
            if value is not None and place >= 0:
                values[place] = value
        return tuple(values)

    def _met(self, row: str) -> Line:
        if len(self._lines) >= _KNOWN_LINES:
            self._lines.clear()
        line = self._lines[row] = read_line(row)
        return line

    def _below(self, rows: list[str], line: Line) -> tuple[object] | None:
        """The value that follows a key on lines of its own, alone in a tuple; None where it is not plain."""
        if line.form == TEXT_BELOW:
            return None if line.at >= 0 else (None,)
        lines = [self._lines.get(row) or self._met(row) for row in rows]
        if line.at == _OTHER:
            return (None,) if _are_sound(lines) else None
        own = [one for one in lines if one is not _EMPTY]
        if own and line.key != "assignee":
            return None
        return _words(own)


def read_line(row: str) -> Line:
    """What one line says. What is printable is allowed in YAML and ends no line."""
    if not row.isprintable():
        return _NOT_PLAIN
    if not row or row.lstrip(" ").startswith("#"):
        return _EMPTY
    found = _ROW.fullmatch(row)
    if found is None:
        return _NOT_PLAIN
    blanks, dash, key, plain, quoted, words, mapping, text, entry, quoted_entry, mapping_entry = found.groups()
    indent, is_top = len(blanks), not (blanks or dash)
    pairs = mapping or mapping_entry
    if (pairs and not _are_unique(_KEYS_OF_PAIRS.findall(pairs))) or (text and not is_top):
        return _NOT_PLAIN
    if key is None:
        value = quoted_entry[1:-1] if quoted_entry else entry if entry not in NOTHING else None
        return Line(indent, dash=True, key="", form=MAPPING if pairs else "", value=value, at=_BELOW)
    at = _AT.get(key, _OTHER) if is_top else _BELOW
    if mapping and at >= 0:
        return _NOT_PLAIN
    form = TEXT_BELOW if text else "" if plain or quoted or words or mapping else KEYS_BELOW
    told = _value(key, plain, quoted, words) if at >= 0 and not form else None
    return Line(indent, dash=bool(dash), key=key, form=form, value=told, at=at)


def full_head(content: bytes) -> Head | None:
    """The same by the full reading; None where the file cannot be read."""
    from .front_matter import read_document
    from .item_text import item_from

    document = read_document(content, "")
    if document.fault is not None:
        return None
    item = item_from(document, "")
    return (item.id or None, *(getattr(item, key) for key in TOLD[1:]))


def _value(key: str, plain: str | None, quoted: str | None, words: str | None) -> object:
    """A value on the line of its key as the key's kind; None where it is empty or does not fit."""
    kind = KINDS[key]
    if kind == NUMBER:
        number = plain_value(plain) if plain else None
        return number if isinstance(number, (int, float)) and not isinstance(number, bool) else None
    text = quoted[1:-1] if quoted else plain if plain not in NOTHING else None
    if kind == WORDS:
        return tuple(_present(words)) if words else None if text is None else (text,)
    return (text or None) if key == "id" else text


def _present(words: str) -> list[str]:
    return [word for word in words[1:-1].split(", ") if word not in NOTHING]


def _words(lines: list[Line]) -> tuple[object] | None:
    """The words of a list with one a line, alone in a tuple."""
    found: list[str] = []
    for line in lines:
        if line.at != _BELOW or line.key or line.form or line.indent != lines[0].indent:
            return None
        if line.value is not None:
            found.append(str(line.value))
    return (tuple(found) or None,)


def _end_of_block(rows: list[str], at: int) -> int:
    """Where the lines end that belong to the key above: indented ones, dashes, and what stands between them."""
    while at < len(rows) and (not rows[at] or rows[at][0] in " -#"):
        at += 1
    return at


def _end_of_text(rows: list[str], at: int) -> int:
    """Where the text of a block scalar ends; -1 where its lines are not plain."""
    indent = 0
    while at < len(rows) and (not rows[at] or rows[at][0] == " "):
        found = _TEXT.fullmatch(rows[at]) if rows[at].isprintable() else None
        if rows[at] and (found is None or len(found[1]) < indent):
            return -1
        indent = indent or (len(found[1]) if found else 0)
        at += 1
    return at


def _are_unique(words: list[str]) -> bool:
    return len(set(words)) == len(words)


class _Level(NamedTuple):
    """A list or a mapping that is open: the column it stands in, its keys."""

    column: int
    is_list: bool
    keys: set[str]


def _are_sound(lines: list[Line]) -> bool:
    """Whether the lines below a key are lists and mappings, each in a column of its own, as YAML reads them."""
    levels: list[_Level] = []
    is_open = True  # the line above waits for its value
    for line in lines:
        if line is _EMPTY:
            continue
        if line.at != _BELOW or not _fits(levels, line, is_open=is_open) or len(levels) > _MAX_DEPTH:
            return False
        is_open = line.form == KEYS_BELOW
    return True


def _fits(levels: list[_Level], line: Line, *, is_open: bool) -> bool:
    column, count = line.indent, len(levels)
    while levels and levels[-1].column > column:
        levels.pop()
    if not levels or levels[-1].column < column:
        if not is_open or len(levels) < count:
            return False
        levels.append(_Level(column, line.dash, set()))
    level = levels[-1]
    if level.is_list != line.dash or line.key in level.keys:
        return False
    if not line.dash:
        level.keys.add(line.key)
    elif line.key:
        levels.append(_Level(column + 2, is_list=False, keys={line.key}))
    return True
