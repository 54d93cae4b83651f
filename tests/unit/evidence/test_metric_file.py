"""Metric files of every format: the value as printed, or one clear reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.evidence.metric_file import LARGEST, read_metric_file, read_tables
from gitagile.evidence.printed import number_in
from gitagile.evidence.yaml_file import Unreadable
from tests.unit.evidence.samples import sample


def value(content: bytes | str, path: str, name: str) -> tuple[Decimal | None, str]:
    """The number of a metric, and what it is instead of one."""
    readings = read_metric_file(content.encode() if isinstance(content, str) else content, path)
    assert readings.fault == ""
    found = readings.named(name)
    assert found is not None
    return number_in(found)


def fault(content: bytes | str, path: str) -> str:
    return read_metric_file(content.encode() if isinstance(content, str) else content, path).fault


FORMATS = [
    ('{"eval": {"auc": 0.890}}', "m.json", "0.890"),
    ('{"eval.auc": 0.890}', "m.json", "0.890"),
    ('{"eval": {"auc": "0.890"}}', "m.json", "0.890"),
    ('\ufeff{"eval": {"auc": 0.890}}', "m.json", "0.890"),
    ("eval:\n  auc: 0.890\n", "m.yaml", "0.890"),
    ("eval.auc: 0.890\n", "m.yml", "0.890"),
    ("eval: {auc: '0.890'}\n", "M.YAML", "0.890"),
    ("[eval]\nauc = 0.890\n", "m.toml", "0.890"),
    ('"eval.auc" = 0.890\n', "m.toml", "0.890"),
    ("step,eval.auc\n1,0.7\n2,0.890\n", "m.csv", "0.890"),
    ("step,eval.auc\r\n1,0.890\r\n2,\r\n", "m.csv", "0.890"),
    ("step\teval.auc\n1\t0.890\n", "m.tsv", "0.890"),
    ('{"eval": {"auc": 0.7}}\n{"eval": {"auc": 0.890}}\n\n{"loss": 1}\n', "m.jsonl", "0.890"),
    ("0.890\n", "auc.txt", "0.890"),
    ("0.890", "auc", "0.890"),
    ('{"eval": {"auc": 0.890}}', "metrics", "0.890"),
    ("0.890", "auc.json", "0.890"),
    ("0.890\n", "auc.yaml", "0.890"),
]


@pytest.mark.parametrize(("text", "path", "digits"), FORMATS)
def test_each_format_gives_the_number_as_it_is_printed(text, path, digits):
    readings = read_metric_file(text.encode(), path)
    found = readings.named("eval.auc")
    assert found is not None
    assert found.text == digits
    assert number_in(found) == (Decimal("0.89"), "")


KINDS = [
    ("true", "is true, not a number"),
    ("null", "is empty"),
    ("NaN", "is NaN, not a number"),
    ('"nan"', "is NaN, not a number"),
    ("Infinity", "is Infinity, not a finite number"),
    ("-Infinity", "is -Infinity, not a finite number"),
    ("[1, 2]", "is a list or a table, not a number"),
    ('{"b": 1}', "is a list or a table, not a number"),
    ('"good"', "is the text 'good', not a number"),
    ('""', "is empty"),
    ('"0.9 of 1"', "is the text '0.9 of 1', not a number"),
    ('"91 %"', "is the text '91 %', not a number"),
    ('"١٢"', "is the text '١٢', not a number"),
    ("1e401", "is 1e401, out of any range"),
    ("1e-999999999999", "is the text '1e-999999999999', not a number"),
]


@pytest.mark.parametrize(("text", "reason"), KINDS)
def test_what_is_no_number_is_named(text, reason):
    assert value(f'{{"a": {text}}}', "m.json", "a") == (None, reason)


@pytest.mark.parametrize(
    "text", ["0.84 ± 0.01", "0.84±0.01", "0.84 +/- 0.01", "0.84 +- 1e-2", "0.84 (0.01)", "0.84 (± 0.01)", " 0.84 "]
)
def test_a_spread_is_left_and_the_raw_text_kept(text):
    found = read_metric_file(f'{{"f1": "{text}"}}'.encode(), "m.json").named("f1")
    assert found is not None
    assert (found.text, number_in(found)) == (text, (Decimal("0.84"), ""))


@pytest.mark.parametrize("text", ["1e-3", "1E-3", "+.001", "0.001", "00.001", "1.e-3"])
def test_every_spelling_of_a_number_is_its_decimal(text):
    assert value(f"a: '{text}'", "m.yaml", "a") == (Decimal("0.001"), "")


def test_the_edge_samples_are_read():
    assert value(sample("metrics_edge/m.json"), "m.json", "c") == (Decimal("0.001"), "")
    assert value(sample("metrics_edge/m.json"), "m.json", "h") == (Decimal("0.5"), "")
    assert value(sample("metrics_edge/m.json"), "m.json", "a") == (None, "is NaN, not a number")
    assert value(sample("metrics_edge/m.yaml"), "m.yaml", "sci") == (Decimal("0.001"), "")
    assert value(sample("metrics_edge/m.yaml"), "m.yaml", "nan_metric") == (None, "is NaN, not a number")
    assert value(sample("metrics_edge/m.yaml"), "m.yaml", "inf") == (None, "is Infinity, not a finite number")
    assert value(sample("metrics_edge/m.yaml"), "m.yaml", "flag") == (None, "is true, not a number")
    assert value(sample("metrics_edge/m.toml"), "m.toml", "per_class.cat") == (Decimal("0.9"), "")
    assert value(sample("metrics_edge/scalar.txt"), "scalar.txt", "whatever") == (Decimal("0.93"), "")
    assert value(sample("dvc/metrics.json"), "metrics.json", "eval.auc") == (Decimal("0.89"), "")
    assert value(sample("dvc/plots_loss.csv"), "loss.csv", "loss") == (Decimal("0.1443"), "")


def test_numbers_that_toml_and_json_spell_alone_are_read():
    assert value("a = 1_000\nb = inf\nc = nan\nd = 2026-01-01\n", "m.toml", "a") == (Decimal(1000), "")
    assert value("b = -inf\n", "m.toml", "b") == (None, "is -Infinity, not a finite number")
    assert value("c = nan\n", "m.toml", "c") == (None, "is NaN, not a number")
    assert value("d = 2026-01-01\n", "m.toml", "d") == (None, "is the text '2026-01-01', not a number")
    assert value('{"a": ' + "1" * 150 + "}", "m.json", "a") == (Decimal("1" * 150), "")


def test_a_name_that_two_ways_lead_to_is_nobodys():
    assert value('{"eval.auc": 0.8, "eval": {"auc": 0.9}}', "m.json", "eval.auc") == (
        None,
        "is given more than once",
    )
    assert value("auc,auc\n0.8,0.9\n", "m.csv", "auc") == (None, "is given more than once")


def test_a_name_that_is_not_there_is_not_there():
    assert read_metric_file(b'{"a": 1}', "m.json").named("b") is None
    assert read_metric_file(b"a\n", "m.csv").named("a") is None
    assert read_metric_file(b"{}", "m.json").named("a") is None


FAULTS = [
    ("", "m.json", "is no JSON: line 1: Expecting value"),
    ('{"a": 1,}', "m.json", "is no JSON: line 1: "),
    ('{"a": 1, "a": 2}', "m.json", "gives the key 'a' more than once"),
    ("a: 1\na: 2\n", "m.yaml", "is no YAML we read: line 2: the key was given before, on line 1"),
    ("a: &x 1\nb: *x\n", "m.yaml", "is no YAML we read: line 1: anchors and aliases (`&`, `*`) are not read"),
    ("a: !!python/object:os.system 1\n", "m.yaml", "is no YAML we read: line 1: tags (`!`) are not read"),
    ("a: [\n", "m.yaml", "is no YAML we read: line 2: "),
    ("a = 1\na = 2\n", "m.toml", "is no TOML: Cannot overwrite a value"),
    ("a = " + "1" * 5000, "m.toml", "is no TOML we read: a number is too long"),
    ('{"a": 1}\n[1]\n', "m.jsonl", "is no JSON-lines: line 2: no table"),
    ('{"a": 1}\n{\n', "m.jsonl", "is no JSON-lines: line 2: "),
    (b'\xff\xfe{\x00"\x00', "m.json", "is not UTF-8"),
    ('a,b\n"x\ny', "m.csv", "is no CSV: unexpected end of data"),
    ("", "auc.txt", "is empty"),
    ("auc is fine", "auc.txt", "holds neither one number nor JSON, and its ending names no format"),
    ("[" * 100_000, "m.json", "is nested too deeply"),
    ('{"a":' * 40 + "1" + "}" * 40, "m.json", "is nested deeper than 32 levels"),
    ("[" * 100_000, "m.yaml", "is no YAML we read: line 1: nested deeper than 32"),
    ("a = " + "[" * 100_000, "m.toml", "is n"),
    (b" " * (LARGEST + 1), "m.json", "is larger than 4 MiB"),
    ("{" + ", ".join(f'"k{number}": 1' for number in range(60_000)) + "}", "m.json", "holds more than 50,000 values"),
    (f'{{"{"k" * 1001}": {{"a": 1}}}}', "m.json", "is nested deeper than 32 levels or 1000 characters of a name"),
]


@pytest.mark.parametrize(("text", "path", "reason"), FAULTS, ids=range(len(FAULTS)))
def test_what_cannot_be_read_has_one_reason(text, path, reason):
    assert fault(text, path).startswith(reason)


HOSTILE = [
    ("{" + ",".join(f'"k{n}":1' for n in range(200_000)) + ',"k199999":1}', "m.json", "gives the key 'k199999' more"),
    (",".join("k" for _ in range(300_000)) + "\n", "m.csv", ""),
    ("(" * 1_000_000, "auc.txt", "holds neither one number nor JSON"),
    ("0" * 1_000_000 + ".", "auc.txt", "holds neither one number nor JSON"),
]


@pytest.mark.parametrize(("text", "path", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_file_made_to_be_slow_is_answered_like_any_other(text, path, reason):
    assert fault(text, path).startswith(reason)


def test_tables_are_given_as_they_are_nested():
    assert read_tables(b"train: {lr: 0.10}\n", "params.yaml") == {"train": {"lr": "0.10"}}
    for content, path in ((b"x = 1", "params.py"), (b"[1]", "p.json"), (b"\xff", "p.toml"), (b"[" * 9999, "p.json")):
        with pytest.raises(Unreadable):
            read_tables(content, path)
