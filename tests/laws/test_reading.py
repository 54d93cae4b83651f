"""Laws of reading: the quick way gives what the full way gives, ours agrees with PyYAML, nothing makes it stumble."""

from __future__ import annotations

import random
import re

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.text.front_matter import read_document
from gitagile.text.item_text import counted, item_from
from gitagile.text.nodes import Mapping, Node, Scalar, Sequence
from gitagile.text.quick_item import quick_item
from gitagile.text.quick_sprint import quick_sprint
from gitagile.text.sprint_text import SPRINT_KEYS, sprint_from
from gitagile.text.yaml_nodes import NodeFault, read_nodes
from tests.laws.hostile import HUGE, KEYS, LINES, VALUES, mutated

rows = st.one_of(
    st.builds(
        lambda key, colon, value: key + colon + value,
        st.sampled_from(KEYS),
        st.sampled_from([": "] * 6 + [":", " : ", ":  "]),
        st.sampled_from(VALUES),
    ),
    st.sampled_from(LINES),
)
heads = st.lists(rows, max_size=6)


def read_in_full(content: bytes) -> Item | None:
    document = read_document(content, "p.md")
    return None if document.fault else item_from(document, "backlog", "ML-1")


@settings(max_examples=5 * settings().max_examples)
@given(heads, st.sampled_from(["\n", "\n\nBody\n", "\n\n---\n", "", "\r\n", " \nx", "\nf\xfc"]))
@example(["gates: [a, b]"], "\n")
@example(["a" * 1100 + ": b"], "\n")
@example([f"k{at}: [" + ", ".join(["a"] * 80) + "]" for at in range(14)], "\n")
def test_the_quick_reading_gives_what_the_full_one_gives_or_nothing(head: list[str], tail: str):
    text = "\n".join(["---", *head, "---"]) + tail
    for content in (text.encode("utf-8"), text.encode("latin-1", "replace")):
        quick = quick_item(content, "p.md", "backlog", "ML-1")
        assert quick is None or quick == read_in_full(content)


sprint_rows = st.builds("{}: {}".format, st.sampled_from((*SPRINT_KEYS, "note")), st.sampled_from(VALUES))


@settings(max_examples=5 * settings().max_examples)
@given(st.lists(st.one_of(sprint_rows, sprint_rows, st.sampled_from(LINES)), max_size=6))
def test_the_quick_reading_of_a_sprint_gives_what_the_full_one_gives_or_nothing(head: list[str]):
    content = "\n".join(["---", *head, "---", ""]).encode("utf-8")
    quick = quick_sprint(content, "sprint.md", "s1")
    document = read_document(content, "sprint.md")
    assert quick is None or (document.fault is None and quick == sprint_from(document, "s1"))


def test_plain_sprints_are_read_the_quick_way():
    head = 'goal: "Lift AUC: above 0.88"\nfocus: eval.auc\nstart: 2026-11-23\nend: 2026-12-04\nstatus: active\n'
    sprint = quick_sprint(f"---\n{head}---\nNotes.\n".encode(), "p.md", "s1")
    assert sprint == Sprint("s1", "p.md", "Lift AUC: above 0.88", "eval.auc", "2026-11-23", "2026-12-04", "active")


def test_plain_items_are_read_the_quick_way():
    head = "---\nid: ML-1\ntitle: A title: no\n".replace(": no", ", 5 of 6")
    item = quick_item(
        (head + 'points: 3\nlabels: [a, b]\nassignee:\n- ana\nnote: "x: y"\n---\nBody\n').encode(), "p.md", "backlog"
    )
    assert item == Item(
        id="ML-1",
        path="p.md",
        place="backlog",
        title="A title, 5 of 6",
        points=3,
        labels=("a", "b"),
        assignee=("ana",),
        fields=(("note", "x: y"),),
    )


def as_texts(node: Node | None) -> object:
    """What a loader that decides no types makes of nodes; nothing where there is none."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [as_texts(one) for one in items]
        case Mapping(entries=entries):
            return {entry.key.text: as_texts(entry.value) for entry in entries}
    return None


def check_against_pyyaml(text: str) -> None:
    try:
        ours = as_texts(read_nodes(text))
    except NodeFault:
        return
    assert yaml.load(text, Loader=yaml.CBaseLoader) == ours


@settings(max_examples=5 * settings().max_examples)
@given(st.lists(rows, max_size=8))
def test_rows_are_composed_as_pyyaml_composes_them(lines: list[str]):
    check_against_pyyaml("\n".join(lines))


@settings(max_examples=5 * settings().max_examples)
@given(st.text(st.sampled_from("ab1 \n\t:-?,[]{}#&*!|>'\"%@`\\~<=é\r\x85\ufeff"), max_size=40))
def test_any_text_is_composed_as_pyyaml_composes_it(text: str):
    check_against_pyyaml(text)


BREAKS = re.compile(b"\r\n|[\r\n\x85]|\xe2\x80[\xa8\xa9]")
"""What YAML counts as the end of a line."""


def test_ten_thousand_broken_files_are_items_or_findings():
    chance = random.Random(2026)
    outcomes = set()
    for _ in range(10_000):
        content = mutated(chance)
        document = read_document(content, "p.md")
        if document.fault is None:
            item = counted(item_from(document, "backlog", "ML-1"), document.body)
            outcomes.add(type(item.id))
        else:
            outcomes.add(document.fault.code)
            assert 1 <= document.fault.line <= len(BREAKS.findall(content)) + 1
    assert {str, "I101", "I102", "I103", "I104", "I106", "I107", "I108", "I109", "I110"} <= outcomes


def test_the_largest_hostile_files_are_read_to_their_end():
    for text in HUGE:
        document = read_document(text.encode(), "p.md")
        if document.fault is None:
            counted(item_from(document, "backlog", "ML-1"), document.body)
        assert len(text) < 256 * 1024
