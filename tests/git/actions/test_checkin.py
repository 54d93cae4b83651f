"""Check-ins in real repositories: drafted from what was done, one commit each, nobody's words lost."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest

from gitagile.actions.team.checkin import Words, check_in, checkins_between, propose
from gitagile.actions.team.checkin_form import form_of, take_form
from gitagile.actions.undo import undo
from gitagile.errors import GitagileError, Refused, UsageError
from gitagile.model.checkin import Note
from gitagile.workspace import WrongFile
from tests.git.actions.backlogs import (
    A,
    B,
    C,
    at,
    backlog_of,
    changed_lines,
    committed,
    count_commits,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
    sprint,
    sprint_file,
    text_of,
)
from tests.git.places import git, write

TEAM = """\
[team.ada]
name = "Ada Example"
emails = ["ada@example.com", "ada@home.example.org"]
roles = ["data-science"]
[team.bo]
emails = ["bo@example.com"]
"""
HOLIDAY = TEAM.replace("[team.ada]", '[cadence]\nholidays = ["2026-03-09"]\n[team.ada]', 1)
FRIDAY, MONDAY, TUESDAY = "2026-03-06", "2026-03-09", "2026-03-10"


def noon(day, hour=12):
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")


def on(root, day, hour=12):
    return opened(root, now=noon(day, hour))


def path_of(day=MONDAY, person="ada"):
    return f".backlog/checkins/{day}/{person}.md"


@pytest.fixture
def team(make_repository):
    mine = {at(A): item(A, assignee="ada"), at(B): item(B, assignee="ada", priority="high"), at(C): item(C)}
    return backlog_of(make_repository, mine, TEAM)


@pytest.fixture
def act_at(monkeypatch):
    """Let commits be made at a time, by a person."""

    def set_time(day, hour=12, *, email="ada@example.com", name="Ada Example"):
        for side in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{side}_DATE", noon(day, hour).isoformat())
            monkeypatch.setenv(f"GIT_{side}_NAME", name)
            monkeypatch.setenv(f"GIT_{side}_EMAIL", email)

    return set_time


def set_status(root, identifier, before, after):
    file = root / at(identifier)
    file.write_text(file.read_text().replace(f"status: {before}", f"status: {after}"))
    git(root, "commit", "-q", "-m", f"{after}", "--", at(identifier))


def commit(root, message, name="code.py"):
    with (root / name).open("a") as stream:
        stream.write("x\n")
    git(root, "add", name)
    git(root, "commit", "-q", "-m", message)


def draft(root, day=MONDAY, hour=9):
    return propose(on(root, day, hour), Words()).draft.checkin


def test_a_first_draft_tells_of_the_last_working_day_over_a_weekend(team, act_at):
    act_at("2026-03-05")
    commit(team, "Thursday's work")
    act_at(FRIDAY, 10)
    set_status(team, A, "todo", "doing")
    commit(team, f"{A}: read rows in batches")
    set_status(team, A, "doing", "review")
    act_at(FRIDAY, 17)
    commit(team, "Tidy the loader")
    assert draft(team).did == (f"{A} Title of {A}: todo -> doing -> review; read rows in batches", "Tidy the loader")


def test_a_holiday_and_a_day_off_are_no_working_days(make_repository, act_at):
    root = backlog_of(make_repository, {}, HOLIDAY)
    act_at(FRIDAY, 10)
    commit(root, "Friday's work")
    assert draft(root, TUESDAY).did == ("Friday's work",)
    off = HOLIDAY.replace("[team.bo]", f'days_off = ["{FRIDAY}"]\n[team.bo]')
    write(root, ".backlog/config.toml", off)
    act_at("2026-03-05", 10)
    commit(root, "Thursday's work")
    assert draft(root, TUESDAY).did == ("Thursday's work", "Friday's work")


def test_a_later_draft_begins_where_the_last_check_in_ended(team, act_at):
    act_at(FRIDAY, 9)
    commit(team, "Before the check-in")
    act_at(FRIDAY, 10)
    check_in(on(team, FRIDAY, 10), Words(did=("mine",)))
    act_at(FRIDAY, 11)
    commit(team, "After the check-in")
    assert draft(team).did == ("After the check-in",)


def test_a_check_in_written_by_hand_counts_as_the_last_one(team, act_at):
    write(team, path_of(FRIDAY), "---\nperson: ada\n---\n## Did\n- by hand\n")
    act_at("2026-03-05")
    commit(team, "Thursday's work")
    act_at(FRIDAY, 9)
    commit(team, "Friday's work")
    assert draft(team).did == ("Friday's work",)


def test_all_addresses_of_a_person_are_theirs_and_others_are_not(team, act_at):
    act_at(FRIDAY, email="ADA@home.example.org", name="ada at home")
    commit(team, "From home")
    act_at(FRIDAY, email="old@example.net", name="A. Example")
    commit(team, "From long ago")
    act_at(FRIDAY, email="bo@example.com", name="Bo")
    commit(team, "Not hers")
    set_status(team, C, "todo", "doing")
    assert draft_of(team, act_at).did == ("From home",)
    write(team, ".mailmap", "Ada Example <ada@example.com> <old@example.net>\n")
    assert draft_of(team, act_at).did == ("From home", "From long ago")


def draft_of(root, act_at):
    act_at(MONDAY)
    return draft(root)


def test_work_on_a_branch_that_is_not_merged_is_work(team, act_at):
    act_at(FRIDAY)
    git(team, "switch", "-q", "-c", "topic")
    commit(team, f"{A}: on a branch")
    git(team, "switch", "-q", "main")
    assert draft(team).did == (f"{A} Title of {A}: on a branch",)


def test_what_one_commit_did_to_many_items_is_one_line(make_repository, act_at):
    names = [f"ML-aaa11{number}" for number in range(5)]
    root = backlog_of(make_repository, {at(name): item(name) for name in names}, TEAM)
    write(root, sprint_file("s2"), sprint())
    act_at(FRIDAY)
    for name in names:
        git(root, "mv", at(name), at(name, "s2"))
    git(root, "commit", "-q", "-am", "plan")
    assert draft(root).did == ("5 items moved to s2",)


def test_next_is_what_is_in_hand_then_what_is_ready(team, act_at):
    act_at(FRIDAY)
    set_status(team, A, "todo", "doing")
    assert draft(team).next == (f"{A} Title of {A}", f"{B} Title of {B}")


def test_an_item_of_nobody_is_one_s_own_once_one_began_it(team, act_at):
    act_at("2026-02-27")
    set_status(team, C, "todo", "doing")
    assert f"{C} Title of {C}" in draft(team).next


def test_where_one_has_nothing_the_best_item_of_nobody_is_proposed(make_repository):
    theirs = {
        at(A): item(A, assignee="bo", priority="urgent"),
        at(B): item(B, role="engineering", priority="high"),
        at(C): item(C),
    }
    root = backlog_of(make_repository, theirs, TEAM + '[roles]\nnames = ["data-science", "engineering"]\n')
    assert draft(root).next == (f"{C} Title of {C}",)


def test_blocked_items_of_one_s_own_are_the_blockers_and_others_are_shown_in_the_form(make_repository):
    files = {
        at(A): item(A, assignee="ada", status="doing", blocked="waits for labels"),
        at(B): item(B, assignee="bo", blocked="no GPU -->"),
    }
    root = backlog_of(make_repository, files, TEAM)
    form = form_of(on(root, MONDAY), Words())
    assert form.proposal.checkin.blockers == (f"{A}: waits for labels",)
    assert form.proposal.checkin.next == ()
    assert f"stuck: {B} Title of {B} (bo): no GPU - -> -->" in form.shown.decode()


def test_a_check_in_is_one_commit_of_one_file(team):
    made = check_in(on(team, MONDAY), Words(did=("Read the guide",), notes=("helpful: Bo sat with me",)))
    assert made.checkin.did == ("Read the guide",)
    assert made.checkin.notes == (Note("Bo sat with me", "helpful"),)
    assert made.checkin.next == (f"{B} Title of {B}", f"{A} Title of {A}")
    assert message_of(team) == f"backlog: check-in of ada, {MONDAY}\n\nGitagile-Op: checkin {MONDAY} ada"
    assert git(team, "show", "--format=", "--name-only").split() == [path_of()]
    assert text_of(team, path_of()) == committed(team, path_of()) == made.text.decode()
    assert is_clean(team)


def test_a_second_one_adds_and_takes_nothing_away(team):
    write(team, path_of(), "---\nperson: ada # me\n---\n\n## Did\n*  by hand\n\n## Mood\nsunny\n\nKind: thanks\n")
    git(team, "add", "--all")
    git(team, "commit", "-q", "-m", "by hand")
    check_in(on(team, MONDAY), Words(did=("More",), blockers=("the labels",)))
    assert [line[0] for line in changed_lines(team)].count("-") == 0
    check_in(on(team, MONDAY, 15), Words(help_offered=("A look",), notes=("be well",)))
    found = checkins_between(on(team, MONDAY), date(2026, 3, 9), date(2026, 3, 9))
    assert [(one.did, one.blockers, one.help_offered) for one in found] == [
        (("by hand", "More"), ("the labels",), ("A look",))
    ]
    assert [note.text for note in found[0].notes] == ["thanks", "be well"]
    assert "## Mood\nsunny\n" in text_of(team, path_of())
    assert found[0].until == f"{MONDAY}T12:00:00+00:00", "it was not told again what was done"


def test_saying_the_same_twice_commits_nothing(team):
    check_in(on(team, MONDAY), Words(did=("Read",)))
    before = count_commits(team)
    again = check_in(on(team, MONDAY), Words(did=("read",)))
    assert (again.result.acts, again.result.warnings) == ((), ("it says that already",))
    assert count_commits(team) == before


def test_a_blocker_blocks_its_item_in_the_same_commit_and_undo_takes_back_both(team):
    check_in(on(team, MONDAY), Words(blockers=("ml-aaa1: waits for labels", "and the coffee machine")))
    assert "blocked: waits for labels\n" in committed(team, at(A))
    said = text_of(team, path_of())
    assert f"blocks: [{A}]\n" in said
    assert f"- {A}: waits for labels\n- and the coffee machine\n" in said
    assert f"Backlog-Item: {A}\nBacklog-Change: blocked\n" in message_of(team)
    undo(on(team, MONDAY))
    assert "blocked" not in text_of(team, at(A))
    assert not (team / path_of()).exists()


def test_items_named_apart_are_blocked_by_the_one_blocker(team):
    made = check_in(on(team, MONDAY), Words(blockers=("no GPU",), blocks=("aaa", "bbb")))
    assert made.checkin.blockers == (f"{A}: no GPU", f"{B}: no GPU")
    assert [act.change for act in made.result.acts] == [f"check-in for {MONDAY}", "blocked: no GPU", "blocked: no GPU"]


def test_what_others_said_of_an_item_stays(make_repository):
    files = {at(A): item(A, blocked="waits for Bo"), at(B): item(B, status="done")}
    root = backlog_of(make_repository, files, TEAM)
    made = check_in(on(root, MONDAY), Words(blockers=(f"{A}: no GPU", f"{B}: no GPU")))
    assert "blocked: waits for Bo\n" in text_of(root, at(A))
    assert f"{A} is blocked already: waits for Bo" in made.result.warnings[0]
    assert made.result.warnings[1] == f"{B} is done: it is not blocked"
    assert made.checkin.blocks == (A,)


@pytest.mark.parametrize("text", ["pre-prod: down", "the labels: late", "ML-based: x", "x", "http://x-y: z"])
def test_a_blocker_that_names_no_item_is_only_words(team, text):
    made = check_in(on(team, MONDAY), Words(blockers=(text,)))
    assert made.checkin.blockers == (text,)
    assert len(made.result.acts) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words(blockers=("ML-zzz999: x",)), "no item"),
        (Words(blockers=("x", "y"), blocks=(A,)), "which blocker blocks the items?"),
        (Words(blocks=(A,)), "say why"),
        (Words(did=("",)), None),
        (Words(did=("\udcff",)), "not UTF-8"),
        (Words(did=("x" * 2001,)), "too long"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_happens(make_repository, words, said):
    root = backlog_of(make_repository, {at(C): item(C, assignee="bo")} if said is None else None, TEAM)
    before = count_commits(root)
    assert (said or "it says nothing") in refusal(lambda: check_in(on(root, MONDAY), words), UsageError)
    assert count_commits(root) == before
    assert is_clean(root)


@pytest.mark.parametrize("day", ["2026-03-11", "tomorrow", "2026-02-30", "9.3.2026"])
def test_a_day_that_is_none_or_not_here_yet_is_refused(team, day):
    assert "day" in refusal(lambda: check_in(on(team, MONDAY), Words(did=("x",)), day=day), UsageError)


def test_a_day_of_the_past_tells_up_to_its_end(team, act_at):
    act_at(FRIDAY)
    commit(team, "Friday's work")
    act_at(MONDAY)
    commit(team, "Monday's work")
    made = check_in(on(team, TUESDAY), Words(help_offered=("x",)), day=FRIDAY)
    assert made.checkin.did == ("Friday's work",)
    assert made.checkin.until == f"{FRIDAY}T23:59:59+00:00"


def test_somebody_the_team_does_not_know_is_told_what_to_add(team, act_at):
    act_at(MONDAY, email="zed@example.com", name="Zed")
    said = refusal(lambda: check_in(on(team, MONDAY), Words(did=("x",))), Refused)
    assert 'add `[team.zed]` with `emails = ["zed@example.com"]`' in said


def test_without_a_team_the_address_s_name_is_the_handle(make_repository):
    root = backlog_of(make_repository, {})
    check_in(on(root, MONDAY), Words(did=("x",)))
    assert (root / path_of()).is_file()


def test_a_dry_run_writes_nothing(team):
    made = check_in(on(team, MONDAY), Words(blockers=(f"{A}: x",)), dry_run=True)
    assert [act.path for act in made.result.acts] == [path_of(), at(A)]
    assert is_clean(team)
    assert not (team / ".backlog/checkins").exists()


def test_a_file_that_is_not_committed_is_not_written_over(team):
    write(team, path_of(), "---\nperson: ada\n---\n## Did\n- by hand\n")
    assert "not committed yet" in refusal(lambda: check_in(on(team, MONDAY), Words(did=("x",))), Refused)
    assert text_of(team, path_of()).endswith("- by hand\n")


def test_half_written_words_stay_where_they_are(team):
    check_in(on(team, MONDAY), Words(did=("one",)))
    file = team / path_of()
    file.write_text(file.read_text() + "\n## Mood\nhalf a\n")
    check_in(on(team, MONDAY), Words(did=("two",)))
    assert "half a" not in committed(team, path_of())
    assert "- one\n- two\n" in committed(team, path_of())
    assert file.read_text().endswith("## Mood\nhalf a\n")


def test_a_broken_file_is_named_and_left(team):
    write(team, path_of(), "no front matter\n")
    assert "I102" in refusal(lambda: check_in(on(team, MONDAY), Words(did=("x",))), WrongFile)
    assert text_of(team, path_of()) == "no front matter\n"
    assert checkins_between(on(team, MONDAY), date(2026, 3, 1), date(2026, 3, 31)) == ()


@pytest.mark.parametrize("link", ["checkins", f"checkins/{MONDAY}", f"checkins/{MONDAY}/ada.md"])
def test_a_link_is_never_followed(team, tmp_path, link):
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside / "ada.md" if link.endswith(".md") else outside
    place = team / ".backlog" / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
    with pytest.raises(GitagileError):
        check_in(on(team, MONDAY), Words(did=("x",)))
    assert list(outside.iterdir()) == []
    assert place.is_symlink()


def test_a_form_comes_back_without_our_remarks_and_with_every_word(team):
    workspace = on(team, MONDAY)
    form = form_of(workspace, Words(did=("drafted",)))
    text = form.shown.decode()
    assert text.endswith("\n\nKind, helpful, mindful:\n")
    written = text.replace("- drafted", "- drafted\n- written <!-- my own remark -->").replace(
        "mindful:", "mindful: hi"
    )
    made = take_form(workspace, form, written.encode())
    said = text_of(team, path_of())
    assert "gitagile:" not in said
    assert "## Help offered" not in said
    assert "- written <!-- my own remark -->\n" in said
    assert made.checkin.notes == (Note("hi"),)


def test_a_form_of_a_day_that_was_told_has_what_was_done_since(team, act_at):
    act_at(MONDAY, 9)
    check_in(on(team, MONDAY, 9), Words(did=("first",), help_offered=("x",)))
    act_at(MONDAY, 10)
    commit(team, "After the check-in")
    form = form_of(on(team, MONDAY, 11), Words())
    assert b"- first\n- After the check-in\n" in form.shown
    made = take_form(on(team, MONDAY, 11), form, form.shown)
    assert made.checkin.did == ("first", "After the check-in")
    assert made.checkin.until == f"{MONDAY}T11:00:00+00:00"


def test_a_form_left_as_it_was_changes_nothing(team):
    check_in(on(team, MONDAY), Words(did=("first",)))
    form = form_of(on(team, MONDAY), Words())
    before = count_commits(team)
    assert take_form(on(team, MONDAY), form, form.shown).result.acts == ()
    assert count_commits(team) == before


@pytest.mark.parametrize("left", [b"", b" \n", b"---\nperson: ada\n---\n\n## Did\n\nKind, helpful, mindful:\n"])
def test_a_form_that_says_nothing_is_left_be(team, left):
    workspace = on(team, MONDAY)
    made = take_form(workspace, form_of(workspace, Words()), left)
    assert made.checkin is None
    assert not (team / path_of()).exists()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("person: ada", "person: bo", UsageError),
        (f"day: {MONDAY}", f"day: {FRIDAY}", UsageError),
        ("person: ada", "a: b: c", WrongFile),
    ],
)
def test_a_form_of_another_or_a_broken_one_is_refused(team, before, after, kind):
    workspace = on(team, MONDAY)
    form = form_of(workspace, Words(did=("x",)))
    with pytest.raises(kind):
        take_form(workspace, form, form.shown.replace(before.encode(), after.encode()))
    assert not (team / path_of()).exists()


def test_a_form_taken_after_somebody_else_wrote_the_file_is_refused_or_joined(team):
    check_in(on(team, MONDAY), Words(did=("first",), help_offered=("x",)))
    form = form_of(on(team, MONDAY), Words())
    check_in(on(team, MONDAY), Words(help_offered=("y",)))
    made = take_form(on(team, MONDAY), form, form.shown.replace(b"- first\n", b"- first\n- second\n"))
    assert len(made.result.acts) == 1
    said = checkins_between(on(team, MONDAY), date(2026, 3, 9), date(2026, 3, 9))[0]
    assert (said.did, said.help_offered) == (("first", "second"), ("x", "y"))


def test_check_ins_come_by_day_and_person_and_only_those_asked_for(team):
    for day, person in ((FRIDAY, "bo"), (FRIDAY, "ada"), (MONDAY, "ada"), ("2026-03-02", "ada"), ("monday", "ada")):
        write(team, path_of(day, person), f"---\nperson: {person}\n---\n## Did\n- a\n")
    found = checkins_between(opened(team), date(2026, 3, 6), date(2026, 3, 9))
    assert [(one.day, one.person) for one in found] == [(FRIDAY, "ada"), (FRIDAY, "bo"), (MONDAY, "ada")]


def test_nothing_reads_the_clock(team):
    first = propose(on(team, MONDAY), Words(did=("x",))).after
    assert propose(on(team, MONDAY), Words(did=("x",))).after == first
    assert datetime.now(UTC).isoformat()[:10].encode() not in first
    assert os.environ["TZ"] == "UTC"
