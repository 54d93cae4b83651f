"""Git LFS: a pointer that stands in for a file is told from the file, and the file is taken from the local store."""

from __future__ import annotations

import re
from pathlib import Path

from .files import File, read_inside

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-\S+ \S+\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,18})\n?"
)
_LONGEST = 1024


def is_pointer(content: bytes) -> bool:
    """Whether a file is a pointer (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md)."""
    return len(content) < _LONGEST and content.startswith(b"version https://git-lfs")


def resolved(file: File, common_dir: Path) -> File:
    """The file itself where it was a pointer and git-lfs has it here; else the file as it was, or the reason."""
    if file.content is None or not is_pointer(file.content):
        return file
    pointer = _POINTER.fullmatch(file.content)
    if pointer is None:
        return File(reason="is a Git LFS pointer of an unknown form")
    name = pointer[1].decode("ascii")
    found = read_inside(common_dir, f"lfs/objects/{name[:2]}/{name[2:4]}/{name}")
    if found.content is None:
        return File(reason="is a Git LFS pointer, and its file is not here: `git lfs fetch --all` brings it")
    import hashlib

    if hashlib.sha256(found.content).hexdigest() != name:
        return File(reason="is a Git LFS pointer, and the file stored for it is damaged")
    return found._replace(identity=name)
