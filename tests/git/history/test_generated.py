"""A generated history with all that people do to a backlog: the replay ends where the generator's own memory does."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise

import pytest

from benchmarks.book import Scale
from benchmarks.histories import read_truth, write_long_history
from tests.git.places import git

SCALE = Scale(items=300, commits=2000, samples=20)
LOG = ("log", "--reverse", "--raw", "--no-renames", "--no-abbrev", "--format=%x00%H")
RAW = re.compile(r":\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AMD]\t(.*)")
KEYS = ("id", "status", "points", "title")


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    root = tmp_path_factory.mktemp("generated") / "project"
    return root, read_truth(write_long_history(SCALE, root))


def blobs_of(root, oids):
    names = "\n".join(oids).encode()
    out = subprocess.run(["git", "cat-file", "--batch"], cwd=root, input=names, capture_output=True, check=True).stdout
    found = {}
    while out:
        head, _, rest = out.partition(b"\n")
        oid, _, size = head.decode().split()
        found[oid], out = rest[: int(size)].decode(), rest[int(size) + 1 :]
    return found


def said_in(path, text):
    """Id, place, status, points and title of an item's file, read as plainly as can be; None for any other."""
    keys = dict(re.findall(r'^(\w+): "?(.*?)"?$', text.partition("\n---\n")[0], re.MULTILINE))
    if not text.startswith("---\n") or "id" not in keys:
        return None
    place = path.removeprefix(".backlog/").removeprefix("sprints/").partition("/")[0]
    points = int(keys["points"]) if "points" in keys else None
    return keys["id"], (place, keys["status"], points, keys["title"])


def plain_replay(root, *options):
    """The items after each commit of a `git log`, by a fold over file names that knows nothing of identity."""
    commits = git(root, *LOG, *options, "HEAD", "--", ".backlog").split("\0")[1:]
    changes = [(block[:40].strip(), RAW.findall(block)) for block in commits]
    texts = blobs_of(root, sorted({oid for _, rows in changes for oid, _ in rows if oid.strip("0")}))
    files = {}
    for commit, rows in changes:
        for oid, path in rows:
            said = said_in(path, texts.get(oid, ""))
            if said or not oid.strip("0"):
                files[path] = said
        yield commit, {said[0]: said[1] for said in files.values() if said}


def wrong_in(found, truth):
    return {item for item in found.keys() | truth.keys() if found.get(item) != truth.get(item)}


def test_the_truth_is_what_a_first_parent_replay_of_all_files_gives(generated):
    root, truth = generated
    line = set(git(root, "rev-list", "--first-parent", "HEAD").split())
    assert len(truth) > SCALE.samples // 2
    assert truth.keys() <= line
    replayed = dict(plain_replay(root, "--first-parent", "--diff-merges=first-parent"))
    order = git(root, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    for commit, items in truth.items():
        last = next(one for one in reversed(order[: order.index(commit) + 1]) if one in replayed)
        assert wrong_in(replayed[last], items) == set(), commit


def test_the_truth_at_the_end_is_what_lies_in_the_working_tree(generated):
    root, truth = generated
    files = sorted((root / ".backlog").rglob("ML-*.md"))
    said = [said_in(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    assert dict(said) == list(truth.values())[-1]
    assert git(root, "status", "--porcelain") == ""


def test_a_plain_log_that_shows_nothing_for_merges_ends_wrong(generated):
    root, truth = generated
    *_, (_, items) = plain_replay(root)
    assert wrong_in(items, list(truth.values())[-1])


def test_a_generated_history_is_as_untidy_as_a_real_one(generated):
    root, truth = generated
    subjects = git(root, "log", "--format=%s").splitlines()
    for word in (
        "Merge branch",
        "Remove ML-",
        "back again",
        "id mended",
        "Conflict in",
        "Squashed",
        "Tidy the",
        "import",
    ):
        assert any(word in subject for subject in subjects), word
    dates = [int(seconds) for seconds in git(root, "log", "--first-parent", "--format=%ct").split()]
    assert sum(after < before for after, before in pairwise(dates)) > 2
    assert any(place == "archive" for place, *_ in list(truth.values())[-1].values())


def test_the_same_scale_gives_the_same_commits(tmp_path):
    scale = Scale(items=40, commits=200)
    truths = [write_long_history(scale, tmp_path / name, checkout=False).read_text() for name in ("one", "two")]
    assert truths[0] == truths[1]
    other = write_long_history(Scale(items=40, commits=200, seed=2), tmp_path / "three", checkout=False)
    assert other.read_text() != truths[0]
