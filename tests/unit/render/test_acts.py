"""Acts as lines."""

from __future__ import annotations

from gitagile.actions.result import Act, Result
from gitagile.render.acts import act_lines, path_line
from gitagile.render.as_json import result_text

ACTS = (Act("ML-a", "todo -> doing", "a.md"), Act("ML-bbb", "was \x1b", "b.md"))


def test_each_act_is_a_line_with_the_short_commit():
    lines = act_lines(Result(ACTS, "0123456789abcdef"), "auto")
    assert lines == ("ML-a    todo -> doing  (0123456)", "ML-bbb  was \\x1b  (0123456)")


def test_what_was_not_committed_says_how_it_is_kept():
    assert act_lines(Result(ACTS[:1]), "stage") == ("ML-a  todo -> doing  (staged)",)
    assert path_line(Result(ACTS[:1]), ACTS[0], "none") == "a.md  (not committed)"


def test_a_dry_run_says_would():
    assert act_lines(Result(ACTS[:1], dry_run=True), "stage") == ("would: ML-a  todo -> doing",)


def test_the_json_of_a_result_is_stable():
    text = result_text(Result(ACTS[:1], "ff", ("mind this",)))
    assert text == (
        '{"schema": 1,\n "acts": [{"id": "ML-a", "change": "todo -> doing", "path": "a.md"}],\n "commit": "ff",\n'
        ' "warnings": ["mind this"],\n "dry_run": false}'
    )
