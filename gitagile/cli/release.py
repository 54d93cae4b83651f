"""Releases: a version released behind its gates, and all that was released and delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import terminal
from .opening import changing, json_option, opened
from .reporting import report

if TYPE_CHECKING:
    from ..actions.model_work.release import Released
    from ..workspace import Workspace


@click.command()
@click.argument("version")
@click.option("--override", metavar="WHY", default="", help="Release over failed gates, and say why in the commit.")
@click.option("--no-tag", is_flag=True, help="Only write and commit the notes; run it again for the tag.")
@changing
def release(*, version: str, override: str, no_tag: bool, dry_run: bool, as_json: bool) -> int:
    """Release a version: its gates first, then the notes in one commit, then an annotated tag of that name.

    The notes, `.backlog/releases/VERSION.md`, list the items done since the last release by type, the metrics before
    and after, and the gates of `release.gates`. An item is in one release only. The tag is signed where git's config
    says so (`tag.gpgSign`); where only the tag is missing, only the tag is made.

    Examples:
      gitagile release v1.2.0 --dry-run
      gitagile release v1.2.0
      gitagile release v1.2.0 --override "recall is measured by hand until the new labels are here"
    """
    from ..actions.model_work import release as releasing
    from ..render.release_notes import notes_markdown

    workspace = opened()
    done = releasing.release(
        workspace, version, write=notes_markdown, override=override, tag=not no_tag, dry_run=dry_run
    )
    _tell(workspace, done, as_json=as_json)
    if dry_run and done.facts is not None:
        releasing.refuse_failed(done.facts)
    return 0


def _tell(workspace: Workspace, done: Released, *, as_json: bool) -> None:
    if as_json:
        from ..render.releases import released_json
        from .reporting import warn

        warn(done.result)
        terminal.say_json(released_json(done))
        return
    report(workspace, done.result, as_json=False)
    if done.result.dry_run and done.text is not None:
        terminal.say(f"\n{done.path}:\n\n{done.text.rstrip()}")
    elif done.tagged:
        terminal.note(f"hint: `git push --atomic origin HEAD {done.name}` shares the commit and the tag")


@click.command()
@json_option
def releases(*, as_json: bool) -> int:
    """What was released, newest first: items, and the days that they waited from done to released.

    A release is a tag that looks like a version, or the notes of one. Below stand the deliveries that other tools mark:
    tags of GTO (`churn@v1.2.0`, `churn#prod#3`) and the aliases of models in MLflow.

    Examples:
      gitagile releases
      gitagile releases --json
    """
    from ..actions.model_work.releases import releases as look

    workspace = opened()
    told, timezone = look(workspace), workspace.config.timezone
    if as_json:
        from ..render.releases import releases_json

        terminal.say_json(releases_json(told, timezone))
    else:
        from ..render.releases import releases_text

        text = releases_text(told, timezone)
        if text:
            terminal.say_drawn(text)
        else:
            terminal.note(
                "nothing was released yet\nhint: `gitagile release v0.1.0 --dry-run` shows what the first would hold"
            )
    for note in told.notes:
        terminal.note(f"note: {note}")
    return 0
