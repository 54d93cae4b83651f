"""Retros in a real repository: the story of tests/git/actions/sprints, with a retro at its close."""

from __future__ import annotations

from functools import partial

from gitagile.actions.retro.facts import RetroFacts, retro_facts
from gitagile.actions.retro.write import WrittenRetro, retro_at_close, write_retro
from gitagile.actions.sprints.close import ClosedSprint, sprint_close
from gitagile.render.retro import facts_markdown
from gitagile.render.sprint_summary import summary_markdown
from tests.git.actions.sprints.story import SPRINTS, Story

RETRO = f"{SPRINTS}/s1/retro.md"


def close(story: Story, sprint: str = "s1", carry: str | None = None) -> ClosedSprint:
    """Close a sprint with its summary and its retro, as the command does."""
    retro = partial(retro_at_close, write_facts=facts_markdown)
    return sprint_close(story.workspace, sprint, carry, write_summary=summary_markdown, write_retro=retro)


def write(story: Story, sprint: str | None = None, **wishes: object) -> WrittenRetro:
    """Write a retro, as the command does."""
    return write_retro(story.workspace, sprint, write_facts=facts_markdown, **wishes)  # type: ignore[arg-type]


def facts(story: Story, sprint: str | None = None) -> RetroFacts:
    """What a retro says."""
    return retro_facts(story.workspace, sprint)
