"""Setting up: `.backlog/` with its config, hooks and continuous integration; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..config.reader import read_config
from ..errors import UsageError, WrongPlace
from ..store import layout
from ..store.tree import refuse_link
from ..vcs.message import Message
from ..vcs.repository import find_repository
from ..workspace import Workspace, config_text, refuse_wrong_config
from . import setup_texts
from .known_words import known_word
from .merging.installing import install_driver
from .result import Act, Result, finish

PRE_COMMIT_CONFIG = ".pre-commit-config.yaml"
CI_FILES = {"github": ".github/workflows/backlog.yml", "gitlab": ".gitlab-ci.yml"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a backlog shall be set up. `timezone` is an IANA name; `ci` is github, gitlab or nothing."""

    prefix: str = "ML"
    profile: str = "ml"
    timezone: str = "UTC"
    hooks: bool = False
    ci: str | None = None


def init(
    start: Path,
    wishes: Wishes,
    environ: Mapping[str, str],
    now: datetime,
    *,
    choose: Callable[[str], str],
    dry_run: bool = False,
) -> Result:
    """Make `.backlog/` in the repository that `start` lies in, in one commit; run again, it adds what is missing.

    The merge driver is installed in this clone's git config, which no commit holds.
    """
    if wishes.ci is not None:
        known_word("CI", wishes.ci, CI_FILES)
    repository = find_repository(start, environ)
    refuse_link(repository.root)
    if (repository.root / layout.ROOT).is_file():
        raise WrongPlace(f"{layout.ROOT} is a file, and must be a folder", f"`git mv {layout.ROOT} another-name` first")
    text = config_text(repository.root) or setup_texts.config_toml(wishes.prefix, wishes.profile, wishes.timezone)
    config, findings = read_config(text, environ)
    if findings and not (repository.root / layout.CONFIG).exists():
        raise UsageError(findings[0].message.replace("`", ""), findings[0].hint)
    workspace = Workspace(repository, config, findings, environ, now, choose)
    refuse_wrong_config(workspace)
    wanted = _files(wishes, config.profile)
    missing = {path: body for path, body in wanted.items() if not (repository.root / path).exists()}
    with workspace.change(dry_run=dry_run) as editing:
        for path, body in missing.items():
            editing.create(path, body)
        acts = [Act(path.rpartition("/")[2], "made", path) for path in missing]
        warnings = _by_hand(repository.root, wishes, missing)
        result = finish(editing, acts, Message("backlog: init", trailers=(("Gitagile-Op", "init"),)), warnings)
    if not dry_run:
        install_driver(repository)
    return result._replace(warnings=result.warnings or (() if acts else ("everything is there already",)))


def _files(wishes: Wishes, profile: str) -> dict[str, str]:
    files = {
        layout.CONFIG: setup_texts.config_toml(wishes.prefix, wishes.profile, wishes.timezone),
        layout.README: setup_texts.README,
        layout.BACKLOG_README: setup_texts.BACKLOG_README,
        f"{layout.ROOT}/.gitattributes": setup_texts.ATTRIBUTES,
    }
    files |= {layout.template_file(name): text for name, text in setup_texts.templates(profile).items()}
    if wishes.hooks:
        files[PRE_COMMIT_CONFIG] = setup_texts.PRE_COMMIT
    if wishes.ci:
        ci = wishes.ci.casefold()
        files[CI_FILES[ci]] = {"github": setup_texts.GITHUB, "gitlab": setup_texts.GITLAB}[ci]
    return files


def _by_hand(root: Path, wishes: Wishes, missing: Mapping[str, str]) -> tuple[str, ...]:
    """What was asked for and cannot be added to a file that is the user's own."""
    said = []
    if wishes.hooks and PRE_COMMIT_CONFIG not in missing and "gitagile" not in _text(root / PRE_COMMIT_CONFIG):
        hooks = setup_texts.PRE_COMMIT.partition("repos:\n")[2].rstrip()
        said.append(f"{PRE_COMMIT_CONFIG} is yours; add these lines under `repos:`\n{hooks}")
    path = CI_FILES.get((wishes.ci or "").casefold())
    if path and path not in missing and "gitagile" not in _text(root / path):
        said.append(f"{path} is yours; add a job with the whole history: `pip install gitagile && gitagile ci`")
    return tuple(said)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
