"""Hooks for teams without pre-commit: put into the repository's folder of hooks, listed, and taken out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..errors import GitagileError, Refused
from ..vcs import hook_files
from ..vcs.hook_files import ABSENT, CHANGED, FOREIGN, INSTALLED, OF_PRE_COMMIT, HookFile
from ..vcs.repository import Repository
from ..vcs.settings import read_settings


class Hook(NamedTuple):
    """One hook of git: what lies there now, and what was done to it (empty: nothing)."""

    name: str
    state: str
    done: str = ""
    runs_earlier: bool = False


class HooksReport(NamedTuple):
    """The folder of hooks with each hook we have something for; `refused` says what was left as it is, and why."""

    folder: Path
    hooks: tuple[Hook, ...]
    refused: tuple[GitagileError, ...] = ()


def status(repository: Repository) -> HooksReport:
    """What lies in the folder of hooks."""
    folder = hook_files.hooks_folder(repository, read_settings(repository))
    return HooksReport(folder, tuple(_hook(one) for one in hook_files.hook_files(folder)))


def install(repository: Repository, *, chain: bool = False, dry_run: bool = False) -> HooksReport:
    """Put our hooks in. One that is somebody's own is left as it is, or with `chain` kept and run before ours."""

    def act(one: HookFile, folder: Path) -> str:
        if one.state == INSTALLED:
            return ""
        if one.state == ABSENT:
            if not dry_run:
                hook_files.install(folder, one.name)
            return "installed"
        if one.state == FOREIGN and chain:
            if not dry_run:
                hook_files.chain(folder, one.name)
            return "installed, after the one that was there"
        raise _left(one, folder)

    return _each(repository, act)


def remove(repository: Repository, *, dry_run: bool = False) -> HooksReport:
    """Take our hooks out, and nobody else's; one that was kept gets its name back."""

    def act(one: HookFile, folder: Path) -> str:
        if one.state == CHANGED:
            raise Refused(f"{folder / one.name} was changed since it was installed", "delete it by hand")
        if one.state != INSTALLED:
            return ""
        if not dry_run:
            hook_files.remove(folder, one.name)
        return "removed, the one that was there is back" if one.runs_earlier else "removed"

    return _each(repository, act)


def _each(repository: Repository, act: Callable[[HookFile, Path], str]) -> HooksReport:
    folder = hook_files.hooks_folder(repository, read_settings(repository))
    done: dict[str, str] = {}
    refused: list[GitagileError] = []
    for one in hook_files.hook_files(folder):
        try:
            done[one.name] = act(one, folder)
        except GitagileError as error:
            refused.append(error)
    now = hook_files.hook_files(folder)
    return HooksReport(folder, tuple(_hook(one, done.get(one.name, "")) for one in now), tuple(refused))


def _hook(one: HookFile, done: str = "") -> Hook:
    return Hook(one.name, one.state, done, one.runs_earlier)


def _left(one: HookFile, folder: Path) -> Refused:
    """Why a hook that is not ours was left as it is."""
    path = folder / one.name
    if one.state == OF_PRE_COMMIT:
        return Refused(f"{path} is pre-commit's", "add the hooks to `.pre-commit-config.yaml`: `gitagile init --hooks`")
    if one.state == CHANGED:
        return Refused(f"{path} was changed since it was installed", "delete it, and install again")
    return Refused(f"{path} is there already", "`gitagile hooks install --chain` keeps it, and runs it before ours")
