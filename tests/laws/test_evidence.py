"""Laws of evidence: no bytes make a reader raise, and a number that is printed is the number that is read."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.analytics.gate_check import check_metric, metric_delta
from gitagile.evidence.all_sources import read_file
from gitagile.evidence.dvc_lock import read_lock, read_pointer
from gitagile.evidence.dvc_yaml import declared_in
from gitagile.evidence.files import File, clean_path, under
from gitagile.evidence.junit import read_junit
from gitagile.evidence.model_card import read_headings
from gitagile.evidence.printed import number_in
from gitagile.evidence.quick_yaml import quick_table
from gitagile.evidence.yaml_file import Unreadable, read_in_full
from gitagile.model.gate import read_gate
from gitagile.model.measurement import Measurement
from tests.unit.evidence.samples import sample

PATHS = [f"m{ending}" for ending in ("", ".txt", ".json", ".yaml", ".toml", ".csv", ".tsv", ".jsonl", ".xml", ".md")]
PIECES = [
    *"{}[]:,='\"\n",
    *"a eval auc 0.89 1e-3 NaN -.inf true null stages outs path md5 metrics model-index results foreach do".split(),
    *("  ", "- ", "---\n", "<testsuite>", "<testcase name='a'>", "</testsuite>", "&lt;", "&e;", "<!DOCTYPE x ["),
    *("wdir", "${a}", "../", "\0", "\x7f", "\ud800", "é", "\ufeff"),
]
WORDS = st.lists(st.sampled_from(PIECES), max_size=30)
SOUP = WORDS.map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
BYTES = st.one_of(SOUP, st.binary(max_size=200))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6)


class One:
    """A moment in which every file is the same."""

    def __init__(self, content: bytes) -> None:
        self._file = File(content)

    def read(self, path: str) -> File:
        return self._file


@given(content=BYTES, path=st.sampled_from(PATHS))
def test_no_bytes_make_a_reader_raise(content, path):
    readings = read_file(content, path)
    for printed in readings.values.values():
        value, reason = number_in(printed)
        assert (value is None) == bool(reason)
    assert isinstance(read_junit(content, path).reason, str)
    assert isinstance(read_headings(content, path).titles, tuple)


@given(content=BYTES)
def test_no_bytes_make_dvcs_files_raise_anything_but_a_reason(content):
    for read in (
        lambda: read_lock(content, "a", {}),
        lambda: read_pointer(content, ""),
        lambda: declared_in(One(content)),
    ):
        with suppress(Unreadable):
            assert isinstance(read(), tuple)


@given(folder=st.text("ab/.", max_size=8), path=st.text("ab/.\\:", max_size=12))
def test_no_path_leads_out(folder, path):
    for found in (under(clean_path(folder) or "", path), clean_path(path)):
        assert found is None or not (found.startswith("/") or ".." in found.split("/"))


@given(number=NUMBERS)
@pytest.mark.parametrize("path", ["m.json", "m.yaml", "m.jsonl"])
def test_a_number_is_read_as_it_is_printed(path, number):
    found = read_file(f'{{"eval": {{"auc": {number:f}}}}}'.encode(), path).named("eval.auc")
    assert found is not None
    assert number_in(found) == (number, "")


@given(start=NUMBERS, delta=NUMBERS)
def test_a_step_of_exactly_the_minimum_delta_is_always_enough(start, delta):
    before, after = (Measurement("m", one, str(one), "git") for one in (start, start + delta))
    written = {"metric": "m", "baseline": "b", "min_delta": Decimal(delta)}
    assert check_metric(read_gate(written), after, before, "up").passed
    assert check_metric(read_gate(written), before, after, "down").passed
    assert metric_delta(before, after, "up").gain == delta


ODD = r"""
0.1§-1e-3§007§1_0§.5§-.inf§.nan§true§null§~§yes§12:30§a:b§a:§^a§a'b§''§""§'2.0'§"x y"§'it''s'§"a\n"§python -m x --y
a #b§a# b§[1, 2]§{a: 1}§&a b§*a§+1§+§.x§..§0x1f§1e400§|§>§!t x§- x§-§--- x§...§@x§$x§${a}§é§x §%x§a, b§<<§=§a: b
? a§x: |§True§NULL§-0§1.§a'§`a§f0be0a2e1f8d4d7ca3bf5f6d4b3f2f0d.dir
"""
VALUES = ["", "a\tb", "9" * 300, *ODD.strip().replace("\n", "§").split("§")]
LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "  ", "    ", "- ", "  - ", " ", "# "]),
    st.sampled_from(["a:", "b: ", "a/b.json: ", "lr: ", "", "3: ", "'a': ", "null: ", "a b: ", "a: b: "]),
    st.sampled_from(VALUES),
)


@settings(max_examples=5 * settings().max_examples)
@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_the_quick_reading_of_yaml_gives_what_the_full_one_gives_or_nothing(lines: list[str], end: str) -> None:
    text = end.join(lines)
    quick = quick_table(text)
    if quick is not None:
        full = read_in_full(text)
        assert repr(quick) == repr(full)
        assert [*map(type, quick.values())] == [*map(type, full.values())]


@pytest.mark.parametrize("name", ["dvc_lock_cached.yaml", "params.yaml", "dvc_yaml_toplevel_metrics.yaml"])
def test_what_dvc_writes_is_read_the_quick_way(name: str) -> None:
    text = sample(f"dvc/{name}").decode()
    assert quick_table(text) == read_in_full(text)


def test_a_deep_or_long_text_is_left_to_the_full_reading() -> None:
    deep = "\n".join(f"{' ' * depth}a:" for depth in range(40))
    assert quick_table(deep) is None
    assert quick_table("a: 1\n" * 20_000) is None
    assert quick_table("a: " + "b" * 2_000) is None
    assert quick_table("a: 1\na: 2") is None
