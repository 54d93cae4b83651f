"""What was loosened so that something passes, and what was predicted anew, read from real histories."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime

import pytest

from gitagile.actions.model_work.audit import audit, audit_range
from gitagile.actions.moves import move
from gitagile.actions.steps import done, start
from gitagile.model.ledger import CommittedItem, Ledger
from gitagile.text.ledger_text import ledger_text
from tests.git.actions.backlogs import FOLDER, A, B, at, item, opened, sprint, sprint_file
from tests.git.actions.model_work.gated import CONFIG, backlog, commit, trained, values
from tests.git.places import git, write

NOW = datetime(2026, 3, 10, tzinfo=UTC)
STRICT = '{metric: eval.auc, op: ">=", value: 0.88}'
MILD = '{metric: eval.auc, op: ">=", value: 0.85}'
TYPE_GATES = '[types.training]\ngates = [{metric = "eval.auc", op = ">=", value = 0.88}]\n'
WENT_DOWN = "eval.auc >= 0.88: the value went down from 0.88 to 0.85"


def told(root, asked=None, since="2026-01-01T00:00:00+00:00", until=None):
    """Item, kind and words of all that is audited; commits as their subjects."""
    seconds = [None if one is None else int(datetime.fromisoformat(one).timestamp()) for one in (since, until)]
    found = audit(opened(root, now=NOW), asked, *seconds)
    return [(one.item, git(root, "log", "-1", "--format=%s", one.commit).strip(), one.kind, one.said) for one in found]


def in_range(root, base="main", tip="HEAD"):
    ids = [git(root, "rev-parse", one).strip() for one in (base, tip)]
    return [(one.item, one.kind, one.said) for one in audit_range(opened(root, now=NOW), *ids)]


def rewrite(root, path, *gates, **keys):
    write(root, path, trained(A, *gates, **keys))


@pytest.fixture
def begun(make_repository):
    """An item in progress that demands 0.88, and 0.86 measured."""
    root = make_repository()
    values(root, auc=0.86)
    backlog(root, STRICT)
    return root


def test_a_gate_that_passes_only_since_it_was_loosened_is_told(begun):
    rewrite(begun, at(A), MILD)
    commit(begun, "Be realistic")
    why = "it passes only since then: 0.86 is not >= 0.88"
    assert told(begun) == [(A, "Be realistic", "gate loosened", f"{WENT_DOWN}; {why}")]


def test_a_gate_loosened_before_the_value_that_passes_it_is_told(begun):
    values(begun, auc=0.5)
    commit(begun, "A bad run")
    rewrite(begun, at(A), MILD)
    commit(begun, "Be realistic")
    assert told(begun) == []
    values(begun, auc=0.86)
    commit(begun, "A better run")
    assert [row[1] for row in told(begun)] == ["Be realistic"]


def test_a_gate_that_fails_either_way_or_passes_either_way_is_no_news(begun):
    rewrite(begun, at(A), '{metric: eval.auc, op: ">=", value: 0.87}')
    commit(begun, "Still fails")
    assert told(begun) == []
    values(begun, auc=0.99)
    commit(begun, "Passes anyway")
    rewrite(begun, at(A), MILD)
    commit(begun, "Loosened without need")
    assert told(begun) == []


def test_a_gate_loosened_by_the_commit_that_steps_its_item_to_done_is_told(begun):
    values(begun, auc=0.99)
    rewrite(begun, at(A), MILD, status="done", finished="2026-03-02")
    commit(begun, "Done")
    assert told(begun) == [(A, "Done", "gate loosened", f"{WENT_DOWN}; the same commit steps it to done")]


def test_a_gate_loosened_before_or_after_its_item_is_done_is_told_too(begun):
    rewrite(begun, at(A), MILD)
    commit(begun, "Loosened")
    values(begun, auc=0.99)
    commit(begun, "Trained")
    done(opened(begun), (A,))
    step = git(begun, "rev-parse", "HEAD").strip()[:8]
    assert told(begun) == [(A, "Loosened", "gate loosened", f"{WENT_DOWN}; {step} steps it to done")]
    path = begun / at(A)
    path.write_text(path.read_text().replace("0.85", "0.5"))
    commit(begun, "Later")
    assert told(begun)[1][1:] == (
        *("Later", "gate loosened"),
        "eval.auc >= 0.85: the value went down from 0.85 to 0.5; the item was done already",
    )


def test_a_gate_that_was_removed_while_it_failed_is_told(begun):
    rewrite(begun, at(A))
    commit(begun, "Away with it")
    said = "eval.auc >= 0.88: the gate was removed; it failed: 0.86 is not >= 0.88"
    assert told(begun) == [(A, "Away with it", "gate loosened", said)]


def test_a_gate_removed_while_planning_is_no_news(begun):
    rewrite(begun, at(A), STRICT, status="todo", started="")
    commit(begun, "Back")
    rewrite(begun, at(A), status="todo", started="")
    commit(begun, "Planned anew")
    assert told(begun) == []


def test_another_type_with_fewer_gates_is_told(begun):
    config = CONFIG + '[[types.training.gates]]\nfile = "MODEL_CARD.md"\nhas = "Intended use"\n'
    write(begun, ".backlog/config.toml", config)
    commit(begun, "A gate for all training")
    rewrite(begun, at(A), STRICT, type="story")
    commit(begun, "Only a story")
    assert told(begun) == [
        (
            *(A, "Only a story", "gate loosened"),
            "MODEL_CARD.md has the heading 'Intended use': the gate was removed; it failed: MODEL_CARD.md is not there",
        )
    ]


def test_a_gate_that_moves_from_the_item_to_its_type_is_no_news(begun):
    write(begun, ".backlog/config.toml", CONFIG + TYPE_GATES)
    rewrite(begun, at(A))
    commit(begun, "For all training")
    assert told(begun) == []


def test_a_gate_that_names_the_place_the_config_names_is_no_news(begun):
    rewrite(begun, at(A), STRICT.replace("eval.auc,", "eval.auc, source: eval/metrics.json,"), status="done")
    commit(begun, "Said in full")
    assert told(begun) == []


def test_an_item_is_followed_to_where_it_was_moved(begun):
    write(begun, sprint_file("s1"), sprint("active"))
    commit(begun, "Sprint")
    (begun / at(A)).unlink()
    rewrite(begun, at(A, "s1"), MILD)
    commit(begun, "Moved and loosened")
    assert [row[1] for row in told(begun)] == ["Moved and loosened"]


def test_an_item_that_was_away_for_a_while_is_compared_with_what_it_was(begun):
    (begun / at(A)).unlink()
    commit(begun, "Away")
    rewrite(begun, at(A), MILD)
    commit(begun, "Back again")
    assert [row[1] for row in told(begun)] == ["Back again"]


def test_a_hypothesis_changed_after_the_experiment_had_begun_is_told(make_repository):
    root = make_repository(files={at(A): item(A, type="experiment", hypothesis="AUC goes up by 0.05", timebox="3d")})
    write(root, ".backlog/config.toml", "")
    path = root / at(A)
    path.write_text(path.read_text().replace("0.05", "0.04"))
    commit(root, "Thought again before it began")
    start(opened(root), (A,))
    path.write_text(path.read_text().replace("0.04", "0.001").replace("3d", "9d"))
    commit(root, "A safer bet")
    about = (A, "A safer bet", "hypothesis changed")
    assert told(root) == [
        (*about, "`hypothesis` was 'AUC goes up by 0.04', now 'AUC goes up by 0.001', after the experiment had begun"),
        (*about, "`timebox` was '3d', now '9d', after the experiment had begun"),
    ]


def test_the_timebox_of_what_is_no_experiment_is_no_prediction(make_repository):
    root = make_repository(files={at(A): item(A, status="doing", timebox="3d")})
    write(root, ".backlog/config.toml", "")
    path = root / at(A)
    path.write_text(path.read_text().replace("3d", "9d"))
    commit(root, "Longer")
    assert told(root) == []


def test_what_the_config_asks_for_less_of_is_told(make_repository):
    before = (
        CONFIG
        + '[workflow]\ndone_needs = ["gates"]\n'
        + TYPE_GATES
        + '[release]\ngates = [{junit = "r.xml", test = "test_slice"}]\n'
    )
    root = make_repository(files={".backlog/config.toml": before, at(A): item(A)})
    after = before.replace("0.88", "0.5").replace('["gates"]', "[]").replace('"down"', '"up"').partition("[release]")[0]
    write(root, ".backlog/config.toml", after.replace('"eval.auc"]\nsource = "eval/m', '"eval.auc"]\nsource = "easy/m'))
    commit(root, "Less of everything")
    about = ("", "Less of everything", "gate loosened")
    assert told(root) == [
        (*about, "`done` asks for no gates any more"),
        (*about, "release: test_slice passes in r.xml: the gate was removed"),
        (*about, "the direction of eval.loss was down, now up"),
        (*about, "the source of eval.auc was eval/metrics.json, now easy/metrics.json"),
        (*about, "type training: eval.auc >= 0.88: the value went down from 0.88 to 0.5"),
    ]
    assert told(root, (A,)) == told(root)


def test_a_config_or_an_item_that_cannot_be_read_tells_nothing(begun):
    write(begun, ".backlog/config.toml", "[broken\n")
    write(begun, at(A), "---\nid: [\n---\n")
    commit(begun, "Broken")
    write(begun, ".backlog/config.toml", CONFIG)
    rewrite(begun, at(A), MILD)
    commit(begun, "Mended, and loosened")
    assert [row[1] for row in told(begun)] == ["Mended, and loosened"]


def test_only_what_is_asked_for_is_told(begun):
    rewrite(begun, at(A), MILD)
    commit(begun, "Loosened", at="2026-03-05T12:00:00+00:00")
    assert len(told(begun)) == 1
    assert told(begun, (B,)) == told(begun, ()) == []
    assert len(told(begun, ("ml-AAA111",))) == 1
    assert told(begun, since="2026-03-05T12:00:01+00:00") == []
    assert told(begun, until="2026-03-05T11:59:59+00:00") == []
    assert len(told(begun, since="2026-03-05T12:00:00+00:00", until="2026-03-05T12:00:00+00:00")) == 1


def test_a_sprint_is_its_items_and_those_its_ledger_names(begun):
    write(begun, sprint_file("s1"), sprint("active"))
    commit(begun, "Sprint")
    assert told(begun, "s1") == []
    move(opened(begun), (A,), "s1")
    rewrite(begun, at(A, "s1"), MILD)
    commit(begun, "Loosened")
    assert [row[1] for row in told(begun, "s1")] == ["Loosened"]
    move(opened(begun), (A,), "backlog")
    assert told(begun, "s1") == []
    promised = Ledger("s1", "UTC", "2026-03-02T09:00:00+00:00", (CommittedItem(A, 3, "todo"),))
    write(begun, ".backlog/sprints/s1/ledger.json", ledger_text(promised))
    assert [row[1] for row in told(begun, "s1")] == ["Loosened"]


class TestBranch:
    """A branch that is to be merged."""

    @pytest.fixture
    def branched(self, begun):
        git(begun, "checkout", "-q", "-b", "work")
        rewrite(begun, at(A), MILD)
        commit(begun, "Be realistic")
        values(begun, auc=0.87)
        commit(begun, "A better run")
        return begun

    SAID = (A, "gate loosened", f"{WENT_DOWN}; it passes only since then: 0.86 is not >= 0.88")

    def test_is_told_by_its_own_commits(self, branched):
        assert in_range(branched) == [self.SAID]
        assert in_range(branched, "HEAD") == in_range(branched, "HEAD~1") == []

    def test_is_told_the_same_where_the_base_went_on(self, branched):
        git(branched, "checkout", "-q", "main")
        write(branched, at(B), item(B))
        commit(branched, "Others")
        assert in_range(branched, "main", "work") == [self.SAID]

    def test_is_one_change_where_a_build_made_the_merge(self, branched):
        git(branched, "checkout", "-q", "main")
        git(branched, "merge", "-q", "--no-ff", "--no-edit", "work")
        said = f"{WENT_DOWN}; it passes only since then: 0.87 is not >= 0.88"
        assert in_range(branched, "main~1", "main") == [(A, "gate loosened", said)]

    def test_that_makes_an_item_and_loosens_it_again_is_told(self, branched):
        write(branched, at(B), trained(B, STRICT))
        commit(branched, "New")
        write(branched, at(B), trained(B, MILD))
        commit(branched, "Sooner than thought")
        assert [row[0] for row in in_range(branched)] == [A, B]


def test_two_processes_read_a_line_of_any_length(begun, tmp_path, monkeypatch):
    for number in range(30):
        rewrite(begun, at(A), STRICT.replace("0.88", f"0.{87 - number}"))
        commit(begun, f"Step {number}")
    workspace = opened(begun, now=NOW)
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    assert len(audit(workspace, None, 0)) == 1
    starts = [one for one in map(json.loads, trace.read_text().splitlines()) if one["event"] == "start"]
    assert [one["argv"][1] for one in starts] == ["log", "cat-file", "cat-file"]


def test_before_the_first_commit_nothing_is_told(make_repository):
    root = make_repository(files=None)
    write(root, f"{FOLDER}/README.md", "Items\n")
    assert audit(opened(root, now=NOW), None, 0) == ()


def test_a_shallow_clone_is_told_as_far_as_it_goes(begun, tmp_path):
    rewrite(begun, at(A), MILD)
    commit(begun, "Loosened")
    for depth, count in ((1, 0), (2, 1)):
        root = tmp_path / f"shallow{depth}"
        subprocess.run(["git", "clone", "-q", f"--depth={depth}", begun.as_uri(), str(root)], check=True)
        assert len(told(root)) == count
