"""Checks that found no error, remembered in the common git directory by what they read: may be deleted any time.

A check reads the files under `.backlog/` (the config is one of them), two environment variables and its own code, and
nothing else: the same key is the same answer. Whatever goes wrong with the memory, the files themselves are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .. import __version__
from ..config.reader import ENVIRONMENT
from ..digests import blake2b
from ..model.finding import ERROR, Finding

FILE = "checked.json"
MOST_CHECKS = 32
MOST_FINDINGS = 200
"""A report with more warnings is not remembered: its memory would be read and written at every commit."""
_PACKAGE = Path(__file__).parents[1]

Verdict = tuple[tuple[Finding, ...], int]
"""The findings of a check, none of them an error, and how many files it read."""


def key_of(blobs: Mapping[str, tuple[int, str]], environ: Mapping[str, str]) -> str:
    """What a check of these files (path to mode and object id) depends on, as one digest."""
    digest = blake2b(digest_size=20)
    for part in (__version__, *_code(), *(environ.get(name, "") for name in ENVIRONMENT)):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\n")
    lines = (f"{mode:o} {oid} {path}\0" for path, (mode, oid) in sorted(blobs.items()))
    digest.update("".join(lines).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def recall(folder: Path, key: str) -> Verdict | None:
    """What the check with this key found; None if it is not remembered."""
    row = _read(folder).get(key)
    try:
        return None if row is None else (tuple(Finding(*values) for values in row["findings"]), int(row["files"]))
    except (LookupError, TypeError, ValueError):
        return None


def remember(folder: Path, key: str, verdict: Verdict) -> None:
    """Keep what a check found, if it found no error; the oldest is forgotten. Of two at one moment the later stays."""
    findings, files = verdict
    if len(findings) > MOST_FINDINGS or any(one.severity == ERROR for one in findings):
        return
    packed = [[getattr(one, name) for name in Finding._fields] for one in findings]
    kept = {**{one: row for one, row in _read(folder).items() if one != key}, key: {"files": files, "findings": packed}}
    draft = folder / f"{FILE}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        draft.write_text(json.dumps(dict(list(kept.items())[-MOST_CHECKS:])), encoding="ascii")
        draft.replace(folder / FILE)


def _read(folder: Path) -> dict[str, Any]:
    try:
        rows = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _code() -> Iterator[str]:
    """The package's own modules with size and time: between two releases the version alone does not tell."""
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(".py"):
                found = (Path(folder) / name).stat()
                yield f"{folder}/{name} {found.st_size} {found.st_mtime_ns}"
