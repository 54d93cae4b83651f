"""What a sync came to, and claims, as lines and as JSON."""

from __future__ import annotations

from datetime import datetime

from ..actions.sharing.claims import Claim, Claims
from ..actions.sharing.synced import CONFLICT, FINDINGS, MOVED, Synced
from ..model.days import stamp_in, zone_named
from .as_json import as_text, finding_record
from .gate import visible_line
from .lines import aligned

_MOST = 10


def sync_text(done: Synced) -> str:
    """One line for each thing that was done."""
    would, where = "would: " if done.dry_run else "", done.route.upstream
    lines = []
    if done.brought:
        lines.append(f"{would}brought in {_commits(done.brought)} of {where}" + _commit(done.merged))
    lines += [f"settled: {one.name}  {one.done}" for one in done.settled]
    if done.pushed and done.is_done:
        lines.append(f"{would}pushed {_commits(done.pushed)} to {where}" + ("" if done.dry_run else _commit(done.head)))
    lines += [f"ended the claim on {name}" for name in done.ended]
    lines += [f"left: {one.name}  {one.why}  ({', '.join(one.paths)})" for one in done.left]
    lines += [f"left: {path}" for path in done.elsewhere]
    if not lines and done.is_done:
        lines = [f"{done.route.branch} is where {where} is{_commit(done.head)}"]
    return "\n".join(map(visible_line, lines))


def sync_errors(done: Synced) -> str:
    """Why it stopped and what to do, as errors are told; empty where it did not."""
    if done.is_done:
        return ""
    message, hints = _STOPS[done.result](done)
    return "\n".join([f"error: {message}", *(f"hint: {hint}" for hint in hints)])


def _conflict(done: Synced) -> tuple[str, tuple[str, ...]]:
    count = len(done.left) + len(done.elsewhere)
    what = "1 conflict" if count == 1 else f"{count} conflicts"
    if done.dry_run:
        return f"merging {done.route.upstream} would leave {what}, or fewer", ("`gitagile sync` settles what it can",)
    settle = (
        "`gitagile resolve` asks about each" if done.left else "edit the files, take the markers out, `git add` them"
    )
    return f"merging {done.route.upstream} left {what} to a person", (
        f"{settle}; then `gitagile sync` again",
        "`git merge --abort` goes back to where it was",
    )


def _findings(done: Synced) -> tuple[str, tuple[str, ...]]:
    shown = [visible_line(one.as_line()) for one in done.findings[:_MOST]]
    more = len(done.findings) - len(shown)
    lines = [*shown, *([f"and {more} more"] if more > 0 else [])]
    count = "an error" if len(done.findings) == 1 else f"{len(done.findings)} errors"
    would = "would be" if done.dry_run else "is"
    message = "\n".join([f"nothing {would} pushed: there {'is' if count == 'an error' else 'are'} {count}", *lines])
    hints = [one.hint for one in done.findings[:1] if one.hint]
    return message, (*hints, "`gitagile check` shows all; mend it, commit it, then `gitagile sync` again")


def _moved(done: Synced) -> tuple[str, tuple[str, ...]]:
    message = f"{done.route.upstream} moved {done.tries} times while this was at work"
    return message, ("all is merged and safe here; `gitagile sync` again in a moment",)


_STOPS = {CONFLICT: _conflict, FINDINGS: _findings, MOVED: _moved}


def sync_json(done: Synced) -> str:
    """What a sync did, in a stable shape; `result` is same, synced, conflict, findings or moved."""
    return as_text(
        {
            "remote": done.route.remote,
            "branch": done.route.branch,
            "upstream": done.route.upstream,
            "result": done.result,
            "brought": done.brought,
            "merged": done.merged,
            "pushed": done.pushed,
            "commit": done.head,
            "tries": done.tries,
            "settled": [one._asdict() for one in done.settled],
            "left": [one._asdict() for one in done.left],
            "elsewhere": list(done.elsewhere),
            "findings": [finding_record(one) for one in done.findings],
            "ended": list(done.ended),
            "notes": list(done.notes),
            "dry_run": done.dry_run,
        }
    )


def claims_text(found: Claims, timezone: str) -> str:
    """One aligned line a claim: item, who, since when, its age, the branch, the item's title."""
    return aligned([_cells(one, timezone) for one in found.claims])


def claims_json(found: Claims, timezone: str) -> str:
    """All claims; `status` and `title` are the item's at HEAD, null where it is not there."""
    return as_text(
        {"remote": found.remote, "fresh": found.is_fresh, "claims": [_record(one, timezone) for one in found.claims]}
    )


def _cells(one: Claim, timezone: str) -> tuple[str, ...]:
    age = "free to take" if one.is_free and not one.is_mine else "today" if not one.age else _days(one.age)
    title = f"{one.item.title} ({one.item.status})" if one.item else "(no item here)"
    who = f"{one.who} (you)" if one.is_mine else one.who
    return tuple(map(visible_line, (one.id, who, _at(one.at, timezone)[:16].replace("T", " "), age, one.branch, title)))


def _record(one: Claim, timezone: str) -> dict[str, object]:
    return {
        "id": one.id,
        "who": one.who,
        "email": one.email,
        "at": _at(one.at, timezone),
        "working_days": one.age,
        "branch": one.branch or None,
        "mine": one.is_mine,
        "free": one.is_free,
        "status": one.item.status if one.item else None,
        "title": one.item.title if one.item else None,
    }


def _at(instant: datetime, timezone: str) -> str:
    return stamp_in(zone_named(timezone), instant)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"


def _commits(count: int) -> str:
    return "1 commit" if count == 1 else f"{count} commits"


def _commit(commit: str | None) -> str:
    return f"  ({commit[:7]})" if commit else ""
