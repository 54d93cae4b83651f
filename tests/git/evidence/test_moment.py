"""What else a moment shows: test reports, headings, parameters, declared metrics."""

from __future__ import annotations

import pytest

from gitagile.evidence.ladder import open_ladder
from gitagile.evidence.moment import Moment
from gitagile.model.measurement import Headings, Outcomes
from tests.git.places import git, repository, write
from tests.unit.evidence.samples import sample

FILES = {
    "reports/junit.xml": '<testsuite><testcase name="a"/></testsuite>',
    "docs/card.md": "# Card\n\n## Limits\n",
    "params.yaml": "train: {lr: 0.1}\n",
    "dvc.yaml": "metrics: [eval/m.json]\nparams: [more.toml]\n",
    "more.toml": "epochs = 7\n",
}


@pytest.fixture
def moments(make_repository):
    """The first commit, and a working tree in which much has changed since."""
    root = make_repository(files=FILES)
    write(root, "reports/junit.xml", sample("junit/report.xml").decode())
    write(root, "docs/card.md", "# Card\n")
    write(root, "params.yaml", "train: {lr: 0.01}\n")
    write(root, "dvc.yaml", "metrics: [\n")
    with open_ladder(repository(root)) as ladder:
        then, now = ladder.at("HEAD"), ladder.at(None)
        assert isinstance(then, Moment)
        assert isinstance(now, Moment)
        yield then, now


def test_a_report_is_that_of_its_moment(moments):
    then, now = moments
    assert [case.outcome for case in then.outcomes("reports/junit.xml").cases] == ["passed"]
    assert [case.outcome for case in now.outcomes("reports/junit.xml").cases] == [
        "passed",
        "passed",
        "failed",
        "skipped",
    ]
    assert then.outcomes("gone.xml") == Outcomes("gone.xml", reason="is not there")
    assert now.outcomes("../gone.xml") == Outcomes("../gone.xml", reason="is no path inside the repository")


def test_headings_are_those_of_their_moment(moments):
    then, now = moments
    assert then.headings("docs/card.md") == Headings("docs/card.md", ("Card", "Limits"))
    assert now.headings("docs/card.md") == Headings("docs/card.md", ("Card",))
    assert now.headings("docs") == Headings("docs", reason="is a folder, not a file")
    assert then.headings("docs") == Headings("docs", reason="is a folder, not a file")


def test_parameters_are_those_of_every_declared_file(moments):
    then, now = moments
    assert {name: one.text for name, one in then.params().items()} == {"train.lr": "0.1", "epochs": "7"}
    assert {name: one.text for name, one in now.params().items()} == {"train.lr": "0.01"}


def test_what_is_declared_or_why_not_is_said(moments):
    then, now = moments
    assert (then.declared().metrics, then.declared().faults) == (("eval/m.json",), ())
    assert now.declared().faults[0].startswith("dvc.yaml is no YAML we read: line 2")


def test_a_moment_that_is_none_says_why(make_repository):
    root = make_repository()
    git(root, "tag", "v1")
    with open_ladder(repository(root)) as ladder:
        assert ladder.at("v2") == "'v2' is no commit here"
        assert isinstance(ladder.at("v1"), Moment)
