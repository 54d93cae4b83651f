"""Files checked one after another, with what is mended on the way and what the rules about all of them need."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...model.finding import Finding
from ...model.item import Item
from ...model.sprint import Sprint
from ...store import layout
from ...store.reader import content_of, is_ledger
from ...store.tree import Tree
from .one_file import Bench, Checked, check_item_file, check_sprint_file

MOST_ROUNDS = 3
"""Quoting makes keys readable that may then be spelt right: so often is a file mended and looked at again."""


class Fixing(NamedTuple):
    """What `--fix` needs: the instant that stamps get, and how a file's new bytes are written (path, bytes)."""

    stamp: str
    write: Callable[[str, bytes], None]


class Fixed(NamedTuple):
    """One file that was mended, and what was mended in it."""

    path: str
    said: tuple[str, ...]


class Gathering:
    """What has been found so far, file by file; only the bytes of mended files are kept."""

    def __init__(self, bench: Bench, tree: Tree, fixing: Fixing | None) -> None:
        self.bench, self.tree, self.fixing = bench, tree, fixing
        self.findings: list[Finding] = []
        self.items: list[Item] = []
        self.sprints: list[Sprint] = []
        self.blocks: dict[str, tuple[str, ...]] = {}
        self.fixed: list[Fixed] = []
        self.renewed: dict[str, bytes] = {}
        self.files = 0

    def add(self, path: str) -> Checked:
        """Check the file at a path, and remember what it gave."""
        content, fault = content_of(self.tree, path)
        checked = Checked((fault,) if fault else ()) if content is None else self._judge(content, path)
        self.files += 1
        self.findings += checked.findings
        if checked.item is not None:
            self.items.append(checked.item)
        if checked.sprint is not None:
            self.sprints.append(checked.sprint)
        if checked.blocks:
            self.blocks[path] = checked.blocks
        return checked

    def read(self, path: str) -> bytes | None:
        """A file's bytes as they are after mending; None where it cannot be read."""
        return self.renewed[path] if path in self.renewed else content_of(self.tree, path)[0]

    def _judge(self, content: bytes, path: str) -> Checked:
        checked = judged(self.bench, content, path)
        if self.fixing is None or not any(finding.fixable for finding in checked.findings):
            return checked
        new, said, again = _mended(self.bench, content, (path, checked, self.fixing.stamp))
        if new == content:
            return checked
        self.fixing.write(path, new)
        self.renewed[path] = new
        self.fixed.append(Fixed(path, said))
        return again


def judged(bench: Bench, content: bytes, path: str) -> Checked:
    """The findings in one file's bytes, by where it lies."""
    if is_ledger(path):
        from ...rules.ledger_rules import check_ledger

        return Checked(check_ledger(content, path, layout.place_of(path) or ""))
    if layout.is_checkin_path(path):
        from .checkin_file import check_checkin_file

        return check_checkin_file(bench, content, path)
    check_file = check_item_file if layout.is_item_path(path) else check_sprint_file
    return check_file(bench, content, path)


def _mended(bench: Bench, content: bytes, what: tuple[str, Checked, str]) -> tuple[bytes, tuple[str, ...], Checked]:
    from ...text.mending import mend

    path, checked, stamp = what
    said: list[str] = []
    for _ in range(MOST_ROUNDS):
        wanted = {finding.code for finding in checked.findings if finding.fixable}
        content, done = mend(content, path, bench.config, stamp, only=wanted)
        if not done:
            break
        said += done
        checked = judged(bench, content, path)
    return content, tuple(said), checked
