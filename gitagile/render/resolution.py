"""What resolving proposes and did, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from ..actions.merging.proposals import Proposal
from ..actions.merging.resolve import Resolution, Survey
from ..text.merge_sides import OURS
from ..vcs.state import how_to_end
from .as_json import as_text
from .gate import visible_line


def proposal_lines(proposals: Iterable[Proposal]) -> str:
    """One line a conflict: what is proposed, and why."""
    return "\n".join(visible_line(f"{one.name}: {_proposed(one)}") for one in proposals)


def question_of(proposal: Proposal) -> str:
    """What a person is asked about a conflict that has two answers."""
    lines = [f"{proposal.name}, {proposal.kind}", f"  ours:   {proposal.ours}", f"  theirs: {proposal.theirs}"]
    if proposal.side:
        lines.append(f"  proposed: {proposal.side} ({proposal.why})")
    return "\n".join(map(visible_line, lines))


def resolution_text(resolution: Resolution) -> str:
    """What was settled, what is left and where, and how the merge goes on."""
    would = "would: " if resolution.dry_run else ""
    lines = [f"{would}{one.name}  {one.done}" for one in resolution.settled]
    lines += [f"left: {one.name}  {one.why}  ({', '.join(one.paths)})" for one in resolution.left]
    if resolution.elsewhere:
        count = len(resolution.elsewhere)
        lines.append(f"{count} conflict{'' if count == 1 else 's'} outside of the backlog, not touched")
    return "\n".join(map(visible_line, lines)) or "no conflict in the backlog"


def next_step(resolution: Resolution) -> str:
    """What to do next; empty where there is nothing."""
    if resolution.left:
        return "edit the files, take the markers out, then `git add` them; or name a side: `--ours ID`, `--theirs ID`"
    if resolution.elsewhere or resolution.operation is None or resolution.dry_run:
        return ""
    return f"no conflict is left in the {resolution.operation}: {how_to_end(resolution.operation)}"


def resolution_json(survey: Survey, resolution: Resolution) -> str:
    """What was proposed, settled and left."""
    names = ("name", "kind", "side", "sure", "ours", "theirs", "why")
    proposals = [{name: getattr(one, name) or None for name in names} | {"sure": one.sure} for one in survey.proposals]
    return as_text(
        {
            "proposals": proposals,
            "settled": [one._asdict() for one in resolution.settled],
            "left": [one._asdict() for one in resolution.left],
            "elsewhere": list(resolution.elsewhere),
            "operation": resolution.operation,
            "dry_run": resolution.dry_run,
        }
    )


def _proposed(one: Proposal) -> str:
    if not one.ours and not one.theirs:
        return one.why
    side, other = (one.ours, one.theirs) if one.side == OURS else (one.theirs, one.ours)
    return f"{side}, not {other} ({one.why})"
