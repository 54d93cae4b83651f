"""The notes of a release, read back: which items they name."""

from __future__ import annotations

import re

from ..model.ids import is_id

_LINE = re.compile(r"^\s{0,3}[-*+] +\*\*([^\s*]+)\*\*", re.MULTILINE)


def named_items(text: str) -> tuple[str, ...]:
    """The ids of the items that the notes list, in order, each once: lines that begin `- **ML-x2v9kq**`."""
    words = (found[1].replace("\\", "") for found in _LINE.finditer(text))
    return tuple(dict.fromkeys(word for word in words if is_id(word)))
