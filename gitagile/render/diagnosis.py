"""What the doctor says, as lines and as JSON."""

from __future__ import annotations

from ..actions.doctor import Diagnosis
from ..actions.usefulness import Note
from .as_json import as_text, result_record
from .gate import visible_line


def diagnosis_text(diagnosis: Diagnosis, *, fixing: bool) -> str:
    """One complaint a line with its hint below, how many can be mended, and the notes on the configuration."""
    return "\n".join([*_complaints(diagnosis, fixing=fixing), *_notes(diagnosis.notes)])


def _complaints(diagnosis: Diagnosis, *, fixing: bool) -> list[str]:
    if not diagnosis.complaints:
        return ["nothing else is wrong" if fixing and diagnosis.mended else "nothing is wrong"]
    lines = [line for one in diagnosis.complaints for line in _lines(one.message, one.hint)]
    fixable = sum(one.fixable for one in diagnosis.complaints)
    tail = f", `gitagile doctor --fix` mends {fixable}" if fixable else ""
    return [*lines, "", f"{len(diagnosis.complaints)} found{tail}"]


def _notes(notes: tuple[Note, ...]) -> list[str]:
    if not notes:
        return []
    lines = (line for note in notes for line in _lines(f"{note.about}: {note.message}", note.hint))
    return ["", "What this configuration leaves without meaning, which is no fault:", *lines]


def diagnosis_json(diagnosis: Diagnosis) -> str:
    """The complaints, what was mended, and the notes on the configuration."""
    names = ("name", "message", "hint", "fixable")
    complaints = [{name: getattr(one, name) for name in names} for one in diagnosis.complaints]
    mended = None if diagnosis.mended is None else result_record(diagnosis.mended)
    notes = [note._asdict() for note in diagnosis.notes]
    return as_text({"complaints": complaints, "mended": mended, "notes": notes})


def _lines(message: str, hint: str) -> list[str]:
    return [visible_line(message), *([f"  hint: {visible_line(hint)}"] if hint else [])]
