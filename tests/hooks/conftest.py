"""The project as a repository that pre-commit installs hooks from, built once for all tests and all their processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from .places import SOUND, STAGES, TAG, Project, fetched

ROOT = Path(__file__).resolve().parents[2]
_PIP_FILES = ("pip/pip.conf", "pip/pip.ini", ".pip/pip.conf")
_IDENTITY = "[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n"
_LEAKING = ("PRE_COMMIT", "_PRE_COMMIT", "SKIP")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests, the same for each of its processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-hooks"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def outside(shared: Path) -> dict[str, str]:
    """A sealed environment in which pip still finds the machine's package registry: its own settings go with it."""
    (shared / "gitconfig").write_text(_IDENTITY, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", *_LEAKING))}
    settings = _pip_settings()
    return {
        **kept,
        **({"PIP_CONFIG_FILE": str(settings)} if settings else {}),
        "PIP_CACHE_DIR": str(shared / "pip"),
        "PIP_NO_COMPILE": "1",
        "HOME": str(shared),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(shared / "gitconfig"),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(shared / "virtualenv"),
        "PRE_COMMIT_HOME": str(shared / "pre-commit"),
    }


@pytest.fixture(scope="session")
def registry(shared: Path, outside: Mapping[str, str]) -> None:
    """Skip, with pip's own words, where no package registry can be reached."""
    known = shared / "registry"
    with FileLock(f"{known}.lock"):
        if not known.exists():
            asking = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--retries=1",
                "--no-deps",
                f"--dest={shared}/asked",
            ]
            ended = subprocess.run([*asking, "hatchling"], env=outside, check=False, capture_output=True, text=True)
            known.write_text("" if ended.returncode == 0 else ended.stderr.strip() or "pip failed", encoding="utf-8")
    if said := known.read_text(encoding="utf-8"):
        pytest.skip(f"pip reaches no package registry, so pre-commit can install nothing: {said.splitlines()[-1]}")


@pytest.fixture(scope="session")
def source(shared: Path, outside: Mapping[str, str]) -> Path:
    """The project's files as they are now, committed and tagged in a repository of their own."""
    folder = shared / "gitagile"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            draft = shared / "gitagile.draft"
            _copy_project(draft)
            for words in (("init", "-q"), ("add", "--all"), ("commit", "-q", "-m", "Release"), ("tag", TAG)):
                subprocess.run(["git", *words], cwd=draft, env=outside, check=True)
            draft.rename(folder)
    return folder


@pytest.fixture(scope="session")
def fetched_hooks(shared: Path, source: Path, outside: Mapping[str, str], registry: None) -> None:
    """Gitagile as pre-commit installs it from `source`, built once."""
    scratch = Project(shared / "scratch")
    with FileLock(f"{scratch.root}.lock"):
        if not scratch.root.exists():
            scratch.root.mkdir()
            hooks = ("gitagile-check", "gitagile-items", "gitagile-message")
            scratch.write(".pre-commit-config.yaml", fetched(source, *hooks))
            subprocess.run(["git", "init", "-q"], cwd=scratch.root, env=outside, check=True)
            ended = scratch.run(sys.executable, "-m", "pre_commit", "install-hooks", environ=outside)
            (shared / "installed").write_text("" if ended.code == 0 else ended.said, encoding="utf-8")
    said = (shared / "installed").read_text(encoding="utf-8")
    assert not said, said


@pytest.fixture(autouse=True)
def program(sealed_world: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing leaks from a pre-commit that runs these tests; `gitagile` on the PATH is the one they test."""
    for name in list(os.environ):
        if name.startswith(_LEAKING):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(shared / "pre-commit"))
    return


@pytest.fixture
def plain(make_repository: Callable[..., Path]) -> Project:
    """A project with a sound backlog and without any hook."""
    return Project(make_repository("project", files=SOUND))


@pytest.fixture(scope="session")
def hooked(
    tmp_path_factory: pytest.TempPathFactory, source: Path, outside: Mapping[str, str], fetched_hooks: None
) -> Path:
    """A project with a sound backlog, whose hooks pre-commit fetched and installed: to be copied."""
    project = Project(tmp_path_factory.mktemp("hooked"))
    files = {**SOUND, ".pre-commit-config.yaml": fetched(source, "gitagile-check", "gitagile-message")}
    for path, text in files.items():
        project.write(path, text)
    pre_commit = (sys.executable, "-m", "pre_commit", "install")
    commit = ("git", "commit", "-q", "-m", "Begin")
    for words in (("git", "init", "-q"), ("git", "add", "--all"), commit, pre_commit):
        ended = project.run(*words, environ=outside)
        assert ended.code == 0, ended.said
    assert {path.name for path in (project.root / ".git/hooks").iterdir() if not path.suffix} == set(STAGES)
    return project.root


@pytest.fixture
def project(hooked: Path, tmp_path: Path) -> Project:
    """A copy of `hooked` to work in."""
    shutil.copytree(hooked, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


def _pip_settings() -> Path | None:
    """The settings that pip would read for this user, unless a variable names a file already."""
    if "PIP_CONFIG_FILE" in os.environ:
        return None
    home = Path(os.environ.get("HOME") or Path.home())
    homes = (os.environ.get("XDG_CONFIG_HOME"), home / ".config", os.environ.get("APPDATA"), home)
    files = (Path(folder) / name for folder in homes if folder for name in _PIP_FILES)
    return next((file for file in files if file.is_file()), None)


def _copy_project(folder: Path) -> None:
    """What git tracks here and what is new, without the tests."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    for name in (os.fsdecode(one) for one in listed.split(b"\0") if one):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name, follow_symlinks=False)
