"""Setting up a repository, and having its whole state looked at."""

from __future__ import annotations

import os

import click

from . import terminal
from .opening import changing, choose, dry_run_option, here, json_option, now, opened
from .reporting import report, report_result


@click.command()
@click.option("--prefix", metavar="ML", default="ML", help="The letters before every id; ML by default.")
@click.option(
    "--profile",
    type=click.Choice(["ml", "scrum", "kanban", "research"]),
    default="ml",
    help="Types, statuses and roles to start from; ml by default.",
)
@click.option("--timezone", metavar="ZONE", default="UTC", help="The zone a day is counted in, such as Europe/Berlin.")
@click.option("--hooks", is_flag=True, help="Add the hooks for pre-commit.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Add a job that checks the backlog.")
@changing
def init(
    *, prefix: str, profile: str, timezone: str, hooks: bool, ci: str | None, dry_run: bool, as_json: bool
) -> None:
    """Make `.backlog/` with its config in this repository, in one commit.

    What is there already is left as it is, so it may be run again: it adds what is missing. In this clone's git config
    it has git merge items by `gitagile merge-file`, key by key.

    Examples:
      gitagile init
      gitagile init --prefix RANK --profile scrum --hooks --ci github
    """
    from ..actions.setup import Wishes
    from ..actions.setup import init as set_up

    wishes = Wishes(prefix, profile, timezone, hooks, ci)
    result = set_up(here(), wishes, os.environ, now(), choose=choose, dry_run=dry_run)
    if not as_json:
        result = result._replace(acts=tuple(act._replace(id=act.path) for act in result.acts))
    report_result(result, as_json=as_json)
    if not as_json and result.acts and not dry_run:
        terminal.note('hint: `gitagile new "…"` makes the first item, `gitagile --help` shows the rest')


@click.command()
@click.option("--fix", is_flag=True, help="Mend in one commit what can be mended without loss.")
@dry_run_option
@json_option
def doctor(*, fix: bool, dry_run: bool, as_json: bool) -> int:
    """Look at the repository as a whole: ids given twice, links that lead nowhere, files that cannot be read.

    Exits with 1 while something is wrong. Notes say which reports the configuration leaves without meaning, and what
    would give them one; they are no faults.

    Examples:
      gitagile doctor
      gitagile doctor --fix --dry-run
    """
    from ..actions.doctor import doctor as examine
    from ..render.diagnosis import diagnosis_json, diagnosis_text

    workspace = opened(wrong_config=not fix)
    diagnosis = examine(workspace, fix=fix, dry_run=dry_run)
    if as_json:
        terminal.say_json(diagnosis_json(diagnosis))
    else:
        if diagnosis.mended:
            report(workspace, diagnosis.mended, as_json=False)
        terminal.say(diagnosis_text(diagnosis, fixing=fix))
    return int(bool(diagnosis.complaints))
