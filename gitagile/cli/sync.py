"""Sync and claims: what is shared with a remote, and who has taken what on."""

from __future__ import annotations

import click

from . import terminal
from .opening import changing, json_option, opened


@click.command()
@click.option("--remote", metavar="NAME", help="The remote; by default that of the branch's upstream, or origin.")
@changing
def sync(*, remote: str | None, dry_run: bool, as_json: bool) -> int:
    """Fetch, merge, check and push the branch you are on; once more if the remote moved meanwhile.

    Never by force, and no hook is passed over. Changes of yours that are not committed stay as they are. A conflict
    that no rule settles is left to you: `gitagile resolve`, then `gitagile sync` again. Errors of the check keep the
    branch from being pushed. Exits with 1 where it could not be brought to an end.

    Examples:
      gitagile sync
      gitagile sync --dry-run
      gitagile sync --remote origin --json
    """
    from ..actions.sharing.sync import Faces
    from ..actions.sharing.sync import sync as bring_together
    from ..render.sync import sync_errors, sync_json, sync_text

    faces = Faces(tell=terminal.note) if terminal.is_terminal() else Faces()
    done = bring_together(opened(wrong_config=True), remote, dry_run=dry_run, faces=faces)
    if as_json:
        terminal.say_json(sync_json(done))
    elif text := sync_text(done):
        terminal.say(text)
    terminal.tell_notes(done.notes)
    terminal.note("" if as_json else sync_errors(done))
    return int(not done.is_done)


@click.command()
@click.option("--remote", metavar="NAME", help="The remote; by default that of the branch's upstream, or origin.")
@json_option
def claims(*, remote: str | None, as_json: bool) -> int:
    """Who has claimed which item, for all clones of a remote, oldest first.

    `gitagile start ID --claim` makes a claim. It ends when the item is done, dropped or to do again and `gitagile sync`
    has shared that. One that is older than `claims.days` working days may be taken over.

    Examples:
      gitagile claims
      gitagile claims --json
    """
    from ..actions.sharing.claims import list_claims
    from ..render.sync import claims_json, claims_text

    workspace = opened()
    found = list_claims(workspace, remote)
    if as_json:
        terminal.say_json(claims_json(found, workspace.config.timezone))
    elif found.claims:
        terminal.say_drawn(claims_text(found, workspace.config.timezone))
    else:
        terminal.note(f"nothing is claimed at {found.remote}\nhint: `gitagile start ID --claim` claims an item")
    terminal.note(f"note: {found.note}" if found.note else "")
    return 0
