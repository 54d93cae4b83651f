"""Import weight: a hot command pays for no library it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from benchmarks.generate import write_history
from benchmarks.simulation import Plan

STARTER = """
import os, sys, runpy

def tell(code):
    loaded = sorted(name for name in sys.modules if "." not in name)
    print("\\nloaded:", code, *loaded, file=sys.stderr, flush=True)
    leave(code)

leave, os._exit = os._exit, tell  # the program ends at once: see gitagile/__main__.py
runpy.run_module("gitagile", run_name="__main__")
"""
HEAVY = {"yaml", "git", "rich", "markdown_it", "jsonschema_rs", "frontmatter"}
COMMANDS = {
    ("--version",): HEAVY,
    ("--help",): HEAVY,
    ("list",): HEAVY,
    ("list", "--json"): HEAVY,
    ("search", "gradient"): HEAVY,
    ("check",): {"git", "rich"},
    ("check", "FILE"): HEAVY,
    ("show", "FIRST"): {"git"},
    ("mark", "FIRST", "doing"): {"git", "rich"},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weight") / "project"
    made_up = write_history(Plan(items=30, active=10), folder)
    for key, value in (("user.name", "Ana Lee"), ("user.email", "ana@example.org")):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)
    return folder, next(iter(made_up.items))


def modules_of(folder, *words):
    """The modules that one command has imported when it ends."""
    command = [sys.executable, "-c", STARTER, *words]
    ended = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, env={**os.environ})
    code, *names = ended.stderr.rpartition("loaded:")[2].split()
    assert code == "0", ended.stderr
    return set(names)


def remember(folder):
    """Let gitagile remember the files: one that is younger than its memory of it is read again, as git does it."""
    for _ in range(50):
        if not modules_of(folder, "list") & HEAVY:
            return
        time.sleep(0.1)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_hot_command_imports_nothing_heavy(project, words):
    folder, first = project
    file = next(folder.glob(f".backlog/*/**/{first}-*.md"))
    filled = [{"FIRST": first, "FILE": str(file)}.get(word, word) for word in words]
    remember(folder)
    assert modules_of(folder, *filled) & COMMANDS[words] == set()
