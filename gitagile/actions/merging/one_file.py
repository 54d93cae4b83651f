"""One file merged on git's behalf: three texts in, the result in the place of ours."""

from __future__ import annotations

from pathlib import Path

from ...text.merge import merge_texts
from ...text.merge_sides import MARKER_SIZE, Merged, Texts
from ...vcs.merge_file import merge_lines, replace_file


def merge_file(files: tuple[Path, Path, Path], path: str, *, size: int = MARKER_SIZE) -> Merged:
    """Merge base, ours and theirs and write the result to the file of ours, whole or not at all.

    `path` is the file's place in the repository: it says what sort of file it is, and is never opened. Raises OSError.
    """
    texts = Texts(*(file.read_bytes() for file in files))
    merged = merge_texts(texts, path, by_lines, size=size)
    if merged.content != texts.ours:
        replace_file(files[1], merged.content)
    return merged


def by_lines(texts: Texts, *, size: int, with_base: bool = False) -> Merged | None:
    """Git's own merge of lines."""
    found = merge_lines(*texts, size=size, with_base=with_base)
    if found is None:
        return None
    content, count = found
    return Merged(content, (f"{count} conflict{'' if count == 1 else 's'} between lines",) if count else ())
