"""The model's metrics at two moments."""

from __future__ import annotations

import click

from ..errors import UsageError
from . import completion, terminal
from .opening import opened

FORMS = ("text", "md", "json")
_NONE = (
    'no metric is known here\nhint: `[metrics."eval.auc"]` with its `source` in config.toml, or `metrics` in dvc.yaml'
)


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=completion.metrics)
@click.option("--from", "start", metavar="REV", help="The commit, branch or tag to compare with.")
@click.option("--to", "close", metavar="REV", help="By default the working tree.")
@click.option("--sprint", metavar="SPRINT", shell_complete=completion.sprints, help="From a sprint's start to its end.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def metrics(
    *, names: tuple[str, ...], start: str | None, close: str | None, sprint: str | None, form: str, as_json: bool
) -> None:
    """The model's metrics at two moments, where each was found, and what lies between that may have moved them.

    From the running sprint's start, as its ledger froze it, to the working tree; without a running sprint from the
    last commit on. The metrics are those of the config; without any, every number that a dvc.yaml declares, else all
    that MLflow's runs logged. A NAME is one of these, or `FILE#KEY`.

    Examples:
      gitagile metrics
      gitagile metrics eval.auc --sprint @previous
      gitagile metrics --from v1.0 --to main --format md
    """
    from ..actions.model_work import metrics as work
    from ..render import metrics as render

    if sprint and (start or close):
        raise UsageError("`--sprint` has its own two moments", "leave out `--from` and `--to`")
    if close and not start:
        raise UsageError("`--to` needs the commit to start from", f"`--from REV --to {close}`")
    workspace = opened(needs_backlog=False)
    if sprint:
        report = work.sprint_metrics(workspace, sprint, names)
    elif start:
        report = work.compare_metrics(workspace, start, close, names)
    else:
        report = work.current_metrics(workspace, names)
    if as_json or form == "json":
        terminal.say_json(render.metrics_json(report))
    elif not report.rows:
        terminal.note("" if report.notes else _NONE)
    elif form == "md":
        terminal.say(render.metrics_markdown(report))
    else:
        terminal.say_drawn(render.metrics_text(report))
    terminal.tell_notes(report.notes)
