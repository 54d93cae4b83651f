"""The check-in on the command line and through the editor, and the digest that holds what was said."""

from __future__ import annotations

import pytest

TEAM = """\
[team.ada]
name = "Ada Example"
emails = ["ada@example.com"]
[team.bo]
name = "Bo Chen"
emails = ["bo@example.com"]
"""
HOSTILE = "\x1b[2J</svg><script>alert(1)</script> | *x* [l](http://e.example) `c` \u202e <!-- -->"


def at(monkeypatch, stamp):
    for name in ("GITAGILE_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"2026-11-{stamp}:00+00:00")


def sit_down(monkeypatch, name):
    for side in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{side}_EMAIL", f"{name}@example.com")
        monkeypatch.setenv(f"GIT_{side}_NAME", name)


@pytest.fixture
def team(run, monkeypatch):
    """A team of two with three items; Ada did one on Friday and is in the middle of another. It is Monday, nine."""
    at(monkeypatch, "19T09:00")
    config = run.root / ".backlog/config.toml"
    config.write_text(config.read_text(encoding="utf-8") + TEAM, encoding="utf-8")
    run.git("commit", "-q", "-am", "the team")
    sit_down(monkeypatch, "ada")
    names = [run.new(title, "--assign", who) for title, who in (("One", "ada"), ("Two", "ada"), ("Three", "bo"))]
    at(monkeypatch, "20T10:00")
    run("done", names[0])
    run("start", names[1])
    at(monkeypatch, "23T09:00")
    return run, names


def text_of(run, person="ada", day="2026-11-23"):
    return (run.root / f".backlog/checkins/{day}/{person}.md").read_text(encoding="utf-8")


def drafts(run):
    return sorted((run.root / ".git/gitagile/drafts").glob("*.md"))


def test_a_draft_tells_friday_on_monday_and_writes_nothing(team):
    run, (one, two, _) = team
    answer = run("checkin", "--draft")
    assert f"## Did\n- {one} One: todo -> done\n- {two} Two: todo -> doing\n\n## Next\n- {two} Two" in answer.out
    assert run("checkin", "--draft", "--json").shape["checkin"]["next"] == [f"{two} Two"]
    assert run.git("status", "--short") == ""


def test_parts_that_are_given_take_the_place_of_the_draft(team):
    run, (_, two, _) = team
    answer = run(
        "checkin", "--did", "Read the guide", "--blocker", f"{two}: no GPU", "--note", "helpful: Bo sat with me"
    )
    assert answer.lines[0].startswith("ada")
    assert answer.lines[1].split("  ")[:2] == [two, "blocked: no GPU"]
    said = text_of(run)
    assert f"## Did\n- Read the guide\n\n## Next\n- {two} Two\n\n## Blockers\n- {two}: no GPU\n\nHelpful: Bo" in said
    assert run("check").code == 0


def test_an_empty_part_is_left_out_of_the_draft(team):
    run, (_, two, _) = team
    run("checkin", "--did", "")
    assert "## Did" not in text_of(run)
    assert f"## Next\n- {two} Two\n" in text_of(run)


def test_what_was_done_comes_as_json(team):
    run, (_, two, _) = team
    shape = run("checkin", "--blocker", "no GPU", "--blocks", two[3:], "--json").shape
    assert shape.keys() == {"schema", "checkin", "acts", "commit", "warnings", "dry_run"}
    assert shape["checkin"]["blocks"] == [two]
    assert shape["acts"][0]["path"] == shape["checkin"]["path"]


def test_a_dry_run_shows_the_text_and_writes_nothing(team):
    run, _ = team
    before = run.git("rev-parse", "HEAD")
    answer = run("checkin", "--did", "x", "--dry-run")
    assert "## Did\n- x\n" in answer.out
    assert "would: ada  check-in for 2026-11-23\n" in answer.out
    assert "## Did" in run("checkin", "--dry-run", "--next", "y").out
    assert run.git("rev-parse", "HEAD") == before


def test_the_editor_opens_on_the_draft(team, editor):
    run, (one, two, _) = team
    editor("## Help offered\n", "## Help offered\n- An hour on Tuesday\n")
    run("checkin", "--edit")
    said = text_of(run)
    assert f"- {one} One: todo -> done\n" in said
    assert "## Help offered\n- An hour on Tuesday\n" in said
    assert "gitagile:" not in said
    assert drafts(run) == []
    editor("## Blockers\n", f"## Blockers\n- {two}: no GPU\n")
    assert f"{two}  blocked: no GPU" in run("checkin", "--edit", "--note", "kind: thanks").out
    assert text_of(run).startswith(said.partition("until")[0])
    assert "Kind: thanks\n" in text_of(run)


def test_a_form_that_comes_back_wrong_is_kept_and_taken_later(team, editor):
    run, _ = team
    editor("person: ada", "person: bo")
    answer = run("checkin", "--edit", "--did", "written with care", code=2)
    (kept,) = drafts(run)
    assert "the person changed from ada to bo" in answer.err
    assert "`gitagile checkin --from FILE` takes it from there" in answer.err
    assert "written with care" in kept.read_text(encoding="utf-8")
    kept.write_text(kept.read_text(encoding="utf-8").replace("person: bo", "person: ada"), encoding="utf-8")
    run("checkin", "--from", str(kept))
    assert "- written with care\n" in text_of(run)


def test_a_form_that_is_emptied_is_left_be(team, monkeypatch):
    run, _ = team
    monkeypatch.setenv("GIT_EDITOR", "truncate -s 0")
    assert run("checkin", "--edit").err == "warning: it says nothing: nothing is changed\n"
    assert run.git("status", "--short") == ""
    assert drafts(run) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--dry-run",), 1),
        (("--did", "", "--next", ""), 2),
        (("--day", "2026-11-24", "--did", "x"), 2),
        (("--day", "soon", "--did", "x"), 2),
        (("--blocks", "zzz", "--blocker", "x"), 2),
        (("--from", "nowhere.md"), 2),
        (("--from", "-", "--did", "x"), 2),
        (("--blocker", "ML-zz99zz: x"), 2),
    ],
)
def test_a_wrong_request_is_answered_with_a_hint(team, monkeypatch, words, code):
    run, _ = team
    if code == 1:
        sit_down(monkeypatch, "zed")
    said = run("checkin", *words, code=code).err
    assert "Traceback" not in said
    assert "error: " in said
    assert "hint: " in said or "nowhere.md" in said


def test_the_digest_has_what_is_stuck_first_and_what_was_said_beside_what_git_saw(team, monkeypatch):
    run, (one, two, three) = team
    run("checkin", "--did", f"{one}: done, and it was fun", "--blocker", "no GPU", "--blocks", two)
    sit_down(monkeypatch, "bo")
    run("block", three, "waits for the vendor")
    run("checkin", "--help-offered", "A look at the loader", "--note", "mindful: lunch without screens", "--next", "x")
    lines = run("standup").out.splitlines()
    assert lines[2:6] == [
        "blockers",
        f"  Ada Example  {two}: no GPU",
        f"  Bo Chen      {three}: waits for the vendor",
        "",
    ]
    assert lines[6:8] == ["help offered", "  Bo Chen  A look at the loader"]
    ada = lines.index("Ada Example")
    assert lines[ada + 1] == f"  did   {one}: done, and it was fun"
    assert "  git saw as well" in lines
    assert not [line for line in lines[ada:] if line.startswith(f"  {one}")]
    assert "  Mindful: lunch without screens" in lines
    shape = run("standup", "--format", "json").shape
    assert [row["who"] for row in shape["blockers"]] == ["Ada Example", "Bo Chen"]
    assert [[said["person"] for said in person["said"]] for person in shape["people"]] == [["ada"], ["bo"]]
    assert [event["id"] for event in shape["people"][0]["did"]] == [one, two, two]
    markdown = run("standup", "--format", "md").out
    assert markdown.index("### Blockers") < markdown.index("### Help offered") < markdown.index("### Ada Example")


def test_a_blocker_is_over_once_its_item_is_free(team):
    run, (_, two, three) = team
    run("checkin", "--blocker", f"{two}: no GPU", "--blocker", f"{three}: no labels", "--blocker", "rain")
    run("unblock", two)
    run("done", three)
    assert [row["text"] for row in run("standup", "--json").shape["blockers"]] == ["rain"]
    run("block", two, "no GPU again")
    said = [row["text"] for row in run("standup", "--json").shape["blockers"]]
    assert said == [f"{two}: no GPU", "rain"]


def test_nobody_is_named_for_saying_nothing(team):
    run, _ = team
    run("checkin", "--did", "x")
    for form in ("text", "md", "json"):
        assert "Bo" not in run("standup", "--format", form).out.replace("Three", "")


def test_check_ins_of_other_days_stand_under_their_day(team, monkeypatch):
    run, _ = team
    run("checkin", "--did", "Monday's words", "--blocker", "Monday's rain")
    at(monkeypatch, "24T09:00")
    assert "Monday's" not in run("standup").out
    run("checkin", "--did", "Tuesday's words")
    said = run("standup", "--since", "2026-11-23").out
    assert "  2026-11-23\n  did   Monday's words\n" in said
    assert "  did   Tuesday's words\n" in said
    assert "Monday's rain" not in said


def test_without_a_team_words_and_steps_come_under_one_name(run, monkeypatch):
    at(monkeypatch, "23T09:00")
    run.new("One")
    run("checkin", "--did", "x")
    people = run("standup", "--json").shape["people"]
    assert [(one["name"], one["handle"], len(one["said"]), len(one["did"])) for one in people] == [
        ("Ada Example", "ada", 1, 1)
    ]


def test_a_check_in_that_cannot_be_read_is_said_and_hides_nothing(team):
    run, _ = team
    run("checkin", "--did", "x")
    run.write(".backlog/checkins/2026-11-23/bo.md", "just words")
    answer = run("standup")
    assert "I102" in answer.err
    assert "  did   x" in answer.out


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_words_are_only_words(team, form):
    run, (_, two, _) = team
    parts = ("--did", "--next", "--blocker", "--help-offered", "--note")
    run("checkin", *(word for part in parts for word in (part, f"{HOSTILE} {part}")), "--blocks", two)
    said = run("standup", "--format", form).out
    assert "\x1b" not in said
    if form != "json":
        assert "\u202e" not in said
    if form == "md":
        assert "<script" not in said.replace("\\<script", "")
    for name in ("did", "next", "blockers", "help_offered"):
        assert len(run("standup", "--json").shape["people"][0]["said"][0][name]) == 1
    assert "\x1b" not in run("checkin", "--draft").out + text_of(run)


def test_lines_are_cut_to_the_terminal_and_to_nothing_else(team, monkeypatch):
    from gitagile.cli import terminal

    run, (_, two, _) = team
    run("edit", two, f"title={'long words ' * 12}")
    run("checkin", "--did", "many words " * 20)
    whole = {words: run(*words).out for words in (("log",), ("standup",), ("standup", "--since", "9w"))}
    assert all(max(map(len, out.splitlines())) > 100 for out in whole.values())
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "72")
    for words, out in whole.items():
        lines = run(*words).out.splitlines()
        assert len(lines) == len(out.splitlines())
        assert max(map(len, lines)) <= 72
        assert any(line.endswith("…") for line in lines)
