"""One check-in checked by itself: whether it can be read, and whether it says what its place says."""

from __future__ import annotations

from ...rules.body_rules import check_whole
from ...rules.checkin_rules import blocks_of, check_checkin
from ...rules.values import values_of
from ...store import layout
from ...store.reader import document_of
from ...text.checkin_text import CHECKIN_KINDS
from .one_file import Bench, Checked, found_in, mendable

_HINTS = {"I102": "begin the file with `---`, `person: …`, `day: …`, `---`, as `gitagile checkin` does"}
"""What to do where the hint for items would mislead."""


def check_checkin_file(bench: Bench, content: bytes, path: str) -> Checked:
    """The findings in a check-in's bytes."""
    document = document_of(content, path)
    if document.fault is not None:
        fault = mendable(document)
        return Checked((fault._replace(hint=_HINTS.get(fault.code, fault.hint)),))
    values = values_of(document.entries, CHECKIN_KINDS)
    remarks = tuple(check_checkin(values, layout.checkin_at(path), bench.config))
    findings = (*found_in(bench, document, remarks), *check_whole(document))
    return Checked(findings, blocks=blocks_of(values))
