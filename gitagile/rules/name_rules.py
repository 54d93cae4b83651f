"""The demands on names: what every system can bear, and what git or a link could lead astray."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ..model.ids import RESERVED
from .backlog_rules import Placed
from .remark import Remark, shown

_BAD_LETTER = r"[<>:\"|?*\\\x00-\x1f\x7f]"


def folded(path: str) -> str:
    """The form in which two names are one on some system: without case, and with letters composed."""
    if path.isascii():
        return path.casefold()
    from unicodedata import normalize

    return normalize("NFC", path).casefold()


def same_names(paths: Iterable[str]) -> Iterator[Placed]:
    """Remarks on paths that are one and the same where names have no case."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(folded(path), path)
        if first != path:
            yield path, same_name(first)


def same_name(other: str) -> Remark:
    """The remark on a name that differs from another by case alone."""
    hint = "rename one: on macOS and Windows only one of the two can be there"
    return Remark("B302", (), f"the name differs from {shown(other)} by case alone", hint)


def bad_names(paths: Iterable[str]) -> Iterator[Placed]:
    """Remarks on names that some system cannot bear."""
    known: dict[str, str | None] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder not in known:
            known[folder] = next((said for part in folder.split("/") if (said := fault_of_name(part))), None)
        said = known[folder] or fault_of_name(name)
        if said:
            yield path, Remark("B303", (), said, "rename it: a clone on another system fails otherwise")


def fault_of_name(name: str) -> str | None:
    """What is wrong with one file's or folder's name, None if nothing is."""
    stem = name.partition(".")[0].casefold()
    if stem in RESERVED:
        return f"{shown(name)} is a name that Windows keeps for devices"
    if name[-1:] in (".", " "):
        return f"the name {shown(name)} ends with a dot or a blank, which Windows drops"
    if not name.isascii() and any("\ud800" <= letter <= "\udfff" for letter in name):
        return f"the name {shown(name)} is not UTF-8"
    letter = re.search(_BAD_LETTER, name)
    return f"the name {shown(name)} has the sign {shown(letter[0])}, which Windows forbids" if letter else None


def links(paths: Collection[str]) -> Iterator[Placed]:
    """Remarks on symbolic links and submodules."""
    for path in paths:
        hint = "put the file itself there; gitagile never follows links, since they can lead anywhere"
        yield path, Remark("B304", (), "this is a symbolic link or a submodule", hint)


def stray(path: str) -> Placed:
    """The remark on a Markdown file in a folder that nothing reads."""
    hint = "items lie in `backlog/`, `archive/` or `sprints/NAME/`; move it there"
    return path, Remark("B305", (), "nothing reads a Markdown file in this folder", hint)


def closed(paths: Iterable[str]) -> Iterator[Placed]:
    """Remarks on what could not be looked at."""
    for path in paths:
        message = "it cannot be opened, or its name is not UTF-8: what lies here is not seen"
        yield path, Remark("I112", (), message, "check its permissions and its name")
