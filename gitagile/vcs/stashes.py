"""The unstaged changes that pre-commit puts away while it runs: found and put back where it was killed meanwhile.

pre-commit writes them as a patch into its cache, `patch<seconds since 1970>-<its process id>`, checks the files out,
and applies the patch at its end (pre_commit/staged_files_only.py). It never deletes a patch.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gitagile.vcs.process import as_text, attempt
from gitagile.vcs.repository import Repository
from gitagile.vcs.steps import fingerprint

_LARGEST = 4 << 20  # bytes of a file that is remembered by its content, and not by its name alone
_CRLF, _LF = b"\r\n", b"\n"
_WAYS: tuple[tuple[str, ...], ...] = ((), ("-c", "core.autocrlf=false"))  # as pre-commit itself tries


def expect_stash(repo: Repository, unstaged: tuple[str, ...], environ: Mapping[str, str]) -> dict[str, Any]:
    """What to remember before pre-commit runs: which files it will put away, what they hold, and where to."""
    marks = {path: _mark_of(repo.root / path) for path in unstaged}
    return {"since": int(time.time()), "folder": str(_patch_folder(environ)), "unstaged": marks}


def put_back_stash(repo: Repository, noted: Mapping[str, Any] | None, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Apply what was not put back; what was done, in sentences."""
    if noted is None:
        return ()
    marks = noted["unstaged"]
    away = [path for path, mark in marks.items() if mark is None or _mark_of(repo.root / path) != mark]
    if not away:
        return ()
    said: list[str] = []
    for patch in _patches(Path(noted["folder"]), noted["since"]):
        files = _files_of(repo, patch, environ)
        if files and set(files) <= set(marks):
            for path in [path for path in away if path in files]:
                words = _return(repo, patch, (path, marks[path]), environ)
                if words:
                    said.append(words)
                    away.remove(path)
    return tuple(said)


def _return(repo: Repository, patch: Path, lost: tuple[str, str | None], environ: Mapping[str, str]) -> str:
    """Apply the part of a patch that is one file's; what came of it, empty where there was nothing to do."""
    path, mark = lost
    if _apply(repo, patch, path, environ, "--reverse", "--check"):
        return ""
    if not _apply(repo, patch, path, environ):
        return f"{path}: your unstaged changes, which pre-commit had put away, do not fit any more: they are in {patch}"
    if mark is not None and _mark_of(repo.root / path) != mark:
        _apply(repo, patch, path, environ, "--reverse")  # another clone's: the same path, other changes
        return ""
    return f"{path}: your unstaged changes, which pre-commit had put away, are back"


def _apply(repo: Repository, patch: Path, path: str, environ: Mapping[str, str], *flags: str) -> bool:
    pattern = "".join(f"\\{letter}" if letter in "*?[\\" else letter for letter in path)
    words = ("apply", "--whitespace=nowarn", f"--include={pattern}", *flags, "--", str(patch))
    return any(attempt(repo, (*way, *words), environ=environ).code == 0 for way in _WAYS)


def _files_of(repo: Repository, patch: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    ended = attempt(repo, ("apply", "--numstat", "-z", "--", str(patch)), environ=environ)
    lines = as_text(ended.out).split("\0") if ended.code == 0 else []
    return tuple(line.split("\t", 2)[2] for line in lines if line.count("\t") >= 2)


def _patches(folder: Path, since: int) -> Iterator[Path]:
    """The patches of that time whose pre-commit is dead, the newest first."""
    found = []
    for file in folder.glob("patch*-*"):
        start, _, process = file.name.removeprefix("patch").partition("-")
        if start.isdigit() and process.isdigit() and int(start) >= since and not _lives(int(process)):
            found.append((int(start), file))
    return (file for _, file in sorted(found, reverse=True))


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return False  # os.kill would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _patch_folder(environ: Mapping[str, str]) -> Path:
    """Where pre-commit keeps what it remembers (pre_commit/store.py)."""
    cache = environ.get("XDG_CACHE_HOME") or "~/.cache"
    named = environ.get("PRE_COMMIT_HOME") or str(Path(cache) / "pre-commit")
    home = environ.get("HOME")
    return Path(named.replace("~", home, 1)) if home and named.startswith("~") else Path(named).expanduser()


def _mark_of(file: Path) -> str | None:
    """A file's text and mode as one word; None where it is too large to be read for this, empty where it is gone.

    Line ends do not count: a patch brings them back as the config says.
    """
    try:
        about = file.stat()
        if about.st_size > _LARGEST:
            return None
        return f"{fingerprint(file.read_bytes().replace(_CRLF, _LF))} {about.st_mode & stat.S_IXUSR}"
    except OSError:
        return ""
