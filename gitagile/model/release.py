"""Names of versions: which may be released, which tags look like one, and which of two comes later."""

from __future__ import annotations

import re

from .ids import RESERVED

_FITS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+@-]{0,62}", re.ASCII)
_NUMBERED = re.compile(
    r"[vV]?(\d{1,9}(?:\.\d{1,9})*)(?:(-)?([0-9A-Za-z][0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]+)?", re.ASCII
)

VersionKey = tuple[tuple[int, ...], int, tuple[tuple[int, int, str], ...]]


def fault_of(name: str) -> str:
    """Why a name cannot be that of a tag and of a file everywhere; empty where it can (git-check-ref-format(1))."""
    if not _FITS.fullmatch(name):
        return "use letters, digits, `.`, `-`, `_`, `+` and `@`, at most 63, a letter or a digit first"
    if ".." in name or name.endswith((".", ".lock")):
        return "git takes no name with `..`, and none that ends with `.` or `.lock`"
    stem = name.split(".", maxsplit=1)[0].casefold()
    if stem in RESERVED or stem in ("readme", "head"):
        return f"{stem!r} has a meaning of its own to git, to Windows or to this folder"
    return ""


def is_numbered(name: str) -> bool:
    """Whether a tag looks like a version: `v1.2.0`, `2026.11`, `v2.0.0-rc.1`, `1.4b2`; not `sprint-01-end`."""
    return _NUMBERED.fullmatch(name) is not None


def version_key(name: str) -> VersionKey | None:
    """What numbered versions are ordered by, pre-releases before their release (semver.org, 11); None for others."""
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return None
    numbers = tuple(int(part) for part in found[1].split("."))
    while numbers[-1:] == (0,):
        numbers = numbers[:-1]
    return numbers, int(not found[3]), tuple(map(_part_key, found[3].split("."))) if found[3] else ()


def _part_key(part: str) -> tuple[int, int, str]:
    """Numbers by value and before words, words by letters."""
    return (0, int(part), "") if part.isdecimal() and len(part) < 10 else (1, 0, part)
