"""Backlogs held in memory, and the examples that the pages of the rules give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gitagile.actions.check_backlog import CheckReport, Fixing, check
from gitagile.config.reader import read_config

PAGES = Path(__file__).resolve().parents[3] / "docs" / "rules"
ITEM = ".backlog/backlog/ML-x2v9kq-train-ranker.md"
CONFIG = ".backlog/config.toml"
STAMP = "2026-11-24T09:12:00+01:00"
_BLOCK = re.compile(r"(?:`(\.backlog/[^`]+)`\n\n)?```\w+\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MemoryTree:
    """Files by path; what is None cannot be opened."""

    files: Mapping[str, bytes | None]
    links: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths, in order."""
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes:
        """A file's bytes; OSError where it cannot be opened."""
        content = self.files[path]
        if content is None:
            raise PermissionError(13, "Permission denied")
        return content


def item(*lines: str, identifier: str = "ML-x2v9kq", body: str = "") -> str:
    """The text of an item with these lines behind its id and title."""
    return "\n".join(["---", f"id: {identifier}", "title: Train the ranker", *lines, "---", body])


def checked(files: Mapping[str, str | bytes | None], *, links: tuple[str, ...] = (), **options) -> CheckReport:
    """The report on files in memory; the config is one of them."""
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    config, findings = read_config((contents.get(CONFIG) or b"").decode(), {})
    return check(MemoryTree(contents, links), config, findings, **options)


def fixed(files: Mapping[str, str | bytes]) -> tuple[CheckReport, dict[str, str]]:
    """The report of a check that mends, and the files as they are afterwards."""
    after = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    report = checked(dict(after), fixing=Fixing(STAMP, after.__setitem__))
    return report, {path: content.decode() for path, content in after.items()}


def codes(report: CheckReport) -> list[str]:
    """The codes of all findings, in order."""
    return [finding.code for finding in report.findings]


def example(code: str, section: str) -> dict[str, str]:
    """The files that a rule's page shows as Bad or as Good; none where it shows no file."""
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    _, _, behind = text.partition(f"\n## {section}\n")
    shown = re.split(r"\n## (?:Bad|Good|Why)\n", behind)[0]
    return {path or ITEM: block for path, block in _BLOCK.findall(shown)}
