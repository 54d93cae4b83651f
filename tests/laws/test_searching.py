"""Laws of searching: texts that lie joined in a row are found as they are found one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.store.texts import _hits

letters = st.text(st.sampled_from("ab \n"), max_size=6).map(str.encode)


@settings(max_examples=5 * settings().max_examples)
@given(st.lists(letters, min_size=1, max_size=6), st.lists(st.text("ab ", max_size=3).map(str.encode), min_size=1))
def test_joined_texts_are_searched_as_single_ones(texts: list[bytes], words: list[bytes]):
    one_by_one = [(at, text) for at, text in enumerate(texts) if all(word in text for word in words)]
    assert list(_hits(b"\0".join(texts), tuple(words))) == one_by_one
