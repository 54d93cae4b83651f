"""A process that performs acts of gitagile in children of its own, and has one of them killed or hindered at a point.

Started as `python -m tests.faults.stage`; it takes one performance per line of JSON and answers with how it ended. All
of gitagile is imported once; every performance is a fork. A point is where the act is about to change something on the
disk or to start a process, or has just done so: nothing in gitagile knows of them.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import json
import os
import pkgutil
import random
import resource
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import gitagile
from gitagile.cli.main import main
from gitagile.errors import WrongPlace
from gitagile.vcs import exchange
from gitagile.vcs.repository import find_repository
from gitagile.vcs.transaction import open_transaction

CHANGES = {
    "os.rename": "rename", "os.remove": "remove", "os.link": "link", "os.mkdir": "mkdir", "os.rmdir": "rmdir",
    "os.truncate": "truncate", "os.chmod": "chmod", "os.utime": "utime", "subprocess.Popen": "start",
    "fcntl.flock": "flock",
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
GRACE = 60.0  # seconds after which a performance that hangs is ended


class Points:
    """Counts the points of one performance, and does what was asked for at one of them."""

    def __init__(self, fault: dict[str, Any], report: int) -> None:
        self._fault = fault
        self._report = report
        self._write = os.write  # as it is before it is watched
        self._passed = 0
        self.awake = False

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """Python's own audit events come before what they tell of (PEP 578)."""
        if not self.awake:
            return
        if event == "open":
            path, _, flags = args
            if not isinstance(flags, int) or not flags & WRITING or path == os.devnull or isinstance(path, int):
                return
            self.point("open")
        elif event in CHANGES:
            self.point(CHANGES[event])

    def point(self, name: str) -> None:
        """One more point; the one that was asked for is not survived, or fails."""
        fault = self._fault
        if fault.get("kind") == "error" and name not in fault["names"]:
            return
        self._passed += 1
        self._write(self._report, b".")
        if self._passed != fault.get("at"):
            return
        if fault["kind"] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault["kind"] == "error":
            number = getattr(errno, fault["errno"])
            raise OSError(number, os.strerror(number))


def around(points: Points, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """A call with a point before and after it."""

    def called(*args: Any, **keywords: Any) -> Any:
        points.point(name)
        result = call(*args, **keywords)
        points.point(f"{name} done")
        return result

    return called


def watch(points: Points) -> None:
    """Points that Python's audit does not tell of."""
    sys.addaudithook(points.hear)
    write = os.write
    os.write = lambda fd, text: (points.awake and points.point("write"), write(fd, text))[1]
    os.fsync = around(points, "fsync", os.fsync)
    swap = exchange._system_call()
    exchange._system_call = lambda: swap and around(points, "swap", swap)
    begin = subprocess.Popen.__init__
    subprocess.Popen.__init__ = lambda *args, **keywords: (begin(*args, **keywords), points.point("started"))[0]


def recover() -> int:
    """What every writing command begins with, and nothing else."""
    with contextlib.suppress(WrongPlace), open_transaction(find_repository(Path.cwd(), os.environ), mode="auto"):
        pass
    return 0


def perform(wish: dict[str, Any], report: int) -> NoReturn:
    """Be the process of one command line."""
    os.setsid()
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    os.chdir(wish["cwd"])
    os.environ.clear()
    os.environ.update(wish["environ"])
    open_transaction.__kwdefaults__["patience"] = wish["patience"]
    chance = random.Random(wish.get("seed", 7))
    secrets.choice = chance.choice
    fault = wish["fault"]
    if fault.get("kind") == "size":
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault["bytes"], fault["bytes"]))
    points = Points(fault, report)
    watch(points)
    words = wish["words"]
    points.awake = True
    try:
        code = recover() if words == ["recover"] else main([*words])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - whatever comes out is shown
        import traceback

        traceback.print_exc()
        code = 99
    finally:
        points.awake = False
    os._exit(code)


def play(wish: dict[str, Any]) -> dict[str, Any]:
    """One performance from beginning to end. What it says goes through pipes, which no limit on files holds for."""
    out, err, report = os.pipe(), os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(out[1], 1)
        os.dup2(err[1], 2)
        perform(wish, report[1])
    for pipe in (out, err, report):
        os.close(pipe[1])
        os.set_blocking(pipe[0], False)
    status = _end_of(child, wish["fault"])
    texts = [_all_of(pipe[0]) for pipe in (out, err, report)]
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "out": texts[0], "err": texts[1], "points": len(texts[2])}


def _all_of(pipe: int) -> str:
    """What has been said so far; a process that outlived its parent may hold the other end."""
    parts = []
    with contextlib.suppress(BlockingIOError):
        while part := os.read(pipe, 65_536):
            parts.append(part)
    os.close(pipe)
    return b"".join(parts).decode("utf-8", "replace")


def _end_of(child: int, fault: dict[str, Any]) -> int:
    """Wait for it; or for the moment at which its whole group of processes is to be killed."""
    grouped = fault.get("kind") == "group"
    until = time.monotonic() + (fault["after"] if grouped else GRACE)
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.0005)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def serve() -> None:
    """Import everything, then play what is asked for."""
    for module in pkgutil.walk_packages(gitagile.__path__, "gitagile."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    sys.dont_write_bytecode = True
    gc.disable()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        answer = play(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
