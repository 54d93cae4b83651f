"""Gates on the command line: judged in every format, in the way of `done`, and before a commit."""

from __future__ import annotations

import json
import sys
from xml.etree import ElementTree as ET

import pytest

from gitagile.evidence.junit import read_junit

CONFIG = """
[workflow]
done_needs = ["gates"]
[metrics."eval.auc"]
source = "eval/metrics.json"
[[release.gates]]
metric = "eval.auc"
op = ">="
value = 0.9
"""
VALUE = '{metric: eval.auc, op: ">=", value: 0.88}'
CARD = "{file: MODEL_CARD.md, has: Limits}"
HOSTILE = "\x1b[2J</testcase><script>alert(1)</script> | *x* [l](http://e.example) `c` \u202e & \"q\" 'q' ]]> <!--"


@pytest.fixture
def gated(run):
    """The program, the id of an item in progress with two gates, and a value that fails one of them."""
    config = run.root / ".backlog/config.toml"
    config.write_text(config.read_text() + CONFIG)
    auc(run, 0.86)
    run.write("MODEL_CARD.md", "# Limits\n")
    name = run.new("Train the ranker", "--type", "training")
    run("start", name)
    demand(run, name, VALUE, CARD)
    run.git("add", "--all")
    run.git("commit", "-qm", "Gates")
    return run, name


def auc(run, value):
    run.write("eval/metrics.json", json.dumps({"eval": {"auc": value}}))


def demand(run, name, *gates):
    """Write gates into an item's file, by hand."""
    path = run.file_of(name)
    listed = "gates:\n" + "".join(f"  - {one}\n" for one in gates)
    path.write_text(path.read_text().replace("type: training\n", f"type: training\n{listed}"))


def test_a_failed_gate_is_the_answer_no(gated):
    run, name = gated
    answer = run("gate", code=1)
    assert answer.lines == [
        f"{name}  Train the ranker",
        "  FAIL  eval.auc >= 0.88: 0.86 (work-tree)",
        "        0.86 is not >= 0.88",
        "  pass  MODEL_CARD.md has the heading 'Limits': Limits",
        "2 gates: 1 passed, 1 failed",
    ]
    assert answer.err == "note: no active sprint has gates: these are all open items that have\n"
    auc(run, 0.9)
    assert run("gate", name[3:6]).lines[-1] == "2 gates: all pass"
    assert run("gate", "--at", "HEAD", code=1).lines[-1] == "2 gates at HEAD: 1 passed, 1 failed"
    assert run("gate", "--release").lines == [
        "release",
        "  pass  eval.auc >= 0.9: 0.9 (work-tree)",
        "1 gate: it passes",
    ]
    assert run("gate", "--release", "--at", "HEAD", code=1).lines[-1] == "1 gate at HEAD: it fails"


def test_it_is_said_that_there_are_no_gates(run):
    name = run.new("A story")
    assert run("gate").out == "no active sprint has gates, nor has any open item\n"
    assert run("gate", name).out == f"no gates: {name}\n"
    assert run("gate", "--release").out.startswith("a release needs no gates")
    assert run("gate", "--json").shape["gates"] == []
    assert run("gate", "--format", "md").out == "no active sprint has gates, nor has any open item\n"
    assert ET.fromstring(run("gate", "--format", "junit").out).get("tests") == "0"  # noqa: S314
    assert run("gate", "--format", "sarif").shape["runs"][0]["results"] == []


def test_a_gate_comes_in_each_of_its_formats(gated):
    run, name = gated
    shape = run("gate", "--json", code=1).shape
    assert (shape["schema"], shape["passed"], shape["failed"], shape["revision"]) == (1, 1, 1, None)
    first, second = shape["gates"]
    assert first == {
        "id": name,
        "type": "training",
        "demand": "eval.auc >= 0.88",
        "value": "0.86",
        "baseline": None,
        "result": "fail",
        "reason": "0.86 is not >= 0.88",
        "demanded_by": "item",
        "found": "work-tree",
        "source": "eval/metrics.json",
        "baseline_found": None,
        "title": "Train the ranker",
    }
    assert (second["result"], second["value"], second["reason"]) == ("pass", "Limits", None)
    assert run("gate", "--format", "json", code=1).shape == shape
    table = run("gate", "--format", "md", code=1).lines
    assert table[:3] == ["# Gates", "", "2 gates: 1 passed, 1 failed."]
    assert [line.count("|") for line in table[4:]] == [7] * 4
    path = run.file_of(name).relative_to(run.root).as_posix()
    suites = ET.fromstring(run("gate", "--format", "junit", code=1).out)  # noqa: S314
    (suite,) = suites
    assert (suites.tag, suites.get("tests"), suites.get("failures"), suite.get("name")) == (
        *("testsuites", "2", "1"),
        f"{name} Train the ranker",
    )
    fails, passes = suite
    assert fails.attrib == {"classname": name, "name": "eval.auc >= 0.88", "file": path, "line": "8"}
    assert [(one.tag, one.get("message")) for one in fails] == [("failure", "0.86 is not >= 0.88")]
    assert (len(passes), passes.get("line")) == (0, "9")


def test_sarif_names_the_place_where_the_failed_gate_is_written(gated):
    run, name = gated
    log = run("gate", "--format", "sarif", code=1).shape
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (result,) = log["runs"][0]["results"]
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert (result["ruleId"], rule["id"], result["level"]) == ("gate-value", "gate-value", "error")
    assert result["message"]["text"] == f"{name}: eval.auc >= 0.88 fails: 0.86 is not >= 0.88"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == run.file_of(name).relative_to(run.root).as_posix()
    assert place["region"] == {"startLine": 8, "startColumn": 5}
    assert result["partialFingerprints"]["gitagile/v1"]


@pytest.mark.parametrize("form", ["text", "md", "json", "junit", "sarif"])
def test_text_from_files_stays_text_in_every_format(gated, form):
    run, _ = gated
    name = run.new("x", "--type", "training")
    path = run.file_of(name)
    quoted = json.dumps(HOSTILE)
    demands = f'gates:\n  - {{metric: {quoted}, source: eval/metrics.json, op: ">=", value: 1}}\n'
    demands += f"  - {{file: MODEL_CARD.md, has: {quoted}}}\n  - {{junit: r.xml, test: {quoted}}}\n"
    path.write_text(path.read_text().replace("title: x\n", f"title: {quoted}\n{demands}"))
    said = run("gate", name, "--format", form, code=1).out
    assert "\x1b" not in said
    assert "\u202e" not in said
    if form == "junit":
        report = read_junit(said.encode(), "r.xml")
        assert (report.reason, len(report.cases)) == ("", 3)
        title = ET.fromstring(said)[0].get("name")  # noqa: S314
        assert title.endswith(HOSTILE.replace("\x1b", "?"))
        assert said.isascii()
    if form == "md":
        assert "<script" not in said.replace("\\<script", "")
    if form == "json":
        assert json.loads(said)["gates"][0]["title"] == HOSTILE
    if form == "sarif":
        assert HOSTILE in json.loads(said)["runs"][0]["results"][0]["message"]["text"]


def test_done_refuses_on_a_failed_gate_and_says_how_to_go_on(gated):
    run, name = gated
    answer = run("done", name, code=1)
    assert answer.err.splitlines() == [
        f"error: {name} is not done: the gate eval.auc >= 0.88 fails: 0.86 is not >= 0.88",
        f"hint: `gitagile gate {name}` shows all that is demanded",
        f"hint: `gitagile done {name} --override WHY` goes on, and leaves the reason in git",
    ]
    assert "status: doing" in run.file_of(name).read_text()
    run("mark", name, "done", code=1)
    run("edit", name, "status=done", code=1)
    run("done", name, "--dry-run", code=1)
    run("mark", name, "review")
    run("drop", name)
    auc(run, 0.9)
    run("done", name)
    assert "status: done" in run.file_of(name).read_text()


def test_a_step_of_many_items_is_refused_as_a_whole(gated):
    run, name = gated
    other = run.new("Another")
    before = run.git("rev-parse", "HEAD")
    assert name in run("done", other, name, code=1).err
    assert run.git("rev-parse", "HEAD") == before
    assert "status: todo" in run.file_of(other).read_text()


def test_an_override_leaves_its_reason_and_what_failed_in_the_commit(gated):
    run, name = gated
    answer = run("done", name, "--override", "the client takes 0.86")
    passed_over = f"passed over {name}: eval.auc >= 0.88 fails: 0.86 is not >= 0.88"
    assert f"warning: {passed_over}" in answer.err.splitlines()
    message = run.git("log", "-1", "--format=%B").splitlines()
    assert passed_over in message
    assert message[-3:] == [
        f"Backlog-Item: {name}",
        "Backlog-Change: status doing done",
        "Backlog-Override: the client takes 0.86",
    ]
    assert run.git("log", "-1", "--format=%(trailers:key=Backlog-Override,valueonly)") == "the client takes 0.86"


def test_an_override_without_a_reason_is_none(gated):
    run, name = gated
    assert "say why" in run("done", name, "--override", "  ", code=2).err
    run("done", name, "--override", "", code=1)


def test_an_id_that_steers_is_shown_as_text(run):
    run.write(".backlog/backlog/ML-a.md", '---\nid: "ML-\\e[2Ja"\ntitle: x\n---\n')
    said = run("gate", "ML-").out
    assert "no gates: " in said
    assert "\x1b" not in said


def test_a_gate_that_is_no_list_holds_an_item_back(gated):
    run, name = gated
    path = run.file_of(name)
    path.write_text(path.read_text().replace(f"  - {VALUE}\n  - {CARD}\n", f"  {VALUE}\n"))
    assert "`gates` is no list of gates" in run("done", name, code=1).err


def test_done_looks_at_no_gates_where_the_config_does_not_ask_for_them(gated):
    run, name = gated
    config = run.root / ".backlog/config.toml"
    config.write_text(config.read_text().replace('["gates"]', "[]"))
    run("done", name)
    message = run.git("log", "-1", "--format=%B")
    assert "passed over" not in message


@pytest.mark.parametrize(
    "words",
    [
        ("gate", "nope"),
        ("gate", "--sprint", "nope"),
        ("gate", "--at", "nope"),
        ("gate", "--at", "-x"),
        ("gate", "--at", ""),
        ("gate", "--release", "--sprint", "@current"),
        ("gate", "--release", "ID"),
        ("gate", "--format", "html"),
    ],
)
def test_a_wrong_request_is_answered_with_a_hint(gated, words):
    run, name = gated
    said = run(*(name if word == "ID" else word for word in words), code=2).err
    assert "hint: " in said or "Usage: " in said or "Try " in said, said


class TestBeforeACommit:
    """`gitagile hook gate`."""

    def step(self, run, name, status="done"):
        path = run.file_of(name)
        path.write_text(path.read_text().replace("status: doing", f"status: {status}"))
        run.git("add", str(path))

    def test_a_step_by_hand_is_judged(self, gated):
        run, name = gated
        self.step(run, name)
        assert run("hook", "gate", code=1).lines[-1] == "2 gates: 1 passed, 1 failed"
        auc(run, 0.9)
        assert run("hook", "gate").lines[-1] == "2 gates: all pass"

    def test_no_other_change_is(self, gated):
        run, name = gated
        quiet = ["this commit steps no item with gates to done"]
        assert run("hook", "gate").lines == quiet
        self.step(run, name, "review")
        assert run("hook", "gate").lines == quiet
        self.step(run, run.new("No gates"))
        assert run("hook", "gate").lines == quiet

    def test_what_was_done_before_is_not_judged_again(self, gated):
        run, name = gated
        self.step(run, name)
        run.git("commit", "-qm", "Done")
        path = run.file_of(name)
        path.write_text(path.read_text().replace("Train the ranker", "Train it"))
        run.git("add", "--all")
        run("hook", "gate")

    def test_the_index_s_demands_are_judged_by_the_index_s_config(self, gated):
        run, name = gated
        self.step(run, name)
        path = run.file_of(name)
        path.write_text(path.read_text().replace("0.88", "0.1"))
        run("hook", "gate", code=1)
        config = run.root / ".backlog/config.toml"
        config.write_text("[broken\n")
        run("hook", "gate", code=1)
        run.git("add", str(config))
        assert "C501" in run("hook", "gate", code=3).err

    def test_our_own_acts_are_let_through(self, gated, monkeypatch):
        run, name = gated
        hook = run.root / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m gitagile hook gate\n")
        hook.chmod(0o755)
        run("done", name, "--override", "the client takes 0.86")
        assert "status: done" in run.file_of(name).read_text()

    def test_a_repository_without_a_backlog_passes(self, empty):
        empty("hook", "gate")
