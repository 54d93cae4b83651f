"""What a replay by file names makes of a plain `git log --raw`: the naive way, to show what it gets wrong."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection
from pathlib import Path

Said = tuple[str, str, float | None, str]
"""What an item says: place, status, points and title."""

_LOG = ("git", "log", "--reverse", "--raw", "--no-renames", "--no-abbrev", "--format=%x00%H")
_CHANGE = re.compile(r":\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AMD]\t(.*)")
_KEY = re.compile(r'^(\w+): "?(.*?)"?$', re.MULTILINE)


def plain_replay(folder: Path, *options: str, wanted: Collection[str] = ()) -> dict[str, dict[str, Said]]:
    """The items after each wanted commit (by default the last one) of a `git log` with the options."""
    log = subprocess.run([*_LOG, *options], cwd=folder, capture_output=True, text=True, check=True).stdout
    commits = [(block[:64].partition("\n")[0], block) for block in log.split("\0")[1:]]
    files: dict[str, list[str]] = {}
    found = {}
    for commit, block in commits:
        for oid, path in _CHANGE.findall(block):
            files.setdefault(path, []).append(oid)
        if commit in (wanted or commits[-1][:1]):
            found[commit] = _items(folder, {path: tuple(oids) for path, oids in files.items() if oids[-1].strip("0")})
    return found


def wrong_in(found: dict[str, Said], truth: dict[str, Said]) -> set[str]:
    """The items that are not in both, or not the same."""
    return {item for item in found.keys() | truth.keys() if found.get(item) != truth.get(item)}


def said_in(path: str, text: str) -> tuple[str, Said] | None:
    """The id and what an item's file says, read as plainly as can be; None for any other file."""
    keys = dict(_KEY.findall(text.partition("\n---\n")[0]))
    if not text.startswith("---\n") or "id" not in keys:
        return None
    place = path.removeprefix(".backlog/").removeprefix("sprints/").partition("/")[0]
    return keys["id"], (place, keys["status"], int(keys["points"]) if "points" in keys else None, keys["title"])


def _items(folder: Path, files: dict[str, tuple[str, ...]]) -> dict[str, Said]:
    """What the newest version of each file that can be read says."""
    items: dict[str, Said] = {}
    while files:
        texts = _texts(folder, {oids[-1] for oids in files.values()})
        said = {path: said_in(path, texts[oids[-1]]) for path, oids in files.items()}
        items.update(one for one in said.values() if one)
        files = {path: oids[:-1] for path, oids in files.items() if said[path] is None and path.endswith(".md")}
        files = {path: oids for path, oids in files.items() if oids and oids[-1].strip("0")}
    return items


def _texts(folder: Path, oids: Collection[str]) -> dict[str, str]:
    names = "\n".join(sorted(oids)).encode()
    command = ["git", "cat-file", "--batch", "--buffer"]
    out = subprocess.run(command, cwd=folder, input=names, capture_output=True, check=True).stdout
    texts, at = {}, 0
    while at < len(out):
        end = out.index(b"\n", at)
        oid, _, size = out[at:end].decode("ascii").split()
        at = end + int(size) + 2
        texts[oid] = out[end + 1 : at - 1].decode("utf-8")
    return texts
