"""Experiments and gates."""

from __future__ import annotations

import pytest

from tests.unit.rules.trees import CONFIG, ITEM, checked, codes, item

SOURCE = "source: eval/metrics.json"


def gate(text):
    return checked({ITEM: item("gates:", f"  - {text}")})


@pytest.mark.parametrize(
    "text",
    [
        f'{{metric: eval.auc, {SOURCE}, op: ">=", value: 0.88}}',
        f'{{metric: eval.auc, {SOURCE}, op: "==", value: 1, atol: 0.01, rtol: 0.1}}',
        f"{{metric: eval.auc, {SOURCE}, baseline: sprint-start, min_delta: -0.01}}",
        "{junit: reports/junit.xml, test: test_bias}",
        "{file: docs/model_card.md, has: Limitations}",
    ],
)
def test_these_gates_can_be_judged(text):
    assert gate(text).findings == ()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("all", "M410", "gate 1 is 'all', but must be a mapping"),
        ("{}", "M410", "gate 1 has no keys of a known demand: it is empty"),
        ("{colour: red}", "M410", "gate 1 has no keys of a known demand: colour"),
        ("{junit: reports/junit.xml}", "M410", "gate 1 has no `test`"),
        (f'{{metric: [a], {SOURCE}, op: ">=", value: 1}}', "M410", "`metric` is ['a'], but must be one text"),
        (f'{{metric: a, {SOURCE}, op: "!=", value: 1}}', "M411", "`op` is '!=', which is no comparison"),
        (f'{{metric: a, {SOURCE}, op: ">=", value: true}}', "M412", "`value` is True, but must be a number"),
        (f'{{metric: a, {SOURCE}, op: ">=", value: 1e999}}', "M412", "`value` is '1e999', but must be a number"),
        ("{file: a.md, has: 3}", "M410", "`has` is 3, but must be one text"),
        ("{file: /etc/passwd, has: root}", "M413", "`file` is '/etc/passwd', which is no path inside the repository"),
        ("{file: .git/config, has: x}", "M413", "`file` is '.git/config', which is no path inside the repository"),
        ('{file: "C:/x", has: x}', "M413", "`file` is 'C:/x', which is no path inside the repository"),
    ],
)
def test_these_gates_cannot(text, code, said):
    report = gate(text)
    assert [(finding.code, finding.message) for finding in report.findings] == [(code, said)]


def test_a_gate_that_mixes_two_demands_is_told_so():
    report = gate(f'{{metric: a, {SOURCE}, op: ">=", value: 1, min_delta: 2}}')
    assert [(finding.code, finding.line) for finding in report.findings] == [("M410", 5)]


def test_a_finding_on_a_gate_points_into_it():
    text = item("gates:", "  - metric: a", f"    {SOURCE}", "    op: '=>'", "    value: 1")
    (finding,) = checked({ITEM: text}).findings
    assert (finding.line, finding.column) == (7, 9)


def test_a_metric_with_a_source_in_the_config_needs_none_in_the_gate():
    config = '[metrics."eval.auc"]\nsource = "eval/metrics.json"\n'
    text = item("gates:", '  - {metric: eval.auk, op: ">=", value: 1}')
    (finding,) = checked({CONFIG: config, ITEM: text}).findings
    assert (finding.code, finding.hint) == ("M414", "did you mean 'eval.auc'?")
    assert checked({CONFIG: config, ITEM: text.replace("auk", "auc")}).findings == ()


def test_an_open_experiment_needs_no_outcome_yet():
    text = item("type: experiment", "hypothesis: x", "status: todo")
    assert codes(checked({ITEM: text})) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("budget: 20", "`budget` is 20, but must be a table"),
        ("budget: {gpu_hours: much}", "`budget` has 'much', which is no number of at least 0"),
        ("budget: {gpu_hours: -1}", "`budget` has -1, which is no number of at least 0"),
        ("budget: [20]", "`budget` is a list, but must be a table"),
    ],
)
def test_a_budget_is_a_table_of_amounts(line, message):
    (finding,) = checked({ITEM: item("status: todo", line)}).findings
    assert (finding.code, finding.message) == ("M405", message)
    assert "{gpu_hours: 20}" in finding.hint


@pytest.mark.parametrize("line", ["baseline: 0.84", "baseline: sprint-start", "budget: {gpu_hours: 20, eur: 1.5}"])
def test_what_an_experiment_is_compared_with_and_may_cost_is_accepted(line):
    assert checked({ITEM: item("status: todo", line)}).findings == ()


def test_a_baseline_is_a_number_or_a_text():
    (finding,) = checked({ITEM: item("status: todo", "baseline: [0.8]")}).findings
    assert (finding.code, finding.message) == ("I126", "`baseline` is a list, but must be a number or one text")


def test_the_config_may_declare_a_budget_and_a_metric_of_its_own():
    config = '[fields.budget]\ntype = "number"\n[fields.metric]\nvalues = ["a"]\n[metrics.auc]\nsource = "m.json"\n'
    text = item("type: experiment", "hypothesis: x", "status: todo", "budget: 20", "metric: a")
    assert checked({CONFIG: config, ITEM: text}).findings == ()


def test_only_an_experiment_s_metric_must_be_one_of_the_config():
    config = '[metrics."eval.auc"]\nsource = "eval/metrics.json"\n'
    assert checked({CONFIG: config, ITEM: item("status: todo", "metric: else")}).findings == ()
    text = item("type: experiment", "hypothesis: x", "status: todo", "metric: eval.auk")
    (finding,) = checked({CONFIG: config, ITEM: text}).findings
    assert (finding.code, finding.hint) == ("M406", "did you mean 'eval.auc'?")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("sprint_start", "did you mean 'sprint-start'?"),
        ("Sprint Start", "did you mean 'sprint-start'?"),
        ("sprint-strat", "did you mean 'sprint-start'?"),
        ("mergebase", "did you mean 'merge-base'?"),
        ("the last run", "write sprint-start, merge-base, a branch"),
        ("v1..v2", "write sprint-start, merge-base, a branch"),
        ("HEAD:eval", "write sprint-start, merge-base, a branch"),
        ("-x", "write sprint-start, merge-base, a branch"),
    ],
)
def test_a_baseline_that_can_mean_nothing_is_named(word, hint):
    text = item("gates:", f'  - {{metric: a, {SOURCE}, baseline: "{word}", min_delta: 0}}')
    (finding,) = checked({ITEM: text}).findings
    assert (finding.code, finding.severity, finding.line) == ("M415", "warning", 5)
    assert finding.hint.startswith(hint)
    trial = item("status: todo", "hypothesis: x", f'baseline: "{word}"')
    assert codes(checked({ITEM: trial})) == ["M415"]


@pytest.mark.parametrize(
    "word",
    [
        *("sprint-start", "merge-base", "main", "origin/main", "v1.2.0", "model@v1.2.0", "sprint-01-start", "HEAD~3"),
        *("churn-model@champion", "main@{yesterday}", "HEAD^", "4f2a9c1", "größe", "start"),
    ],
)
def test_a_baseline_that_may_name_a_revision_or_an_alias_is_accepted(word):
    text = item("gates:", f'  - {{metric: a, {SOURCE}, baseline: "{word}", min_delta: 0}}')
    assert checked({ITEM: text}).findings == ()
