"""A team's backlog that two sides change apart, and what a right merge of the two must be."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field

from gitagile.text.front_matter import read_document
from gitagile.text.item_text import new_item_text
from gitagile.text.key_edit import set_key
from gitagile.text.nodes import Scalar, Sequence
from gitagile.text.sections import criteria, with_tick

STATUSES = ("todo", "doing", "review", "done")
PLACES = ("backlog", "s2", "s3")
WORDS = ("assignee", "labels")
BODY = """Why item {n} matters.

## Acceptance criteria
- [ ] first of {n}
- [ ] second
- [ ] third

## Notes
Note {n}
"""


@dataclass
class Side:
    """One side's items: id to (place, text)."""

    items: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """Its files by path."""
        folders = {"backlog": "backlog"}
        return {
            f".backlog/{folders.get(place, f'sprints/{place}')}/{identifier}-item.md": text
            for identifier, (place, text) in self.items.items()
        }

    def copy(self) -> Side:
        """One that can be changed apart."""
        return deepcopy(self)

    def set(self, identifier: str, **values: object) -> None:
        """Set keys as the program does."""
        place, text = self.items[identifier]
        for key, value in values.items():
            text = set_key(text, key, value)
        self.items[identifier] = (place, text)

    def move(self, identifier: str, place: str) -> None:
        """Move the file; no byte of it changes."""
        self.items[identifier] = (place, self.items[identifier][1])


def beginning(rnd: random.Random, count: int = 60, in_sprint: int = 20, done: int = 7) -> Side:
    """A backlog of items, some of them in the sprint s1, a few of those done."""
    side = Side()
    for number in range(count):
        add(side, number, rnd, place="s1" if number < in_sprint else "backlog")
        if number < done:
            step(side, identifier_of(number), "done", number)
    return side


def identifier_of(number: int) -> str:
    """An id of the real form."""
    return f"GA-a{number:05d}"


def add(side: Side, number: int, rnd: random.Random, place: str) -> None:
    """A new item with the keys that most have."""
    keys = {
        "id": identifier_of(number),
        "status": rnd.choice(STATUSES[:3]),
        "title": f"Item number {number}",
        "priority": "medium",
        "type": "story",
        "points": 3,
        "created": "2026-01-01",
        "assignee": ("ann",),
        "role": "engineering",
        "labels": ("alpha", "beta"),
    }
    side.items[identifier_of(number)] = (place, new_item_text(keys, BODY.format(n=number)).encode())


def step(side: Side, identifier: str, status: str, minute: int) -> None:
    """A step of the workflow, with the stamps that the program sets."""
    document = read_document(side.items[identifier][1], "")
    stamp = f"2026-01-05T10:{minute % 60:02d}:00+00:00"
    values: dict[str, object] = {"status": status}
    if status != "todo" and document.node("started") is None:
        values["started"] = stamp
    if status == "done":
        values["finished"] = stamp
    elif document.node("finished") is not None:
        values["finished"] = None
    side.set(identifier, **values)


def act(side: Side, rnd: random.Random, moves: float = 0.1) -> None:
    """One act of one person, mostly on the sprint's items."""
    inside = [one for one, (place, _) in side.items.items() if place == "s1"]
    identifier = rnd.choice(inside) if inside and rnd.random() < 0.8 else rnd.choice(sorted(side.items))
    if rnd.random() < moves:
        place = side.items[identifier][0]
        side.move(identifier, rnd.choice([one for one in PLACES if one != place]))
    else:
        rnd.choice(ACTS)(side, identifier, rnd)


def _steps(side, identifier, rnd):
    now = read_document(side.items[identifier][1], "").node("status").text
    step(side, identifier, rnd.choice([one for one in STATUSES if one != now]), rnd.randrange(60))


def _ticks(side, identifier, rnd):
    place, text = side.items[identifier]
    body = read_document(text, "").body
    ticked = with_tick(body, rnd.randint(1, 3), done=True)
    side.items[identifier] = (place, text[: len(text) - len(body.encode())] + ticked.encode())


def _labels(side, identifier, rnd):
    held = words(read_document(side.items[identifier][1], ""), "labels")
    side.set(identifier, labels=(*held, f"l{rnd.randrange(100)}"))


def _weighs(side, identifier, rnd):
    side.set(identifier, priority=rnd.choice(("urgent", "high", "low")))


def _assigns(side, identifier, rnd):
    side.set(identifier, assignee=(rnd.choice(("bob", "cy")),))


def _estimates(side, identifier, rnd):
    side.set(identifier, points=rnd.choice((1, 2, 5, 8)))


def _writes(side, identifier, rnd):
    place, text = side.items[identifier]
    side.items[identifier] = (place, text + f"More text {rnd.randrange(1000)}\n".encode())


def _adds(side, _, rnd):
    add(side, rnd.randrange(5_000, 90_000), rnd, place=rnd.choice(("backlog", "s1")))


ACTS = (_steps, _steps, _steps, _ticks, _ticks, _labels, _weighs, _assigns, _estimates, _writes, _adds)


def close(side: Side) -> None:
    """The close of s1: what is not done moves on."""
    for identifier, (place, text) in side.items.items():
        if place == "s1" and read_document(text, "").node("status").text != "done":
            side.move(identifier, "s2")


def words(document, key):
    """The words of a list, one of a lone word."""
    node = document.node(key)
    if isinstance(node, Sequence):
        return tuple(one.text for one in node.items)
    return (node.text,) if isinstance(node, Scalar) else ()


def wrongs(
    base: Side, ours: Side, theirs: Side, merged: dict[str, bytes], carried: frozenset[str] = frozenset()
) -> list[str]:
    """What of a merge that is said to be clean is not as both sides meant it. `carried`: ids that our close moved."""
    found = []
    seen: dict[str, tuple[str, bytes]] = {}
    for path, text in merged.items():
        identifier = path.rpartition("/")[2].removesuffix("-item.md")
        place = "backlog" if path.startswith(".backlog/backlog/") else path.split("/")[2]
        if identifier in seen:
            found.append(f"{identifier} is there twice")
        seen[identifier] = (place, text)
    expected = set(ours.items) | set(theirs.items)
    found += [f"{one} is lost" for one in expected - set(seen)] + [f"{one} is nobody's" for one in set(seen) - expected]
    for identifier in expected & set(seen):
        three = [side.items.get(identifier) for side in (base, ours, theirs)]
        found += [f"{identifier}: {why}" for why in _wrongs_of(three, seen[identifier], identifier in carried)]
    return found


def _wrongs_of(three, result, carried):
    base, ours, theirs = three
    if ours is None or theirs is None:
        return [] if result == (ours or theirs) else ["an item of one side is not as that side has it"]
    places = [one and one[0] for one in three]
    if carried and theirs[0] != (base and base[0]):
        places[1] = places[0]  # a person's move counts more than the carry
    found = [] if result[0] in _right(*places) else [f"lies in {result[0]}, should be {_right(*places)}"]
    documents = [read_document(one[1] if one else b"", "") for one in (*three, result)]
    if documents[3].fault:
        return [*found, documents[3].fault.message]
    keys = {entry.key.text for one in documents for entry in one.entries}
    for key in keys:
        found += [f"{key}: {why}" for why in _wrong_key(key, documents)]
    return found + _wrong_body([one.body for one in documents])


def _right(base, ours, theirs):
    """The values that a merge may give: none where both changed apart."""
    if theirs in (ours, base):
        return {ours}
    return {theirs} if ours == base else set()


def _wrong_key(key, documents):
    if key in WORDS:
        base, ours, theirs, got = (set(words(one, key)) for one in documents)
        right = {one for one in base | ours | theirs if (one in ours and one in theirs) or (one not in base)}
        return [] if got == right else [f"{sorted(got)}, should be {sorted(right)}"]
    base, ours, theirs, got = (getattr(one.node(key), "text", None) for one in documents)
    if key in ("started", "finished") and ours and theirs and base not in (ours, theirs):
        right = {min(ours, theirs) if key == "started" else max(ours, theirs)}
    else:
        right = _right(base, ours, theirs)
    return [] if got in right else [f"{got}, should be {right}"]


def _wrong_body(bodies):
    base, ours, theirs, got = ({one.text: one.done for one in criteria(body)} for body in bodies)
    found = [
        f"criterion {text}"
        for text in got
        if got[text] not in _right(*(side.get(text) for side in (base, ours, theirs)))
    ]
    lines = [set(body.splitlines()) for body in bodies]
    boxes = lambda side: {line for line in side if not line.startswith("- [")}  # noqa: E731
    lost = (boxes(lines[1]) | boxes(lines[2])) - boxes(lines[3])
    return found + [f"lost: {line}" for line in lost]
