"""Other systems: what Windows lacks is taken away, and every module is imported and a backlog read without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.badinput.states import FILES, PLAIN

LACKING = """\
import os, signal, sys
for name in ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "readline", "syslog"):
    sys.modules[name] = None
os_names = (
    "O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY O_SYNC geteuid getuid getgid getegid chown fchown fchmod mkfifo fork "
    "forkpty killpg setsid sysconf uname posix_fadvise getpgid sched_getaffinity"
)
for name in os_names.split():
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGPIPE", "SIGHUP", "SIGALRM", "SIGPROF", "setitimer", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
"""
IMPORTS = """\
import importlib, pkgutil, gitagile
names = [found.name for found in pkgutil.walk_packages(gitagile.__path__, "gitagile.")]
for name in names:
    if name != "gitagile.__main__":
        importlib.import_module(name)
print(len(names))
"""
READS = """\
from gitagile.cli.main import main
for line in ("list --json", "show ML-aaaaa1", "check", "board", "search why", "export json", "config"):
    code = main(line.split())
    assert code == 0, (line, code)
"""


def python(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def test_every_module_is_imported_without_what_unix_alone_has(tmp_path: Path) -> None:
    ended = python(tmp_path, LACKING + IMPORTS)
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 150


def test_a_backlog_is_read_without_what_unix_alone_has(make_repository: Callable[..., Path]) -> None:
    ended = python(make_repository(files=FILES), LACKING + READS)
    assert ended.returncode == 0, ended.stderr
    assert "ML-aaaaa1" in ended.stdout


@pytest.mark.skipif(os.name != "posix", reason="tries what is natural elsewhere")
def test_a_link_is_not_followed_even_where_the_system_has_no_flag_for_it(make_repository: Callable[..., Path]) -> None:
    root = make_repository(files=FILES)
    (root / "secret.md").write_text(FILES[PLAIN].replace("A title", "A secret"), encoding="utf-8")
    (root / ".backlog/backlog/ML-aaaaa9.md").symlink_to("../../secret.md")
    ended = python(
        root, LACKING + "from gitagile.cli.main import main\nmain(['list', '--json'])\nmain(['show', 'ML-aaaaa9'])"
    )
    assert "A secret" not in ended.stdout
