"""Names of versions: what may be one, and which of two comes later."""

from __future__ import annotations

import pytest

from gitagile.model.release import fault_of, is_numbered, version_key


@pytest.mark.parametrize("name", ["v1.2.0", "1.0", "v2.0.0-rc.1+build.5", "2026.11", "churn@v1.2.0", "a" * 63, "nulls"])
def test_a_name_that_fits_tags_and_files_is_taken(name):
    assert fault_of(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-v1",
        ".v1",
        "v1 2",
        "v1/2",
        "v1\\2",
        "v1:2",
        "v1~2",
        "v1^",
        "v1*",
        "v1?",
        "v1[",
        "v1\n",
        "größer",
        "a" * 64,
        "v1..2",
        "v1.",
        "v1.lock",
        "nul",
        "CON.1",
        "README",
        "head",
    ],
)
def test_a_name_that_git_or_a_system_would_refuse_is_refused(name):
    assert fault_of(name)


def test_versions_are_told_from_other_tags():
    assert all(map(is_numbered, ("v1.2.0", "1.4b2", "2026.11", "v2.0.0-rc.1", "V3", "1.0+local")))
    assert not any(map(is_numbered, ("sprint-01-end", "release-1", "churn@v1.0.0", "v", "v1.0!", "")))


def test_versions_have_the_order_of_their_numbers_with_pre_releases_before_their_release():
    rising = ["0.9", "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-beta.2", "v1.0.0-beta.11", "1.0", "v1.0.1", "v1.10", "2"]
    keys = [version_key(name) for name in rising]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert version_key("v1.0.0+one") == version_key("1")
    assert version_key("latest") is None
