"""Ledgers and their files: `ledger.json` read strictly, and written in a fixed key order with one line a record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from ..model.finding import ERROR, Finding
from ..model.ids import normal_id
from ..model.ledger import (
    CommittedItem,
    Foretold,
    FrozenGate,
    ItemOutcome,
    Ledger,
    LedgerChange,
    MetricValue,
    MovingCommit,
    ParamChange,
    PlannedDays,
    SeriesDay,
)
from .ledger_kinds import DEMANDS, KINDS, KINDS_OF, OPTIONAL
from .scalars import number_text

SCHEMA = 1
Record = CommittedItem | ItemOutcome | MetricValue | ParamChange | MovingCommit | FrozenGate | SeriesDay | LedgerChange
_KEYS = (
    *("schema", "sprint", "timezone", "started", "planned", "forecast", "committed"),
    *("metrics", "gates", "closed", "outcome", "series", "changes"),
)
_METRICS = ("start", "close", "params", "moved_by")
_FORECAST = {"until": "day", "50": "count", "85": "count", "95": "count", "finished": "count or null"}
_HINT = "it is written by `gitagile sprint start` and `close`; take its last good text from git"


class _Wrong(Exception):
    """A demand on the file that it does not meet, and the line where."""

    def __init__(self, message: str, line: int = 1, column: int = 1, code: str = "S216") -> None:
        super().__init__(message)
        self.place = (line, column)
        self.code = code


def ledger_text(ledger: Ledger) -> str:
    """The text of a ledger's file; `planned`, `forecast`, `gates` and `changes` are left out where there are none."""
    values = {
        "schema": str(SCHEMA),
        **{name: _text(getattr(ledger, name)) for name in ("sprint", "timezone", "started")},
        **({"planned": _planned(ledger.planned)} if ledger.planned else {}),
        **({"forecast": _forecast(ledger.forecast)} if ledger.forecast else {}),
        "committed": _rows(ledger.committed, "  "),
        "metrics": _metrics(ledger),
        **({"gates": _rows(ledger.gates, "  ")} if ledger.gates else {}),
        "closed": _text(ledger.closed),
        "outcome": _rows(ledger.outcome, "  "),
        "series": _rows(ledger.series, "  "),
        **({"changes": _rows(ledger.changes, "  ")} if ledger.changes else {}),
    }
    return "{\n" + ",\n".join(f'  "{key}": {value}' for key, value in values.items()) + "\n}\n"


def read_ledger(content: bytes, path: str) -> tuple[Ledger | None, Finding | None]:
    """The ledger in a file's bytes, or the finding that says why there is none (S215 no JSON, S216 the wrong shape)."""
    try:
        text = content.decode("utf-8")
        return _ledger(_parsed(text), text), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, Finding("S215", ERROR, path, line, 1, "the ledger is not UTF-8", _HINT)
    except _Wrong as wrong:
        return None, Finding(wrong.code, ERROR, path, *wrong.place, str(wrong), _HINT)


def _rows(rows: Iterable[Record], indent: str) -> str:
    lines = [f"{indent}  {{{', '.join(_pairs(row))}}}" for row in rows]
    return "[\n" + ",\n".join(lines) + f"\n{indent}]" if lines else "[]"


def _pairs(row: Record) -> Iterable[str]:
    """The keys of one record; those that may be missing are left out where there is nothing to say."""
    for name, value in row._asdict().items():
        if value or name not in OPTIONAL:
            yield f'"{name}": {_text(value)}'


def _metrics(ledger: Ledger) -> str:
    always = {"start": ledger.start_metrics, "close": ledger.close_metrics}
    shown = {key: "null" if found is None else _rows(found, "    ") for key, found in always.items()}
    behind = {"params": _rows(ledger.params, "    "), "moved_by": _rows(ledger.moved_by, "    ")}
    shown |= {key: rows for key, rows in behind.items() if rows != "[]"}
    return "{\n" + ",\n".join(f'    "{key}": {rows}' for key, rows in shown.items()) + "\n  }"


def _planned(planned: PlannedDays) -> str:
    off = ", ".join(map(_text, planned.off))
    return f'{{"start": {_text(planned.start)}, "end": {_text(planned.end)}, "off": [{off}]}}'


def _forecast(forecast: Foretold) -> str:
    pairs = (f'"{word}": {_text(value)}' for word, value in zip(_FORECAST, forecast, strict=True))
    return f"{{{', '.join(pairs)}}}"


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, tuple):
        return f"{{{', '.join(f'{_text(name)}: {_text(one)}' for name, one in value)}}}"
    return json.dumps(value, ensure_ascii=not str(value).isprintable())


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = f"the ledger is no JSON: {error.msg}"
        raise _Wrong(message, error.lineno, error.colno, "S215") from None
    except (ValueError, RecursionError):
        raise _Wrong("the ledger is no JSON that can be read", code="S215") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise _Wrong(f"the key `{twice[0]}` is given twice")
    return dict(pairs)


def _refuse_constant(word: str) -> NoReturn:
    raise _Wrong(f"{word} is no number of JSON", code="S215")


def _ledger(table: Any, text: str) -> Ledger:
    _refuse_keys(table, dict.fromkeys(_KEYS, ""), "the ledger", text)
    if table["schema"] != SCHEMA or isinstance(table["schema"], bool):
        raise _Wrong(f"`schema` must be {SCHEMA}", _line_of(text, "schema"))
    for key, kind in (("sprint", "name"), ("timezone", "name"), ("started", "instant"), ("closed", "instant or null")):
        _demand(kind, table[key], f"`{key}`", _line_of(text, key))
    measured = table["metrics"]
    _refuse_keys(measured, dict.fromkeys(_METRICS, ""), "`metrics`", text)
    ledger = Ledger(
        sprint=table["sprint"],
        timezone=table["timezone"],
        started=table["started"],
        committed=_read_rows(table["committed"], "committed", CommittedItem, text),
        start_metrics=_read_metrics(measured["start"], "start", text),
        close_metrics=_read_metrics(measured["close"], "close", text),
        closed=table["closed"],
        outcome=_read_rows(table["outcome"], "outcome", ItemOutcome, text),
        series=_read_rows(table["series"], "series", SeriesDay, text),
        changes=_read_rows(table.get("changes", []), "changes", LedgerChange, text),
        planned=_read_planned(table["planned"], text) if "planned" in table else None,
        forecast=_read_forecast(table["forecast"], text) if "forecast" in table else None,
        params=_read_rows(measured.get("params", []), "params", ParamChange, text),
        moved_by=_read_rows(measured.get("moved_by", []), "moved_by", MovingCommit, text),
        gates=_read_rows(table.get("gates", []), "gates", FrozenGate, text),
    )
    _refuse_contradictions(ledger, text)
    return ledger


def _read_metrics(value: Any, key: str, text: str) -> tuple[MetricValue, ...] | None:
    return None if value is None else _read_rows(value, key, MetricValue, text)


def _read_forecast(value: Any, text: str) -> Foretold:
    line = _line_of(text, "forecast")
    _refuse_keys(value, _FORECAST, "`forecast`", text, line)
    for word, kind in _FORECAST.items():
        _demand(kind, value[word], f"`{word}` in `forecast`", line)
    return Foretold(*(value[word] for word in _FORECAST))


def _read_planned(value: Any, text: str) -> PlannedDays:
    line = _line_of(text, "planned")
    kinds = KINDS_OF[PlannedDays]
    _refuse_keys(value, kinds, "`planned`", text, line)
    for word, kind in kinds.items():
        _demand(kind, value[word], f"`{word}` in `planned`", line)
    return PlannedDays(value["start"], value["end"], tuple(value["off"]))


def _read_rows(value: Any, key: str, record: type[Any], text: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _Wrong(f"`{key}` must be a list", _line_of(text, key))
    kinds = KINDS_OF[record]
    for number, row in enumerate(value):
        line = _line_of(text, key, number)
        name = f"row {number + 1} of `{key}`"
        _refuse_keys(row, kinds, name, text, line)
        for word in kinds.keys() & row.keys():
            _demand(kinds[word], row[word], f"`{word}` in {name}", line)
    return tuple(record(**{word: _held(one) for word, one in row.items()}) for row in value)


def _held(value: Any) -> Any:
    """A value as records hold it: a table of texts as sorted pairs."""
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _refuse_keys(table: Any, known: Mapping[str, str], name: str, text: str, line: int = 1) -> None:  # noqa: PLR0917
    if not isinstance(table, dict):
        raise _Wrong(f"{name} must be a table of keys", line)
    missing = [key for key in known if key not in table and key not in OPTIONAL]
    if missing:
        raise _Wrong(f"{name} lacks the key `{missing[0]}`", line)
    unknown = [key for key in table if key not in known]
    if unknown:
        raise _Wrong(f"{name} has the unknown key `{unknown[0]}`", max(line, _line_of(text, unknown[0])))


def _demand(kind: str, value: object, name: str, line: int) -> None:
    if not KINDS[kind](value):
        raise _Wrong(f"{name} must be {DEMANDS[kind]}, not {json.dumps(value)[:60]}", line)


def _refuse_contradictions(ledger: Ledger, text: str) -> None:
    """Each id once; no outcome before the close; after it one for each committed item, marked as what it is."""
    _refuse_twice([one.id for one in ledger.committed], "committed", text)
    _refuse_twice([row.id for row in ledger.outcome], "outcome", text)
    if ledger.is_closed:
        _refuse_unmatched(ledger, text)
    elif ledger.outcome:
        raise _Wrong("there is an outcome, but no `closed`", _line_of(text, "closed"))


def _refuse_twice(ids: list[str], key: str, text: str) -> None:
    counts = Counter(map(normal_id, ids))
    for number, identifier in enumerate(ids):
        if counts[normal_id(identifier)] > 1:
            raise _Wrong(f"`{key}` names {identifier} twice", _line_of(text, key, number))


def _refuse_unmatched(ledger: Ledger, text: str) -> None:
    promised, seen = ledger.committed_ids, {normal_id(row.id) for row in ledger.outcome}
    for number, row in enumerate(ledger.outcome):
        if row.added == (normal_id(row.id) in promised):
            words = "was committed, so it was not added" if row.added else "was not committed, so it was added"
            raise _Wrong(f"{row.id} {words}", _line_of(text, "outcome", number))
    for number, one in enumerate(ledger.committed):
        if normal_id(one.id) not in seen:
            raise _Wrong(f"{one.id} was committed and has no outcome", _line_of(text, "committed", number))


def _line_of(text: str, key: str, row: int | None = None) -> int:
    """The line of a key, or of a row behind it where each row has its own line; 1 where there is none."""
    start = text.find(f'"{key}":')
    line = text.count("\n", 0, max(start, 0)) + 1
    if row is None:
        return line
    lines = text.split("\n")[line + row : line + row + 1]
    return line + row + 1 if lines and lines[0].lstrip().startswith("{") else line
