"""Laws of writing: a change touches the bytes it means and no others."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from gitagile.text.front_matter import Document, read_document
from gitagile.text.key_edit import set_key
from gitagile.text.nodes import Scalar, Sequence, as_value
from gitagile.text.scalars import scalar_text
from gitagile.text.written_keys import KEY_ORDER
from tests.laws.heads import LETTERS, Written, written

TEXTS = st.one_of(st.text(LETTERS, min_size=1), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
LISTS = st.lists(TEXTS, min_size=1, max_size=4).map(tuple)
NUMBERS = st.one_of(st.integers(0, 10**9), st.floats(0, 1e6), st.booleans())


def values_of(document: Document, *, but: str) -> dict[str, object]:
    return {entry.key.text: as_value(entry.value) for entry in document.entries if entry.key.text != but}


def changed_lines(before: bytes, after: bytes) -> tuple[int, int, int]:
    """The first line that differs, and how many lines differ in the old and the new text."""
    old, new = before.split(b"\n"), after.split(b"\n")
    top = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    rest = min(len(old), len(new)) - top
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return top, len(old) - top - tail, len(new) - top - tail


def lines_of(document: Document, key: str) -> range:
    """The lines of the file that a key has, with the comments and blank lines below it."""
    at = next(at for at, entry in enumerate(document.entries) if entry.key.text == key)
    first = document.entries[at].key.start.line + 1
    following = document.entries[at + 1].key.start.line + 1 if at + 1 < len(document.entries) else None
    return range(first, following or 1 + (document.parts.head.count("\n") if document.parts else 0))


@given(written())
def test_reading_takes_a_file_apart_without_losing_a_byte(file: Written):
    document = read_document(file.content, "x.md")
    parts = document.parts
    assert document.fault is None
    assert parts is not None
    assert (parts.opening + parts.head + parts.closing + parts.body).encode() == file.content
    assert [entry.key.text for entry in document.entries] == list(file.keys)


@given(written(), st.data())
def test_setting_a_key_touches_its_own_lines_alone(file: Written, draw: st.DataObject):
    before = read_document(file.content, "x.md")
    key = draw.draw(st.sampled_from([entry.key.text for entry in before.entries if entry.key.text != "gates"]))
    value = draw.draw(st.one_of(TEXTS, NUMBERS))
    node = before.node(key)
    if not (isinstance(node, Sequence) and not all(isinstance(one, Scalar) for one in node.items)):
        value = draw.draw(st.one_of(st.just(value), LISTS))
    changed = set_key(file.content, key, value)
    after = read_document(changed, "x.md")
    top, old, _ = changed_lines(file.content, changed)
    own = lines_of(before, key)
    assert changed == file.content or (own.start <= top and top + old <= own.stop)
    assert values_of(after, but=key) == values_of(before, but=key)
    assert set_key(changed, key, value) == changed, "what is so already is not written"


@given(written(), st.data())
def test_a_list_that_grows_or_shrinks_keeps_its_other_entries_as_written(file: Written, draw: st.DataObject):
    before = read_document(file.content, "x.md")
    lists = {
        entry.key.text: [one.text for one in entry.value.items if isinstance(one, Scalar)]
        for entry in before.entries
        if isinstance(entry.value, Sequence) and all(isinstance(one, Scalar) for one in entry.value.items)
    }
    assume(lists)
    key = draw.draw(st.sampled_from(sorted(lists)))
    kept = draw.draw(st.lists(st.booleans(), min_size=len(lists[key]), max_size=len(lists[key])))
    words = [word for word, stays in zip(lists[key], kept, strict=True) if stays]
    wanted = (*words, *draw.draw(st.lists(TEXTS, max_size=2)))
    changed = set_key(file.content, key, wanted)
    after = read_document(changed, "x.md")
    assert after.fault is None
    assert values_of(after, but=key) == values_of(before, but=key)
    comments = file.content.count(b"#") - changed.count(b"#")
    assert all(kept) is False or not words or comments <= 0, "no comment is lost by adding"


@given(written(), st.data())
def test_a_scalar_set_and_set_back_leaves_the_file_as_it_was(file: Written, draw: st.DataObject):
    before = read_document(file.content, "x.md")
    written_alike = {
        entry.key.text: entry.value.text
        for entry in before.entries
        if isinstance(entry.value, Scalar)
        and entry.value.style not in ("|", ">")
        and entry.value.text
        and before.parts is not None
        and scalar_text(entry.value.text, entry.value.style)
        == before.parts.head[entry.value.start.index : entry.value.end.index]
    }
    key = draw.draw(st.sampled_from(sorted(written_alike)))
    other = draw.draw(st.text(LETTERS, min_size=1))
    node = before.node(key)
    assume(isinstance(node, Scalar) and (node.style or scalar_text(other) == other))
    assert set_key(set_key(file.content, key, other), key, written_alike[key]) == file.content


@given(written(), st.sampled_from([*KEY_ORDER, "brand_new"]), st.one_of(TEXTS, LISTS, NUMBERS))
def test_a_key_put_in_and_taken_out_leaves_the_file_as_it_was(file: Written, key: str, value: object):
    assume(key not in file.keys)
    changed = set_key(file.content, key, value)
    assert changed_lines(file.content, changed)[1:] == (0, 1), "one line more"
    assert set_key(changed, key, None) == file.content


@given(written(), st.data())
def test_taking_a_key_out_leaves_all_others(file: Written, draw: st.DataObject):
    before = read_document(file.content, "x.md")
    key = draw.draw(st.sampled_from(list(file.keys)))
    changed = set_key(file.content, key, None)
    after = read_document(changed, "x.md")
    assert values_of(after, but=key) == values_of(before, but=key)
    assert after.node(key) is None
    assert after.body == before.body
