"""Gates of the config: held to what gates of items are held to, found on their own lines."""

from __future__ import annotations

from tests.unit.rules.trees import CONFIG, ITEM, checked, codes, item

METRIC = '[metrics."eval.auc"]\nsource = "eval/metrics.json"\n'


def found(config):
    return [(one.code, one.path, one.line, one.message) for one in checked({CONFIG: config, ITEM: item()}).findings]


def test_gates_that_can_be_judged_are_no_finding():
    text = METRIC + '[types.training]\ngates = [{ metric = "eval.auc", op = ">=", value = 0.88 }]\n'
    assert found(text) == []


def test_a_gate_that_cannot_be_judged_is_found_on_its_line():
    text = METRIC + (
        "[types.training]\n"
        'gates = [\n  { metric = "eval.auc", op = "=>", value = 0.88 },\n  { file = "../x", has = "Limits" },\n]\n'
        '[[release.gates]]\nmetric = "eval.auk"\nop = ">="\nvalue = inf\n'
    )
    assert found(text) == [
        ("M411", CONFIG, 5, "`types.training.gates`: `op` is '=>', which is no comparison"),
        ("M413", CONFIG, 6, "`types.training.gates`: `file` is '../x', which is no path inside the repository"),
        ("M412", CONFIG, 8, "`release.gates`: `value` is inf, but must be a number"),
        (
            "M414",
            CONFIG,
            8,
            "`release.gates`: the metric 'eval.auk' has no `source` here, and the config does not name it",
        ),
    ]


def test_a_rule_can_be_passed_over_in_the_config_too():
    text = '[check]\nignore = ["M410"]\n[[release.gates]]\ncolour = "red"\n'
    assert found(text) == []
    assert codes(checked({CONFIG: text.replace("M410", "M411"), ITEM: item()})) == ["M410"]


def test_a_metric_that_the_config_names_without_a_source_is_looked_for_in_mlflow():
    assert found('[metrics.val_auc]\n[[release.gates]]\nmetric = "val_auc"\nop = ">"\nvalue = 0.5\n') == []
