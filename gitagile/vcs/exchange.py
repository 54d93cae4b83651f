"""Put a file in the place of another without losing what an editor saves there in the same instant."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

from gitagile.errors import Refused

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h, RENAME_SWAP of macOS's sys/stdio.h
_TO_NEW_LINUX = 1  # RENAME_NOREPLACE
_TO_NEW_MAC = 4  # RENAME_EXCL

Rename = Callable[[bytes, bytes, int], int]


def write_draft(draft: Path, content: bytes, permissions: int | None, *, durable: bool = False) -> None:
    """Write a file that nobody has yet, with these permissions (None: as for any new file).

    durable: it is on the disk before this returns, as what replaces the only copy of something must be.
    """
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        if durable:
            stream.flush()
            os.fsync(descriptor)
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
        rename_to_new(draft, target)  # a file system without hard links, or another one: the latter raises EXDEV
    draft.unlink(missing_ok=True)


def rename_to_new(source: Path, target: Path) -> None:
    """Rename, unless something lies at the target. Raises Refused where something does."""
    call = _system_call()
    flag = _TO_NEW_MAC if sys.platform == "darwin" else _TO_NEW_LINUX
    if call is not None and call(os.fsencode(source), os.fsencode(target), flag) == 0:
        return
    if os.path.lexists(target):
        raise Refused(f"{target.name} exists already")
    source.rename(target)


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
    return call is not None and call(os.fsencode(first), os.fsencode(second), _EXCHANGE) == 0


def _holds(path: Path, expected: bytes) -> bool:
    return not path.is_symlink() and path.read_bytes() == expected


@functools.cache
def _system_call() -> Rename | None:
    """renameat2(2) on Linux, renamex_np(2) on macOS, nothing elsewhere."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        mac = getattr(library, "renamex_np", None)
        return None if mac is None else lambda old, new, flag: int(mac(old, new, flag))
    linux = getattr(library, "renameat2", None)
    if linux is None:
        return None
    return lambda old, new, flag: int(linux(_AT_FDCWD, old, _AT_FDCWD, new, flag))
