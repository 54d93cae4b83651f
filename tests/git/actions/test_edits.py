"""Edits: keys of every kind, criteria, and whole texts from the editor."""

from __future__ import annotations

import pytest

from gitagile.actions.edits import edit_keys, edited_text, tick
from gitagile.errors import Refused, UsageError
from gitagile.workspace import WrongFile
from tests.git.actions.backlogs import (
    STAMP,
    THREE,
    A,
    B,
    C,
    at,
    backlog_of,
    changed_lines,
    committed,
    found,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
    subject_of,
    text_of,
)
from tests.git.places import append, git, snapshot, write

FIELDS = """\
[team.ana]
[team.bo]
[fields.gpu_hours]
type = "number"
[fields.ready]
type = "flag"
[fields.region]
type = "text"
values = ["eu", "us"]
[fields.reviewers]
type = "list"
[fields.review_on]
type = "date"
"""
BODY = "## Acceptance criteria\n- [ ] One\n- [x] Two\n- [ ] Three\n"


def edited(root, *changes, identifier=A):
    """The lines of the last commit after these changes."""
    result = edit_keys(opened(root), identifier, changes)
    assert result.commit
    return changed_lines(root)


def test_keys_of_every_kind_are_set_and_taken_away(make_repository):
    root = backlog_of(make_repository)
    changes = {
        "title=A new: title": 'title: "A new: title"',
        "priority=HIGH": "priority: high",
        "type=data": "type: data",
        "points=2.5": "points: 2.5",
        "assignee=ana,bo": "assignee: [ana, bo]",
        "role=engineering": "role: engineering",
        "labels=a,b,a": "labels: [a, b]",
        "parent=bbb": f"parent: {B}",
        "depends_on=bbb,ccc": f"depends_on: [{B}, {C}]",
        "due=2026-04-01": "due: 2026-04-01",
        "started=2026-02-01T08:00:00+01:00": "started: 2026-02-01T08:00:00+01:00",
        "blocked=by: a storm": 'blocked: "by: a storm"',
        "hypothesis=It helps": "hypothesis: It helps",
        "outcome=rejected": "outcome: rejected",
        "learned=That\nnothing helps": 'learned: "That\\nnothing helps"',
        "timebox=2w": "timebox: 2w",
        "runs=r1,r2": "runs: [r1, r2]",
        "data=clicks.parquet": "data: [clicks.parquet]",
    }
    edit_keys(opened(root), A, tuple(changes))
    lines = committed(root, at(A)).splitlines()
    assert set(changes.values()) <= set(lines)
    gone = tuple(f"{change.partition('=')[0]}=" for change in changes if not change.startswith("title"))
    edit_keys(opened(root), A, gone)
    assert committed(root, at(A)) == item(A, title='"A new: title"', priority="")
    assert is_clean(root)


def test_one_change_is_one_line_and_says_so(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, points="3  # a guess", odd="x")})
    assert edited(root, "points=5") == ["-points: 3  # a guess", "+points: 5  # a guess"]
    assert message_of(root) == f"backlog({A}): points 3 -> 5\n\nBacklog-Item: {A}\nBacklog-Change: points 3 5"


def test_nought_is_a_number(make_repository):
    root = backlog_of(make_repository)
    assert edited(root, "points=0") == ["+points: 0"]
    assert edited(root, "points=") == ["-points: 0"]


def test_lists_grow_and_shrink(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, labels="[a, 'b']  # ours"), at(B): item(B), at(C): item(C)})
    assert edited(root, "labels+=c,a") == ["-labels: [a, 'b']  # ours", "+labels: [a, 'b', c]  # ours"]
    assert edited(root, "labels-=a", "labels+=d", "label+=e") == [
        "-labels: [a, 'b', c]  # ours",
        "+labels: ['b', c, d, e]  # ours",
    ]
    edited(root, "labels-=b,c,D", "labels-=e")
    assert "labels" not in committed(root, at(A))
    assert edited(root, "depends_on+=bbb,ccc") == [f"+depends_on: [{B}, {C}]"]
    assert edited(root, "depends_on-=bb") == [f"-depends_on: [{B}, {C}]", f"+depends_on: [{C}]"]


def test_what_a_list_does_not_hold_cannot_be_taken_out(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, labels="[a, b]")})
    assert "`labels` holds no 'c'" in refusal(lambda: edit_keys(opened(root), A, ("labels-=c",)), UsageError)
    assert "holds no list" in refusal(lambda: edit_keys(opened(root), A, ("title+=c",)), UsageError)


def test_a_lone_word_is_a_list_of_one(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, labels="a")})
    assert edited(root, "labels+=b") == ["-labels: a", "+labels: [a, b]"]


def test_only_the_words_asked_for_are_committed(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, labels="[a]")})
    write(root, at(A), item(A, labels="[a, mine]"))
    edit_keys(opened(root), A, ("labels+=b",))
    assert "labels: [a, b]\n" in committed(root, at(A))
    assert "labels: [a, mine, b]\n" in text_of(root, at(A))


def test_a_list_of_more_than_words_is_left_alone(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, labels="{a: b}"), at(B): item(B, labels="[[a]]")})
    for identifier in (A, B):
        said = refusal(lambda one=identifier: edit_keys(opened(root), one, ("labels+=c",)), Refused)
        assert "more than words" in said


WRONG = (
    ("priority=hihg", "did you mean 'high'?"),
    ("status=dooing", "did you mean 'doing'?"),
    ("type=stroy", "did you mean 'story'?"),
    ("role=bussiness", "did you mean 'business'?"),
    ("outcome=confirm", "did you mean 'confirmed'?"),
    ("region=asia", "known are eu, us"),
    ("assignee=anna", "did you mean 'ana'?"),
    ("assignee+=anna", "did you mean 'ana'?"),
    ("points=many", "number of at least 0"),
    ("gpu_hours=many", "must be a number"),
    ("ready=perhaps", "true or false"),
    ("due=tomorrow", "2026-11-23"),
    ("due=2026-04-01T08:00:00Z", "2026-11-23"),
    ("started=2026-04-01T08:00", "+01:00"),
    ("review_on=2026-13-01", "no day"),
    ("labels=two words", "two-words"),
    ("labels+=two words", "two-words"),
    ("timebox=3 days", "`3d`, `2w`"),
    ("rank=a", "gitagile rank"),
    ("id=ML-new", "never changes"),
    ("gates=x", "edit the file"),
    ("sprint=s1", "gitagile move"),
    ("title=", "needs a title"),
    ("status=", "needs a status"),
    ("title=" + "x" * 201, "1 to 200 characters"),
    ("parent=aaa", "its own parent"),
    ("depends_on+=aaa", "depend on itself"),
    ("parent=zzz", "no item 'zzz'"),
    ("depends_on=bbb,zzz", "no item 'zzz'"),
    ("asignee=ana", "did you mean `assignee`?"),
    ("gpuhours=3", "did you mean `gpu_hours`?"),
    ("points", "KEY=VALUE"),
    ("=3", "KEY=VALUE"),
)


def test_a_wrong_change_says_what_would_be_right(make_repository):
    root = backlog_of(make_repository, THREE, FIELDS)
    before = snapshot(root)
    for change, said in WRONG:
        assert said in refusal(lambda one=change: edit_keys(opened(root), A, ("points=1", one)), UsageError), change
    assert snapshot(root) == before


def test_keys_of_ones_own_have_their_kind(make_repository):
    root = backlog_of(make_repository, THREE, FIELDS)
    changes = ("gpu_hours=-2.50", "ready=yes", "region=EU", "reviewers=x y,z", "review_on=2026-04-01")
    assert edited(root, *changes) == [
        "+gpu_hours: -2.5",
        "+ready: true",
        "+region: eu",
        '+reviewers: ["x y", z]',
        "+review_on: 2026-04-01",
    ]
    assert set(edited(root, "ready=no", "reviewers-=z")) == {
        "-ready: true",
        '-reviewers: ["x y", z]',
        "+ready: false",
        '+reviewers: ["x y"]',
    }


def test_keys_that_nobody_declared_keep_the_kind_they_have(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, seeds="[1, 2]", depth="3", frozen="false", sha="'0123'")})
    assert edited(root, "seeds+=3", "depth=4", "frozen=true", "sha=0456", "note=new: one") == [
        "-seeds: [1, 2]",
        "-depth: 3",
        "-frozen: false",
        "-sha: '0123'",
        '+seeds: [1, 2, "3"]',
        "+depth: 4",
        "+frozen: true",
        "+sha: '0456'",
        '+note: "new: one"',
    ]


def test_whoever_sits_here_is_assigned(make_repository):
    root = backlog_of(make_repository, THREE, '[team.ana]\nemails = ["ada@example.com"]\n[team.bo]\n')
    assert edited(root, "assign=@me", "assignee+=@bo") == ["+assignee: [ana, bo]"]
    assert edited(root, "assignee-=@me") == ["-assignee: [ana, bo]", "+assignee: [bo]"]


def test_a_status_is_checked_and_stamped_as_a_step(make_repository):
    root = backlog_of(
        make_repository, {at(A): item(A, body=BODY)}, '[workflow]\ndone_needs = ["criteria"]\nwip = {doing = 1}\n'
    )
    assert edited(root, "status=doing") == ["-status: todo", "+status: doing", f"+started: {STAMP}"]
    assert "criteria are open" in refusal(lambda: edit_keys(opened(root), A, ("status=done",)), Refused)


def test_a_status_at_its_limit_warns(make_repository):
    root = backlog_of(make_repository, THREE | {at(B): item(B, status="doing")}, "[workflow]\nwip = {doing = 1}\n")
    assert edit_keys(opened(root), A, ("status=doing",)).warnings == ("2 items are doing, the limit is 1",)


@pytest.mark.parametrize("changes", [("status=done", "finished=2026-02-20"), ("finished=2026-02-20", "status=done")])
def test_a_date_that_is_given_wins_over_the_stamp(make_repository, changes):
    root = backlog_of(make_repository)
    edited(root, *changes)
    assert (found(root).finished, found(root).started) == ("2026-02-20", STAMP)


def test_a_key_that_the_type_demands_stays(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, type="experiment", hypothesis="It helps"), at(B): item(B)})
    assert "needs `hypothesis`" in refusal(lambda: edit_keys(opened(root), A, ("hypothesis=",)), Refused)
    assert "needs `hypothesis`" in refusal(lambda: edit_keys(opened(root), B, ("type=experiment",)), Refused)
    edited(root, "type=experiment", "hypothesis=Less is more", identifier=B)


def test_what_is_so_already_is_said_and_not_committed(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, points="3.0", labels="[a]")})
    before = snapshot(root)
    result = edit_keys(opened(root), A, ("points=3", "labels+=a", "due=", "status=todo"))
    assert (result.acts, result.commit, result.warnings) == ((), None, (f"{A} is like that already",))
    assert snapshot(root) == before


def test_a_value_that_cannot_be_read_can_be_taken_away(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, points="[many]", labels="[]")})
    assert edited(root, "points=", "labels=") == ["-points: [many]", "-labels: []"]


def test_a_dry_run_of_an_edit_touches_nothing(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=BODY)})
    append(root, at(A), "half written")
    before = snapshot(root)
    content = (root / at(A)).read_bytes()
    results = [
        edit_keys(opened(root), A, ("points=3", "labels+=x"), dry_run=True),
        tick(opened(root), A, (1,), done=True, dry_run=True),
        edited_text(opened(root), found(root), content, content + b"more\n", dry_run=True),
    ]
    assert [len(result.acts) for result in results] == [2, 1, 1]
    assert snapshot(root) == before


def test_criteria_are_ticked_by_number(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=f"- [ ] not one\n\n{BODY}\n```\n- [ ] nor this\n```\n")})
    result = tick(opened(root), A, (3, 1, 1, 2), done=True)
    assert changed_lines(root) == ["-- [ ] One", "+- [x] One", "-- [ ] Three", "+- [x] Three"]
    assert subject_of(root) == f"backlog({A}): tick 3, 1"
    assert result.warnings == ("criterion 2 is ticked already",)
    assert tick(opened(root), A, (1,), done=True).commit is None
    tick(opened(root), A, (2,), done=False)
    assert changed_lines(root) == ["-- [x] Two", "+- [ ] Two"]


def test_a_number_that_is_no_criterion_is_refused(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=BODY), at(B): item(B)})
    for number in (0, 4, -1):
        assert f"{A} has 3 criteria" in refusal(lambda n=number: tick(opened(root), A, (1, n), done=True), UsageError)
    assert "has no criteria" in refusal(lambda: tick(opened(root), B, (1,), done=True), UsageError)
    assert is_clean(root)


def test_the_headings_of_the_config_count(make_repository):
    body = "## Notes\n- [ ] no\n\n## Fertig wenn\n- [ ] ja\n"
    root = backlog_of(make_repository, {at(A): item(A, body=body)}, '[items]\ncriteria_headings = ["Fertig wenn"]\n')
    tick(opened(root), A, (1,), done=True)
    assert changed_lines(root) == ["-- [ ] ja", "+- [x] ja"]


def test_a_checklist_that_the_user_is_writing_is_ticked_where_it_is_committed(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=BODY)})
    write(root, at(A), item(A, body=BODY.replace("- [ ] One", "- [ ] Zero\n- [ ] One")))
    tick(opened(root), A, (2,), done=True)
    assert changed_lines(root) == ["-- [ ] One", "+- [x] One"]
    assert "- [ ] Zero\n- [x] One\n" in text_of(root, at(A))
    before = snapshot(root)
    assert "no criterion 'Zero'" in refusal(lambda: tick(opened(root), A, (1,), done=True), Refused)
    assert snapshot(root) == before


def test_the_editors_text_is_taken_as_it_is(make_repository):
    root = backlog_of(make_repository)
    before = (root / at(A)).read_bytes()
    after = before.replace(b"todo", b"doing").replace(b"\n", b"\r\n") + b"No newline at the end"
    edited_text(opened(root), found(root), before, after)
    assert (root / at(A)).read_bytes() == after
    assert subject_of(root) == f"backlog({A}): edited"
    assert edited_text(opened(root), found(root), after, after).acts == ()


def test_a_text_that_cannot_be_taken_is_refused(make_repository):
    root = backlog_of(make_repository)
    before, shot = (root / at(A)).read_bytes(), snapshot(root)
    for after in (b"", before.replace(b"title: ", b"title: [["), b"\xff" + before, before.replace(b"---\n", b"", 1)):
        refusal(lambda after=after: edited_text(opened(root), found(root), before, after), WrongFile)
    after = before.replace(A.encode(), B.encode())
    assert "the id changed" in refusal(lambda: edited_text(opened(root), found(root), before, after), UsageError)
    assert snapshot(root) == shot


def test_an_edit_is_carried_over_to_what_is_committed(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body="One\n\nTwo\n\nThree\n")})
    mine = write(root, at(A), item(A, body="One\n\nTwo\n\nThree, half written\n")).read_bytes()
    edited_text(opened(root), found(root), mine, mine.replace(b"One", b"First"))
    assert changed_lines(root) == ["-One", "+First"]
    assert text_of(root, at(A)).endswith("First\n\nTwo\n\nThree, half written\n")
    assert git(root, "diff", "--stat").strip()


def test_two_edits_of_the_same_lines_are_refused(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body="One\n")})
    mine = write(root, at(A), item(A, body="One, half written\n")).read_bytes()
    shot = snapshot(root)
    said = refusal(lambda: edited_text(opened(root), found(root), mine, mine.replace(b"half", b"well")), Refused)
    assert "changed in the same lines" in said
    assert snapshot(root) == shot


def test_what_somebody_saved_while_the_editor_was_open_stays(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body="One\n\nTwo\n\nThree\n")})
    before = (root / at(A)).read_bytes()
    edit_keys(opened(root), A, ("points=5",))
    edited_text(opened(root), found(root), before, before.replace(b"Three", b"Last"))
    assert "points: 5\n" in committed(root, at(A))
    assert committed(root, at(A)).endswith("Last\n")
