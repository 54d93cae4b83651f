"""The commands `release`, `releases` and `ci`: their answers, and the codes they end with."""

from __future__ import annotations

import pytest


@pytest.fixture
def finished(run):
    """A backlog with one item that is done; its id."""
    identifier = run.new("Train the ranker", "--type", "training", "--points", "5")
    run("done", identifier)
    return identifier


def test_a_release_says_what_it_did_and_how_it_is_shared(run, finished):
    answer = run("release", "v1.0.0")
    assert [line.split("  ")[:2] for line in answer.lines] == [
        ["v1.0.0", "released with 1 item"],
        ["v1.0.0", "tagged"],
    ]
    assert "git push --atomic origin HEAD v1.0.0" in answer.err
    assert run.git("describe") == "v1.0.0"
    shown = run("releases")
    assert shown.lines[1].split() == ["v1.0.0", "2026-03-02", "1", "0", "annotated", "tag", "and", "notes"]
    assert "released already" in run("release", "v1.0.0", code=1).err


def test_a_dry_run_shows_the_notes_and_the_gates_that_would_refuse_it(run, finished):
    run.write(".backlog/config.toml", '[[release.gates]]\nfile = "CARD.md"\nhas = "Limits"\n')
    answer = run("release", "v1.0.0", "--dry-run", code=1)
    assert f"- **{finished}** Train the ranker (5 points)" in answer.out
    assert "would: v1.0.0  released with 1 item" in answer.out
    assert "error: v1.0.0 is not released: the gate CARD.md has the heading 'Limits' fails" in answer.err
    shape = run("release", "v1.0.0", "--dry-run", "--json", "--override", "a test").shape
    assert (shape["schema"], shape["tagged"], shape["items"], shape["commit"]) == (1, False, [finished], None)
    assert shape["gates"][0]["result"] == "fail"
    assert "Released all the same: a test" in shape["text"]
    assert run.git("tag") == ""


def test_releases_and_deliveries_are_json_too(run, finished):
    assert "nothing was released yet" in run("releases").err
    run("release", "v1.0.0", "--json")
    run.git("tag", "churn@v1.0.0")
    run.git("tag", "churn#prod")
    shape = run("releases", "--json").shape
    (one,) = shape["releases"]
    assert (one["version"], one["tag"], one["path"]) == ("v1.0.0", "annotated", ".backlog/releases/v1.0.0.md")
    assert one["items"] == [{"id": finished, "title": "Train the ranker", "days": 0}]
    assert one["days_to_release"] == {"median": 0, "shortest": 0, "longest": 0, "of": 1}
    assert [(entry["source"], entry["version"]) for entry in shape["deliveries"]] == [
        ("churn@v1.0.0", "v1.0.0"),
        ("churn#prod", "v1.0.0"),
    ]
    assert "v1.0.0 -> prod" in run("releases").out


@pytest.mark.parametrize("name", ["v1/2", "nul", "a..b"])
def test_a_name_that_cannot_be_is_a_wrong_question(run, name):
    assert "cannot be the name of a version" in run("release", name, code=2).err


def test_ci_answers_with_its_exit_code_in_every_form(run, finished, monkeypatch, tmp_path):
    run.git("switch", "-q", "-c", "work")
    file = run.file_of(finished)
    file.write_text(file.read_text(encoding="utf-8").replace("points: 5", "points: 8"), encoding="utf-8")
    run.git("commit", "-qam", "More")
    assert "points 5 -> 8" in run("ci").out
    assert "| points 5 -\\> 8 |" in run("ci", "--format", "md").out
    shape = run("ci", "--json").shape
    assert (shape["schema"], shape["passes"], shape["counts"]["re-estimated"]) == (1, True, 1)
    run.git("rm", "-q", str(file))
    run.git("commit", "-qm", "Gone")
    assert "1 lost id" in run("ci", "--range", "main..work", code=1).out
    page = tmp_path / "summary"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run("ci", "--format", "github", code=1).out.startswith("::error file=")
    assert page.read_text(encoding="utf-8").startswith("before\n<!-- gitagile ci -->\n\n### Backlog: 1 lost id")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert "GITHUB_STEP_SUMMARY is not set" in run("ci", "--format", "github", code=1).err


def test_ci_tells_the_wrong_place_from_a_wrong_question(run):
    assert "is no range" in run("ci", "--range", "main", code=2).err
    run.write(".git/shallow", run.git("rev-parse", "HEAD") + "\n")
    said = run("ci", code=3).err
    assert "error: the clone is shallow" in said
    assert "fetch-depth: 0" in said
