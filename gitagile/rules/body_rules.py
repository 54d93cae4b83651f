"""The demands on a file beside its values: no conflict left in its body, no comment that passes over nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Finding
from ..text.front_matter import Document, conflict_line
from .remark import Remark, finding_at
from .silence import comment_findings


def check_whole(document: Document) -> Iterator[Finding]:
    """The findings in a readable document that are about none of its values."""
    yield from comment_findings(document.parts.head if document.parts else "", document.path)
    line = conflict_line(document.text)
    if line is not None:
        hint = "keep one side, remove the three marker lines, then `git add` the file"
        yield finding_at(Remark("I109", (), "a merge conflict is still in the file", hint), document.path, (line, 1))
