"""Put a file in the place of another without losing what an editor saves there in the same instant."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

from gitagile.errors import Refused

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h

Swap = Callable[[bytes, bytes], int]


def write_draft(draft: Path, content: bytes, permissions: int | None) -> None:
    """Write a file that nobody has yet, with these permissions (None: as for any new file)."""
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    if permissions is not None:
        draft.chmod(permissions)


def create(draft: Path, target: Path) -> None:
    """Give the draft its place, where nothing lies. Raises Refused where something does by now."""
    try:
        os.link(draft, target)
    except FileExistsError:
        draft.unlink()
        raise Refused(f"{target.name} exists already") from None
    except OSError:
        draft.replace(target)  # a file system without hard links, or another one: the latter raises EXDEV
    draft.unlink(missing_ok=True)


def exchange(draft: Path, target: Path, expected: bytes) -> bool:
    """Put the draft in the place of `target`, which holds `expected`; the file that lay there is the draft afterwards.

    Both names are swapped at once and what came out is looked at, so nothing that is saved in between is lost: where
    `target` holds something else by now, it stays, and the answer is False. Where the system cannot swap, the file is
    replaced: it was compared a moment ago.
    """
    ours = draft.read_bytes()
    if not _swap(draft, target):
        _replace(draft, target)
        return True
    if _holds(draft, expected):
        return True
    _swap(draft, target)
    if not _holds(draft, ours):
        _swap(draft, target)  # saved once more while we swapped back: the newest one stays
    return False


def _replace(draft: Path, target: Path) -> None:
    import shutil

    old = draft.with_name(f"{draft.name}.old")
    shutil.copy2(target, old)
    draft.replace(target)
    old.replace(draft)


def _swap(first: Path, second: Path) -> bool:
    call = _system_call()
    return call is not None and call(os.fsencode(first), os.fsencode(second)) == 0


def _holds(path: Path, expected: bytes) -> bool:
    return not path.is_symlink() and path.read_bytes() == expected


@functools.cache
def _system_call() -> Swap | None:
    """renameat2(2) on Linux, renamex_np(2) on macOS, nothing elsewhere."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        mac = getattr(library, "renamex_np", None)
        return None if mac is None else lambda first, second: int(mac(first, second, _RENAME_SWAP))
    linux = getattr(library, "renameat2", None)
    if linux is None:
        return None
    return lambda first, second: int(linux(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE))
