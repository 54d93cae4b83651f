"""The floors of the house: what may import what, held by import-linter."""

from __future__ import annotations

import configparser
import subprocess
import sys

import pytest

QUIET = {"model", "text", "rules", "analytics"}


@pytest.fixture(scope="module")
def contracts(root):
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    return parser


def rooms_of(root):
    names = {path.stem for path in (root / "gitagile").glob("*.py")} - {"__init__"}
    return names | {path.parent.name for path in (root / "gitagile").glob("*/__init__.py")}


def test_every_room_rests_only_on_the_floors_below_it(root, tmp_path):
    starter = (
        "import sys; from importlinter.cli import lint_imports_command as run; sys.argv[0] = 'lint-imports'; run()"
    )
    command = [sys.executable, "-c", starter, "--no-logo", "--cache-dir", str(tmp_path)]
    ended = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_room_that_is_there_is_not_called_planned(root, contracts):
    layers = contracts["importlinter:contract:floors"]["layers"].replace("|", "\n").split()
    planned = {room.strip("()") for room in layers if room.startswith("(")}
    assert sorted(planned & rooms_of(root)) == []


def test_every_quiet_room_is_held_to_be_quiet(root, contracts):
    held = contracts["importlinter:contract:quiet"]["source_modules"].split()
    assert sorted(held) == sorted(f"gitagile.{room}" for room in QUIET & rooms_of(root))
