"""What the doctor says, as lines and as JSON."""

from __future__ import annotations

from ..actions.doctor import Complaint, Diagnosis
from .as_json import as_text, result_record
from .gate import visible_line


def diagnosis_text(diagnosis: Diagnosis, *, fixing: bool) -> str:
    """One complaint a line with its hint below, and how many can be mended."""
    if not diagnosis.complaints:
        return "nothing else is wrong" if fixing and diagnosis.mended else "nothing is wrong"
    lines = [line for complaint in diagnosis.complaints for line in _lines(complaint)]
    fixable = sum(one.fixable for one in diagnosis.complaints)
    tail = f", `gitagile doctor --fix` mends {fixable}" if fixable else ""
    return "\n".join([*lines, "", f"{len(diagnosis.complaints)} found{tail}"])


def diagnosis_json(diagnosis: Diagnosis) -> str:
    """The complaints, and what was mended."""
    names = ("name", "message", "hint", "fixable")
    complaints = [{name: getattr(one, name) for name in names} for one in diagnosis.complaints]
    mended = None if diagnosis.mended is None else result_record(diagnosis.mended)
    return as_text({"complaints": complaints, "mended": mended})


def _lines(complaint: Complaint) -> list[str]:
    return [visible_line(complaint.message), *([f"  hint: {visible_line(complaint.hint)}"] if complaint.hint else [])]
