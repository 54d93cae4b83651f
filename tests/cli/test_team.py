"""The team and its capacity on the command line."""

from __future__ import annotations

TEAM = """
[team.ana]
name = "Ana Lee"
emails = ["ana@example.org"]
roles = ["data-science"]
days_per_sprint = 8
days_off = ["2026-03-09", "2026-03-10"]
"""


def with_team(run, monkeypatch):
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-02T09:00:00+00:00")
    config = run.root / ".backlog/config.toml"
    run.write(".backlog/config.toml", config.read_text() + TEAM)
    run("sprint", "new", "s1", "--start", "2026-03-02")
    return run


def test_the_team_is_shown_with_its_roles_and_with_strangers(run, monkeypatch):
    answer = with_team(run, monkeypatch)("team")
    assert "ana  Ana Lee  data-science  1 address  8 days a sprint  off 2026-03-09 to 2026-03-10" in answer.out
    assert "nobody has it" in answer.out
    assert "Ada Example  ada@example.com" in answer.out
    assert ".mailmap" in answer.err
    shape = run("team", "--json").shape
    assert (shape["schema"], shape["people"][0]["days_off_ahead"]) == (
        1,
        [{"first": "2026-03-09", "last": "2026-03-10"}],
    )
    assert shape["unknown_to_config"] == [{"name": "Ada Example", "email": "ada@example.com"}]


def test_without_a_team_the_way_to_one_is_said(run):
    assert "`[team.ana]`" in run("team").err


def test_the_capacity_of_a_sprint_is_shown_by_person_and_role(run, monkeypatch):
    with_team(run, monkeypatch)
    identifier = run.new("One", "--points", "9", "--assign", "ana", "--role", "data-science", "--to", "s1")
    answer = run("capacity")
    assert "s1  planned  2026-03-02 to 2026-03-13, 10 working days" in answer.out
    assert "ana  6 days, 2 days off  1 item, 9 points  more than fits: about 3 points" in answer.out
    shape = run("capacity", "s1", "--json").shape
    assert [shape["people"][0][key] for key in ("handle", "days", "points", "said", "by")] == ["ana", 6, 9, "full", 3]
    run("drop", identifier)
    assert "nothing yet; about 6 points would fit" in run("capacity").out


def test_more_days_than_somebody_is_there_are_a_note(run, monkeypatch):
    with_team(run, monkeypatch)
    file = run.root / ".backlog/sprints/s1/sprint.md"
    run.write(".backlog/sprints/s1/sprint.md", file.read_text().replace("{ana: 6}", "{ana: 10}"))
    assert "note: ana is off 2 of the 10 working days of s1: 8 count, not the 10" in run("capacity").err
    assert "no sprint 'nine'" in run("capacity", "nine", code=2).err
