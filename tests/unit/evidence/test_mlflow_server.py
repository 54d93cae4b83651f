"""An MLflow tracking server: who names it, what is asked of it, and what goes wrong there stops nothing."""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import ClassVar

import pytest

from gitagile.evidence.mlflow_server import server_of, server_runs
from gitagile.evidence.mlflow_tags import COMMIT, NAME

SHA = "3799f1b8f15ee2350b70134645b81c0000000000"
URI = "http://ana:secret@mlflow.example.org:5000"


@pytest.mark.parametrize(
    ("said", "server"),
    [
        (URI, URI),
        (" https://mlflow.example.org ", "https://mlflow.example.org"),
        ("sqlite:///mlflow.db", ""),
        ("file:///tmp/mlruns", ""),
        ("databricks", ""),
        ("", ""),
        ("http://a\nb", ""),
    ],
)
def test_only_a_server_that_the_environment_names_is_one(said, server):
    assert server_of({"MLFLOW_TRACKING_URI": said}) == server
    assert server_of({}) == ""


def run(number, commit=SHA, **about):
    values = {"run_id": f"r{number}", "run_name": f"run {number}", "experiment_id": "7", "status": "FINISHED"}
    found = SimpleNamespace(**{**values, "start_time": 100 - number, "end_time": 200, **about})
    data = SimpleNamespace(metrics={"auc": 0.89, "bad": float("nan")}, params={"lr": "0.1"}, tags={COMMIT: commit})
    return SimpleNamespace(info=found, data=data)


class Page(list):
    """What MLflow's client gives: a list, and the token of the next page."""

    def __init__(self, rows, token):
        super().__init__(rows)
        self.token = token


class Client:
    """A client of MLflow as far as it is used, over two pages of runs."""

    asked: ClassVar[list[object]] = []

    def __init__(self, tracking_uri):
        self.asked.append(tracking_uri)

    def search_experiments(self, max_results, page_token):
        return Page([SimpleNamespace(experiment_id="7", name="ranker")], None)

    def search_runs(self, experiment_ids, filter_string, max_results, page_token):
        self.asked.append((experiment_ids, filter_string, page_token))
        return Page([run(1 if page_token else 2)], None if page_token else "next")


@pytest.fixture
def installed(monkeypatch):
    """Make an object stand in for the package `mlflow`."""
    for name in ("MLFLOW_HTTP_REQUEST_TIMEOUT", "MLFLOW_HTTP_REQUEST_MAX_RETRIES"):
        monkeypatch.setenv(name, "1")

    def install(client):
        monkeypatch.setitem(sys.modules, "mlflow", client and SimpleNamespace(MlflowClient=client))

    return install


def test_the_runs_of_a_commit_are_asked_for_page_by_page(installed):
    installed(Client)
    Client.asked.clear()
    gathered = server_runs(URI, SHA)
    assert gathered.faults == ()
    assert [one.name for one in gathered.runs] == ["run 2", "run 1"]
    first = gathered.runs[0]
    assert (first.experiment, first.is_finished, first.commit) == ("ranker", True, SHA)
    assert dict(first.metrics) == {"auc": "0.89", "bad": "nan"}
    assert first.params == (("lr", "0.1"),)
    wanted = (["7"], f"tags.`mlflow.source.git.commit` = '{SHA}'")
    assert Client.asked == [URI, (*wanted, None), (*wanted, "next")]


def test_a_name_of_old_runs_is_in_a_tag(installed):
    one = run(1, run_name=None)
    one.data.tags[NAME] = "an old one"
    installed(type("Old", (Client,), {"search_runs": lambda *_, **__: Page([one], None)}))
    assert [found.name for found in server_runs(URI, SHA).runs] == ["an old one"]


def test_what_is_no_commit_is_not_asked_for(installed):
    installed(Client)
    Client.asked.clear()
    assert server_runs(URI, "x' OR 1 = 1").runs == ()
    assert Client.asked == [URI]


def test_without_the_extra_the_way_to_it_is_said(installed):
    installed(None)
    said = "MLFLOW_TRACKING_URI names mlflow.example.org: `pip install 'gitagile[mlflow]'` lets it be asked"
    assert server_runs(URI, SHA).faults == (said,)


def test_a_server_that_fails_is_named_and_its_password_is_not(installed):
    def fail(*_, **__):
        raise RuntimeError(f"no answer\nfrom {URI}")

    installed(type("Failing", (Client,), {"search_experiments": fail}))
    gathered = server_runs(URI, SHA)
    said = "the MLflow server mlflow.example.org cannot be asked: no answer from mlflow.example.org"
    assert (gathered.runs, gathered.faults) == ((), (said,))


class Tracking(BaseHTTPRequestHandler):
    """The two questions of MLflow's REST API that are asked, answered as its server does."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/experiments/search"):
            return self.say({"experiments": [{"experiment_id": "7", "name": "ranker", "lifecycle_stage": "active"}]})
        info = {"run_id": "r1", "run_name": "one", "experiment_id": "7", "status": "FINISHED", "start_time": 5}
        found = SHA in asked["filter"]
        tags = [{"key": COMMIT, "value": SHA}]
        metrics = [{"key": "auc", "value": 0.89, "timestamp": 1, "step": 0}]
        return self.say({"runs": [{"info": info, "data": {"metrics": metrics, "tags": tags}}] if found else []})

    do_GET = do_POST  # noqa: N815 - http.server calls it so

    def say(self, answer):
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Say nothing."""


@pytest.mark.filterwarnings("ignore")
def test_mlflows_own_client_is_understood(monkeypatch):
    pytest.importorskip("mlflow")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = HTTPServer(("127.0.0.1", 0), Tracking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        gathered = server_runs(f"http://127.0.0.1:{server.server_port}", SHA)
        nothing = server_runs(f"http://127.0.0.1:{server.server_port}", SHA[::-1])
    finally:
        server.shutdown()
        server.server_close()
    assert gathered.faults == ()
    assert [(one.id, one.commit, one.metrics) for one in gathered.runs] == [("r1", SHA, (("auc", "0.89"),))]
    assert (nothing.runs, nothing.faults) == ((), ())
