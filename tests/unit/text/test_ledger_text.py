"""A ledger's file: its exact text, and what is said of a wrong one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gitagile.model.ledger import (
    CommittedItem,
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
from gitagile.text.ledger_text import ledger_text, read_ledger

TEXT = """\
{
  "schema": 1,
  "sprint": "2026-s24",
  "timezone": "Europe/Berlin",
  "started": "2026-11-23T09:00:00+01:00",
  "committed": [
    {"id": "ML-a", "points": 5, "status": "todo", "role": "data-science"},
    {"id": "ML-b", "points": null, "status": "doing"}
  ],
  "metrics": {
    "start": [
      {"name": "eval.auc", "value": "0.870", "found": "git"}
    ],
    "close": null
  },
  "closed": "2026-12-04T17:00:00+01:00",
  "outcome": [
    {"id": "ML-a", "points": 5, "result": "done", "added": false, "role": "data-science", "title": "Ränker \\"1\\""},
    {"id": "ML-b", "points": null, "result": "carried", "added": false},
    {"id": "ML-c", "points": 0.5, "result": "dropped", "added": true, "title": "a\\u202eb"}
  ],
  "series": [
    {"day": "2026-11-23", "scope": 5, "completed": 0}
  ]
}
"""
LEDGER = Ledger(
    sprint="2026-s24",
    timezone="Europe/Berlin",
    started="2026-11-23T09:00:00+01:00",
    committed=(CommittedItem("ML-a", 5, "todo", "data-science"), CommittedItem("ML-b", None, "doing")),
    start_metrics=(MetricValue("eval.auc", "0.870", "git"),),
    closed="2026-12-04T17:00:00+01:00",
    outcome=(
        ItemOutcome("ML-a", 5, "done", added=False, role="data-science", title='Ränker "1"'),
        ItemOutcome("ML-b", None, "carried", added=False),
        ItemOutcome("ML-c", 0.5, "dropped", added=True, title="a\u202eb"),
    ),
    series=(SeriesDay("2026-11-23", 5, 0),),
)


def said(content: str | bytes) -> tuple[str, int, str]:
    raw = content.encode() if isinstance(content, str) else content
    ledger, fault = read_ledger(raw, "p/ledger.json")
    assert ledger is None
    assert fault is not None
    assert fault.path == "p/ledger.json"
    return fault.code, fault.line, fault.message


def changed(**keys: Any) -> str:
    return json.dumps({**json.loads(TEXT), **keys})


def test_a_ledger_has_one_line_a_record_and_its_keys_in_order() -> None:
    assert ledger_text(LEDGER) == TEXT


def test_a_ledger_is_read_back_as_it_was() -> None:
    assert read_ledger(TEXT.encode(), "") == (LEDGER, None)


MEASURED = LEDGER._replace(
    start_metrics=(
        MetricValue("eval.auc", "0.8", "git", "eval/m.json", direction="up", proof=(("data/a.csv", "1f"),)),
    ),
    close_metrics=(MetricValue("eval.auc", None, "unavailable", reason="eval/m.json is not in git"),),
    params=(ParamChange("train.lr", "0.1", "0.01"), ParamChange("train.seed", None, "7")),
    moved_by=(MovingCommit("c20516f8", 'tune "it"'),),
    gates=(FrozenGate("ML-a", "eval.auc >= 0.88", "fail", reason="there is none", demanded_by="item"),),
)


def test_what_is_behind_the_metrics_is_kept_and_read_back() -> None:
    text = ledger_text(MEASURED)
    assert read_ledger(text.encode(), "") == (MEASURED, None)
    assert (
        """  "metrics": {
    "start": [
      {"name": "eval.auc", "value": "0.8", "found": "git", "source": "eval/m.json", "direction": "up","""
        """ "proof": {"data/a.csv": "1f"}}
    ],
    "close": [
      {"name": "eval.auc", "value": null, "found": "unavailable", "reason": "eval/m.json is not in git"}
    ],
    "params": [
      {"name": "train.lr", "start": "0.1", "close": "0.01"},
      {"name": "train.seed", "start": null, "close": "7"}
    ],
    "moved_by": [
      {"commit": "c20516f8", "subject": "tune \\"it\\""}
    ]
  },
  "gates": [
    {"id": "ML-a", "demand": "eval.auc >= 0.88", "result": "fail", "value": "", "reason": "there is none","""
        """ "demanded_by": "item"}
  ],
""" in text
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"result": "fail"', '"result": "maybe"', "`result` in row 1 of `gates` must be one of pass, fail"),
        ('{"data/a.csv": "1f"}', '["data/a.csv"]', "`proof` in row 1 of `start` must be a table of texts"),
        ('"close": "7"', '"close": 7', "`close` in row 2 of `params` must be a text or null"),
        ('"commit": "c20516f8"', '"commit": ""', "`commit` in row 1 of `moved_by` must be a text that is not empty"),
    ],
)
def test_a_wrong_value_behind_the_metrics_is_named(before: str, after: str, words: str) -> None:
    text = ledger_text(MEASURED)
    assert before in text
    assert words in said(text.replace(before, after, 1))[2]


def test_a_ledger_that_was_only_started_has_empty_lists() -> None:
    started = Ledger("s1", "UTC", "2026-11-23T09:00:00+00:00")
    text = ledger_text(started)
    assert '  "committed": [],\n' in text
    assert text.endswith('  "closed": null,\n  "outcome": [],\n  "series": []\n}\n')
    assert read_ledger(text.encode(), "") == (started, None)


def test_what_is_no_json_says_where() -> None:
    broken = TEXT.replace('"schema": 1,', "<<<<<<< HEAD", 1)
    code, line, message = said(broken)
    assert (code, line) == ("S215", 2)
    assert message.startswith("the ledger is no JSON: ")
    assert said(b'{\n"\xff') == ("S215", 2, "the ledger is not UTF-8")
    assert said("[" * 100_000)[0] == "S215"
    assert said("{")[0] == "S215"
    assert said(TEXT.replace("0.5", "NaN")) == ("S215", 1, "NaN is no number of JSON")
    assert said(TEXT.replace("0.5", "9" * 5000))[0] == "S215"


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('"schema": 1', '"schema": 2', 2, "`schema` must be 1"),
        ('"schema": 1', '"schema": true', 2, "`schema` must be 1"),
        ('"sprint": "2026-s24"', '"sprint": ""', 3, "`sprint` must be a text that is not empty"),
        ("09:00:00+01:00", "09:00:00", 5, "`started` must be an instant with its offset"),
        ('"closed": "2026-12-04T17:00:00+01:00"', '"closed": 5', 16, "`closed` must be an instant with its"),
        ('"points": 5, "status"', '"points": -1, "status"', 7, "`points` in row 1 of `committed` must be a number"),
        ('"points": 0.5', '"points": true', 20, "`points` in row 3 of `outcome` must be a number"),
        ('"result": "carried"', '"result": "moved"', 19, "must be one of done, carried, dropped, removed"),
        ('"added": true', '"added": 1', 20, "`added` in row 3 of `outcome` must be true or false, not 1"),
        (', "status": "doing"', "", 8, "row 2 of `committed` lacks the key `status`"),
        ('"day": "2026-11-23"', '"day": "today"', 23, "must be a day such as"),
        ('"found": "git"', '"found": "git", "why": 1', 12, "has the unknown key `why`"),
        ('"close": null', '"close": {}', 14, "`close` must be a list"),
        ('"id": "ML-b", "points": null, "status"', '"id": "ml-A", "points": 1, "status"', 7, "names ML-a twice"),
        ('"id": "ML-c"', '"id": "ML-a"', 18, "`outcome` names ML-a twice"),
        ('"added": true', '"added": false', 20, "ML-c was not committed, so it was added"),
        ('"done", "added": false', '"done", "added": true', 18, "ML-a was committed, so it was not added"),
        ('"closed": "2026-12-04T17:00:00+01:00"', '"closed": null', 16, "there is an outcome, but no `closed`"),
    ],
)  # fmt: skip
def test_a_wrong_shape_says_what_and_where(before: str, after: str, line: int, words: str) -> None:
    assert before in TEXT
    code, found, message = said(TEXT.replace(before, after, 1))
    assert (code, found) == ("S216", line)
    assert words in message


def test_a_missing_or_doubled_key_is_named() -> None:
    assert said("[]") == ("S216", 1, "the ledger must be a table of keys")
    assert said("{}") == ("S216", 1, "the ledger lacks the key `schema`")
    assert said(changed(more=1)) == ("S216", 1, "the ledger has the unknown key `more`")
    assert said(TEXT.replace('"sprint"', '"schema"'))[2] == "the key `schema` is given twice"
    assert said(changed(committed=[7]))[2] == "row 1 of `committed` must be a table of keys"


def test_every_committed_item_has_an_outcome_once_the_sprint_is_closed() -> None:
    rows = json.loads(TEXT)["outcome"][1:]
    assert said(changed(outcome=rows)) == ("S216", 1, "ML-a was committed and has no outcome")


WHOLE = TEXT.replace(
    '  "committed"',
    '  "planned": {"start": "2026-11-23", "end": null, "off": ["2026-11-28", "2026-11-29"]},\n  "committed"',
).replace(
    '"completed": 0}\n  ]\n',
    """"completed": 0}
  ],
  "changes": [
    {"day": "2026-11-23", "id": "ML-c", "change": "added", "points": 0.5, "who": "Änne"},
    {"day": "2026-11-24", "id": "ML-c", "change": "dropped", "points": -0.5}
  ]
""",
)


def test_planned_days_and_changes_are_kept_where_there_are_any() -> None:
    ledger = LEDGER._replace(
        planned=PlannedDays("2026-11-23", None, ("2026-11-28", "2026-11-29")),
        changes=(
            LedgerChange("2026-11-23", "ML-c", "added", 0.5, "Änne"),
            LedgerChange("2026-11-24", "ML-c", "dropped", -0.5),
        ),
    )
    assert ledger_text(ledger) == WHOLE
    assert read_ledger(WHOLE.encode(), "") == (ledger, None)


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('"change": "added"', '"change": "moved"', 27, "must be one of added, removed, dropped, re-estimated, done"),
        ('"points": -0.5', '"points": null', 28, "`points` in row 2 of `changes` must be a number, not null"),
        ('"points": -0.5', '"points": -1e300', 28, "`points` in row 2 of `changes` must be a number"),
        ('"end": null', '"end": "soon"', 6, "`end` in `planned` must be a day such as 2026-11-23, or null"),
        ('"2026-11-28", ', "5, ", 6, "`off` in `planned` must be a list of days"),
        ('"end": null, ', "", 6, "`planned` lacks the key `end`"),
    ],
)
def test_wrong_changes_and_planned_days_are_named(before: str, after: str, line: int, words: str) -> None:
    assert before in WHOLE
    code, found, message = said(WHOLE.replace(before, after, 1))
    assert (code, found) == ("S216", line)
    assert words in message
