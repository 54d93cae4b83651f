"""The daily check-in: a person's day in a few lines, drafted from what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from . import completion, terminal
from .opening import changing, opened

if TYPE_CHECKING:
    from ..actions.team.checkin import CheckedIn, Words
    from ..workspace import Workspace

_AGAIN = "`gitagile checkin --from FILE` takes it from there"
_PARTS = ("did", "next", "blockers", "help_offered", "notes", "blocks")


@click.command()
@click.option(
    "--did", "did", metavar="TEXT", multiple=True, help="What you did; may be given several times, as all of these."
)
@click.option("--next", "next", metavar="TEXT", multiple=True, help="What you will do.")
@click.option(
    "--blocker", "blockers", metavar="TEXT", multiple=True, help='What is in the way; "ID: why" blocks the item.'
)
@click.option(
    "--blocks", metavar="ID", multiple=True, shell_complete=completion.ids, help="The item that the blocker blocks."
)
@click.option("--help-offered", metavar="TEXT", multiple=True, help="What you could help others with.")
@click.option("--note", "notes", metavar="TEXT", multiple=True, help="Something kind, helpful or mindful, if you like.")
@click.option("--day", metavar="DAY", help="Another day than today: 2026-11-23, or yesterday.")
@click.option("--edit", is_flag=True, help="Open the editor, with what is given filled in.")
@click.option("--from", "source", metavar="FILE|-", help="Take the whole form from a file, or from standard input.")
@click.option("--draft", is_flag=True, help="Only show what would be written; nothing is asked.")
@changing
def checkin(
    *,
    day: str | None,
    edit: bool,
    source: str | None,
    draft: bool,
    dry_run: bool,
    as_json: bool,
    **said: tuple[str, ...],
) -> None:
    """Your day in a few lines for the team: what you did, what is next, what is in the way, whom you could help.

    It is drafted from your commits and steps since your last check-in, and from the items you have in hand. Without
    words your editor opens on the draft; a part that is given takes the place of the drafted one. A second check-in on
    one day adds to the first and takes nothing away. A blocker that begins with an item's id blocks the item.

    Examples:
      gitagile checkin
      gitagile checkin --did "Read the label guide" --blocker "ML-x2v9kq: waits for labels"
      gitagile checkin --help-offered "An hour with the loader" --note "Bo sat with me over the labels"
      gitagile checkin --draft
    """
    from ..actions.team.checkin import Words, check_in, propose
    from ..render.checkin import checkin_json, checkin_text

    workspace, words = opened(), Words(**{part: said[part] for part in _PARTS})
    if source and (edit or any(words)):
        raise UsageError("`--from` takes the whole form, so nothing can be given beside it", "write it into the form")
    if draft:
        made = propose(workspace, words, day)
        shown = checkin_json(made.checkin) if as_json else checkin_text(made.after)
        (terminal.say_json if as_json else terminal.say)(shown)
        return
    if edit or source or not (any(words) or dry_run):
        done = _through_form(workspace, words, (day, source), edit=edit, dry_run=dry_run)
    else:
        done = check_in(workspace, words, day=day, dry_run=dry_run)
    _tell(workspace, done, as_json=as_json)


def _through_form(
    workspace: Workspace, words: Words, asked: tuple[str | None, str | None], *, edit: bool, dry_run: bool
) -> CheckedIn:
    """The form as it comes back from the editor, or from a file. UsageError where nobody is there to write."""
    from ..actions.team.checkin_form import form_of, take_form
    from .texts import bytes_from, through_editor

    day, source = asked
    if not (edit or source or terminal.is_talking()):
        hint = '`--did "…"`, `--next "…"`, `--blocker "…"`; `--edit` opens the editor, `--draft` shows the draft'
        raise UsageError("a check-in needs words", hint)
    form = form_of(workspace, words, day)
    if source:
        return take_form(workspace, form, bytes_from(source), dry_run=dry_run)
    said = form.proposal.draft.checkin
    name = f"check-in-{said.day}-{said.person}.md"
    return through_editor(
        workspace, name, form.shown, lambda after: take_form(workspace, form, after, dry_run=dry_run), again=_AGAIN
    )


def _tell(workspace: Workspace, done: CheckedIn, *, as_json: bool) -> None:
    from ..render.checkin import checkin_json, checkin_text
    from .reporting import report, warn

    if as_json:
        warn(done.result)
        terminal.say_json(checkin_json(done.checkin, done.result))
        return
    if done.result.dry_run and done.text:
        terminal.say(checkin_text(done.text) + "\n")
    report(workspace, done.result, as_json=False)
