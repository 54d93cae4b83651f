"""Words of a query that look like options."""

from __future__ import annotations

import pytest

from gitagile.cli.query_words import split_words

VALUED = frozenset(["--sort"])


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [
        (["is:open", "-label:blocked"], [], ["is:open", "-label:blocked"]),
        (["-noise", "--json"], ["--json"], ["-noise"]),
        (["--sort", "-points", "-is:open"], ["--sort", "-points"], ["-is:open"]),
        (["--sort=-points", "a"], ["--sort=-points"], ["a"]),
        (["a", "--", "--json", "-x"], [], ["a", "--json", "-x"]),
        (["-h"], ["-h"], []),
        (["--sort"], ["--sort"], []),
        (["-"], [], ["-"]),
    ],
)
def test_a_minus_negates_and_options_stay_options(args, options, words):
    assert split_words(args, VALUED) == (options, words)
