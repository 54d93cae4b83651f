"""The hooks that `gitagile init` writes, run with the gitagile that is installed, and the texts that are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from gitagile.actions import setup_texts

from .places import Project

TOP = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/hooks.md")


@pytest.fixture
def fresh(make_repository):
    """A repository that `gitagile init --hooks` set up, its hooks switched on."""
    project = Project(make_repository("fresh"))
    assert project.gitagile("init", "--hooks", "--ci", "github").code == 0
    assert project.pre_commit("install").code == 0
    return project


@pytest.mark.slow
def test_the_hooks_of_init_judge_commits_messages_and_merges(fresh):
    made = fresh.gitagile("new", "Begin")
    assert made.code == 0, made.said
    path = fresh.git("ls-files", ".backlog/backlog/*-begin.md").strip()
    fresh.change(path, "status: todo", "status: dooing")
    assert f"{path}:3:9: I128" in fresh.refused("commit", "-a", "-m", "Begin")
    fresh.git("checkout", "-q", "--", ".")
    fresh.git("reset", "-q", "--hard")
    assert "no item" in fresh.refused("commit", "--allow-empty", "-m", "ML-zzzzz2: nothing")
    hooks = {file.name for file in (fresh.root / ".git/hooks").iterdir() if file.suffix != ".sample"}
    assert hooks >= {"pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg"}
    fresh.git("switch", "-q", "-c", f"{made.said.split()[0]}-begin")
    fresh.git("commit", "--allow-empty", "-m", "Begin")
    assert f"Backlog-Item: {made.said.split()[0]}" in fresh.git("log", "-1", "--format=%B")


def yaml_blocks(page):
    return re.findall(r"^```yaml\n(.*?)^```", (TOP / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_configs_that_the_pages_show_are_accepted(page, plain):
    shown = [block for block in yaml_blocks(page) if "\nrepos:\n" in f"\n{block}"]
    assert len(shown) == 2
    for text in shown:
        plain.write(".pre-commit-config.yaml", text)
        ended = plain.pre_commit("validate-config")
        assert (ended.code, ended.said) == (0, "")


def test_the_pages_show_the_hooks_of_the_manifest_and_of_init():
    manifest = {hook["id"]: hook for hook in yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text())}
    written = {hook["id"]: hook for hook in yaml.safe_load(setup_texts.PRE_COMMIT)["repos"][0]["hooks"]}
    for page in PAGES:
        for text in (block for block in yaml_blocks(page) if "\nrepos:\n" in f"\n{block}"):
            hooks = yaml.safe_load(text)["repos"][0]["hooks"]
            assert {hook["id"] for hook in hooks} <= manifest.keys()
            assert all(hook == written[hook["id"]] for hook in hooks if "entry" in hook)
    for hook in written.values():
        assert {key: hook[key] for key in ("entry", "stages")} == {
            key: manifest[hook["id"]][key] for key in ("entry", "stages")
        }


@pytest.mark.parametrize(("name", "page"), [("GITHUB", "docs/github.md"), ("GITLAB", "docs/gitlab.md")])
def test_the_jobs_are_the_ones_that_the_pages_show(name, page):
    text = getattr(setup_texts, name)
    assert yaml.safe_load(text)
    assert text in yaml_blocks(page)
