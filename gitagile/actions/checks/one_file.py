"""One file checked by itself: its findings, and what the rules about the whole backlog need to know of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...config.record import Config
from ...model.finding import Finding
from ...model.item import Item
from ...model.sprint import Sprint
from ...model.workflow import DONE
from ...rules.item_rules import Given, ItemDemands, check_item
from ...rules.remark import TOP, Remark, finding_at, finding_in
from ...rules.silence import is_silenced, silenced_in
from ...rules.values import Values, decoded, text_in, texts_in, values_of
from ...store import layout
from ...store.reader import document_of, fallback_id
from ...text.kinds import SPRINT_KINDS, TEXT
from ...text.nodes import NOTHING, Node, Scalar, Sequence
from ...text.quick_item import Row, quick_rows

if TYPE_CHECKING:
    from ...rules.sprint_rules import SprintDemands
    from ...text.front_matter import Document


class Bench:
    """All that a config demands, each part made ready once for a whole check, when it is first asked for."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.ignored = frozenset(config.ignored_rules)

    @cached_property
    def items(self) -> ItemDemands:
        """What the config demands of items."""
        return ItemDemands(self.config)

    @cached_property
    def sprints(self) -> SprintDemands:
        """What the config demands of sprints."""
        from ...rules.sprint_rules import SprintDemands

        return SprintDemands(self.config)


class Checked(NamedTuple):
    """What one file gave. The item holds only what references and limits need: id, status, parent, dependencies.

    `blocks` are the ids of the items that a check-in says it blocks.
    """

    findings: tuple[Finding, ...] = ()
    item: Item | None = None
    sprint: Sprint | None = None
    blocks: tuple[str, ...] = ()


def check_item_file(bench: Bench, content: bytes, path: str) -> Checked:
    """The findings in an item's bytes: the plainest form at a glance, any other in full."""
    return _at_a_glance(bench, content, path) or _in_full(bench, content, path)


def check_sprint_file(bench: Bench, content: bytes, path: str) -> Checked:
    """The findings in a `sprint.md`'s bytes."""
    from ...rules.body_rules import check_whole
    from ...rules.sprint_rules import check_sprint
    from ...text.sprint_text import sprint_from

    document = document_of(content, path)
    if document.fault is not None:
        return Checked((mendable(document),))
    values = values_of(document.entries, SPRINT_KINDS)
    remarks = check_sprint(bench.sprints, values, tuple(entry.key.text for entry in document.entries))
    sprint = sprint_from(document, layout.sprint_of_file(path) or "")
    return Checked((*found_in(bench, document, remarks), *check_whole(document)), sprint=sprint)


def found_in(bench: Bench, document: Document, remarks: tuple[Remark, ...]) -> tuple[Finding, ...]:
    """Remarks on one document as findings, without those that the config or the file's comments pass over."""
    silenced = bench.ignored | silenced_in(document.parts.head if document.parts else "")
    return tuple(finding_in(one, document) for one in remarks if not is_silenced(one.code, silenced))


def _in_full(bench: Bench, content: bytes, path: str) -> Checked:
    from ...rules.body_rules import check_whole

    document = document_of(content, path)
    if document.fault is not None:
        return Checked((mendable(document),))
    values = values_of(document.entries, bench.items.kinds)
    keys = tuple(entry.key.text for entry in document.entries)
    remarks = check_item(Given(path.rpartition("/")[2], values, keys, document.body, bench.items))
    return Checked((*found_in(bench, document, remarks), *check_whole(document)), _slim(values, path))


def mendable(document: Document) -> Finding:
    """Why a file cannot be read, marked fixable where quoting mends it."""
    fault = document.fault
    if fault is None:
        raise ValueError("the document can be read")
    if fault.code not in ("I104", "I107"):
        return fault
    from ...text.quoting import quoted

    return fault._replace(fixable=bool(quoted(document.text)[1]))


def _at_a_glance(bench: Bench, content: bytes, path: str) -> Checked | None:
    """The same without libyaml, None wherever there is any doubt: about the text, or where a remark belongs."""
    rows = None if b"<<<<<<<" in content else quick_rows(content)
    if rows is None:
        return None
    kinds = bench.items.kinds
    pairs = ((key, _decoded(kinds[key], row)) for key, row in rows.items() if key in kinds)
    values = {key: value for key, value in pairs if value is not None and value != []}
    body = _body(content) if "criteria" in bench.config.done_needs and _is_done(bench, values) else ""
    remarks = check_item(Given(path.rpartition("/")[2], values, tuple(rows), body, bench.items))
    findings = []
    for remark in remarks:
        place = _quick_place(content, rows, remark)
        if place is None:
            return None
        if remark.code not in bench.ignored:
            findings.append(finding_at(remark, path, place))
    return Checked(tuple(findings), _slim(values, path))


def _decoded(kind: str, row: Row) -> object:
    plain, quoted, words, lines = row
    if kind == TEXT and not words and not lines:
        return quoted or (None if plain in NOTHING else plain)
    return decoded(_node(row), kind)


def _node(row: Row) -> Node:
    """A row as the node it would be, but for its place."""
    plain, quoted, words, lines = row
    if lines:
        return Sequence(tuple(_scalar(line.lstrip(" ")[2:]) for line in lines), False, None, None)  # type: ignore[arg-type]
    if words:
        entries = words[1:-1].split(", ") if len(words) > 2 else ()
        return Sequence(tuple(map(_scalar, entries)), True, None, None)  # type: ignore[arg-type]
    return _scalar(quoted, '"') if quoted else _scalar(plain)


def _scalar(text: str, style: str = "") -> Scalar:
    return Scalar(text, style, None, None)  # type: ignore[arg-type]


def _is_done(bench: Bench, values: Values) -> bool:
    return bench.items.categories.get(str(values.get("status"))) == DONE


def _body(content: bytes) -> str:
    return content[content.index(b"\n---\n", 4) + 5 :].decode("utf-8")


def _quick_place(content: bytes, rows: dict[str, Row], remark: Remark) -> tuple[int, int] | None:
    """Where a remark on a whole key belongs: in the plainest form each key begins its own line."""
    if not remark.where or remark.where[0] not in rows:
        return TOP
    key = str(remark.where[0])
    if len(remark.where) > 1 or not (remark.at_key or any(rows[key][:3])):
        return None
    line = content.count(b"\n", 0, content.index(f"\n{key}:".encode()) + 1) + 1
    return line, 1 if remark.at_key else len(key) + 3


def _slim(values: Values, path: str) -> Item:
    return Item(
        id=text_in(values, "id") or fallback_id(path),
        path=path,
        place=layout.place_of(path) or "",
        status=text_in(values, "status"),
        parent=text_in(values, "parent"),
        depends_on=texts_in(values, "depends_on"),
    )
