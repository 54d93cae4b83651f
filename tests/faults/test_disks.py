"""A disk that fails or is full: the act is refused in a sentence or done, and nothing is lost, by the next command."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.plays import Play, tell
from tests.faults.scale import some_of
from tests.faults.scenes import SCENES
from tests.faults.theatre import Ended, Stage, copy

ACTS = ["create", "edit", "move", "close", "resolve", "import"]
ERRORS = {
    "open": ("ENOSPC", "EACCES", "EROFS"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "rename": ("EACCES", "EIO"),
    "link": ("EPERM", "ENOSPC"),
    "remove": ("EACCES", "EIO"),
    "mkdir": ("ENOSPC", "EROFS"),
    "chmod": ("EPERM",),
    "start": ("EAGAIN", "ENOMEM"),
}
LEVELS = [0, 1, 16, 64, 128, 256, 384, 512, 640, 768, 896, *range(1024, 17_408, 1024), 65_536]
"""The largest file in bytes that may be written: 28 of them."""
ROOMS = [4096 * number for number in range(0, 84, 3)]
"""Bytes that are free on the disk: 28 of them."""


@pytest.fixture
def play(stage: Stage, arena: Path, request: pytest.FixtureRequest) -> Play:
    return Play(stage, arena, SCENES[request.param])


def judged(play: Play, ended: Ended, what: str) -> str:
    """What came of it; a mistake of ours is not among the answers."""
    assert "Traceback" not in ended.err, (what, ended.err)
    assert ended.code == 0 or "error: " in ended.err, (what, ended)
    end = play.recovered()
    assert end in {"before", "after"}, f"{what}: {end}\n{ended.err}"
    if ended.code == 0:
        assert end == "after", what
    return f"{end}, exit {ended.code}"


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("play", ACTS, indirect=True)
def test_an_error_of_the_system_is_a_refusal_or_none(play: Play, name: str, count) -> None:
    ends: Counter[str] = Counter()
    fault = {"kind": "error", "names": [name]}
    points = play.perform({**fault, "at": 0}).points
    for point in some_of(range(1, points + 1), 2):
        error = ERRORS[name][point % len(ERRORS[name])]
        ended = play.perform({**fault, "at": point, "errno": error})
        ends[judged(play, ended, f"{error} of {name} {point}")] += 1
    tell(count, "injected errors", ends)


@pytest.mark.parametrize("play", ACTS, indirect=True)
def test_a_file_that_cannot_grow_is_a_refusal(play: Play, count) -> None:
    """RLIMIT_FSIZE holds for git too, which it kills."""
    ends: Counter[str] = Counter()
    for level in some_of(LEVELS, 3):
        ended = play.perform({"kind": "size", "bytes": level})
        ends[judged(play, ended, f"{level} bytes")] += 1
    tell(count, "levels of a largest file", ends)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Three megabytes of their own; only root may mount them."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.name == "nt" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk of a chosen size can be mounted by root alone")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("play", ["create", "close", "import"], indirect=True)
def test_a_full_disk_is_a_refusal(play: Play, small_disk: Path, count) -> None:
    ends: Counter[str] = Counter()
    for path in play.base.parent.glob("*"):
        copy(path, small_disk / path.name)
    play.root = small_disk / "here"
    for room in some_of(ROOMS, 3):
        copy(play.base, play.root)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"\0" * (free(small_disk) - room))
        ended = play.stage(play.root, *play.words)
        ballast.unlink()
        ends[judged(play, ended, f"{room} bytes free")] += 1
    tell(count, "levels of a full disk", ends)


def free(folder: Path) -> int:
    about = os.statvfs(folder)
    return about.f_bavail * about.f_bsize


def test_there_are_as_many_levels_as_the_bar_says() -> None:
    assert (len(LEVELS), len(ROOMS)) == (28, 28)
