"""Writes histories through `git fast-import`, and beside each the truth: every item at the end and at some commits.

The truth is the generator's own memory, never what any tool reads from git. It is a file of JSON lines, one a commit:
`{"commit": id, "items": {id: [place, status, points, title]}}`, the last one HEAD's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import IO, cast

from benchmarks.book import Book, Scale
from benchmarks.generate import as_fast_import
from benchmarks.long_life import Life
from benchmarks.simulation import MAIN


def write_long_history(scale: Scale, folder: Path, *, checkout: bool = True) -> Path:
    """Make a repository in `folder` that has a long life behind it; gives the file of truth, `<folder>.truth.jsonl`."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    book, marks = Book(scale), folder / ".git/generated-marks"
    command = ["git", "fast-import", "--quiet", "--done", f"--export-marks={marks}"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as importer:
        stream = cast("IO[bytes]", importer.stdin)
        refs = dict.fromkeys(_written(book, stream))
        for ref in refs:
            stream.write(f"reset {ref}\nfrom {'0' * 40}\n\n".encode())  # a merged branch goes
        stream.write(b"done\n")
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, command)
    if checkout:
        subprocess.run(["git", "checkout", "--quiet", "main"], cwd=folder, check=True)
    commits = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
    marks.unlink()
    truth = folder.with_name(f"{folder.name}.truth.jsonl")
    with truth.open("w", encoding="utf-8") as lines:
        for one in book.truths:
            lines.write(json.dumps({"commit": commits[f":{one.number}"], "items": one.items}) + "\n")
    return truth


def _written(book: Book, stream: IO[bytes]) -> list[str]:
    """Write the life's commits; gives the refs of its branches."""
    refs = []
    for commit in Life(book).history():
        stream.write(as_fast_import(commit))
        if commit.ref != MAIN:
            refs.append(commit.ref)
    return refs


def read_truth(file: Path) -> dict[str, dict[str, tuple[str, str, float | None, str]]]:
    """What a file of truth says: commit -> item -> place, status, points, title; the end comes last."""
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {line["commit"]: {item: tuple(said) for item, said in line["items"].items()} for line in lines}


def main() -> None:
    """The command line: `python -m benchmarks.histories FOLDER --items 10000 --commits 100000`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where to write; it must not exist yet")
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--share", type=float, default=0.5, help="of the commits, those that touch the backlog")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    scale = Scale(chosen.items, chosen.commits, share=chosen.share, seed=chosen.seed)
    truth = write_long_history(scale, chosen.folder.resolve())
    print(f"{chosen.folder}: {len(list(read_truth(truth).values())[-1])} items; the truth is in {truth}")


if __name__ == "__main__":
    main()
