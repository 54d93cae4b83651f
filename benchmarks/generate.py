"""Writes a made-up project: a history through `git fast-import`, plain files, or Backlog.md's layout of the same."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path
from typing import IO, cast

from benchmarks.made_up import MadeUpItem
from benchmarks.simulation import MAIN, Commit, Plan, Project

BACKLOG_MD_CONFIG = """\
project_name: "Made up"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd hh:mm
auto_open_browser: false
remote_operations: false
auto_commit: true
bypass_git_hooks: false
check_active_branches: false
task_prefix: "back"
"""
BACKLOG_MD_STATUS = {"todo": "To Do", "doing": "In Progress", "review": "In Progress", "done": "Done"}


def write_history(plan: Plan, folder: Path) -> Project:
    """Make a repository in `folder` with the plan's whole history, checked out and packed; the project at its end."""
    _git(folder.parent, "init", "--quiet", "--initial-branch=main", str(folder))
    project = Project(plan)
    command = ["git", "fast-import", "--quiet", "--done"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as importer:
        stream = cast("IO[bytes]", importer.stdin)
        branches = set()
        for commit in project.history():
            stream.write(as_fast_import(commit))
            branches.add(commit.ref)
        for ref in sorted(branches - {MAIN}):
            stream.write(f"reset {ref}\nfrom {'0' * 40}\n\n".encode())  # a merged branch goes
        stream.write(b"done\n")
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, command)
    _git(folder, "checkout", "--quiet", "main")
    return project


def write_files(plan: Plan, folder: Path) -> Project:
    """Write only the files of the plan's first commit, without git."""
    project = Project(plan)
    for path, content in project.first_files():
        _put(folder / path, content)
    return project


def write_backlog_md(plan: Plan, folder: Path) -> Project:
    """Write the items of the plan's first commit as Backlog.md keeps them, BACK-1 and on, in one commit."""
    project = Project(plan)
    project.first_files()
    _git(folder.parent, "init", "--quiet", "--initial-branch=main", str(folder))
    _put(folder / "backlog/config.yml", BACKLOG_MD_CONFIG.encode())
    numbers = {identity: f"BACK-{number}" for number, identity in enumerate(project.items, start=1)}
    for item in project.items.values():
        name = f"{numbers[item.id].lower()} - {item.slug.capitalize()}.md"
        _put(folder / "backlog/tasks" / name, _as_backlog_md(item, numbers).encode())
    _git(folder, "add", "--all")
    person = ("-c", "user.name=Ana Lee", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false")
    _git(folder, *person, "commit", "--quiet", "--message", "Start of the project")
    return project


def _as_backlog_md(item: MadeUpItem, numbers: dict[str, str]) -> str:
    """One task file in the form Backlog.md 1.5x writes itself."""
    lines = [
        "---",
        f"id: {numbers[item.id]}",
        f"title: {item.title}",
        f"status: {BACKLOG_MD_STATUS[item.status]}",
        f"assignee: [{item.assignee or ''}]",
        f"created_date: '{item.created}'",
        f"labels: [{', '.join(item.labels)}]",
        f"dependencies: [{', '.join(numbers[other] for other in item.depends_on)}]",
        f"priority: {'high' if item.priority == 'urgent' else item.priority}",
        "---",
        "",
        "## Description",
        "",
        *("\n\n".join(item.paragraphs).split("\n")),
        "",
        "## Acceptance Criteria",
        "<!-- AC:BEGIN -->",
        *(
            f"- [{'x' if number <= item.ticked else ' '}] #{number} {text}"
            for number, text in enumerate(item.criteria, start=1)
        ),
        "<!-- AC:END -->",
    ]
    return "\n".join(lines) + "\n"


def as_fast_import(commit: Commit) -> bytes:
    """One commit in fast-import's language (git-fast-import(1))."""
    who = f"{commit.who.capitalize()} <{commit.who}@example.org> {commit.when} +0000"
    message = commit.message.encode()
    lines = [
        f"commit {commit.ref}\nmark :{commit.number}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n".encode(),
        message,
        b"\n",
    ]
    for place, parent in enumerate(commit.parents):
        lines.append(f"{'merge' if place else 'from'} :{parent}\n".encode())
    lines += [f"D {path}\n".encode() for path in commit.removals]
    lines += [f"R {before} {after}\n".encode() for before, after in commit.moves]
    for path, content in commit.writes:
        lines += [f"M 100644 inline {path}\ndata {len(content)}\n".encode(), content, b"\n"]
    return b"".join(lines)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def main() -> None:
    """The command line: `python -m benchmarks.generate DIR --items 10000 --commits 100000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; it must not exist yet")
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--active", type=int, default=60, help="open items in the running sprint at the start")
    parser.add_argument("--files-only", action="store_true", help="the files of the first commit, without git")
    parser.add_argument("--backlog-md", action="store_true", help="the same items in the layout of npm's backlog.md")
    chosen = parser.parse_args()
    plan = Plan(items=chosen.items, commits=chosen.commits, seed=chosen.seed, active=chosen.active)
    chosen.folder.parent.mkdir(parents=True, exist_ok=True)
    write = write_backlog_md if chosen.backlog_md else write_files if chosen.files_only else write_history
    project = write(plan, chosen.folder.resolve())
    print(f"{chosen.folder}: {len(project.items)} items, {project.number} commits, sprint {project.sprint}")


if __name__ == "__main__":
    main()
