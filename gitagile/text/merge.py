"""Three texts of one file into one: key by key where it has front matter, by lines where not, never by guessing."""

from __future__ import annotations

from typing import NamedTuple

from ..model.ids import normal_id
from ..model.places import is_checkin_path
from .front_matter import BOM, Document, read_document
from .limits import MAX_FILE
from .merge_body import MergedBody, merged_body
from .merge_checkin import agreed_until, merged_checkin
from .merge_head import MergedHead, is_as_planned, merged_head
from .merge_rows import sign_of
from .merge_sides import MARKER_SIZE, OURS, THEIRS, LineMerge, Merged, Texts, is_settled, settled, whole_conflict
from .nodes import Scalar

NEVER_BY_LINES = {
    "ledger.json": "the ledger is one whole: keep one side's",
    "summary.md": "it is generated: keep one side's, `gitagile sprint summary` writes it anew",
}
"""Files whose lines belong together: half of one close and half of another would be read as a third."""
_TWO_IDS = "these are two items, which git took for one that was renamed"


class _Form(NamedTuple):
    """How a file is written, whatever it says: its byte-order mark and its line endings."""

    bom: str
    newline: str


def merge_texts(texts: Texts, path: str, merge_lines: LineMerge, *, size: int = MARKER_SIZE) -> Merged:
    """Merge a file. What is in conflict stands between markers of `size` characters, and is named in `conflicts`.

    Whatever is merged key by key is read back and must be what it was worked out to be; else, as for every file that
    cannot be read, the lines are merged, and what then is not as either side wrote it is one conflict of the whole.
    """
    base, ours, theirs = texts
    if ours == theirs or base in (ours, theirs):
        return Merged(theirs if base == ours else ours)
    why = NEVER_BY_LINES.get(path.rpartition("/")[2].casefold())
    if why is not None:
        return whole_conflict(texts, size, why)
    if is_checkin_path(path):
        texts = agreed_until(texts)
    documents = tuple(read_document(text, path) for text in texts)
    if _ids_differ(documents):
        return whole_conflict(texts, size, _TWO_IDS)
    try:
        merged = _by_keys(texts, documents, merge_lines, size)
    except Exception:  # noqa: BLE001 - whatever goes wrong in here, git's own merge is there
        merged = None
    return merged or _by_lines(texts, documents, merge_lines, size)


def _ids_differ(documents: tuple[Document, ...]) -> bool:
    """Whether the files that can be read are not all one item: git pairs a deletion with a similar new file."""
    readable = [document for document in documents if document.fault is None]
    return len({_id_of(document) for document in readable}) > 1


def _id_of(document: Document) -> str | None:
    node = document.node("id")
    return normal_id(node.text) if isinstance(node, Scalar) else None


def _by_keys(texts: Texts, documents: tuple[Document, ...], merge_lines: LineMerge, size: int) -> Merged | None:
    """The merge key by key, proven; None where a file is not of that form or the proof fails."""
    base, ours, theirs = documents
    if ours.fault or theirs.fault or (base.fault and texts.base) or any(one.flow for one in documents):
        return None
    forms = tuple(_form(text) for text in texts)
    form = settled(*forms) if texts.base else forms[1]
    plain = [read_document(_plain(text), ours.path) for text in texts]
    head = merged_head(plain[0] if texts.base else None, plain[1], plain[2])
    body = _body(plain, merge_lines, size)
    fences = _fences(plain, has_base=bool(texts.base))
    if body is None or fences is None or not all(_is_proven(head, fences, body.text, side) for side in (OURS, THEIRS)):
        return None
    text = fences[0] + head.text(size) + fences[1] + body.text
    if form.newline == "\r\n" and "\r" in text:
        return None
    conflicts = (*head.conflicts, *(("the body",) if body.conflict else ()))
    return Merged((form.bom + text.replace("\n", form.newline)).encode(), conflicts)


def _body(documents: list[Document], merge_lines: LineMerge, size: int) -> MergedBody | None:
    base, ours, theirs = (document.body for document in documents)
    if is_checkin_path(documents[1].path) and not is_settled(base, ours, theirs):
        return merged_checkin(base, ours, theirs)
    return merged_body(base, ours, theirs, merge_lines, size=size)


def _is_proven(head: MergedHead, fences: tuple[str, str], body: str, side: str) -> bool:
    """Whether the merge, decided for one side where it must be, reads as it was worked out."""
    content = (fences[0] + head.side(side) + fences[1] + body).encode()
    document = read_document(content, "")
    if len(content) > MAX_FILE:
        return False
    return is_as_planned(head, document, side) and document.body == body


def _form(content: bytes) -> _Form:
    """How a file is written; one with both sorts of line endings is taken as it is, its carriage returns as text."""
    lines = content.count(b"\n")
    is_dos = lines > 0 and content.count(b"\r\n") == lines
    return _Form(BOM if content.startswith(BOM.encode()) else "", "\r\n" if is_dos else "\n")


def _plain(content: bytes) -> bytes:
    form = _form(content)
    text = content.removeprefix(BOM.encode())
    return text.replace(b"\r\n", b"\n") if form.newline == "\r\n" else text


def _fences(documents: list[Document], *, has_base: bool) -> tuple[str, str] | None:
    """The lines of dashes; those of ours where both sides changed them."""
    base, ours, theirs = (document.parts for document in documents)
    if ours is None or theirs is None:
        return None
    if base is None or not has_base:
        return ours.opening, ours.closing
    return settled(base.opening, ours.opening, theirs.opening), settled(base.closing, ours.closing, theirs.closing)


def _by_lines(texts: Texts, documents: tuple[Document, ...], merge_lines: LineMerge, size: int) -> Merged:
    """Git's own merge. A clean one of two files that could be read must read as what either of them says."""
    merged = merge_lines(texts, size=size)
    if merged is None:
        return Merged(texts.ours, ("git cannot merge it: it is no text",), marked=False)
    _, ours, theirs = documents
    if merged.conflicts or ours.fault or theirs.fault or _is_of_both(merged.content, ours, theirs):
        return merged
    return whole_conflict(texts, size, "merged by lines it would say what neither side says")


def _is_of_both(content: bytes, ours: Document, theirs: Document) -> bool:
    document = read_document(content, ours.path)
    if document.fault is not None:
        return False
    return all(
        sign_of(entry.value) in [sign_of(node) for side in (ours, theirs) if (node := side.node(entry.key.text))]
        for entry in document.entries
    )
