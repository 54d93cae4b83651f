"""Ids of items: how they are made, compared and found by an unambiguous beginning."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base32 (https://www.crockford.com/base32.html), lower case: no i, l, o, u."""

RANDOM_LENGTH = 6
SLUG_LENGTH = 48
LONGEST_NUMBER = 15
ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*-[A-Za-z0-9][A-Za-z0-9.]*$"
RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))])
"""Names Windows keeps for devices: no file or folder may bear one, with or without an ending."""

_LOOKALIKES = str.maketrans("oil", "011")


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id: a prefix, a hyphen and a part, as in `ML-7k3fd2` or `back-24.02`."""
    return re.match(ID_PATTERN, text, re.ASCII) is not None and not text.endswith("\n")


def draw_id(prefix: str, taken: Container[str], choose: Callable[[str], str]) -> str:
    """Draw a random id that is not `taken` (normal forms); `choose` picks one letter of a text.

    Never all digits, which would be a number, and never all letters, which would be a word (`ML-backed`).
    """
    while True:
        part = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH))
        new = f"{prefix}-{part}"
        if not part.isdigit() and not part.isalpha() and normal_id(new) not in taken:
            return new


def count_up_id(prefix: str, taken: Iterable[str]) -> str:
    """The next sequential id, `ML-12` after `ML-11`; gaps are not filled."""
    head = prefix.casefold() + "-"
    parts = [normal[len(head) :] for one in taken if (normal := normal_id(one)).startswith(head)]
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) <= LONGEST_NUMBER]
    return f"{prefix}-{max(numbers, default=0) + 1}"


def normal_id(text: str) -> str:
    """The form ids are compared in: without case."""
    return text.casefold()


def typed_forms(text: str) -> tuple[str, ...]:
    """What a typed id may mean, most literal first: as it is, then with `o` read as 0 and `i`, `l` as 1 in the part."""
    plain = normal_id(text.strip())
    head, hyphen, part = plain.rpartition("-")
    lenient = head + hyphen + part.translate(_LOOKALIKES)
    return (plain,) if lenient == plain else (plain, lenient)


def part_of(identifier: str) -> str:
    """The part after the prefix: `x2v9kq` of `ML-x2v9kq`."""
    return identifier.partition("-")[2]


def matching_ids(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Every known id that `text` may mean: the exact one alone if there is one, else all it begins, in known order."""
    known = tuple(known)
    normals = [(normal_id(one), one) for one in known]
    for form in typed_forms(text):
        exact = tuple(one for normal, one in normals if form in (normal, part_of(normal)))
        begun = exact or tuple(one for normal, one in normals if form and begins(normal, form))
        if begun:
            return begun
    return ()


def begins(normal: str, form: str) -> bool:
    """Whether a typed form begins an id, with or without its prefix."""
    return normal.startswith(form) or part_of(normal).startswith(form)


def slug(title: str) -> str:
    """The part of a file name made from a title: ASCII, lower case, words joined by hyphens, at most 48 characters."""
    import unicodedata

    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if len(words) > SLUG_LENGTH:
        cut = words[:SLUG_LENGTH]
        words = (cut if words[SLUG_LENGTH] == "-" else cut.rpartition("-")[0] or cut).strip("-")
    return words


def file_name(identifier: str, title: str) -> str:
    """`<id>-<slug>.md`; the id alone where the title has no letter that ASCII knows."""
    tail = slug(title)
    return f"{identifier}-{tail}.md" if tail else f"{identifier}.md"


def name_begins_with(name: str, identifier: str) -> bool:
    """Whether a file name begins with the id, followed by its end or something that cannot go on an id."""
    stem, normal = name.casefold().removesuffix(".md"), normal_id(identifier)
    rest = stem[len(normal) :]
    return stem.startswith(normal) and (not rest or (not rest[0].isalnum() and rest[0] != "."))


def is_folder_name(name: str) -> bool:
    """Whether a name may be a sprint's: lower-case letters, digits, `.`, `-`, `_`; not reserved, no trailing dot."""
    fits = re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,62}", name, re.ASCII) is not None
    return fits and not name.endswith(".") and name.split(".", maxsplit=1)[0] not in RESERVED
