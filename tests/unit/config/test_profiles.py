"""Tests of gitagile.config.profiles and settings: the tables hold together."""

from __future__ import annotations

import pytest

from gitagile.config.profiles import PROFILES
from gitagile.config.settings import SETTINGS, SUB_KEYS, TABLE_KINDS, setting_named
from gitagile.config.values import checked


@pytest.mark.parametrize("profile", PROFILES)
def test_what_a_profile_sets_is_right(profile: str):
    for name, value in PROFILES[profile].items():
        setting = setting_named(name)
        assert setting is not None
        assert checked(setting, value, name, "")[1] == []


def test_every_profile_can_be_chosen():
    setting = setting_named("profile")
    assert setting is not None
    assert setting.choices == tuple(PROFILES)


def test_every_default_is_right_but_for_statuses_which_come_from_the_profile():
    wrong = [one.name for one in SETTINGS if checked(one, one.default, one.name, "")[1]]
    assert wrong == ["workflow.statuses"]


def test_every_setting_is_named_once_and_explained():
    names = [one.name for one in SETTINGS]
    assert len(names) == len(set(names))
    assert all(one.about for one in SETTINGS)
    assert set(SUB_KEYS) <= set(TABLE_KINDS)
