"""Words that name items: the form of an id behind a known prefix, and no part of anything longer."""

from __future__ import annotations

from gitagile.model.naming import ids_in

NAMED = {
    "ML-x2v9kq: train": ["ML-x2v9kq"],
    "(ml-X2V9KQ), and back-24.02.": ["ml-X2V9KQ", "back-24.02"],
    "ML-aaa111/ML-bbb222 on feature/ML-ccc333": ["ML-aaa111", "ML-bbb222", "ML-ccc333"],
    "[ML-x2v9kq](https://example.org/ML-aaa111)": ["ML-x2v9kq"],
    ".backlog/backlog/ML-x2v9kq.md": ["ML-x2v9kq"],
    "#ML-x2v9kq and 'ML-1'": ["ML-x2v9kq", "ML-1"],
    "ML-x2v9kqz": ["ML-x2v9kqz"],
    "utf-8, sha-256, x86-64, html-x2v9kq": [],
    "xML-x2v9kq x-ML-x2v9kq _ML-x2v9kq": [],
    "ML-x2v9kq-train-the-ranker ML-x2v9kq_2": [],
    "see https://example.org/board#ML-x2v9kq": [],
    "see <http://example.org/?item=ML-x2v9kq&x=1>": [],
    "mail ml-x2v9kq@example.org": [],
    "ML- ML": [],
}


def test_ids_are_whole_words_outside_of_addresses():
    assert {text: list(ids_in(text, ("ML", "back"))) for text in NAMED} == NAMED


def test_without_a_prefix_nothing_is_named():
    assert ids_in("ML-x2v9kq utf-8 -8", ()) == ()
