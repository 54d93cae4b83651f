"""The job for GitLab: the template and what init writes are one text, and its lines run in a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from gitagile.actions import setup_texts
from tests.git.actions.backlogs import A, at
from tests.git.places import git, write

TOP = Path(__file__).resolve().parents[2]
TEMPLATE = (TOP / "templates" / "gitlab-ci.yml").read_text(encoding="utf-8")
JOB = yaml.safe_load(TEMPLATE)["backlog"]
HISTORY, INSTALL, *LOOK = JOB["script"]


@pytest.fixture
def built(runner):
    """A runner with the whole history, in the environment that GitLab gives a merge request."""
    one = runner(CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    base = git(one.root, "merge-base", "HEAD", "origin/main").strip()
    one.environ.update(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    return one


def look(runner):
    return runner.bash("\n".join([HISTORY, *LOOK]))


def test_init_writes_the_template():
    assert setup_texts.GITLAB == TEMPLATE
    assert JOB["variables"]["GIT_DEPTH"] == "0"


def test_a_shallow_clone_is_told_what_it_needs(runner):
    ended = runner("--depth", "1").bash(HISTORY)
    assert ended.code == 3
    assert 'GIT_DEPTH: "0"' in ended.err


def test_the_version_may_be_given(built):
    asked = built.bash(f'pip() {{ echo "$@"; }}\n{INSTALL}', GITAGILE_VERSION="1.2.3").out
    assert asked.endswith("gitagile==1.2.3\n")
    assert built.bash(f'pip() {{ echo "$@"; }}\n{INSTALL}').out.endswith(" gitagile\n")


def test_a_good_branch_leaves_its_page_and_an_empty_report(built):
    ended = look(built)
    assert ended.code == 0, ended.err
    page = (built.root / "gitagile.md").read_text(encoding="utf-8")
    assert "### Backlog: nothing stands against it" in page
    assert "From main at " in page
    assert page in ended.out
    assert json.loads((built.root / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []


def test_a_finding_is_in_both_reports_and_fails_the_job(built):
    path = at(A, "s2")
    write(built.root, path, (built.root / path).read_text(encoding="utf-8").replace("status: doing", "status: dooing"))
    git(built.root, "commit", "-q", "-a", "-m", "Broken")
    ended = look(built)
    assert ended.code == 1
    assert "### Backlog: 1 error" in ended.out
    report = json.loads((built.root / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert [one["check_name"] for one in report] == ["I128"]
    assert set(JOB["artifacts"]["paths"]) == {"gitagile.md"}
