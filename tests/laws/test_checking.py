"""Laws of the check: it never fails, a glance finds what a full reading finds, and mending loses nothing."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitagile.actions.check_backlog import Fixing, check
from gitagile.actions.checks import one_file
from gitagile.actions.checks.one_file import Bench, check_item_file
from gitagile.config.reader import read_config
from gitagile.render.findings import FORMATS
from gitagile.rules.all_rules import rule_with
from gitagile.rules.item_rules import Given, check_item
from gitagile.text.front_matter import read_document
from gitagile.text.nodes import as_value
from gitagile.text.quoting import quoted
from tests.laws.heads import Written, written
from tests.laws.hostile import HUGE, KEYS, LINES, VALUES, mutated
from tests.unit.rules.trees import ITEM, STAMP, MemoryTree

TOML = """
workflow.done_needs = ["criteria"]
items.points_scale = [1, 2, 3, 5]
[team.ana]
emails = ["ana@example.org"]
[metrics."eval.auc"]
source = "eval/metrics.json"
[fields.my_key]
type = "number"
[fields.flag]
type = "flag"
[types.story]
requires = ["due", "x-1"]
"""
BARE, _ = read_config("", {})
RICH, _ = read_config(TOML, {})
BENCHES = {"bare": Bench(BARE), "rich": Bench(RICH)}
SPRINT = ".backlog/sprints/s1/sprint.md"
LEDGER = ".backlog/sprints/s1/ledger.json"
OWN_VALUES = (
    *("doing", "done", "dooing", "story", "experiment", "high", "ana", "bo", "3", "4", "-1", '"3"', "false", "3d"),
    *("ML-x2v9kq", "[ML-x2v9kq, ML-no]", "2026-11-24T09:12:00+01:00", "rejected", "i4", "[a b]", "true"),
)
ALL_KEYS = (
    *KEYS,
    *("type", "parent", "depends_on", "created", "started", "finished", "blocked", "hypothesis", "outcome", "learned"),
    *("timebox", "rank", "asignee", "label", "flag", "priority", "role", "Title", "start", "capacity", "goal"),
)
rows = st.tuples(st.sampled_from(ALL_KEYS), st.sampled_from((*VALUES, *OWN_VALUES))).map(": ".join)


plain_rows = st.tuples(st.sampled_from(ALL_KEYS), st.sampled_from(OWN_VALUES)).map(": ".join)
plain_lists = st.tuples(
    st.sampled_from(("assignee", "labels", "depends_on", "gates", "x-1")),
    st.sampled_from(("\n  - a\n  - b c", "\n- ML-no", " [ana, bo]", " []", "", " [a]\n  - b", "\n  - null")),
).map(":".join)


@st.composite
def plain_heads(draw: st.DrawFn) -> bytes:
    """Heads of the plainest form, so that a glance is enough for most."""
    lines = draw(st.lists(st.one_of(plain_rows, plain_rows, plain_lists), max_size=8, unique_by=lambda row: row[:6]))
    title = draw(st.sampled_from(("id: ML-x2v9kq", "title: A title", 'id: ML-x2v9kq\ntitle: "A: title"')))
    body = draw(st.sampled_from(("", "- [ ] one\n", "- [x] one\n")))
    return "\n".join(["---", title, *lines, "---", body]).encode()


texts = st.sampled_from(("eval.auc", "eval/metrics.json", "../x", "", "a", "/x"))
gate_values = st.one_of(texts, st.sampled_from((">=", "=>", 1, 0.5, True, None, "1")))
gate_keys = ("metric", "op", "value", "baseline", "min_delta", "junit", "test", "file", "has", "source", "atol", "x")
right_gates = st.sampled_from(
    (
        {"metric": "eval.auc", "op": ">=", "value": 1},
        {"metric": "eval.auc", "baseline": "sprint-start", "min_delta": 0.5, "source": "a.json"},
        {"junit": "a.xml", "test": "t"},
        {"file": "a.md", "has": "x"},
    )
)
made_gates = st.tuples(right_gates, st.dictionaries(st.sampled_from(gate_keys), gate_values, max_size=3)).map(
    lambda pair: {**pair[0], **pair[1]}
)
any_gates = st.one_of(made_gates, st.dictionaries(st.sampled_from(gate_keys), gate_values, max_size=4))


@st.composite
def nearly_plain(draw: st.DrawFn) -> bytes:
    lines = draw(st.lists(st.one_of(rows, rows, rows, st.sampled_from(LINES)), max_size=8))
    body = draw(st.sampled_from(["", "- [ ] one\n", "# x\n", "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n"]))
    return "\n".join(["---", *lines, "---", body]).encode("utf-8", "surrogatepass")


def report_on(files, config=RICH, **options):
    return check(MemoryTree(files), config, **options)


def keys_of(content):
    return {entry.key.text: as_value(entry.value) for entry in read_document(content, ITEM).entries}


instants = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(("2026-11-24", "2024-02-29", "2025-02-29", "0000-01-01", "9999-12-31", "2026-1-02", "2026-W01-1")),
    st.sampled_from(("", "T", "t", " ")),
    st.sampled_from(("", "09:12:00", "23:59:60", "24:00:00", "9:12:00", "09:12", "09:12:00.5", "٠٩:12:00")),
    st.sampled_from(("", "Z", "+01:00", "-00:00", "+14:00", "+23:59", "+24:00", "+0100", "+01:60")),
)
judged_texts = st.one_of(
    st.sampled_from(OWN_VALUES),
    st.sampled_from(
        ("a b", "a,b", " ", "", "a\n", "\u3000", "\x85", "ML-x2v9kq\n", "a" * 201, "i4\n", "2w\n", "0d", "x0")
    ),
    instants,
    st.text(max_size=4),
)
judged_values = st.one_of(
    judged_texts, judged_texts, st.integers(-2, 8), st.floats(), st.booleans(), st.lists(judged_texts, max_size=3)
)


@given(st.dictionaries(st.sampled_from(ALL_KEYS), judged_values, max_size=5), st.sampled_from(sorted(BENCHES)))
def test_what_is_sound_at_a_glance_is_sound_by_the_schema(values, name):
    demands = BENCHES[name].items
    given_values = {"id": "ML-x2v9kq", "title": "x", **values}
    if demands.sound.holds(given_values):
        assert demands.validator.is_valid(given_values)


@pytest.mark.parametrize("name", sorted(BENCHES))
def test_the_commonest_items_are_sound_at_a_glance(name):
    values = {"id": "ML-x2v9kq", "title": "A title", "status": "doing", "type": "training", "points": 3}
    more = {"assignee": ["ana"], "labels": ["log"], "created": "2026-11-20", "started": "2026-11-24T09:12:00+01:00"}
    assert BENCHES[name].items.sound.holds({**values, **more})


@given(any_gates)
def test_the_schema_and_the_rules_refuse_the_same_gates(gate):
    values = {"id": "ML-x2v9kq", "title": "x", "gates": [gate]}
    remarks = check_item(Given("ML-x2v9kq.md", values, tuple(values), "", BENCHES["bare"].items))
    refused = [remark for remark in remarks if remark.code != "M414"]
    assert BENCHES["bare"].items.validator.is_valid(values) == (refused == [])


@given(st.one_of(nearly_plain(), plain_heads(), plain_heads()), st.sampled_from(sorted(BENCHES)))
def test_a_glance_finds_what_a_full_reading_finds(content, name):
    glance = one_file._at_a_glance(BENCHES[name], content, ITEM)
    if glance is not None:
        assert glance == one_file._in_full(BENCHES[name], content, ITEM)


@given(nearly_plain())
def test_every_finding_is_of_the_table_and_points_into_the_file(content):
    lines = content.count(b"\n") + 1
    for finding in check_item_file(BENCHES["rich"], content, ITEM).findings:
        assert finding.severity == rule_with(finding.code).severity
        assert 1 <= finding.line <= lines
        assert finding.column >= 1


@given(st.binary(max_size=300), nearly_plain(), st.integers(0, 2**32))
def test_the_check_never_fails(junk, content, seed):
    broken = mutated(random.Random(seed))
    files = {ITEM: broken, ITEM.replace("x2v9kq", "a1"): content, ITEM.replace("x2v9kq", "b2"): junk}
    report = report_on({**files, SPRINT: content, LEDGER: broken, LEDGER.replace("s1", "s2"): junk})
    assert report.files == 6
    assert all(print_findings(report) for print_findings in FORMATS.values())


@pytest.mark.parametrize("text", HUGE, ids=[f"huge-{n}" for n in range(len(HUGE))])
def test_the_check_never_fails_on_huge_heads(text):
    assert report_on({ITEM: text.encode(), SPRINT: text.encode()}).findings


@given(nearly_plain())
def test_mending_ends_with_nothing_fixable_and_touches_no_other_value(content):
    files = {ITEM: content}
    report = report_on(files, fixing=Fixing(STAMP, files.__setitem__))
    again = report_on(files, fixing=Fixing(STAMP, files.__setitem__))
    assert again.fixed == ()
    assert again.findings == report.findings
    before, after = keys_of(content), keys_of(files[ITEM])
    touched = {"points", "my_key", "created", "started", "finished"}
    if before and report.fixed:
        kept = {key: value for key, value in before.items() if key in after and key not in touched}
        assert kept == {key: after[key] for key in kept}
        assert len(after) >= len(before)


@given(written())
def test_a_file_as_people_write_it_is_mended_only_where_something_is_found(made: Written):
    files = {ITEM: made.content}
    found = report_on(files).findings
    report = report_on(files, fixing=Fixing(STAMP, files.__setitem__))
    assert bool(report.fixed) <= any(finding.fixable for finding in found)
    if not report.fixed:
        assert files[ITEM] == made.content


@given(nearly_plain())
def test_quoting_changes_single_lines_of_heads_that_were_no_yaml(content):
    text = content.decode("utf-8", "replace")
    new, said = quoted(text)
    assert (new == text) == (said == ())
    assert new.count("\n") == text.count("\n")
    changed = sum(one != other for one, other in zip(text.split("\n"), new.split("\n"), strict=True))
    assert changed <= len(said)


@given(st.lists(st.integers(0, 12), min_size=13, max_size=13))
def test_circles_are_found_exactly_where_there_are_some(targets):
    """Item n depends on item `targets[n]`; whoever follows these long enough walks in a circle."""
    files = {
        f".backlog/backlog/ML-n{n}.md": f"---\nid: ML-n{n}\ntitle: x\ndepends_on: [ML-n{target}]\n---\n".encode()
        for n, target in enumerate(targets)
    }
    told = [finding.message for finding in report_on(files, BARE).findings if finding.code == "B309"]
    circles = set()
    for start in range(13):
        here = start
        for _ in range(13):
            here = targets[here]
        ring = [here]
        while targets[ring[-1]] != here:
            ring.append(targets[ring[-1]])
        if len(ring) > 1:
            circles.add(frozenset(ring))
    assert len(told) == len(circles)
    for message in told:
        names = message.rpartition(": ")[2].split(" -> ")
        if "…" not in names:
            assert all(targets[int(one[4:])] == int(other[4:]) for one, other in pairwise(names))
