"""Tests of gitagile.config.row_keys: every key of a table's rows and of a gate is explained."""

from __future__ import annotations

from gitagile.config.row_keys import GATE_ABOUT, ROW_ABOUT
from gitagile.config.settings import SUB_KEYS
from gitagile.rules.model_rules import COMPARED


def test_every_key_of_a_row_is_explained_in_the_same_sequence():
    assert {kind: list(keys) for kind, keys in ROW_ABOUT.items()} == {
        kind: list(keys) for kind, keys in SUB_KEYS.items()
    }
    assert all(about for keys in ROW_ABOUT.values() for about in keys.values())


def test_every_key_of_a_gate_is_explained():
    assert set(GATE_ABOUT) == {key for needed, more in COMPARED.items() for key in (*needed, *more)}
