"""Tests of gitagile.config.reader: the settings of model work, and the lines on which gates stand."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from gitagile.config.gate_lines import gate_lines
from gitagile.config.reader import read_config
from gitagile.model.gate import HEADING, VALUE

TEXT = """\
[workflow]
done_needs = ["criteria", "gates"]
[metrics."eval.auc"]
source = "eval/metrics.json"
evaluated_on = ["data/eval.csv", "data/slices"]
min_delta = 0.005
stop_after = 3
[types.training]
gates = [
  { metric = "eval.auc", op = ">=", value = 0.88 },  # a brace { in a comment
  { junit = "report{.xml", test = "test_bias" }, { file = "docs/card.md", has = "Limits" },
]
[types.experiment]
gates = [{ metric = "eval.auc", baseline = "sprint-start", min_delta = -0.01 }]
[[release.gates]]
metric = "eval.auc"
op = ">="
value = 0.90

[[ release . gates ]]
file = "docs/model_card.md"
has = "Limitations"
[evidence]
mlflow = ["ml/mlflow.db"]
[retro]
format = "sailboat"
"""


def test_the_settings_of_model_work_are_read():
    config, findings = read_config(TEXT, {})
    assert findings == ()
    assert config.done_needs == ("criteria", "gates")
    assert (config.mlflow_stores, config.retro_format) == (("ml/mlflow.db",), "sailboat")
    (metric,) = config.metrics
    assert metric.evaluated_on == ("data/eval.csv", "data/slices")
    assert (metric.min_delta, metric.stop_after) == (Decimal("0.005"), 3)
    assert config.origins["release.gates"] == "config.toml:15"


def test_gates_of_types_and_of_releases_are_read_as_they_are_written():
    config, _ = read_config(TEXT, {})
    training = config.type_named("training")
    assert training is not None
    assert [gate.demand for gate in training.gates] == [
        "eval.auc >= 0.88",
        "test_bias passes in report{.xml",
        "docs/card.md has the heading 'Limits'",
    ]
    assert [(gate.shape, gate.value) for gate in config.release_gates] == [
        (VALUE, Decimal("0.9")),
        (HEADING, Decimal(0)),
    ]
    places = [(one.setting, one.number, one.line) for one in config.written_gates]
    assert places == [
        ("types.experiment.gates", 1, 14),
        ("types.training.gates", 1, 10),
        ("types.training.gates", 2, 11),
        ("types.training.gates", 3, 11),
        ("release.gates", 1, 15),
        ("release.gates", 2, 20),
    ]


def test_a_gate_more_takes_no_other_demand_of_the_profile_away():
    experiment = read_config(TEXT, {})[0].type_named("experiment")
    assert experiment is not None
    assert experiment.requires == ("hypothesis",)
    assert experiment.about
    assert len(experiment.gates) == 1
    loose = read_config("[types.experiment]\nrequires = []\n", {})[0].type_named("experiment")
    assert loose is not None
    assert loose.requires == ()


def test_a_gate_that_cannot_be_read_is_kept_with_its_fault():
    config, findings = read_config('[[release.gates]]\nmetric = "auc"\nop = "=>"\nvalue = 1\n', {})
    assert findings == ()
    assert config.release_gates[0].fault.startswith("`op` is '=>'")


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        ("release.gates = [\n\n{a=1},\n{a=2}]", "release.gates", (3, 4)),
        ("release = { gates = [{a=1}] }", "release.gates", (1,)),
        ('types.training = { gates = [\n{ a = "}" },\n{ b = [1] }] }', "types.training.gates", (2, 3)),
        ("[types.a]\ngates = [{x=1}]\n[types.b]\ngates = [{y=1}]", "types.b.gates", (4,)),
        ("[types.b]\n'gates' = [ # [{\n{y=1}]", "types.b.gates", (3,)),
        ("[[types.'b'.gates]]\nx=1\n[[types.b.gates]]", "types.b.gates", (1, 3)),
        ("types = 1", "types.b.gates", (1,)),
    ],
)
def test_each_gate_is_found_on_its_line(text: str, name: str, lines: tuple[int, ...]):
    assert gate_lines(text, name, len(lines)) == lines


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[release]\ngates = 5", 2, "`release.gates` must be a list of tables"),
        ("[release]\ngates = ['a']", 2, "`release.gates` must be a list of tables"),
        ("[types.a]\n\ngates = {a = 1}", 3, "`types.a.gates` must be a list of tables"),
        (
            "[evidence]\nmlflow = ['/tmp/x']",
            2,
            "`evidence.mlflow` has '/tmp/x', which is no path inside",
        ),
        ("[evidence]\nmlflow = 'mlruns'", 2, "`evidence.mlflow` must be a list of texts"),
        ("[metrics.a]\nevaluated_on = ['../a']", 2, "`metrics.a.evaluated_on` has '../a', which is no path inside"),
        ("[metrics.a]\nmin_delta = nan", 2, "`metrics.a.min_delta` is nan, but must be a number of at least 0"),
        ("[metrics.a]\nstop_after = 0", 2, "`metrics.a.stop_after` is 0, but must be a whole number of at least 1"),
        ("[metrics.a]\nstop_after = 1.5", 2, "`metrics.a.stop_after` is 1.5, but must be a whole number of at least 1"),
        ("[metrics.a]\nstop_after = true", 2, "`metrics.a.stop_after` is True, but must be a whole number"),
        ("[retro]\nformat = '4l'", 2, "`retro.format` is '4l', but must be one of start-stop-continue, 4ls"),
    ],
)
def test_a_wrong_value_names_its_line(text: str, line: int, message: str):
    _, findings = read_config(text, {})
    assert [(one.code, one.line) for one in findings] == [("C503", line)]
    assert findings[0].message.startswith(message)
    assert findings[0].hint


def test_a_wrong_key_names_the_nearest():
    _, findings = read_config("[metrics.a]\nevaluate_on = ['a']\n[types.bug]\ngate = []\n[retro]\nformt = '4ls'\n", {})
    assert sorted((one.line, one.hint) for one in findings) == [
        (2, "did you mean 'evaluated_on'?"),
        (4, "did you mean 'gates'?"),
        (6, "did you mean `retro.format`?"),
    ]


def test_a_config_without_gates_does_not_pay_for_them():
    script = "import sys; from gitagile.config.reader import read_config; read_config('[metrics.a]\\n', {})"
    ended = subprocess.run(
        [sys.executable, "-c", script + "; print({'decimal', 'gitagile.model.gate'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "set()"


def test_the_research_profile_begins_with_experiments():
    config, findings = read_config('profile = "research"\n', {})
    assert findings == ()
    assert config.type_names[:3] == ("experiment", "spike", "paper")
    assert (config.weeks, config.max_weeks, config.done_needs) == (4, 6, ("criteria",))
    assert config.roles == ("research", "data-science", "engineering")
    assert config.default_type == "spike"
