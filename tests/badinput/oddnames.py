"""A folder of hostile files: where they lie, how they are called, and what else stands in their places."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

from gitagile.model.ids import ALPHABET
from tests.badinput.broken import broken_item

FOLDERS = (
    *("backlog",) * 6,
    *("sprints/s1",) * 3,
    "archive",
    "sprints/s2",
    "sprints/Odd Name",
    "sprints/con",
    "sprints/s1/deep",
)
LONGEST = 255
"""Bytes of a file's name that a file system bears."""

_TAILS: tuple[bytes, ...] = (
    b"a\nb", b"a\r\nb", b"'quoted'", b'"quoted"', b"\x1b[31mred", b"\xff\xfe", b"caf\xe9", b"\xe2\x80\xaefdp",
    b"\xe2\x80\xa8line", b"$(touch x)", b"`touch x`", b"; touch x", b"a|b", b"*?[x]", b"%0A%s", b" ", b".", b"..",
    b"\\", b":", b"e\xcc\x81", b"\xc3\xa9", b"\xf0\x9f\x92\xa9" * 50, b"x" * 300, b"--output=x", b"\x7f", b"\xc2\x9b",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"tab\tbed", b"\x01",
)  # fmt: skip
_WHOLE: tuple[bytes, ...] = (
    b".md", b"..md", b"-.md", b"--help.md", b"-rf.md", b"--output=x.md", b"README.MD", b"Sprint.md", b"SUMMARY.md",
    b"con.md", b"NUL.md", b"item.md", b"ML-.md", b"ML-aaaaa1.MD", b"ml-AAAAA1.md", b"ML-aaaaa1.md", b"ML-1.1.1.md",
    b"\xc2\xb2-1.md", b"ML-\xd9\xa1.md", b"..-.md", b" .md", b"\n.md", b"'.md", b"\xff.md", b"ML-\xff.md", b"a.md.md",
    b"ML-aaaaa1.md~", b"ML-aaaaa1", b"M" * 251 + b"-1.md", b"M" * 252 + b".md", b"ML-" + b"9" * 249 + b".md",
)  # fmt: skip

LEDGERS: tuple[bytes, ...] = (
    b"", b"{", b"[]", b"null", b"1", b'"x"', b"[" * 30_000, b'{"outcome": 5}', b'{"outcome": [5]}',
    b'{"outcome": [{"id": 5}]}',
    b'{"schema": 1, "sprint": [], "started": 1e999, "committed": {}, "outcome": [{"id": "ML-1", "result": "carried"}]}',
    b'{"outcome": [{"id": "\\ud800", "result": "carried"}]}', b'{"schema": ' + b"9" * 5_000 + b"}", b"\xff", b"NaN",
    b'{"a": NaN}',
    b'{"committed": [{"id": "ML-1", "points": NaN}], "series": [{"day": "0000-00-00"}], "closed": "x"}',
    b"\xef\xbb\xbf{}", b'{"series": ' + b"[" * 900 + b"]" * 900 + b"}", b'{"id": 1, "id": 2}',
    b'{"outcome": {"result": "carried"}, "metrics": []}',
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scattered:
    """A made folder: the paths, as shown, that must all be accounted for, and the ids that names promise."""

    paths: tuple[str, ...]
    ids: tuple[str, ...]


def scatter(root: Path, seed: int, count: int, *, odd_names: bool = True) -> Scattered:
    """Fill `.backlog/` with hostile files; the same seed gives the same ones. Most names are well-formed, or all."""
    chance = random.Random(seed)
    paths: list[bytes] = []
    ids: list[str] = []
    for _ in range(count):
        identifier = "ML-" + "".join(chance.choices(ALPHABET, k=6))
        path = _path(chance, identifier, odd=odd_names and chance.random() < 0.15)
        if _written(root, path, broken_item(chance, identifier)):
            paths.append(path)
            ids.append(identifier)
    paths += _no_files(root, chance) if odd_names else []
    _put_sprints(root, chance)
    return Scattered(tuple(sorted({shown(path) for path in paths})), tuple(ids))


def shown(path: bytes) -> str:
    """A path as findings and lists name it: bytes that are no UTF-8 stand as escapes."""
    return os.fsdecode(path).encode("utf-8", "backslashreplace").decode()


def _path(chance: random.Random, identifier: str, *, odd: bool) -> bytes:
    folder = b".backlog/" + chance.choice(FOLDERS).encode()
    if not odd:
        return folder + b"/" + identifier.encode() + b"-some-words.md"
    if chance.random() < 0.4:
        return folder + b"/" + chance.choice(_WHOLE)
    name = identifier.encode() + b"-" + chance.choice(_TAILS)
    return folder + b"/" + name[: LONGEST - 3] + b".md"


def _written(root: Path, path: bytes, content: bytes) -> bool:
    """Whether an item's file could be written there: some systems do not bear each name, and some are no item's."""
    file = root / os.fsdecode(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except OSError:
        return False
    name = file.name.casefold()
    return name.endswith(".md") and name not in ("readme.md", "sprint.md", "summary.md")


def _no_files(root: Path, chance: random.Random) -> list[bytes]:
    """Links, pipes and folders where an item's file would lie; gives the paths that must be spoken of."""
    backlog = root / ".backlog/backlog"
    backlog.mkdir(parents=True, exist_ok=True)
    targets = ("/etc/passwd", "nowhere.md", "../../README.md", ".", "ML-1nk004.md", "/dev/zero", "../../.git/config")
    names = [f"ML-1nk{number:03}.md" for number in range(len(targets))]
    for name, target in zip(names, targets, strict=True):
        if not (backlog / name).is_symlink():
            (backlog / name).symlink_to(target)
    (root / ".backlog/sprints").mkdir(exist_ok=True)
    if not (backlog / "ML-p1pe01.md").exists():
        os.mkfifo(backlog / "ML-p1pe01.md")
        (backlog / "ML-f01der.md").mkdir()
        (root / ".backlog/sprints/linked").symlink_to("/etc")
    (backlog / "ML-f01der.md/ML-1ns1de.md").write_bytes(broken_item(chance, "ML-1ns1de"))
    names += ["ML-p1pe01.md", "ML-f01der.md/ML-1ns1de.md"]
    return [b".backlog/sprints/linked", *(f".backlog/backlog/{name}".encode() for name in names)]


def _put_sprints(root: Path, chance: random.Random) -> None:
    for name in ("s1", "s2", "s3"):
        folder = root / ".backlog/sprints" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ledger.json").write_bytes(chance.choice(LEDGERS))
        text = b"---\ngoal: A goal\nstart: 2026-03-02\nend: 2026-03-13\nstatus: active\ncapacity: {ana: 8}\n---\n"
        (folder / "sprint.md").write_bytes(text if name == "s1" else broken_item(chance, name))
