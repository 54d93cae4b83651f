"""Setting up, the doctor, settings, schemas, completion, exchange."""

from __future__ import annotations

import csv
import json

import pytest


def test_init_makes_a_backlog_once(empty):
    answer = empty("init", "--prefix", "RK", "--hooks", "--ci", "github")
    assert ".backlog/config.toml" in answer.out
    assert empty.git("status", "--short") == ""
    assert empty("init").err == "warning: everything is there already\n"
    assert empty.new("One").startswith("RK-")


def test_a_dry_run_of_init_makes_nothing(empty):
    assert "would: .backlog/config.toml" in empty("init", "--dry-run").out
    assert not (empty.root / ".backlog").exists()


def test_the_doctor_finds_and_mends(run):
    identifier = run.new("One")
    file = run.file_of(identifier)
    twin = file.with_name(f"{identifier}-twin.md")
    twin.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    run.git("add", "--all")
    run.git("commit", "-qm", "Twin")
    answer = run("doctor", code=1)
    assert "is given twice" in answer.out
    assert run("doctor", "--json", code=1).shape["complaints"][0]["fixable"] is True
    assert "would: " in run("doctor", "--fix", "--dry-run").out
    assert "nothing else is wrong" in run("doctor", "--fix").out
    assert run("doctor").out.startswith("nothing is wrong\n")


def test_settings_are_shown_with_where_they_come_from(run, monkeypatch):
    assert 'prefix = "ML"  # config.toml:' in run("config").out
    assert "commit = " in run("config", "commit").out
    monkeypatch.setenv("GITAGILE_COMMIT", "none")
    assert run("config", "commit").lines[-1] == 'commit = "none"  # GITAGILE_COMMIT'
    shape = run("config", "workflow", "--json").shape
    assert shape["settings"][0]["name"] == "workflow.statuses"
    assert shape["settings"][0]["value"]["doing"] == "active"
    assert "did you mean 'prefix'?" in run("config", "prefx", code=2).err


@pytest.mark.parametrize("words", [(), ("--sprint",), ("--config",)])
def test_schemas_are_json(run, words):
    assert json.loads(run("schema", *words).out)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_says_how_to_install_it(run, shell):
    said = run("completion", shell).out
    assert "_GITAGILE_COMPLETE" in said
    assert "# To have it in every shell" in said


def test_everything_is_exported(run):
    identifier = run.new("One, two", "--label", "a")
    assert json.loads(run("export", "json").out)["items"][0]["id"] == identifier
    rows = list(csv.DictReader(run("export", "csv").lines))
    assert rows[0]["title"] == "One, two"


def test_another_tools_backlog_is_brought_in(run, tmp_path):
    folder = tmp_path / "other/backlog"
    (folder / "tasks").mkdir(parents=True)
    (folder / "config.yml").write_text('project_name: "x"\n')
    (folder / "tasks/task-1 - Old.md").write_text("---\nid: task-1\ntitle: Old\nstatus: To Do\n---\n\nWhy.\n")
    assert "1 new item" in run("import", "backlog-md", str(tmp_path / "other"), "--dry-run").out
    assert "1 new item" in run("import", "backlog-md", str(tmp_path / "other")).out
    assert "Old" in run("list").out
    assert "no importer" in run("import", "elsewhere", ".", code=2).err
