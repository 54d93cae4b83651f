"""What one act asks of the repository, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Self

from gitagile.errors import Refused

Mode = Literal["auto", "stage", "none"]
Edit = Callable[[bytes], bytes]


class HeadMoved(Refused):
    """Someone else committed in the meantime; everything is put back, and the act may be tried again."""


class _Change(NamedTuple):
    path: str | None
    target: str | None
    edit: Edit | None
    generated: bool


class Change(_Change):
    """One file of one act: an edit in place, a move, both at once, or a new file. Paths are posix, from the root.

    A new file is what `edit(b"")` gives. The edit of a generated file gets HEAD's bytes in mode auto (else the working
    tree's, b"" where there are none) and its answer becomes the text of all layers.
    """

    __slots__ = ()

    def __new__(
        cls,
        path: str | None,  # where it lies now; None: it is new
        target: str | None,  # where it will lie; None removes it, which only a generated file may ask for
        edit: Edit | None,  # its bytes now -> its bytes then; None keeps them
        generated: bool = False,  # the tool owns the bytes: what lies at `target` is replaced whole, wherever it lies
    ) -> Self:
        """Raises ValueError where no file is meant, or one that is not ours to remove."""
        if path is None and (target is None or edit is None):
            raise ValueError("a new file needs a target and an edit")
        if target is None and not generated:
            raise ValueError("only a generated file may be removed")
        return super().__new__(cls, path, target, edit, generated)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path this change touches."""
        return tuple(dict.fromkeys(path for path in (self.path, self.target) if path is not None))

    @property
    def is_new(self) -> bool:
        """Does it ask for a file that must not be there yet?"""
        return self.path is None and not self.generated

    @property
    def moves(self) -> bool:
        """Does it change where the file lies?"""
        return self.path is not None and self.path != self.target


class Outcome(NamedTuple):
    """What a transaction did."""

    commit: str | None  # full id; None in the modes stage and none, and where every edit was a no-op
    paths: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def check_changes(changes: tuple[Change, ...]) -> None:
    """Refuse paths that could never be a plain file of the tree. Two changes of one path are a bug (ValueError)."""
    seen: set[str] = set()
    for change in changes:
        for path in change.paths:
            if path in seen:
                raise ValueError(f"two changes of one act touch {path!r}")
            seen.add(path)
            _check_path(path)


def _check_path(path: str) -> None:
    if any(part.rstrip(". ").lower() in ("", ".git", "git~1") for part in path.split("/")):
        raise Refused(f"{path!r} is not a path gitagile writes to")
    if any(character < " " or character == "\x7f" for character in path):
        raise Refused(f"{path!r} has a control character in its name", "rename the file with `git mv` first")
