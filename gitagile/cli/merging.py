"""Merging: the driver that git calls for each file, and what is left of a merge that stopped."""

from __future__ import annotations

from pathlib import Path

import click

from . import terminal

FAILED = 129
"""What tells git that a driver could not even try (gitattributes(5): an exit code above 128)."""


@click.command("merge-file")
@click.option("--marker-size", type=click.IntRange(1, 1000), default=7, metavar="N", help="How long markers are.")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path")
def merge_file(*, marker_size: int, base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge three texts of one file key by key, as git's merge driver; the result replaces OURS.

    PATH is the file's place in the repository. Exits with 0 where all is merged, with 1 where OURS holds conflict
    markers or is left as it was, with 129 where a file cannot be read or written. `gitagile init` and
    `gitagile doctor --fix` have git call it.

    Examples:
      gitagile merge-file base.md ours.md theirs.md .backlog/backlog/ML-x2v9kq-train-the-ranker.md
    """
    from ..actions.merging.one_file import merge_file as merge

    try:
        merged = merge((base, ours, theirs), path, size=marker_size)
    except OSError as error:
        terminal.complain(f"cannot merge {path}: {error.strerror or error}", None)
        return FAILED
    if merged.conflicts:
        terminal.note(f"{path}: conflict in {', '.join(merged.conflicts)}")
    return int(bool(merged.conflicts))
