"""Experiments over time: hypotheses, what came of them, and their runs."""

from __future__ import annotations

import click

from . import completion, terminal
from .opening import opened, strict_option
from .query_words import QueryCommand
from .reporting import warn_unreadable

FORMS = ("text", "md", "json", "csv")
_NONE = 'there is no experiment\nhint: `gitagile new "…" --type experiment --set hypothesis="…" --set timebox=3d`'
_NO_MATCH = "no experiment matches\nhint: `gitagile experiments` without words shows all"


@click.command(cls=QueryCommand)
@click.argument("query", metavar="[QUERY]...", nargs=-1, shell_complete=completion.queries)
@click.option("--sprint", metavar="SPRINT", shell_complete=completion.sprints, help="Those that a sprint had.")
@click.option("-a", "--all", "everything", is_flag=True, help="Archived ones too.")
@click.option("--runs", "with_runs", is_flag=True, help="Each with its runs of MLflow and DVC; JSON always has them.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@strict_option
def experiments(
    *,
    query: tuple[str, ...],
    sprint: str | None,
    everything: bool,
    with_runs: bool,
    form: str,
    as_json: bool,
    strict: bool,
) -> int:
    """Experiments by when they were decided, open ones last: what was expected, what came out, and what was learned.

    Beside each: whether it kept to its timebox (working days), its budget against what its runs used, and its metric
    from the baseline to what came out. Runs are joined by the item's `runs`, a tag or name with its id, or the commit
    their code was at. Where the config has a rule for it, a stop is proposed; it is never imposed.

    Examples:
      gitagile experiments
      gitagile experiments outcome:rejected --runs
      gitagile experiments --sprint @previous --format md
    """
    from ..actions.model_work.experiments import experiments as report_experiments
    from ..render import experiments as render

    workspace = opened()
    report = report_experiments(workspace, sprint, query, everything=everything)
    zone = workspace.config.timezone
    if as_json or form == "json":
        terminal.say_json(render.experiments_json(report))
    elif not (report.rows or report.stops):
        terminal.note(_NO_MATCH if query or sprint else _NONE)
    elif form == "csv":
        terminal.say_exactly(render.experiments_csv(report))
    elif form == "md":
        terminal.say(render.experiments_markdown(report, zone, with_runs=with_runs))
    else:
        terminal.say_drawn(render.experiments_text(report, zone, with_runs=with_runs))
    terminal.tell_notes((*report.notes, *_unjoined(report.unjoined, wanted=with_runs)))
    return warn_unreadable(report.unreadable, strict=strict)


def _unjoined(count: int, *, wanted: bool) -> tuple[str, ...]:
    if not (count and wanted):
        return ()
    runs = "1 run belongs" if count == 1 else f"{count} runs belong"
    return (f"{runs} to no item: a tag such as `gitagile.item`, or the id in the commit's message, would join them",)
