"""The demands on a sprint's `ledger.json`: JSON of the shape that reports read, about the sprint it lies in."""

from __future__ import annotations

from ..model.finding import Finding
from .remark import Remark, finding_at, shown


def check_ledger(content: bytes, path: str, sprint: str) -> tuple[Finding, ...]:
    """All findings in a ledger's bytes."""
    from ..text.ledger_text import read_ledger

    ledger, fault = read_ledger(content, path)
    if ledger is None or fault is not None:
        return () if fault is None else (fault,)
    if ledger.sprint == sprint:
        return ()
    said = f"the ledger is about the sprint {shown(ledger.sprint)}, but lies in {shown(sprint)}"
    return (finding_at(Remark("S216", (), said, "move it to its sprint, or take the folder's name back"), path),)
