"""Metric files: JSON, YAML, TOML, CSV, JSON-lines or one bare number, every value kept as it is printed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from .printed import TEXT, TWICE, Digits, Printed, Readings, flatten, number_in, unreadable
from .yaml_file import Unreadable, read_yaml, text_of

LARGEST = 4 * 1024 * 1024
"""Bytes of a metric file; a longer one is a log, and nobody's gate reads it."""
_MOST_LINES = 200_000


def read_metric_file(content: bytes, path: str) -> Readings:
    """All values of a metric file, read by its ending; a file without a known one as a bare number, else as JSON.

    Never raises: what cannot be read is one sentence's end in `fault`, such as `is not UTF-8`.
    """
    if len(content) > LARGEST:
        return unreadable(f"is larger than {LARGEST // 1024 // 1024} MiB")
    read = _READERS.get(PurePosixPath(path).suffix.casefold(), _unnamed)
    try:
        return read(text_of(content))
    except Unreadable as error:
        return unreadable(error.reason)
    except RecursionError:
        return unreadable("is nested too deeply")


def read_tables(content: bytes, path: str) -> Mapping[str, object]:
    """The nested tables of a JSON, YAML or TOML file, such as a file of parameters. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1024 // 1024} MiB")
    read = _NESTED.get(PurePosixPath(path).suffix.casefold())
    if read is None:
        raise Unreadable("is none of JSON, YAML and TOML by its ending")
    try:
        value = read(text_of(content))
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    if not isinstance(value, dict):
        raise Unreadable("is not a mapping of keys")
    return value


def _json_value(text: str) -> object:
    try:
        return json.loads(
            text, parse_float=Digits, parse_int=Digits, parse_constant=Digits, object_pairs_hook=_refuse_twice
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"is no JSON: line {error.lineno}: {error.msg}") from None


def _refuse_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise Unreadable(f"gives the key {twice!r} more than once")
    return table


def _toml_value(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text, parse_float=Digits)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"is no TOML: {error}") from None
    except ValueError:  # a number of more digits than Python reads
        raise Unreadable("is no TOML we read: a number is too long") from None


def _csv(text: str) -> Readings:
    return _table(text, ",")


def _tsv(text: str) -> Readings:
    return _table(text, "\t")


def _table(text: str, between: str) -> Readings:
    """The last value of each column: a log that fills its columns on different rows counts row by row."""
    import csv
    import io

    values: dict[str, Printed] = {}
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        names = [name.strip() for name in next(rows, [])]
        for row in rows:
            values |= {name: Printed(cell, TEXT) for name, cell in zip(names, row, strict=False) if cell.strip()}
    except csv.Error as error:
        raise Unreadable(f"is no CSV: {error}") from None
    twice = {name: Printed("", TWICE) for name, times in Counter(names).items() if times > 1}
    return Readings(values | twice)


def _json_lines(text: str) -> Readings:
    """The last value of each name, line by line."""
    values: dict[str, Printed] = {}
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        raise Unreadable(f"has more than {_MOST_LINES:,} lines")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = flatten(_line_value(line, number))
        if found.fault or found.whole:
            raise Unreadable(f"is no JSON-lines: line {number}: {found.fault or 'no table'}")
        values |= found.values
    return Readings(values)


def _line_value(line: str, number: int) -> object:
    try:
        return _json_value(line)
    except Unreadable as error:
        said = re.sub(r"^is no JSON: line 1: ", "", error.reason)
        raise Unreadable(f"is no JSON-lines: line {number}: {said}") from None


def _unnamed(text: str) -> Readings:
    lone = Printed(text.strip(), TEXT)
    if not lone.text:
        raise Unreadable("is empty")
    if text.lstrip().startswith("{"):
        return flatten(_json_value(text))
    reason = number_in(lone)[1]
    if reason.startswith(("is the text", "is a text")):
        raise Unreadable("holds neither one number nor JSON, and its ending names no format")
    return Readings({}, whole=lone)


def _flat(read: Callable[[str], object]) -> Callable[[str], Readings]:
    return lambda text: flatten(read(text))


_NESTED: Mapping[str, Callable[[str], object]] = {
    ".json": _json_value,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".toml": _toml_value,
}
_READERS: Mapping[str, Callable[[str], Readings]] = {
    **{ending: _flat(read) for ending, read in _NESTED.items()},
    ".csv": _csv,
    ".tsv": _tsv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
ENDINGS = tuple(_READERS)
"""The endings of files that are metric files by their name."""
