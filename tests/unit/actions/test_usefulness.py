"""Tests of gitagile.actions.usefulness: what a configuration leaves without meaning."""

from __future__ import annotations

import pytest

from gitagile.actions.usefulness import Grounds, notes_on
from gitagile.config.reader import read_config
from gitagile.model.item import Item
from gitagile.model.sprint import Sprint

FULL = """\
[team.ana]
roles = ["data-science"]
days_per_sprint = 8
[metrics.auc]
source = "metrics.json"
"""


def notes(text, *, full=True, **grounds):
    config, findings = read_config(text + (FULL if full else ""), {})
    assert findings == ()
    return notes_on(Grounds(config, **grounds))


def test_a_config_that_says_all_has_no_notes():
    assert notes("") == ()


def test_a_new_backlog_is_told_of_team_and_metrics():
    assert [note.about for note in notes("", full=False)] == ["team, capacity, checkin", "metrics, sprint start, retro"]
    assert [note.about for note in notes('profile = "scrum"\n', full=False)] == ["team, capacity, checkin"]


STATUSES = '[workflow]\nstatuses = { todo = "todo", done = "done"%s }\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STATUSES % ', dropped = "dropped"', "no status is active: cycle time, work in progress and age stay empty"),
        (STATUSES % ', doing = "active"', "no status means dropped"),
        ("[workflow]\nwip = { done = 3 }\n", "limits 'done', which items never leave"),
        (
            '[workflow]\ndone_needs = ["criteria"]\n[items]\ncriteria_headings = []\n',
            "asks for criteria, but no heading holds any",
        ),
        ('[workflow]\ndone_needs = ["gates"]\n', "asks for gates, but no type and no item has one"),
        ('[items]\ndefault_type = "experiment"\n', "demands hypothesis: `new` is refused without them"),
        ("[items]\npoints_scale = [1]\n", "has one value: points say no more than counting"),
        (
            '[cadence]\nweekend = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]\n',
            "no day of the week is a working day",
        ),
        ("[cadence]\nweekend = []\n", "guidelines fall and check-ins are awaited on all seven days"),
        ("[cadence]\nweeks = 6\n", "`cadence.weeks` is 6, but 1 to 4 are allowed: it is refused"),
        ('commit = "none"\n', "steps between two commits of yours are seen by nobody"),
        ('[roles]\nrequired = ["business"]\n', "nobody in the team has the required role 'business'"),
        ('[team.bo]\nroles = ["enginering"]\n', "bo has the role 'enginering', which no item may ask for"),
        ("[metrics.f1]\n", "the metric f1 has no `source`, and there is neither a dvc.yaml nor an MLflow store"),
        ("[metrics.f1]\nsource = 'a.json'\nmin_delta = 0.1\n", "has `min_delta`, but no `stop_after`"),
        ('[evidence]\nmlflow = ["ml/mlflow.db"]\n', "names 'ml/mlflow.db', where no store lies"),
        ('[fields.points]\ntype = "text"\n', "`fields.points` has the name of a key that every item has"),
        (
            '[fields.n]\ntype = "number"\nvalues = ["1"]\n',
            "is a number, for which `values` are not looked at",
        ),
        ('[views]\nlate = "statis:doing"\n', "the view `late` asks for nothing known"),
        ('[views]\nlate = "status:doning"\n', "the view `late` asks for nothing known: unknown status 'doning'"),
    ],
)
def test_what_has_no_meaning_is_said_with_what_to_do(text, said):
    (note,) = notes(text)
    assert said in note.message
    assert note.hint
    assert note.about


def test_people_without_days_or_roles_are_told():
    metrics = FULL.partition("[metrics")[2]
    text = f"[team.ana]\nname = 'Ana'\n[metrics{metrics}"
    assert [note.about for note in notes(text, full=False)] == ["capacity, sprint plan", "sprint plan, capacity"]
    sprint = Sprint("s1", "x", capacity=(("ana", 5.0),))
    assert [note.about for note in notes(text, full=False, sprints=(sprint,))] == ["sprint plan, capacity"]


def test_gates_on_items_and_stores_that_exist_are_seen():
    assert notes('[workflow]\ndone_needs = ["gates"]\n', items=(Item("ML-a", "x", "backlog", gates=({},)),)) == ()
    assert notes('[metrics.f1]\n[evidence]\nmlflow = ["m.db"]\n', stores=("m.db",)) == ()
    assert notes("[metrics.f1]\n", pipelines=("ml/dvc.yaml",)) == ()
    assert [note.about for note in notes("", full=False, pipelines=("dvc.yaml",))] == ["team, capacity, checkin"]


def test_a_stop_rule_without_a_least_gain_has_its_meaning():
    assert notes("[metrics.f1]\nsource = 'a.json'\nstop_after = 3\n") == ()


def test_kanban_without_sprints_is_told_which_reports_are_empty():
    (first, second) = notes('profile = "kanban"\n[items]\npoints_scale = [1, 2]\n')
    assert "burndown, burnup, velocity and summaries stay empty" in first.message
    assert "every report counts items" in second.message
    assert notes('profile = "kanban"\n', sprints=(Sprint("s1", "x"),)) == ()
