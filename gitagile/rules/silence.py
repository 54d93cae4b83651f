"""Rules passed over: `check.ignore` in the config for the whole backlog, a comment in the front matter for one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..config.record import Config
from ..config.values import hint_for
from ..model.finding import Finding
from .all_rules import RULES, find_rule
from .remark import Remark, finding_at, shown

WORD = "gitagile:"
CONFIG_PATH = ".backlog/config.toml"


def silenced_in(head: str) -> frozenset[str]:
    """The codes that a front matter's `# gitagile: ignore[I130, M403]` comments pass over."""
    return frozenset(code for _, _, code in _codes(head))


def is_silenced(code: str, silenced: frozenset[str]) -> bool:
    """Whether a finding of this code is passed over; never one that says why a file cannot be read."""
    rule = find_rule(code)
    return code in silenced and (rule is None or not rule.reading)


def comment_findings(head: str, path: str) -> Iterator[Finding]:
    """Findings on comments that pass over no rule. `head` begins on the file's second line."""
    for line, column, code in _codes(head):
        if (remark := _checked(code, "I145", "the comment")) is not None:
            yield finding_at(remark, path, (line + 2, column + 1))


def config_findings(config: Config) -> Iterator[Finding]:
    """Findings on codes of `check.ignore` that name no rule."""
    origin = config.origins.get("check.ignore", "").rpartition(":")[2]
    for code in config.ignored_rules:
        if (remark := _checked(code, "C505", "`check.ignore`")) is not None:
            yield finding_at(remark, CONFIG_PATH, (int(origin) if origin.isdecimal() else 1, 1))


def _checked(code: str, finding_code: str, said: str) -> Remark | None:
    rule = find_rule(code)
    if rule is None:
        return Remark(finding_code, (), f"{said} names no rule: {shown(code)}", hint_for(code, _passable()))
    if rule.reading:
        return Remark(finding_code, (), f"{said} names {code}, which cannot be passed over", "mend the file instead")
    return None


def _codes(head: str) -> Iterator[tuple[int, int, str]]:
    """Line and column, from 0, and each code of the comments of a front matter."""
    if WORD not in head:
        return
    for number, line in enumerate(head.split("\n")):
        found = _comment().search(line)
        for code in re.finditer(r"[^\s,]+", found[1]) if found else ():
            yield number, (found.start(1) if found else 0) + code.start(), code[0]


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(r"(?:^|\s)# *gitagile: *ignore\[([^\]]*)\]\s*$")


def _passable() -> tuple[str, ...]:
    return tuple(rule.code for rule in RULES if not rule.reading)
