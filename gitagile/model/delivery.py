"""Deliveries: what tags of GTO and aliases of MLflow say was registered, put into use or taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .release import version_key

REGISTERED, ASSIGNED, ALIASED = "registered", "assigned", "alias"
DEREGISTERED, UNASSIGNED, DEPRECATED, CREATED = "deregistered", "unassigned", "deprecated", "created"
KINDS = (REGISTERED, ASSIGNED, ALIASED, DEREGISTERED, UNASSIGNED, DEPRECATED, CREATED)

_SEMVER = r"v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
_GTO = re.compile(
    r"(?P<artifact>(?:[a-z0-9_./-]+=)?[a-z0-9](?:[a-z0-9/-]*[a-z0-9])?)"
    rf"(?:@(?P<word>deprecated|created)|(?:@(?P<version>{_SEMVER})|#(?P<stage>[a-z0-9](?:[a-z0-9/-]*[a-z0-9])?))(?P<back>!?))"
    r"(?:#(?P<count>\d+))?",
    re.ASCII,
)
"""The tags of GTO: https://dvc.org/doc/gto/user-guide#git-tags-format; a `:` of an artifact's name is a `=` there."""


class Delivery(NamedTuple):
    """One step of an artifact: `kind` is one of KINDS, `version` the one concerned, as far as it is known.

    `at` is in seconds since 1970, None where nobody knows; `source` the tag's name or the alias; `stands` is false
    where a later one took it back or took its place.
    """

    kind: str
    artifact: str
    version: str = ""
    stage: str = ""
    at: int | None = None
    commit: str = ""
    source: str = ""
    stands: bool = True


def delivery_in(tag: str, commit: str = "", at: int | None = None) -> Delivery | None:
    """What a tag says by its name if GTO made it: `churn@v1.2.0`, `churn#prod#3`, `churn#prod!#4`; None for any other.

    A stage's version is not in its name: `settled` finds it.
    """
    found = _GTO.fullmatch(tag)
    if found is None:
        return None
    back, stage = bool(found["back"]), found["stage"] or ""
    kind = (
        found["word"]
        or {
            (False, False): REGISTERED,
            (False, True): DEREGISTERED,
            (True, False): ASSIGNED,
            (True, True): UNASSIGNED,
        }[bool(stage), back]
    )
    return Delivery(kind, found["artifact"].replace("=", ":"), found["version"] or "", stage, at, commit, tag)


def settled(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Deliveries in the order of time, each stage with its version, and whether it still stands.

    The version of a stage is the highest that was registered at the same commit, as GTO has it.
    """
    ordered = sorted(deliveries, key=_moment)
    versions: dict[tuple[str, str], list[str]] = {}
    for one in ordered:
        if one.kind == REGISTERED:
            versions.setdefault((one.artifact, one.commit), []).append(one.version)
    known = [_with_version(one, versions.get((one.artifact, one.commit), [])) for one in ordered]
    return tuple(one._replace(stands=not _is_over(one, known[place + 1 :])) for place, one in enumerate(known))


def _moment(one: Delivery) -> tuple[int, int, str]:
    """By time; what is counted in the same second by its count, so that `#prod#10` comes after `#prod#9`."""
    count = one.source.rpartition("#")[2]
    return one.at or 0, int(count) if count.isdecimal() else 0, one.source


def _with_version(one: Delivery, at_commit: list[str]) -> Delivery:
    if one.version or not one.stage or not at_commit:
        return one
    return one._replace(version=max(at_commit, key=lambda name: (version_key(name) or ((), 0, ()), name)))


def _is_over(one: Delivery, later: Iterable[Delivery]) -> bool:
    """Whether something later took a step back or took its place; a taking back stands for itself."""
    if one.kind not in (REGISTERED, ASSIGNED):
        return False
    return any(_ends(other, one) for other in later if other.artifact == one.artifact)


def _ends(other: Delivery, one: Delivery) -> bool:
    if other.kind == DEPRECATED:
        return True
    if one.kind == ASSIGNED and other.kind in (ASSIGNED, UNASSIGNED) and other.stage == one.stage:
        return other.kind == ASSIGNED or other.version == one.version
    return other.kind == DEREGISTERED and bool(one.version) and other.version == one.version
