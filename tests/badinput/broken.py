"""Item files that nobody should have to bear: real ones, broken in every way by chance that a seed decides."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.badinput.pieces import BODIES, HEADS, INVISIBLE, KEYS, OWN, PIECES, VALUES

REAL = Path(__file__).parents[1] / "data/backlogmd/part"
MOST = 300 * 1024
"""No file is longer: a little more than is read."""

Breaking = Callable[[random.Random, bytes], bytes]


@cache
def whole_files() -> tuple[bytes, ...]:
    """Real items of another tool, and our own forms."""
    real = tuple(path.read_bytes() for path in sorted(REAL.rglob("*.md")) if path.name != "readme.md")
    assert len(real) > 50
    return real + OWN * 10


def broken_item(chance: random.Random, identifier: str) -> bytes:
    """One hostile file; about half still bear the id that their name says."""
    content = chance.choice(whole_files())
    if chance.random() < 0.6:
        content = _with_id(content, identifier)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(BREAKINGS)(chance, content)[:MOST]
    return content


def _with_id(content: bytes, identifier: str) -> bytes:
    head, found, rest = content.partition(b"id: ")
    return head + found + identifier.encode() + b"\n" + rest.partition(b"\n")[2] if found else content


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _beheaded(chance: random.Random, content: bytes) -> bytes:
    return content[chance.randrange(len(content) + 1) :]


def _bytes_changed(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30)) if content else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _taken_out(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.randint(1, 60) :]


def _doubled(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at : at + chance.randint(1, 400)] * chance.choice((2, 2, 50)) + content[at:]


def _put_in(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(PIECES) + content[at:]


def _put_into_head(chance: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = chance.randint(1, max(1, min(len(lines) - 1, 12)))
    return b"\n".join([*lines[:at], chance.choice(HEADS), *lines[at:]])


def _key_set(chance: random.Random, content: bytes) -> bytes:
    key, value = chance.choice(KEYS), chance.choice(VALUES)
    kept = [line for line in content.split(b"\n") if not line.startswith(key + b":") or chance.random() < 0.1]
    return b"\n".join([*kept[:1], key + b": " + value, *kept[1:]])


def _all_keys_set(chance: random.Random, _: bytes) -> bytes:
    rows = [key + b": " + chance.choice(VALUES) for key in chance.sample(KEYS, k=8)]
    return b"\n".join([b"---", *rows, b"---", chance.choice(BODIES)])


def _body_put(chance: random.Random, content: bytes) -> bytes:
    return content + b"\n" + chance.choice(BODIES)


def _other_body(chance: random.Random, content: bytes) -> bytes:
    head, fence, _ = content.partition(b"\n---\n")
    return head + fence + chance.choice(BODIES)


def _other_newlines(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\x85", b"\xe2\x80\xa8", b"\n\n")))


def _some_newlines(chance: random.Random, content: bytes) -> bytes:
    return b"".join(
        line + chance.choice((b"\n", b"\n", b"\r\n", b"\r", b"\x0b", b"\x0c")) for line in content.split(b"\n")
    )


def _encoded(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace") + "é"
    return text.encode(chance.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7")), "replace")


def _marked(chance: random.Random, content: bytes) -> bytes:
    return b"\xef\xbb\xbf" * chance.choice((1, 1, 2)) + content


def _invisible(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(INVISIBLE).encode("utf-8", "surrogatepass") + content[at:]


def _conflicted(chance: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    ours, theirs = lines[at : at + 2], [b"status: done", b"points: 8"]
    middle = [b"<<<<<<< HEAD", *ours, b"||||||| base", b"=======", *theirs, b">>>>>>> branch"]
    return b"\n".join([*lines[:at], *middle[: chance.choice((9, 9, 9, 3, 5))], *lines[at + 2 :]])


def _nothing(chance: random.Random, _: bytes) -> bytes:
    return chance.choice(
        (b"", b"\n", b"---", b"---\n", b"---\n---", b"---\n---\n", b"---\n...\n---\n", b"\x00", b"-" * 9)
    )


BREAKINGS: tuple[Breaking, ...] = (
    _cut,
    _beheaded,
    _bytes_changed,
    _taken_out,
    _doubled,
    _put_in,
    _put_into_head,
    _put_into_head,
    _key_set,
    _key_set,
    _all_keys_set,
    _body_put,
    _other_body,
    _other_newlines,
    _some_newlines,
    _encoded,
    _marked,
    _invisible,
    _conflicted,
    _nothing,
)
