"""Laws of ledgers: figures balance, files come back as they were, titles mark nothing up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gitagile.actions.sprints.facts import SprintFacts
from gitagile.analytics.outcome import commitment_of, outcome_of
from gitagile.analytics.sprint_report import figures_of, sprint_report, total, unit_of, weight
from gitagile.model.item import Item
from gitagile.model.ledger import CARRIED, DONE, Ledger
from gitagile.model.sprint import Sprint
from gitagile.model.workflow import Workflow
from gitagile.render.sprint_summary import summary_markdown
from gitagile.render.words import plain
from gitagile.text.ledger_text import ledger_text, read_ledger

FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))
POINTS = st.none() | st.integers(0, 100) | st.decimals(0, 50, places=2).map(float) | st.just(float("inf"))
TITLES = st.text(max_size=30)


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    """Up to ten items, each in the sprint or elsewhere."""
    return tuple(
        Item(
            id=f"ML-{number}",
            path=f"ML-{number}.md",
            place=draw(st.sampled_from(["s1", "s1", "s1", "backlog", "s2"])),
            title=draw(TITLES),
            status=draw(st.sampled_from([*FLOW.names, None, "odd"])),
            points=draw(POINTS),
            role=draw(st.sampled_from([None, "ds", "eng"])),
        )
        for number in range(draw(st.integers(0, 10)))
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """A ledger as a start and a close write it, whatever happened to the items in between."""
    before, after = draw(items()), draw(items())
    committed = commitment_of((one for one in before if one.place == "s1"), FLOW)
    started = Ledger("s1", "UTC", "2026-11-23T09:00:00+00:00", committed)
    closed = draw(st.sampled_from(["2026-12-04T17:00:00+00:00", None]))
    outcome = outcome_of(started, after, FLOW)
    return started._replace(closed=closed, outcome=outcome if closed else ())


@given(ledgers(), st.sampled_from(["points", "items"]))
def test_what_was_promised_and_what_changed_is_what_is_open_and_done(ledger: Ledger, unit: str) -> None:
    rows = [row for row in ledger.outcome if row.result in (DONE, CARRIED)]
    figures = figures_of(ledger, unit)
    if ledger.is_closed:
        assert figures.scope == total(weight(row.points, unit) for row in rows)
        assert figures.scope == total((figures.completed, figures.remaining))
    assert figures.remaining >= 0
    assert figures.completed >= figures.completed_committed >= 0
    assert (figures.say_do is None) == (figures.scope_change is None) == (figures.commitment == 0)


@given(ledgers())
def test_roles_add_up_to_the_whole(ledger: Ledger) -> None:
    report = sprint_report(Sprint("s1", "p"), ledger)
    if report.roles:
        assert total(one.commitment for one in report.roles) == report.figures.commitment
        assert total(one.scope for one in report.roles) == report.figures.scope
        assert total(one.completed for one in report.roles) == report.figures.completed


@given(ledgers())
def test_a_ledger_s_file_comes_back_as_it_was(ledger: Ledger) -> None:
    text = ledger_text(ledger)
    assert read_ledger(text.encode("utf-8"), "p") == (ledger, None)
    assert text.count("\n") >= len(ledger.committed) + len(ledger.outcome)


@given(ledgers())
def test_counting_items_is_a_matter_of_their_estimates_alone(ledger: Ledger) -> None:
    rows = ledger.outcome or ledger.committed
    estimated = [row for row in rows if row.points is not None]
    assert (unit_of(ledger) == "items") == (len(estimated) < len(rows) - len(estimated))


@given(ledgers(), TITLES)
def test_a_summary_s_outline_does_not_depend_on_what_people_write(ledger: Ledger, goal: str) -> None:
    written = summary_markdown(SprintFacts(sprint_report(Sprint("s1", "p", goal=f"G{goal}"), ledger)))
    bare = ledger._replace(outcome=tuple(row._replace(title="T") for row in ledger.outcome))
    expected = summary_markdown(SprintFacts(sprint_report(Sprint("s1", "p", goal="G"), bare)))
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert [one.type for one in markdown.parse(written)] == [one.type for one in markdown.parse(expected)]


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_a_text_from_people_is_shown_letter_by_letter(text: str) -> None:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(f"w {plain(text)}")[1].children or []
    assert {one.type for one in tokens} <= {"text", "text_special"}
    shown = "".join(one.content for one in tokens)
    line = " ".join(text.split())
    expected = "".join(letter if letter.isprintable() or letter in "\u200c\u200d" else "�" for letter in line)
    assert shown == f"w {expected}".rstrip()
