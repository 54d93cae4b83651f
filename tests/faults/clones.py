"""Clones of one bare remote, each somebody's, in which the program is run as a team would run it: as processes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.faults.simulated import tools_in


class Team:
    """A bare remote, and the clones of those who share it."""

    def __init__(self, folder: Path) -> None:
        self.hub = folder / "hub.git"
        self._folder = folder
        self._tools = tools_in(folder / "tools")
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.hub)], check=True)

    def clone(self, person: str) -> Clone:
        """A fresh clone for somebody."""
        root = self._folder / person
        names = {f"GIT_{role}_NAME": person for role in ("AUTHOR", "COMMITTER")}
        environ = {**os.environ, **names, **{key.replace("NAME", "EMAIL"): f"{person}@x.org" for key in names}}
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            environ.pop(name, None)
        environ["PATH"] = f"{self._tools}{os.pathsep}{environ['PATH']}"
        subprocess.run(["git", "clone", "-q", str(self.hub), str(root)], check=True, capture_output=True)
        return Clone(root, person, environ)

    def begin(self, titles: Iterable[str], *, sprints: Iterable[str] = ()) -> list[str]:
        """A backlog with some items at the remote; their ids. `sprints` are made in order, and none is started."""
        first = self.clone("beginner")
        first.run("init", "--profile", "scrum")
        for name in sprints:
            first.run("sprint", "new", name)
        ids = [first.run("new", title, "--json")["acts"][0]["id"] for title in titles]
        first.git("push", "-q", "-u", "origin", "main")
        return ids


class Clone:
    """One person's clone."""

    def __init__(self, root: Path, person: str, environ: dict[str, str]) -> None:
        self.root, self.person, self.environ = root, person, environ

    def ended(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run gitagile, however it ends."""
        return subprocess.run(
            ["gitagile", *words], cwd=self.root, env=self.environ, capture_output=True, text=True, check=False
        )

    def run(self, *words: str, ok: tuple[int, ...] = (0,)) -> Any:
        """Run gitagile, which must end well; its answer, where it is JSON."""
        ended = self.ended(*words)
        assert ended.returncode in ok, (self.person, words, ended.returncode, ended.stdout, ended.stderr)
        return json.loads(ended.stdout) if "--json" in words else ended.stdout

    def git(self, *words: str, ok: tuple[int, ...] = (0,)) -> str:
        """Run git."""
        ended = subprocess.run(
            ["git", *words], cwd=self.root, env=self.environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode in ok, (self.person, words, ended.stdout, ended.stderr)
        return ended.stdout

    def share(self, counts: dict[str, int] | None = None) -> None:
        """Sync until it is done, taking their side of each conflict that is left to a person."""
        counts = {} if counts is None else counts
        for _ in range(20):
            done = self.run("sync", "--json", ok=(0, 1))
            counts[done["result"]] = counts.get(done["result"], 0) + 1
            counts["tries"] = counts.get("tries", 0) + done["tries"]
            assert done["result"] in ("same", "synced", "conflict", "moved"), done
            assert done["elsewhere"] == [], done
            if done["result"] in ("same", "synced"):
                return
            counts["decided by a person"] = counts.get("decided by a person", 0) + len(done["left"])
            sides = [word for one in done["left"] for word in ("--theirs", one["name"])]
            if sides:  # exits with 1 where an item that was moved twice turns out to have a key with two values too
                self.run("resolve", "--yes", *sides, ok=(0, 1))
        raise AssertionError(f"{self.person} could not share its work in 20 syncs")

    def items(self) -> list[dict[str, Any]]:
        """All items as they lie here."""
        found: list[dict[str, Any]] = self.run("list", "--all", "--json")["items"]
        return found

    @property
    def head(self) -> str:
        """The commit the branch is at."""
        return self.git("rev-parse", "HEAD").strip()


def together(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run all at once; their results, in order. The first error is raised when all have ended."""
    waiting = list(acts)
    with ThreadPoolExecutor(len(waiting)) as pool:
        return [future.result() for future in [pool.submit(act) for act in waiting]]
