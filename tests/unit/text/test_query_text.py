"""Query words to terms, and what is wrong with the ones that are none."""

from __future__ import annotations

import pytest

from gitagile.errors import UsageError
from gitagile.model.query import QUALIFIERS, Term
from gitagile.text.query_text import MOST_TERMS, read_query


def terms(*words, fields=(), views=None):
    return [(term.qualifier, term.values, term.negated) for term in read_query(words, fields, views).terms]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("status:doing", [("status", ("doing",), False)]),
        ("-label:a,b", [("label", ("a", "b"), True)]),
        ("!label:a", [("label", ("a",), True)]),
        ("LABELS:a", [("label", ("a",), False)]),
        ("label:a,,b,", [("label", ("a", "b"), False)]),
        ('title:"label noise",x', [("title", ("label noise", "x"), False)]),
        ('label:"a,b"', [("label", ("a,b",), False)]),
        ("status:doing type:data", [("status", ("doing",), False), ("type", ("data",), False)]),
        ("noise", [("text", ("noise",), False)]),
        ("-noise", [("text", ("noise",), True)]),
        ("label noise", [("text", ("label noise",), False)]),
        ('"label: noise"', [("text", ("label: noise",), False)]),
        ('-"label noise"', [("text", ("label noise",), True)]),
        ("-", [("text", ("-",), False)]),
        ("12:30", [("text", ("12:30",), False)]),
        ("bo@example.org", [("text", ("bo@example.org",), False)]),
        ("is:Open", [("is", ("open",), False)]),
        ("points:>=2.5", [("points", (">=2.5",), False)]),
        ("created:2026-11..@today", [("created", ("2026-11..@today",), False)]),
        ("", []),
        ("  ", []),
        ('""', []),
    ],
)
def test_words_become_terms(word, expected):
    assert terms(word) == expected


def test_keys_of_the_config_are_qualifiers_in_its_spelling():
    assert terms("gpu_hours:>3", fields=("GPU_hours",)) == [("GPU_hours", (">3",), False)]
    assert terms("tag:x", fields=("tag",)) == [("tag", ("x",), False)]


def test_a_view_stands_for_its_query():
    views = {"mine": "assignee:@me is:open", "ui": "@mine label:ui", "none": ""}
    assert [term[0] for term in terms("@ui", "-label:x", views=views)] == ["assignee", "is", "label", "label"]
    assert terms("@none", views=views) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("staus:doing", "did you mean 'status'?"),
        ("http://example.org", "put free text in quotes"),
        ("is:opne", "did you mean 'open'?"),
        ("label:", "for example `label:word`"),
        ('label:""', "names nothing"),
        ("points:>", "is no number"),
        ("points:3-5", "is no number"),
        ("points:..", "is no number"),
        ("due:next week", "is no day"),
        ("due:2026-1-1", "is no day"),
        ("due:..", "is no day"),
        ('"label', "a quote is not closed"),
        ('title:"a b', "a quote is not closed"),
        ("@mein", "did you mean 'mine'?"),
        ("@ana", "`assignee:@ana` asks for a person"),
        ("-@mine", "cannot be negated"),
        ("@self", "refers to itself"),
        ("@a", "refers to itself"),
    ],
)
def test_what_is_no_query_says_what_would_be_one(word, said):
    views = {"mine": "is:open", "self": "is:open @self", "a": "@b", "b": "@a"}
    with pytest.raises(UsageError) as caught:
        read_query((word,), (), views)
    assert said in f"{caught.value.message} {caught.value.hint}"


def test_views_cannot_multiply_without_end():
    views = {f"v{n}": f"@v{n + 1} " * 50 for n in range(20)}
    assert read_query(("@v0",), (), views | {"v20": ""}).terms == ()
    with pytest.raises(UsageError, match="terms"):
        read_query(("@v0",), (), views | {"v20": "is:open"})


def test_as_many_terms_as_a_person_writes_are_fine():
    assert len(terms(" ".join(["is:open"] * MOST_TERMS))) == MOST_TERMS


def test_every_qualifier_can_be_asked():
    values = {
        "points": "3",
        "carried": "0",
        "is": "open",
        **dict.fromkeys(("created", "started", "finished", "due"), "2026"),
    }
    read = [read_query((f"{name}:{values.get(name, 'x')}",)).terms[0] for name in QUALIFIERS]
    assert read == [Term(name, (values.get(name, "x"),)) for name in QUALIFIERS]
