"""The gate: nothing that steers a terminal passes."""

from __future__ import annotations

import json
import unicodedata

import pytest

from gitagile.render.gate import visible, visible_json, visible_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("größe 日本 →", "größe 日本 →"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("bell\x07", "bell\\x07"),
        ("back\rspace\x7f", "back\\x0dspace\\x7f"),
        ("csi\x9b", "csi\\x9b"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ufeffmark", "\\ufeffmark"),
        ("\udcff", "\\udcff"),
        ("\U000e0041", "\\U000e0041"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_steers_is_written_as_its_code(text, shown):
    assert visible(text) == shown


def test_a_line_stays_one_line():
    assert visible_line("a\nb\tc") == "a\\x0ab\\x09c"


def test_no_control_character_and_no_bidirectional_control_passes():
    everything = "".join(map(chr, range(0x11000)))
    passed = set(visible(everything)) - {"\n", "\t"}
    assert {letter for letter in passed if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")} == set()
    turning = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI", "BN"}
    assert {hex(ord(one)) for one in passed if unicodedata.bidirectional(one) in turning} <= {"0xad"}


@pytest.mark.parametrize("text", ["\x7f", "\u202e", "\udcff", "\U000e0041", "\x9b", "plain"])
def test_json_reads_the_same_behind_the_gate(text):
    shown = visible_json(json.dumps({"title": text}, ensure_ascii=False))
    assert json.loads(shown)["title"] == text
    assert visible(shown) == shown
