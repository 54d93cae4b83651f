"""The action for GitHub: what it is made of, and its steps run in a shell."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from gitagile import __version__
from gitagile.actions import setup_texts
from gitagile.render.ci import MARK
from tests.git.places import git, write

from .conftest import METRICS

TOP = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
HISTORY, _, INSTALL, LOOK, COMMENT = STEPS
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")


def uses_of(text):
    return re.findall(r"uses: (\S+)(?: # (v\d+\.\d+\.\d+))?", text)


@pytest.fixture
def built(runner):
    """A runner with the whole history, in the environment that GitHub gives a pull request."""
    one = runner(GITHUB_BASE_REF="main", GITHUB_REPOSITORY="ana/ranker", FORMAT="github")
    for name in ("output", "summary"):
        (one.temp / name).touch()
    one.environ.update(
        RUNNER_TEMP=str(one.temp),
        GITHUB_OUTPUT=str(one.temp / "output"),
        GITHUB_STEP_SUMMARY=str(one.temp / "summary"),
    )
    return one


def test_it_is_a_composite_action_whose_parts_are_pinned_by_their_commits():
    assert ACTION["runs"]["using"] == "composite"
    assert set(ACTION["inputs"]) == {"version", "format", "comment"}
    for text in ((TOP / "action.yml").read_text(encoding="utf-8"), setup_texts.GITHUB):
        others = [(name, version) for name, version in uses_of(text) if not name.startswith("gitagile/")]
        assert others
        assert all(PINNED.fullmatch(name) and version for name, version in others)


def test_no_step_puts_what_others_write_into_its_script():
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_workflow_of_init_uses_it_with_the_whole_history():
    checkout, ours = yaml.safe_load(setup_texts.GITHUB)["jobs"]["backlog"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert ours["uses"] == f"gitagile/gitagile@v{__version__}"
    assert ours["with"].keys() <= ACTION["inputs"].keys()


def test_a_shallow_clone_is_told_what_it_needs(runner):
    ended = runner("--depth", "1").bash(HISTORY["run"], DEFAULT_BRANCH="main")
    assert ended.code == 3
    assert ended.out.startswith("::error ")
    assert "fetch-depth: 0" in ended.out


def test_the_default_branch_is_what_github_says_it_is(runner):
    one = runner()
    assert one.bash(HISTORY["run"], DEFAULT_BRANCH="main").code == 0
    assert git(one.root, "symbolic-ref", "refs/remotes/origin/HEAD").strip() == "refs/remotes/origin/main"
    assert one.bash("gitagile ci").out.startswith("nothing stands against it\nFrom origin/main at ")


@pytest.mark.slow
def test_it_installs_itself_or_the_version_that_is_asked_for(built, tmp_path):
    sources = tmp_path / "action"
    shutil.copytree(TOP / "gitagile", sources / "gitagile", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(TOP / name, sources)
    asked = {"PIP_TARGET": str(tmp_path / "target"), "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1"}
    built.environ.update(asked, PIP_NO_BUILD_ISOLATION="0", GITHUB_ACTION_PATH=str(sources))
    ended = built.bash(INSTALL["run"], VERSION="")
    assert ended.code == 0, ended.err
    assert (tmp_path / "target" / "gitagile" / "actions" / "ci" / "span.py").is_file()
    assert "gitagile==9.9.9" in built.bash(INSTALL["run"], VERSION="9.9.9").err


def test_the_page_goes_into_the_summary_and_the_code_is_the_answer(built):
    ended = built.bash(LOOK["run"])
    assert (ended.code, ended.out) == (0, "")
    page = built.text("summary")
    assert page.startswith(f"{MARK}\n\n### Backlog: nothing stands against it\n")
    assert "eval.auc better than merge-base by at least 0.01" in page
    assert built.text("output") == f"page={built.temp}/gitagile.md\n"
    assert built.text("gitagile.md") == page


def test_a_failed_gate_is_an_annotation_and_fails_the_step(built):
    write(built.root, METRICS, '{"eval": {"auc": 0.7}}\n')
    git(built.root, "commit", "-q", "-a", "-m", "Worse")
    ended = built.bash(LOOK["run"])
    assert ended.code == 1
    assert re.match(r"::error file=\.backlog/sprints/s2/ML-aaa111\.md,line=1,col=1,title=gate::ML-aaa111: ", ended.out)
    assert "### Backlog: 1 failed gate" in built.text("summary")
    shown = built.bash(LOOK["run"], FORMAT="text")
    assert (shown.code, shown.out.split("\n", 1)[0]) == (1, "1 failed gate")


def test_a_wrong_place_fails_the_step_with_its_own_code(built):
    git(built.root, "rm", "-q", "-r", ".backlog")
    git(built.root, "commit", "-q", "-m", "Gone")
    ended = built.bash(LOOK["run"])
    assert ended.code == 3
    assert "no backlog" in ended.err
    assert built.text("summary") == ""


@pytest.fixture
def gh(built, tmp_path):
    """A `gh` that writes down what it is asked for and answers with the ids in a file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    said, ids = tmp_path / "asked", tmp_path / "ids"
    ids.touch()
    script = (
        f'#!/bin/sh\necho "$*" >> {said}\ncase "$*" in *--paginate*) cat {ids};; *) exit "${{GH_CODE:-0}}";; esac\n'
    )
    (folder / "gh").write_text(script, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    built.environ.update(PATH=f"{folder}:{Path(sys.executable).parent}:/usr/bin:/bin", NUMBER="7")
    assert built.bash(LOOK["run"]).code == 0

    def comment(known="", **environ):
        ids.write_text(known, encoding="utf-8")
        said.write_text("", encoding="utf-8")
        ended = built.bash(COMMENT["run"], **environ)
        return ended, said.read_text(encoding="utf-8").splitlines()

    return comment


def test_the_page_becomes_one_comment_that_is_kept_current(gh, built):
    ended, asked = gh()
    page = f"{built.temp}/gitagile.md"
    assert ended.code == 0
    assert MARK in asked[0]
    assert asked[1] == f"api --silent -X POST repos/ana/ranker/issues/7/comments -F body=@{page}"
    _, asked = gh("41\n42\n")
    assert asked[1] == f"api --silent -X PATCH repos/ana/ranker/issues/comments/41 -F body=@{page}"


def test_where_no_comment_may_be_made_the_job_goes_on(gh):
    ended, _ = gh(GH_CODE="1")
    assert ended.code == 0
    assert "pull-requests: write" in ended.out
