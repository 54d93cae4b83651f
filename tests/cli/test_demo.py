"""The demo: its three sprints end as the story tells, in a repository that a reader can look around in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gitagile.cli.main import main


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's repository, and what was said while it was made."""
    folder = tmp_path_factory.mktemp("demo") / "ranker"
    words = [sys.executable, "-m", "gitagile", "demo", str(folder)]
    ended = subprocess.run(words, check=True, capture_output=True, text=True)
    return folder, ended.stdout


@pytest.fixture
def repository(told: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(told[0])
    return told[0]


def answered(capfd: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main([*words, "--json"]) == 0
    answer: dict[str, object] = json.loads(capfd.readouterr().out)
    return answer


def sprints(repository: Path) -> list[str]:
    return sorted(folder.name for folder in (repository / ".backlog/sprints").iterdir())


def test_a_gate_fails_and_then_passes(told: tuple[Path, str]):
    _, said = told
    refused = said.index("0.841 -> 0.846 is better by 0.005, 0.01 is demanded")
    assert refused < said.index("1 gate: it passes")
    assert said.index("v1.0.0 is not released") < said.index("v1.0.0  released with 10 items")


def test_the_metric_moves_from_sprint_to_sprint(repository: Path, capfd: pytest.CaptureFixture[str]):
    moved = []
    for sprint in sprints(repository):
        metrics = answered(capfd, "sprint", "summary", sprint)["metrics"]
        assert isinstance(metrics, list)
        moved += [
            (one["from"]["value"], one["to"]["value"], one["comparable"])
            for one in metrics
            if one["name"] == "eval.auc"
        ]
    assert moved == [(0.841, 0.841, True), (0.841, 0.872, True), (0.872, 0.886, True)]


def test_one_item_is_carried_and_one_experiment_rejected(repository: Path, capfd: pytest.CaptureFixture[str]):
    first, second, third = sprints(repository)
    carried = [answered(capfd, "sprint", "summary", one)["carried"] for one in (first, second, third)]
    assert carried == [3, 0, 0]
    experiments = answered(capfd, "experiments")["experiments"]
    assert isinstance(experiments, list)
    assert [(one["outcome"], one["timebox"]["said"]) for one in experiments] == [("rejected", "kept")]


def test_an_action_of_a_retro_is_done_a_sprint_later(repository: Path):
    first, second, _ = sprints(repository)
    assert "(from " + first in (repository / f".backlog/sprints/{second}/retro.md").read_text(encoding="utf-8")
    assert "- [x] " in (repository / f".backlog/sprints/{second}/retro.md").read_text(encoding="utf-8")


def test_what_lies_there_is_sound_and_nothing_is_left_uncommitted(repository: Path):
    assert main(["check", "--strict"]) == 0
    status = subprocess.run(["git", "status", "--porcelain"], cwd=repository, check=True, capture_output=True)
    assert status.stdout == b""
    assert (repository / ".backlog/releases/v1.0.0.md").is_file()
    assert list((repository / ".backlog/checkins").glob("*/bo.md"))


def test_a_folder_that_has_something_in_it_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["demo", str(tmp_path)]) == 1
    assert "is not an empty folder" in capfd.readouterr().err
