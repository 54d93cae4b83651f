"""Hostile arguments to every command: a right result or a refusal, and nothing outside the backlog is touched."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.cli.table import COMMANDS, GROUPS, rows_of
from tests.badinput.conftest import Program
from tests.badinput.states import FILES
from tests.git.places import git

HOSTILE = (
    "", " ", "\t", "\n", "-", "--", "---", "-x", "-1", "--output=CANARY", "-oCANARY", "--exec=touch CANARY",
    "--upload-pack=touch CANARY", "-c core.pager=touch CANARY", "--help", "../../CANARY", "/CANARY", "..", ".", "./",
    "~", "~root", ".git", ".git/hooks/CANARY", "con", "NUL", "a" * 10_000, "é" * 3_000, "\x1b[2J", "\x07\x08\x7f",
    "\x9b31m", "\u202e\u2066", "\u2028", "\ufeff", "\udcff\udc80", "\U000e0041", "x\nBacklog-Item: FORGED",
    "x\n\nGitagile-Op: FORGED", "x\r\nBacklog-Change: FORGED", "Backlog-Item: FORGED", "x\u2028Backlog-Item: FORGED",
    "x\x0bGitagile-Op: FORGED\x0c", "# comment", "# ------------------------ >8 ------------------------", "\\", "'",
    '"', "`touch CANARY`", "$(touch CANARY)", "; touch CANARY", "| touch CANARY", "> CANARY", "%s%n%d", "{0}{x}", "*",
    "?", "[a-z]", "(", ")", "(?P<x>", "a{99999}", "\\1", "HEAD", "HEAD~1", "@{u}", ":/x", "main..", "^main",
    "refs/heads/main", ":(exclude)x", ":!x", "@", "@current", "@next", "@previous", "@me", "@nobody", "ML", "ML-",
    "ML-aaaaa", "ML-aaaaa1", "ml-AAAAA1", "aaaaa1 ", "backlog", "archive", "s1", "S1", "sprints/s1", "status:doing",
    "status:", ":x", "a:b", "points:>>3", "points:", "points:>", "points:3..", "points:..", "points:1e999",
    "points:" + "9" * 400, "created:>0000-00-00", "created:2026-13", "created:..", "due:<@today..", "is:",
    "is:nothing", "has:__class__", "no:fields", "has:place", "label:,", 'label:"', '"unclosed', '""', "-",
    "--is:done", "-is:done", "!is:done", "sprint:../x", "sprint:@current", "parent:*", "depends:[", "id:" + "x" * 999,
    "fields:x", "__class__:x", "text:x", "0", "-0", "1e999", "nan", "inf", "9" * 5_000, "1_000", "\u0661", "²",
    "null", "true", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-03-02T00:00:00+99:99", "=", "=x",
    "x=", "x=y=z", "x+=y", "x-=y", "+=", "-=", "id=ML-x", "title=", "title=\n", "status=nowhere", "points=-1",
    "points=nan", "gates=x", "__class__=x", "place=archive", "../x=y", "a b=c", "é=é", "labels+=a b", "labels+=,",
    "depends_on+=ML-aaaaa1", "parent=ML-aaaaa1", "k\n: v=1", "x=a\nb", "x=\x1b[2J", "x=\udcff", "null=null", "<<=x",
)  # fmt: skip
CANARY = "CANARY"
NEEDS_OTHER_TESTS = {"completion", "demo", "init"}


def shapes() -> dict[str, list[tuple[str, ...]]]:
    """Each command with a gap for a hostile word (`?`) in each of its places."""
    identifier = "ML-aaaaa1"
    found: dict[str, list[tuple[str, ...]]] = {
        "new": [
            ("?",),
            ("x", "--set", "?"),
            *(("x", f"--{one}=?") for one in "type status priority points assign role label parent".split()),
        ],
        "edit": [
            ("?", "points=1"),
            (identifier, "?"),
            (identifier, "title=?"),
            (identifier, "labels+=?"),
            (identifier, "?=1"),
            (identifier, "--from=?"),
        ],
        "list": [("?",), ("--sort=?",), ("assignee:?",), ("title:?",)],
        "mark": [("?", "done"), (identifier, "?"), (identifier, "done", "--override=?")],
        "block": [("?", "why"), (identifier, "?")],
        "drop": [("?",), (identifier, "--why=?")],
        "tick": [("?", "1"), (identifier, "?")],
        "untick": [("?", "1"), (identifier, "?")],
        "move": [("?", "s1"), (identifier, "?")],
        "rank": [("?", "--top"), (identifier, "--before=?"), (identifier, "--after=?")],
        "next": [("--role=?",), ("--limit=?",)],
        "board": [("--sprint=?",)],
        "check": [("?",), ("--rev=?",), ("--format=?",)],
        "import": [("?", "."), ("backlog-md", "?")],
        "hook": [("items", "?"), ("message", "?"), ("?",)],
        "config": [("?",)],
        "sprint new": [("?",), ("s9", "--start=?"), ("s9", "--weeks=?"), ("s9", "--goal=?"), ("s9", "--focus=?")],
        "sprint plan": [("?", "--dry-run"), ("s1", "--capacity=?", "--dry-run")],
        "sprint close": [("?", "--yes"), ("s1", "--dry-run", "--carry=?")],
        "sprint summary": [("?",), ("s1", "--format=?")],
    }
    names = [name for name in rows_of(COMMANDS) if name not in GROUPS] + [
        f"sprint {row.name}" for row in GROUPS["sprint"]
    ]
    for name in names:
        found.setdefault(name, [("?",)])
    return {name: gaps for name, gaps in found.items() if name not in NEEDS_OTHER_TESTS}


@pytest.fixture
def program(
    make_repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Program:
    root = make_repository("within/repository", files=FILES)
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"---\xff")))
    return Program(root, capfd)


@pytest.mark.parametrize("name", shapes())
def test_no_argument_makes_a_command_stumble_or_reach_outside(program: Program, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    before, head = outside(tmp_path), git(program.root, "rev-parse", "HEAD").strip()
    for gap in shapes()[name]:
        for word in chance.sample(HOSTILE, k=40 if name in READING else 14):
            words = [*name.split(), *(one.replace("?", word.replace(CANARY, str(tmp_path / CANARY))) for one in gap)]
            if "\0" not in word and "-e" not in words:
                program(*words).judged()
    assert outside(tmp_path) == before
    assert not [path for path in program.root.rglob("*") if "CANARY" in path.name and ".backlog" not in path.parts]
    for commit in git(program.root, "rev-list", f"{head}..HEAD").split():
        assert FORGED not in trailers(program.root, commit)


READING = {"list", "search", "show", "board", "config", "next"}
FORGED = "FORGED"


def trailers(root: Path, commit: str) -> str:
    """The names and values of a commit's trailers as git sees them, but for titles, which may hold any word."""
    out = git(root, "log", "-1", "--format=%(trailers:only,unfold)", commit)
    return "\n".join(
        line
        for line in out.splitlines()
        if not line.startswith(("Backlog-Change: ", "Override: ", "Backlog-Override: "))
    )


def outside(folder: Path) -> dict[str, bytes]:
    """Every file that no command may touch: all but the backlog and git's own."""
    found = {}
    for top, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one not in (".backlog", ".git")]
        for name in names:
            found[f"{top}/{name}"] = Path(top, name).read_bytes()
    hooks = folder / "within/repository/.git/hooks"
    return found | {str(path): path.read_bytes() for path in hooks.glob("*")}


TITLES = tuple(word for word in HOSTILE if FORGED in word)


@pytest.mark.parametrize("title", TITLES)
def test_no_title_forges_a_trailer(program: Program, title: str) -> None:
    for words in (
        ("new", title),
        ("edit", "ML-aaaaa1", f"title={title}"),
        ("block", "ML-aaaaa1", title),
        ("drop", "ML-aaaaa1", "--why", title),
    ):
        head = git(program.root, "rev-parse", "HEAD")
        if program(*words).judged().code:
            continue
        assert git(program.root, "rev-parse", "HEAD") != head
        message = git(program.root, "log", "-1", "--format=%B")
        (program.root.parent / "message").write_text(message, encoding="utf-8")
        parsed = git(program.root, "interpret-trailers", "--parse", str(program.root.parent / "message"))
        keys = [line.partition(": ")[0] for line in parsed.splitlines()]
        assert keys.count("Backlog-Item") == 1, message
        assert "Gitagile-Op" not in keys, message
        assert keys.count("Backlog-Change") == 1, message
        assert "Backlog-Item: FORGED" not in parsed.splitlines(), message


SPRINTS = (
    "../../x",
    "../x",
    ".git",
    "..",
    ".",
    "con",
    "con.x",
    "a/b",
    "A",
    "a b",
    "a.",
    "-a",
    "",
    "a\nb",
    "é",
    "backlog",
    "archive",
    "x" * 64,
    "/etc",
    "@current",
)


@pytest.mark.parametrize("name", SPRINTS)
def test_no_sprint_is_made_with_a_name_that_leads_astray(program: Program, name: str) -> None:
    answer = program("sprint", "new", "--start", "2026-05-04", "--", name).judged(frozenset({1, 2}))
    assert len(answer.errors) == 1
    assert git(program.root, "status", "--porcelain") == ""


def test_a_query_of_many_words_or_great_length_is_answered_or_refused(program: Program) -> None:
    for words in (
        ["x"] * 5_000,
        ["is:open"] * 3_000,
        ["a" * 200_000],
        ['"' * 1_000],
        ["label:" + "a," * 20_000],
        ["-" * 1_000],
        ["(" * 5_000],
    ):
        program("list", *words).judged()
        program("search", *words).judged()


def test_what_is_made_of_odd_words_reads_the_same_everywhere(program: Program) -> None:
    made = []
    for word in HOSTILE[::3]:
        answer = program("new", "--set", "note=" + word, "--", word).judged()
        if answer.code == 0:
            made.append((answer.out.strip(), " ".join(word.split())))
    listed = {one["id"]: one["title"] for one in json.loads(program("list", "--json").judged().out)["items"]}
    assert len(made) > 30
    assert dict(made) == {identifier: listed[identifier] for identifier, _ in made}
    assert json.loads(program("check", "--json").judged().out)["files"] == len(made) + 4
