"""Laws of merging: a side that changed alone wins, both count alike, and what comes out can be read or is marked."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from gitagile.actions.merging.one_file import by_lines
from gitagile.text.front_matter import conflict_line, read_document
from gitagile.text.key_edit import set_key
from gitagile.text.merge import merge_texts
from gitagile.text.merge_rows import sign_of
from gitagile.text.merge_sides import Texts
from gitagile.text.merge_sieve import decided
from gitagile.text.nodes import Scalar, Sequence
from tests.laws.heads import KEYS, WORDS, Written, written

VALUES = st.one_of(WORDS, st.integers(0, 9), st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.none())
EDITS = st.lists(st.tuples(st.sampled_from(KEYS[1:-1]), VALUES), min_size=1, max_size=4)
PATH = ".backlog/backlog/ML-x2v9kq.md"


def edited(file, edits):
    """The file with keys set as a person or the program would; those that cannot be set stay."""
    content = file.content
    for key, value in edits:
        node = read_document(content, PATH).node(key)
        if isinstance(node, Sequence) and not all(isinstance(one, Scalar) for one in node.items):
            continue
        content = set_key(content, key, value)
    return content


def merged(*texts):
    return merge_texts(Texts(*texts), PATH, by_lines)


def signs(content):
    document = read_document(content, PATH)
    assert document.fault is None
    return {
        entry.key.text: (
            sorted(map(str, sign_of(entry.value))) if isinstance(entry.value, Sequence) else sign_of(entry.value)
        )
        for entry in document.entries
    }


@given(written(), EDITS, EDITS)
def test_a_side_that_changed_alone_is_the_result(file: Written, ours: list, theirs: list):
    base, one, other = file.content, edited(file, ours), edited(file, theirs)
    assert merged(base, one, one).content == one
    assert merged(base, base, other).content == other
    assert merged(base, one, base).content == one


@given(written(), EDITS, EDITS)
def test_sides_count_alike_but_for_order(file: Written, ours: list, theirs: list):
    texts = file.content, edited(file, ours), edited(file, theirs)
    there, back = merged(*texts), merged(texts[0], texts[2], texts[1])
    assert set(there.conflicts) == set(back.conflicts)
    if not there.conflicts:
        assert signs(there.content) == signs(back.content)


@given(written(), EDITS, EDITS)
def test_what_comes_out_is_readable_or_marked_and_every_key_is_somebodys(file: Written, ours: list, theirs: list):
    texts = file.content, edited(file, ours), edited(file, theirs)
    result = merged(*texts)
    if result.conflicts:
        assert conflict_line(result.content.decode())
        held = [signs(decided(result.content, side, 7)) for side in ("ours", "theirs")]
    else:
        held = [signs(result.content)]
    sides = [signs(text) for text in texts]
    for keys in held:
        assert set(keys) <= set(sides[1]) | set(sides[2])
        for key, sign in keys.items():
            assert isinstance(sign, list) or sign in [side.get(key) for side in sides[1:]] or sign[0] == "mapping"


@given(written(), EDITS, EDITS)
def test_different_keys_never_conflict(file: Written, ours: list, theirs: list):
    assume(not {key for key, _ in ours} & {key for key, _ in theirs})
    base, one, other = file.content, edited(file, ours), edited(file, theirs)
    result = merged(base, one, other)
    assume(is_cut_alike(base, one, other))
    assert result.conflicts == ()
    wanted = signs(base)
    for text in (one, other):
        for key in wanted.keys() | signs(text).keys():
            if signs(text).get(key) != signs(base).get(key):
                wanted[key] = signs(text).get(key)
    assert signs(result.content) == {key: sign for key, sign in wanted.items() if sign is not None}


def is_cut_alike(*texts):
    """Whether no side took out a key whose comments then stand above another that the other side took out too."""
    return len({text.count(b"#") for text in texts}) == 1
