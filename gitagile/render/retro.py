"""The facts of a retro as Markdown, one part a heading; what there is nothing of is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..analytics.sprint_report import OPEN, ReportRow
from ..model.ids import normal_id
from ..model.ledger import CARRIED, DONE, REOPENED, LedgerChange
from .code import SHORT
from .words import number, ordinal, plain, share, signed

if TYPE_CHECKING:
    from ..actions.model_work.audit import AuditRemark
    from ..actions.retro.facts import RetroFacts
    from ..analytics.flow import Age, Duration
    from ..analytics.retro_actions import Action
    from ..analytics.retro_facts import Blocker, Trial

_ADVERB = {"added": "came in", "removed": "went out", "dropped": "was dropped", "re-estimated": "was estimated anew"}

_UNTOLD = {"done": "done, no outcome told", "dropped": "dropped"}


def facts_markdown(facts: RetroFacts) -> str:
    """The facts as they stand between the marks of `retro.md`: a pure function of them."""
    blocks = [
        "## Facts",
        *_goal(facts),
        _commitment(facts),
        *_part("Scope changes", _changes(facts)),
        *_part(*_unfinished(facts)),
        *_part("Longest in progress", map(_age, facts.oldest)),
        *_part(*_slow(facts)),
        *_part("The forecast, and what happened", _forecast(facts)),
        *_model(facts),
        *_part("Overrides", _overrides(facts)),
        *_part("Gates loosened, hypotheses told anew", map(_remark, facts.remarks)),
        *_part("Experiments", map(_trial, facts.trials)),
        *_part("Time to stop?", (plain(one.words) for one in facts.stops)),
        *_part("Decisions", _decisions(facts)),
        *_part("Blockers told in check-ins", map(_blocker, facts.blockers)),
        *_part("Actions of earlier retros", map(_earlier, facts.earlier)),
        *_part("Actions of this retro", map(_own, facts.own)),
        *([f"Left out, since part of the history is missing: {plain(facts.partial)}."] if facts.partial else ()),
    ]
    return "\n\n".join(blocks)


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading with a list below it; nothing where there is nothing to list."""
    rows = "\n".join(f"- {line}" for line in lines)
    return [f"### {heading}", rows] if rows else []


def _goal(facts: RetroFacts) -> list[str]:
    goal = facts.sprint.report.goal
    return [f"**Goal:** {plain(goal)}"] if goal.strip() else []


def _commitment(facts: RetroFacts) -> str:
    """What was promised and what was done, in two or three sentences."""
    report, figures = facts.sprint.report, facts.sprint.report.figures
    tense = "were" if report.closed else "are"
    items = f"{len(report.rows_with(DONE))} of {len(report.rows)} items"
    words = f"**{number(figures.completed)} of {number(figures.scope)} {figures.unit}** {tense} completed"
    promised = f"{number(figures.completed_committed)} of the {number(figures.commitment)} that were committed"
    said = f" (say/do {share(figures.say_do)})" if figures.say_do is not None else ""
    whole = "The whole report: [summary.md](summary.md)." if report.closed else ""
    return f"{words}, {promised}{said}; {items} {tense} done. {whole}".rstrip()


def _changes(facts: RetroFacts) -> Iterable[str]:
    report = facts.sprint.report
    titles = {normal_id(row.id): row.title for row in report.rows}
    for one in report.changes:
        if one.change != DONE and (one.change != REOPENED or one.points):
            yield f"{one.day}: {_named(one.id, titles.get(normal_id(one.id), ''))} {_change(one)}"


def _change(one: LedgerChange) -> str:
    points = f" ({signed(one.points)} {'point' if abs(one.points) == 1 else 'points'})" if one.points else ""
    return f"{_ADVERB.get(one.change, one.change)}{points}"


def _unfinished(facts: RetroFacts) -> tuple[str, Iterable[str]]:
    report = facts.sprint.report
    if report.closed is None:
        return "Not finished yet", map(_carried, report.rows_with(OPEN))
    return "Carried over", map(_carried, report.rows_with(CARRIED))


def _carried(row: ReportRow) -> str:
    words = [] if row.points is None else [f"{number(row.points)} {'point' if row.points == 1 else 'points'}"]
    if row.times:
        words.append(f"carried for the {ordinal(row.times)} time")
    return _named(row.id, row.title) + (f" ({', '.join(words)})" if words else "")


def _age(age: Age) -> str:
    said = "nobody knows since when" if age.days is None else f"{_days(age.days)}, since {age.started}"
    return f"{_named(age.id, age.title)}: {plain(age.status or 'active')}, {said}"


def _slow(facts: RetroFacts) -> tuple[str, Iterable[str]]:
    usual = facts.slow.usual or 0
    heading = f"Took longer than usual ({_days(usual)} or less for 85 % of {facts.slow.of} items)"
    return heading, map(_duration, facts.slow.rows)


def _duration(row: Duration) -> str:
    reopened = f", reopened {'once' if row.reopens == 1 else f'{row.reopens} times'}" if row.reopens else ""
    return f"{_named(row.id, row.title)}: {_days(row.days)}, {row.first} to {row.last}{reopened}"


def _forecast(facts: RetroFacts) -> Iterable[str]:
    said = facts.sprint.forecast
    if said is None:
        return
    if said.finished is not None and facts.foresight:
        yield f"{said.finished} items were finished by {said.until} or the close"
    for one in (one for one in facts.foresight if one.items):
        held = "it held" if one.held else "it did not hold"
        yield f"at least {one.items} were foretold with {one.confidence} %: {held}"


def _model(facts: RetroFacts) -> list[str]:
    """Metrics and gates as the summary tells them, one level deeper."""
    from .summary_parts import model_block

    return [f"#{block}" if block.startswith("## ") else block for block in model_block(facts.sprint)]


def _overrides(facts: RetroFacts) -> Iterable[str]:
    for one in facts.overrides:
        items = ", ".join(f"**{plain(name)}**" for name in one.items) or "(no item)"
        yield f"{one.day}: {items}: {plain(one.why)} (`{one.commit[:SHORT]}`)"


def _remark(remark: AuditRemark) -> str:
    who = f"**{plain(remark.item)}** " if remark.item else "config: "
    return f"{who}{plain(remark.said)} (`{remark.commit[:SHORT]}`)"


def _trial(trial: Trial) -> str:
    state = trial.outcome or _UNTOLD.get(trial.category, "no outcome yet")
    words = [f"{_named(trial.id, trial.title)}: **{plain(state)}**"]
    words += [f"Believed: {_sentence(trial.hypothesis)}"] if trial.hypothesis else []
    words += [f"Learned: {_sentence(trial.learned)}"] if trial.learned else []
    return ". ".join((words[0], " ".join(words[1:]))) if words[1:] else words[0]


def _decisions(facts: RetroFacts) -> Iterable[str]:
    return (f"{plain(one.title)} ({plain(one.path)})" if one.title else plain(one.path) for one in facts.decisions)


def _blocker(blocker: Blocker) -> str:
    days = blocker.days[0] if len(blocker.days) == 1 else f"{blocker.days[0]} to {blocker.days[-1]}"
    others = [plain(name) for name in blocker.items if name.casefold() not in blocker.text.casefold()]
    items = f" ({', '.join(others)})" if others else ""
    return f"{days}: {plain(blocker.text)}{items}"


def _earlier(action: Action) -> str:
    words = [f"from {plain(action.retro)}"] if action.retro else []
    if action.is_open:
        words += [plain(action.status or "open"), f"comes back for the {ordinal(action.returns)} time"]
    else:
        words.append(f"{action.category} {action.finished}" if action.finished else action.category)
    words[1:1] = map(plain, action.assignee)
    mark = "x" if action.category == "done" else " "
    return f"[{mark}] {_named(action.id, action.title)} ({', '.join(words)})"


def _own(action: Action) -> str:
    people = ", ".join(map(plain, action.assignee))
    return f"{_named(action.id, action.title)}{f' ({people})' if people else ''}"


def _named(identifier: str, title: str) -> str:
    return f"**{plain(identifier)}** {plain(title)}".rstrip()


def _sentence(text: str) -> str:
    line = plain(text)
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
