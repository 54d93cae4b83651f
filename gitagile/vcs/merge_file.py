"""Merge three texts by lines with `git merge-file`, and the files that a merge driver is handed."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from gitagile.vcs.exchange import write_draft
from gitagile.vcs.process import launch, safe_environment

MOST_CONFLICTS = 127
"""Git's exit code is the number of conflicts, at most this; above it something failed (git-merge-file(1))."""
_NAMES = ("ours", "base", "theirs")
_IN_A_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


def merge_lines(
    base: bytes, ours: bytes, theirs: bytes, *, size: int, with_base: bool = False
) -> tuple[bytes, int] | None:
    """The merge with markers of `size` characters, and how many conflicts are in it; None where git finds no text.

    `with_base` shows the ancestor's lines in conflicts too. Nobody's config changes the form.
    """
    texts = {"ours": ours, "base": base, "theirs": theirs}
    with TemporaryDirectory(prefix="gitagile-") as folder:
        for name in _NAMES:
            (Path(folder) / name).write_bytes(texts[name])
        environment = safe_environment(Path(folder))
        for name in _IN_A_REPOSITORY:
            environment.pop(name, None)
        labels = [word for name in _NAMES for word in ("-L", name)]
        options = ("-p", f"--marker-size={size}", *(("--diff3",) if with_base else ()), *labels)
        args = ("-c", "merge.conflictStyle=merge", "merge-file", *options, "--", *_NAMES)
        ended = launch(Path(folder), args, environment)
    return (ended.out, ended.code) if 0 <= ended.code <= MOST_CONFLICTS else None


def replace_file(path: Path, content: bytes) -> None:
    """Give a file other content, whole or not at all."""
    draft = path.with_name(f"{path.name}.gitagile-{os.getpid()}")
    try:
        write_draft(draft, content, path.stat().st_mode & 0o7777)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
