"""What a retro tells of a sprint, from history and from the files."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from gitagile.actions.retro.actions import Wish, actions, make_action
from gitagile.actions.retro.write import write_retro
from gitagile.actions.sprints.start import sprint_start
from gitagile.actions.steps import done, start
from gitagile.errors import Refused
from gitagile.render.retro import facts_markdown
from gitagile.workspace import open_workspace
from tests.git.actions.retro.retros import RETRO, close, facts, write
from tests.git.actions.sprints.story import SECOND, SPRINTS, THIRD, Story, item
from tests.git.places import git
from tests.git.places import write as put


def act(story: Story, title: str, **wishes: str) -> str:
    """Make an action; its id."""
    workspace = story.workspace._replace(choose=random.Random(title).choice)
    return make_action(workspace, Wish(title, **wishes)).acts[0].id  # type: ignore[arg-type]


def test_overrides_of_the_sprints_time_are_listed_with_their_reason(running: Story) -> None:
    done(running.at("11-26").workspace, ("aaaaa1",), override="the card is written next week")
    close(running.at("12-04"))
    done(running.at("12-07").workspace, ("bbbbb2",), override="later, in another sprint")
    told = facts(running, "s1").overrides
    assert [(one.items, one.why, one.day) for one in told] == [
        (("ML-aaaaa1",), "the card is written next week", "2026-11-26")
    ]
    assert write(running).result.acts == ()


def test_an_override_on_a_branch_that_was_merged_in_the_sprint_is_listed(running: Story) -> None:
    git(running.root, "switch", "-q", "-c", "side")
    done(running.at("11-26").workspace, ("aaaaa1",), override="tried by hand")
    git(running.root, "switch", "-q", "main")
    git(running.root, "merge", "-q", "--no-ff", "-m", "Merge side", "side")
    close(running.at("12-04"))
    assert [one.why for one in facts(running).overrides] == ["tried by hand"]


def test_decisions_that_were_added_are_told_by_their_heading(running: Story) -> None:
    put(running.root, "docs/decisions/0001-old.md", "# Old\n")
    running.at("11-22").commit("An old one")
    put(running.root, "docs/decisions/0002-labels.md", "\n# Label *twice*\n\nWhy.\n")
    put(running.root, "docs/decisions/README.md", "# All\n")
    running.at("11-25").commit("A new one")
    close(running.at("12-04"))
    put(running.root, "docs/decisions/0003-late.md", "# Late\n")
    running.at("12-07").commit("Too late")
    told = [(one.path, one.title) for one in facts(running, "s1").decisions]
    assert ("docs/decisions/0002-labels.md", "Label twice") in [(path, title.replace("*", "")) for path, title in told]
    assert len([path for path, _ in told if "late" in path or "README" in path]) == 0


def test_experiments_blockers_and_old_work_are_told(running: Story) -> None:
    put(running.root, f"{SPRINTS}/s1/ML-fffff6.md", item("fffff6", type="experiment", hypothesis="It helps"))
    put(running.root, ".backlog/checkins/2026-11-24/ana.md", "---\n---\n\n## Blockers\n- The cluster is full\n")
    put(running.root, ".backlog/checkins/2026-12-07/ana.md", "---\n---\n\n## Blockers\n- Too late\n")
    running.at("11-24").commit()
    start(running.at("11-25").workspace, ("ccccc3",))
    close(running.at("12-04"))
    told = facts(running)
    assert [(one.id, one.outcome, one.category) for one in told.trials] == [("ML-fffff6", None, "todo")]
    assert [(one.text, one.days) for one in told.blockers] == [("The cluster is full", ("2026-11-24",))]
    assert [(age.id, age.days) for age in told.oldest] == [("ML-bbbbb2", 278), ("ML-ccccc3", 10)]
    running.change(f"{SPRINTS}/s2/ML-fffff6.md", "hypothesis: It helps", "hypothesis: It helps\noutcome: rejected")
    write(running.at("12-05"))
    assert "**ML-fffff6** fffff6: **rejected**. Believed: It helps." in running.read(RETRO)


def test_an_action_comes_back_in_every_retro_until_it_is_done(running: Story) -> None:
    close(running.at("12-04", "17:00:00"))
    one = act(running.at("12-04", "18:00:00"), "Label twice", retro="s1")
    assert (running.root / SPRINTS / "s2").glob(f"{one}*")
    assert [row.id for row in facts(running, "s1").own] == [one]
    sprint_start(running.at("12-07", "09:00:00").workspace, "s2")
    put(running.root, f"{SPRINTS}/s3/sprint.md", "---\nstart: 2026-12-21\nend: 2026-12-31\nstatus: planned\n---\n")
    running.at("12-08").commit("Another sprint")
    close(running.at("12-18", "17:00:00"), "s2")
    told = facts(running, "s2").earlier
    assert [(row.id, row.retro, row.is_open, row.returns) for row in told] == [(one, "s1", True, 1)]
    assert write(running, "s2").result.acts == ()
    sprint_start(running.at("12-21", "09:00:00").workspace, "s3")
    done(running.at("12-22").workspace, (one,))
    listed = actions(running.workspace, everything=True)
    assert (listed.done, listed.all, [row.returns for row in listed.rows]) == (1, 1, [1])
    assert actions(running.workspace).rows == ()
    close(running.at("12-31"), "s3")
    told = facts(running, "s3").earlier
    assert [(row.id, row.category, row.finished) for row in told] == [(one, "done", "2026-12-22")]
    assert [row.is_open for row in facts(running, "s2").earlier] == [True]


def test_an_action_goes_to_the_sprint_after_the_one_looked_back_at(running: Story) -> None:
    one = act(running.at("11-24"), "While it runs", retro="s1")
    assert next(running.root.glob(f".backlog/**/{one}*")).parent.name == "s2"
    close(running.at("12-04"), carry="backlog")
    sprint_start(running.at("12-07", "09:00:00").workspace, "s2")
    two = act(running, "After it")
    assert next(running.root.glob(f".backlog/**/{two}*")).parent.name == "s2"
    three = act(running, "Some day", place="backlog", keys=(("assignee", "ana"),))  # type: ignore[arg-type]
    text = next(running.root.glob(f".backlog/backlog/{three}*")).read_text(encoding="utf-8")
    assert "from_retro: s1" in text
    assert "assignee: [ana]" in text
    assert "type: action" in text


def test_a_gate_that_was_loosened_is_told(running: Story) -> None:
    gate = 'gates:\n  - {{metric: eval.auc, source: eval/metrics.json, op: ">=", value: {}}}'
    put(running.root, "eval/metrics.json", '{"eval": {"auc": 0.85}}')
    running.change(SECOND, "points: 5", f"points: 5\n{gate.format('0.9')}")
    running.at("11-25").change(SECOND, "value: 0.9", "value: 0.8")
    running.at("11-26").change(SECOND, "status: doing", "status: done")
    close(running.at("12-04"))
    told = facts(running).remarks
    assert [(one.item, one.kind) for one in told] == [("ML-bbbbb2", "gate loosened")]
    assert "Gates loosened" in running.read(RETRO)


def test_a_shallow_clone_tells_no_half_truth(worked: Story, tmp_path: Path) -> None:
    close(worked.at("12-04"))
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{worked.root}", str(clone)], check=True)
    workspace = open_workspace(clone, worked.workspace.environ, worked.now, lambda letters: letters[0])
    with pytest.raises(Refused, match="would not be whole"):
        write_retro(workspace, write_facts=facts_markdown)


def test_the_facts_name_nobody_and_rank_nobody(worked: Story) -> None:
    done(worked.at("11-27").workspace, ("bbbbb2",), override="why not")
    close(worked.at("12-04"))
    assert "Ada" not in worked.read(RETRO)
    assert THIRD.rpartition("/")[2][:9] in worked.read(RETRO)
