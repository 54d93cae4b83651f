"""Heads that are nearly plain, and pieces that break files."""

from __future__ import annotations

import random

# fmt: off
KEYS = (
    "id", "title", "status", "points", "labels", "assignee", "gates", "runs", "due", "my_key", "x-1", "null", "y", "<<",
)
VALUES = (
    "", "~", "null", "Null", "true", "no", "on", "5", "-5", "+5", "05", "1_0", "0x1f", "0o7", "1e3", "1e999", ".5",
    "5.",
    "12:30", "1:2:3", "2026-01-05", "2026-02-30", "2026-01-05T10:00:00+01:00", "a: b", "a:b", "a :b", "a #b",
    "a#b", "#a",
    "a ", " a", "a  b", "a\tb", "- a", "-a", "? a", "a?", "[a", "[a, b]", "[]", "[a,b]", "[a, [b]]", "[1, ~, 0x1]",
    "{a: b}",
    '"a"', '"a', "'a'", "'a", "'it''s'", '"a\\n"', '""', "''", '"5"', "&a b", "*a", "!a b", "@a", "`a`", "%a", "|",
    ">", "a\r",
    "a, b", "a]b", "a{b", "é", "a\x07", "a\x85b", "a\u2028b", "\ufeff", "---", "...", "<<", "=", "a" * 90, "a\x00",
    "a:",
)
LINES = (
    "- a", "  - a", "    - a", "- 5", "- ~", "- a: b", "- [a]", "  b: c", "  more", "- ", "-", "# c", "", "---",
    "...", "  ",
    "é: a", "? a", ": b", "\ta: b", "a", "- 'b'", "  - b # c",
)
PIECES = (
    b"<<<<<<< ours\npoints: 3\n=======\npoints: 5\n>>>>>>> theirs\n", b"---\n", b"\r\n", b"\r", b"\xef\xbb\xbf",
    b"\xff",
    b"\x00", b"[" * 500, b"{" * 500, b"- " * 500, b"? " * 300, b"&a ", b"*a", b"<<: ", b"!!x ", b"\t", b"'", b'"',
    b"|\n",
    b": ", b"# ", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"\xe2\x80\xa8", b"\xc2\x85", b"9" * 400, b"1e999",
    b"- [ ] " * 9, b"> " * 200, b"`" * 300,
)
HUGE = (
    "<<<<<<< a\n" * 20_000, "=======\n" * 25_000, "---\n" * 60_000, "---\n" + "[" * 60_000 + "\n---\n",
    "---\n" + "- " * 30_000 + "\n---\n", "---\na: " + "b: " * 20_000 + "\n---\n",
    "---\n" + "a: b\n" * 12_000 + "---\n",
    "---\nid: a\n---\n" + "- [ ] a\n" * 25_000, "---\nid: a\n---\n" + "> " * 100_000,
    "---\nid: a\n---\n" + "#\n" * 100_000,
    "---\nid: a\n---\n" + "[ ](" * 60_000, "---\nk: " + "'" * 60_000 + "\n---\n",
    "---\nk: " + "!" * 60_000 + "\n---\n",
)
# fmt: on
SEED = b"""\
---
id: ML-x2v9kq
title: 'A title'
labels:
  - a
  - "b"
gates:
  - {metric: eval.auc, op: ">=", value: 0.88}
blocked: |
  why
  so
points: 3
---

# Head

## Acceptance criteria
- [ ] one
- [x] two
"""


def mutated(chance: random.Random) -> bytes:
    """The seed with bytes overwritten, cut, doubled and hostile pieces put in."""
    content = bytearray(SEED)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randint(1, 40)]
            case 2:
                content[at:at] = content[at : at + chance.randint(1, 200)]
            case _:
                content[at:at] = chance.choice(PIECES)
    return bytes(content)
