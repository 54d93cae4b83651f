"""Front matter that is no YAML mended by quoting: `assignee: @ana`, `title: fix: x`, `title: [wip] x` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .front_matter import conflict_line, split_text
from .kinds import KINDS, WORDS
from .nodes import Mapping, Sequence
from .scalars import scalar_text
from .yaml_nodes import NodeFault, read_nodes

MOST_MENDED = 40
LOOK_BACK = 12

_INDENT = re.compile(r"[ \t]*")
_DASHES = re.compile(r" *(?:- +)*")
_KEY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:[ \t]+")
_TEXT_KEYS = ("title", "blocked", "hypothesis", "learned")


def quoted(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a whole file with the values quoted that keep its head from being YAML, and what was mended.

    All or nothing: the text itself and () where the head is in order, or where quoting single values does not mend it.
    """
    parts = split_text(text)
    if parts is None or conflict_line(text) is not None:
        return text, ()
    lines = parts.head.split("\n")
    mended: list[str] = []
    fault = _fault_of(lines)
    while fault is not None and len(mended) < MOST_MENDED:
        step = _step(lines, fault)
        if step is None:
            return text, ()
        at, line, said = step
        lines[at] = line
        mended.append(f"line {at + 2}: {said}")
        fault = _fault_of(lines)
    if fault is not None or not mended:
        return text, ()
    return parts.opening + "\n".join(lines) + parts.closing + parts.body, tuple(mended)


def _fault_of(lines: list[str]) -> NodeFault | None:
    try:
        read_nodes("\n".join(lines))
    except NodeFault as fault:
        return fault
    return None


def _step(lines: list[str], fault: NodeFault) -> tuple[int, str, str] | None:
    """The next line to mend: the one at fault or one above it, if mending it lets the reading get further."""
    if fault.kind not in ("syntax", "feature"):
        return None
    first = min(fault.line, len(lines) - 1)
    for at in range(first, max(first - LOOK_BACK, -1), -1):
        for line, said in _forms(lines[at]):
            after = _fault_of([*lines[:at], line, *lines[at + 1 :]])
            if after is None or after.line > at:
                return at, line, said
    return None


def _forms(line: str) -> Iterator[tuple[str, str]]:
    """What a faulty line may have meant, likeliest first."""
    indent = _INDENT.match(line)
    if indent and "\t" in indent[0]:
        rest = line[indent.end() :]
        yield indent[0].replace("\t", "  ") + rest, "a tab that indents became spaces"
        yield rest, "a tab that indents was taken away"
        return
    dashes = _DASHES.match(line)
    start = dashes.end() if dashes else 0
    key = _KEY.match(line, start)
    if key is None and not (dashes and "-" in dashes[0]):
        return
    before = line[: key.end() if key else start]
    value, after = _split_comment(line[len(before) :])
    name = key[1] if key else ""
    new = _quoted_value(value, name) if value and not _stands_alone(value) else None
    if new is not None:
        yield before + new + after, f"`{name or '-'}` was quoted"


def _split_comment(rest: str) -> tuple[str, str]:
    """A value, and what follows it: its comment and the blanks. `#12` begins no comment here, `# 12` does."""
    found = rest.find(" # ")
    value = (rest if found < 0 else rest[:found]).rstrip()
    return value, rest[len(value) :]


def _stands_alone(value: str) -> bool:
    try:
        read_nodes(f"k: {value}")
    except NodeFault:
        return False
    return True


def _quoted_value(value: str, key: str) -> str | None:
    """The value as quoted text, a list with its entries quoted; None where that could change what was meant."""
    if value[0] == "[" and value[-1] == "]" and (listed := _quoted_list(value)) is not None:
        return listed
    if value[0] in "&*!" and key not in _TEXT_KEYS:
        return None
    if value[0] in "[{" and (KINDS.get(key) == WORDS or "]}"["[{".index(value[0])] not in value):
        return None
    return _with_quotes(_without_quotes(value))


def _quoted_list(value: str) -> str | None:
    entries = [entry.strip() for entry in value[1:-1].split(",")]
    new = [entry if _is_one_entry(entry) else _with_quotes(entry) for entry in entries]
    if any(not entry or entry[0] in "\"'[{" for entry, now in zip(entries, new, strict=True) if entry != now):
        return None
    return "[" + ", ".join(new) + "]"


def _is_one_entry(entry: str) -> bool:
    try:
        node = read_nodes(f"[{entry}]")
    except NodeFault:
        return False
    return isinstance(node, Sequence) and len(node.items) == 1 and not isinstance(node.items[0], (Mapping, Sequence))


def _without_quotes(value: str) -> str:
    """What stands in quotes that go around the whole value: `it's` of `'it's'`, but `"a" and "b"` as it is."""
    sign, inner = value[0], value[1:-1]
    if len(value) < 2 or sign not in "\"'" or value[-1] != sign:
        return value
    first = inner.find(sign)
    closes = first >= 0 and (first + 1 == len(inner) or inner[first + 1].isspace())
    return value if closes else inner


def _with_quotes(value: str) -> str:
    style = "'" if '"' in value or "\\" in value else '"'
    return scalar_text(value, style)
