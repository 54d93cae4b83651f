"""A finding: one remark about one place in one file, with a code and a hint."""

from __future__ import annotations

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Finding(NamedTuple):
    """A remark of a check. `line` and `column` count from 1, `path` is from the repository's root, with `/`."""

    code: str
    severity: str
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    fixable: bool = False

    def as_line(self) -> str:
        """`path:line:column: CODE message`, the form compilers print and editors jump to."""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


def sort_key(finding: Finding) -> tuple[str, int, int, str]:
    """Findings read top down, file by file."""
    return (finding.path, finding.line, finding.column, finding.code)
