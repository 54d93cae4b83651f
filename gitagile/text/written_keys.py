"""The keys of a file's front matter: what they may be set to, how that is written, and the order they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from .scalars import amounts_text, list_text, number_text, scalar_text

Value = str | int | float | tuple[str, ...] | Mapping[str, int | float] | None
"""What a key may be set to; a mapping is a table of amounts."""

KEY_ORDER = tuple(
    (
        "id status title priority type points created assignee role rank parent blocked depends_on started labels "
        "finished due hypothesis metric baseline outcome timebox budget learned gates runs data"
    ).split()
)
"""The order new keys are put in: those that change often stand between those that seldom do (git.md, Moving)."""


def rendered(value: Value) -> str:
    """A value as it stands behind `key: ` in a new file."""
    if isinstance(value, tuple):
        return list_text(value)
    if isinstance(value, Mapping):
        return amounts_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, (int, float)) else scalar_text(value or "")
