"""An MLflow tracking server, asked for the runs of a commit through MLflow's own client, where that is installed.

The server is named by the user's own environment and by nothing that came with a clone: a repository that could name it
would be sent the user's token.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from ..model.measurement import Run
from .mlflow import Gathered
from .mlflow_tags import COMMIT, NAME

VARIABLE = "MLFLOW_TRACKING_URI"
_PATIENCE = {"MLFLOW_HTTP_REQUEST_TIMEOUT": "10", "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0"}
"""How long MLflow's client waits for an answer, in seconds, and how often it tries again, unless the user says else."""
_PAGE, _MOST_PAGES = 1_000, 20
_EXTRA = "`pip install 'gitagile[mlflow]'` lets it be asked"


def server_of(environ: Mapping[str, str]) -> str:
    """The tracking server that the user's environment names, empty where it names none: files are no servers."""
    uri = environ.get(VARIABLE, "").strip()
    return uri if uri.startswith(("http://", "https://")) and uri.isprintable() else ""


def server_runs(uri: str, commit: str) -> Gathered:
    """The runs at a commit that a server has, the earliest first. Never raises: what went wrong is a fault."""
    host = urlsplit(uri).hostname or "the server"  # what stands before the name may be a password
    try:
        return Gathered(tuple(sorted(_asked(_client(uri), commit), key=lambda run: (run.started or 0, run.id))))
    except ImportError:
        return Gathered(faults=(f"{VARIABLE} names {host}: {_EXTRA}",))
    except Exception as error:  # noqa: BLE001 - whatever a client of somebody else's raises is the server's fault
        said = " ".join(str(error).split())[:200].replace(uri, host)
        return Gathered(faults=(f"the MLflow server {host} cannot be asked: {said or type(error).__name__}",))


def _client(uri: str) -> Any:
    for name, value in _PATIENCE.items():
        os.environ.setdefault(name, value)
    return import_module("mlflow").MlflowClient(tracking_uri=uri)


def _asked(client: Any, commit: str) -> Iterator[Run]:
    names = {one.experiment_id: one.name for one in _pages(client.search_experiments)}
    if names and commit.isalnum():
        wanted = {"experiment_ids": list(names), "filter_string": f"tags.`{COMMIT}` = '{commit}'"}
        yield from (_run(one, names) for one in _pages(client.search_runs, **wanted))


def _pages(ask: Callable[..., Any], **wanted: object) -> Iterator[Any]:
    token = None
    for _ in range(_MOST_PAGES):
        found = ask(**wanted, max_results=_PAGE, page_token=token)
        yield from found
        token = found.token
        if not token:
            return


def _run(one: Any, names: Mapping[str, str]) -> Run:
    about, tags = one.info, dict(one.data.tags)
    return Run(
        id=about.run_id,
        name=about.run_name or tags.get(NAME, ""),
        experiment=names.get(about.experiment_id, ""),
        status=str(about.status),
        started=about.start_time,
        ended=about.end_time,
        commit=tags.get(COMMIT, ""),
        metrics=tuple((name, str(value)) for name, value in one.data.metrics.items()),
        params=tuple(one.data.params.items()),
        tags=tuple(tags.items()),
    )
