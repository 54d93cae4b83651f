"""What an act does to the working tree, said before it is done: so that it can be written down, and undone."""

from __future__ import annotations

import stat
from typing import NamedTuple

ABSENT = None
"""The fingerprint of a file that is not there."""


class WorkFile(NamedTuple):
    """One file as it lay in the working tree."""

    content: bytes
    permissions: int

    @property
    def executable(self) -> bool:
        """Would git give it the mode 100755?"""
        return bool(self.permissions & stat.S_IXUSR)


class Step(NamedTuple):
    """One thing to do: write `after` at `path` (None: nothing shall lie there), or give its file another place."""

    path: str
    before: WorkFile | None  # what lies there
    after: bytes | None
    target: str | None = None  # where the very file goes, in a move
    permissions: int | None = None  # of a new file; None: as for any new file
    durable: bool = False  # it holds bytes of the user that are in no commit: onto the disk before the old file goes


class Mark(NamedTuple):
    """What one path held before, and what of ours may be found there until the act is over."""

    path: str
    before: WorkFile | None
    ours: tuple[str | None, ...]  # fingerprints
    kept: str | None = None  # where the old file lies meanwhile: a path from the root, or `/name` in the scratch folder


class Intent(NamedTuple):
    """Everything an act may leave in the working tree if it is killed: enough to undo it, or to tidy up after it."""

    marks: tuple[Mark, ...]
    made: tuple[str, ...]  # folders that are not there yet
    left: tuple[str, ...]  # folders that files are taken out of


def fingerprint(content: bytes) -> str:
    """What tells one text from another."""
    from ..digests import blake2b  # late: few acts need it

    return blake2b(content, digest_size=16).hexdigest()


def marks_of(step: Step, aside: str) -> tuple[Mark, ...]:
    """What one step leaves; `aside` is where its old file lies meanwhile, if it is not moved."""
    if step.target is not None and step.before is not None:
        arrived = Mark(step.target, None, (fingerprint(step.before.content),))
        return arrived, Mark(step.path, step.before, (ABSENT,), step.target)
    after = ABSENT if step.after is None else fingerprint(step.after)
    return (Mark(step.path, step.before, (after,), aside),)


def folders_above(path: str) -> tuple[str, ...]:
    """Every folder on the way to `path`, the outermost first."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[: end + 1]) for end in range(len(parts)))
