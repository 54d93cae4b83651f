"""Commands that change items: new, steps, places, edits, undo; each one commit."""

from __future__ import annotations


def subject(run):
    return run.git("log", "-1", "--format=%s")


def test_new_prints_the_id_alone_and_says_where_the_file_lies(run):
    answer = run("new", "Clean", "the", "log", "--type", "data", "--label", "a", "--label", "b", "--points", "3")
    identifier = answer.out.strip()
    short = run.git("rev-parse", "--short=7", "HEAD")
    assert answer.err == f".backlog/backlog/{identifier}-clean-the-log.md  ({short})\n"
    text = run.file_of(identifier).read_text(encoding="utf-8")
    assert "title: Clean the log\n" in text
    assert "labels: [a, b]\n" in text
    assert run.git("status", "--short") == ""


def test_new_takes_its_body_from_a_file(run, tmp_path):
    (tmp_path / "body.md").write_bytes(b"Why.\r\n")
    identifier = run.new("With a body", "--body", str(tmp_path / "body.md"))
    assert run.file_of(identifier).read_text(encoding="utf-8").endswith("---\n\nWhy.\n")
    assert "cannot read" in run("new", "x", "--body", "nowhere.md", code=2).err
    (tmp_path / "latin.md").write_bytes(b"\xe9")
    assert "is not UTF-8" in run("new", "x", "--body", str(tmp_path / "latin.md"), code=2).err


def test_a_dry_run_says_what_would_happen_and_does_nothing(run):
    before = run.git("rev-parse", "HEAD")
    assert run("new", "x", "--dry-run").out.startswith("would: ML-")
    assert run.git("rev-parse", "HEAD") == before
    assert run.git("status", "--short") == ""


def test_a_wrong_set_is_a_wrong_request(run):
    assert "sets no key" in run("new", "x", "--set", "timebox", code=2).err
    assert "did you mean 'high'?" in run("new", "x", "--priority", "hgh", code=2).err


def test_a_step_is_one_line_with_the_short_commit(run):
    identifier = run.new("One")
    answer = run("start", identifier[3:])
    assert answer.out == f"{identifier}  todo -> doing  ({run.git('rev-parse', '--short=7', 'HEAD')})\n"
    assert subject(run) == f"backlog({identifier}): todo -> doing"
    assert run("start", identifier).err == f"warning: {identifier} is doing already\n"


def test_steps_go_through_the_workflow(run):
    one, two = run.new("One"), run.new("Two")
    assert run("mark", one, two, "review", "--json").shape["commit"] == run.git("rev-parse", "HEAD")
    shape = run("done", one, "--json").shape
    assert list(shape)[:3] == ["schema", "acts", "commit"]
    assert shape["acts"][0]["change"] == "review -> done"
    assert "review -> dropped" in run("drop", two, "--why", "no data").out
    assert "no data" in run.git("log", "-1", "--format=%b")
    assert run("mark", one, "dooing", code=2).err.startswith(
        "error: unknown status 'dooing'\nhint: did you mean 'doing'?"
    )


def test_done_asks_for_criteria_where_the_config_does(run):
    run.write(".backlog/config.toml", '[workflow]\ndone_needs = ["criteria"]\n')
    run.write("body.md", "- [ ] measured\n")
    identifier = run.new("One", "--body", "body.md")
    assert "criterion 1 is open" in run("done", identifier, code=1).err
    run("done", identifier, "--override", "measured by hand")
    assert "Backlog-Override: measured by hand" in run.git("log", "-1", "--format=%b")


def test_an_item_is_blocked_and_let_go_on(run):
    identifier = run.new("One")
    assert "blocked: waits for labels" in run("block", identifier, "waits", "for", "labels").out
    assert "(blocked: waits for labels)" in run("list", "is:blocked").out
    assert "unblocked" in run("unblock", identifier).out


def test_places_are_folders(run):
    identifier = run.new("One")
    run("sprint", "new", "s1")
    assert "backlog -> s1" in run("move", identifier, "s1").out
    assert run.file_of(identifier).parent.name == "s1"
    assert "s1 -> archive" in run("archive", identifier).out
    assert run("list").out == ""
    assert run("list", "--all").out.startswith(identifier)


def test_a_rank_asks_for_one_place(run, monkeypatch):
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-02T09:00:00+00:00")
    one = run.new("One")
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-02T09:00:01+00:00")
    two = run.new("Two")
    assert run("list").out.startswith(one)
    assert "rank top" in run("rank", two, "--top").out
    assert run("list").out.startswith(two)
    run("rank", two, "--after", one)
    assert run("list").out.startswith(one)
    assert "one place" in run("rank", two, code=2).err
    assert "one place" in run("rank", two, "--top", "--before", one, code=2).err


def test_criteria_are_ticked_by_number(run):
    run.write("body.md", "- [ ] measured\n")
    identifier = run.new("One", "--body", "body.md")
    assert "ticked 1: measured" in run("tick", identifier, "1").out
    assert "unticked 1: measured" in run("untick", identifier, "1").out
    assert "there is no criterion 7" in run("tick", identifier, "7", code=2).err


def test_keys_are_changed_from_the_command_line(run):
    identifier = run.new("One", "--label", "a")
    answer = run("edit", identifier, "points=5", "labels+=b", "due=2026-12-01")
    assert [line.split("  ")[1] for line in answer.lines] == ["points - -> 5", "labels a -> a,b", "due - -> 2026-12-01"]
    assert run("edit", identifier, "points=5").out == ""
    assert run("edit", identifier, "points=5", "--from", "x", code=2).err.startswith("error: `--from`")


def test_the_last_act_is_undone(run):
    identifier = run.new("One")
    run("start", identifier)
    assert run("undo", "--dry-run").out.startswith("would: ")
    run("undo")
    assert run("list").out.split()[1] == "todo"


def test_what_is_not_committed_is_called_so(run, monkeypatch):
    identifier = run.new("One")
    monkeypatch.setenv("GITAGILE_COMMIT", "stage")
    assert run("start", identifier).out == f"{identifier}  todo -> doing  (staged)\n"
    monkeypatch.setenv("GITAGILE_COMMIT", "none")
    assert run("unblock", identifier, "--json").shape["commit"] is None


def test_the_board_stands_by_status(run):
    identifier = run.new("One", "--points", "2")
    run("start", identifier)
    said = run("board").out
    assert f"doing 1\n  {identifier}  2  One\n" in said.replace(" of at most 6", "")
    shape = run("board", "--json").shape
    assert [column["status"] for column in shape["columns"]][:2] == ["todo", "doing"]
    assert shape["columns"][1]["items"][0]["id"] == identifier
