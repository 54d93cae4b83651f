"""DVC's experiments: commits under `refs/exps`, each named and resting on the commit it was tried from."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..vcs.place import Repository
from ..vcs.refs import refs_under

_NAMED = re.compile(r"refs/exps/([0-9a-f]{2})/([0-9a-f]{38}|[0-9a-f]{62})/(.+)")


class DvcExperiment(NamedTuple):
    """One experiment: its name, the commit that holds its files, and the commit it was tried from."""

    name: str
    commit: str
    base: str
    ref: str


def dvc_experiments(repo: Repository) -> tuple[DvcExperiment, ...]:
    """All experiments that are here, by name. A clone brings none: `git fetch origin 'refs/exps/*:refs/exps/*'` does.

    What DVC keeps there for itself (`refs/exps/exec`, its stash and queue) is no experiment.
    """
    found = ((_NAMED.fullmatch(ref), ref, oid) for ref, oid in refs_under(repo, "refs/exps"))
    named = (DvcExperiment(match[3], oid, match[1] + match[2], ref) for match, ref, oid in found if match)
    return tuple(sorted(named))
