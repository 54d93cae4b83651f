"""Releases and deliveries as lines and as JSON; and what one release did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.days import stamp_in, zone_named
from ..model.delivery import ALIASED, ASSIGNED, UNASSIGNED, Delivery
from ..model.timeline import as_instant, day_of
from .as_json import as_text, result_record
from .gate import visible_line
from .gates import gate_record
from .lines import aligned
from .words import number

if TYPE_CHECKING:
    from ..actions.model_work.release import Released
    from ..actions.model_work.releases import Release, Releases
    from ..analytics.released import Waits

_HEAD = ("version", "released", "items", "days from done to released", "known by")


def releases_text(told: Releases, timezone: str) -> str:
    """The releases, newest first, and the deliveries below them."""
    blocks = []
    if told.releases:
        rows = (_row(one, timezone) for one in reversed(told.releases))
        blocks.append(_lines((_HEAD, *rows)))
    if told.deliveries:
        rows = (_delivery_row(one, timezone) for one in reversed(told.deliveries))
        blocks.append(f"deliveries\n{_lines(rows)}")
    return "\n\n".join(blocks)


def releases_json(told: Releases, timezone: str) -> str:
    """The same, newest first."""
    return as_text(
        {
            "releases": [_record(one, timezone) for one in reversed(told.releases)],
            "deliveries": [_delivery_record(one, timezone) for one in reversed(told.deliveries)],
            "notes": list(told.notes),
        }
    )


def released_json(released: Released) -> str:
    """What a release did or, dry, would do."""
    facts = released.facts
    return as_text(
        {
            **result_record(released.result),
            "version": released.name,
            "path": released.path,
            "tagged": released.tagged,
            "since": facts.since.name if facts and facts.since else None,
            "items": None if facts is None else [item.id for item in facts.items],
            "gates": None if facts is None else [gate_record(row) for row in facts.gates],
            "text": released.text,
        }
    )


def _row(one: Release, timezone: str) -> tuple[str, ...]:
    items = "unknown" if one.items is None else str(len(one.items))
    version = one.version
    known = [f"{'annotated' if version.tag.is_annotated else 'light'} tag"] if version.tag else []
    known += ["notes"] if version.path else []
    return version.name, _day(version.at, timezone), items, _waits(one.waits), " and ".join(known)


def _waits(waits: Waits | None) -> str:
    if waits is None:
        return ""
    spread = f" ({waits.shortest} to {waits.longest})" if waits.of > 1 else ""
    return f"{number(waits.median)}{spread}"


def _delivery_row(one: Delivery, timezone: str) -> tuple[str, ...]:
    return _day(one.at, timezone), one.artifact, _said(one), one.source


def _said(one: Delivery) -> str:
    """What happened to an artifact, in a few words."""
    version = one.version or "a version"
    over = "" if one.stands else ", no longer"
    if one.kind == ALIASED:
        return f"version {one.version} is {one.stage}"
    if one.kind == ASSIGNED:
        return f"{version} -> {one.stage}{over}"
    if one.kind == UNASSIGNED:
        return f"{version} left {one.stage}"
    return f"{one.version} {one.kind}{over}".strip()


def _record(one: Release, timezone: str) -> dict[str, object]:
    version, items = one.version, one.items
    return {
        "version": version.name,
        "released": _stamp(version.at, timezone),
        "commit": version.commit,
        "tag": None if version.tag is None else "annotated" if version.tag.is_annotated else "light",
        "path": version.path,
        "items": None if items is None else [item._asdict() for item in items],
        "days_to_release": None if one.waits is None else one.waits._asdict(),
    }


def _delivery_record(one: Delivery, timezone: str) -> dict[str, object]:
    empty = {name: value or None for name, value in one._asdict().items() if name in ("version", "stage", "commit")}
    return {**one._asdict(), **empty, "at": _stamp(one.at, timezone)}


def _day(at: int | None, timezone: str) -> str:
    return "" if at is None else day_of(at, zone_named(timezone))


def _stamp(at: int | None, timezone: str) -> str | None:
    return None if at is None else stamp_in(zone_named(timezone), as_instant(at))


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    return aligned([tuple(map(visible_line, row)) for row in rows])
