"""What a message names: how, as closed or not, and never for what belongs to the backlog itself."""

from __future__ import annotations

from gitagile.history.mention import is_likely_id
from gitagile.history.message_names import Name, names_in

A, B, C = "ml-aaa111", "ml-bbb222", "ml-ccc333"


def named(message):
    return [tuple(name) for name in names_in(message, ("ml",))]


def closed(message):
    return [name.item for name in names_in(message, ("ml",)) if name.closes]


def test_a_subject_comes_before_a_trailer_and_a_trailer_before_the_body():
    message = "ML-aaa111: train\n\nFor ML-aaa111, ML-bbb222 and ML-ccc333\n\nRefs: ML-bbb222, ML-aaa111\n"
    assert named(message) == [(A, "subject", False), (B, "trailer", False), (C, "body", False)]
    assert names_in("Train\r\n\r\nItem: ML-aaa111\r\n", ("ml",)) == (Name(A, "trailer", False),)


def test_an_id_that_is_only_like_another_names_none_of_it():
    assert named("ML-aaa111z and html-aaa111, utf-8") == [("ml-aaa111z", "subject", False)]
    assert named("utf-8, sha-256\n\nhttps://example.org/#ML-aaa111") == []
    assert named("") == []


def test_people_in_trailers_are_no_items():
    assert named("Train\n\nCo-authored-by: ML-aaa111 <a@example.org>") == [(A, "body", False)]
    assert named("Train\n\nSigned-off-by: Ana <ml-aaa111@example.org>") == []


CLOSED = {
    "Closes ML-aaa111": [A],
    "Train, fixes: ml-AAA111": [A],
    "Train\n\nThis resolved\nML-aaa111.": [A],
    "Train (fix ML-aaa111, ML-bbb222 and ML-ccc333)": [A, B, C],
    "Train\n\nClosed ML-aaa111, and ML-bbb222; see ML-ccc333": [A, B],
    "Train\n\nFixes: ML-aaa111": [A],
    "ML-aaa111: closes the file\n\nSee ML-bbb222": [],
    "Prefixes ML-aaa111, disclose ML-bbb222, fixing ML-ccc333": [],
    "Closes ML-aaa111-train": [],
    'Revert "Closes ML-aaa111"': [],
}


def test_closing_words_close_the_ids_right_behind_them():
    assert {message: closed(message) for message in CLOSED} == CLOSED


OWN = (
    "backlog(ML-aaa111): todo -> doing\n\nBacklog-Item: ML-aaa111\nBacklog-Change: status todo doing",
    "backlog: close sprint s1\n\nML-aaa111\n\nGitagile-Op: sprint-close s1",
    "[main] backlog(ML-aaa111): new\n\nBacklog-Change: new backlog\n(cherry picked from commit 1234567)",
    'Revert "backlog(ML-aaa111): todo -> doing"\n\nThis reverts commit 1234567.',
    'Reapply "backlog(ML-aaa111): todo -> doing"',
)
NOT_OWN = (
    "backlog: ML-aaa111 was planned by hand",
    "ML-aaa111: train\n\nbacklog(ML-aaa111): done\n\nBacklog-Change: status doing done",
    'Revert "ML-aaa111: train"',
    "Merge branch 'feature/ML-aaa111'",
    "Merge pull request #12 from ana/x\n\nML-aaa111: train",
)


def test_what_gitagile_committed_is_no_commit_of_code():
    assert [named(message) for message in OWN] == [[]] * len(OWN)


def test_what_people_squash_revert_and_merge_is():
    assert [[item for item, *_ in named(message)] for message in NOT_OWN] == [[A]] * len(NOT_OWN)


def test_a_word_without_a_digit_is_hardly_an_id():
    assert [is_likely_id(item) for item in (A, "back-24.02", "ml-based", "ml-")] == [True, True, False, False]
