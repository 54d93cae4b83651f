"""Write runs with the real MLflow: `python make_mlflow.py FOLDER sqlite|files 1|2`, once a commit, inside a repository."""

import os
import pathlib
import sys

base, kind, part = pathlib.Path(sys.argv[1]).absolute(), sys.argv[2], sys.argv[3]
os.chdir(base)
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow
from mlflow import MlflowClient

place = "sqlite:///mlflow.db" if kind == "sqlite" else (base / "mlruns").as_uri()
mlflow.set_tracking_uri(place)
mlflow.set_registry_uri(place)
mlflow.set_experiment("ranker")
client = MlflowClient()


def run(name, auc, status="FINISHED", **more):
    made = mlflow.start_run(run_name=name)
    mlflow.log_param("lr", 0.1)
    mlflow.set_tag("gitagile.item", "ML-x2v9kq")
    for step, value in enumerate(auc):
        mlflow.log_metric("eval.auc", value, step=step)
    for key, value in more.items():
        mlflow.log_metric(key.replace("__", "/"), value)
    mlflow.end_run(status)
    return made.info.run_id


if part == "1":
    first = run("first", [0.7, 0.8], nan_m=float("nan"), up=float("inf"), down=float("-inf"), eval__f1=0.1 + 0.2)
    run("crashed", [0.99], "FAILED")
    client.delete_run(run("thrown-away", [0.95]))
    client.create_registered_model("ranker-model")
    client.create_model_version("ranker-model", source=f"runs:/{first}/model", run_id=first)
    client.set_registered_model_alias("ranker-model", "champion", "1")
else:
    second = run("second", [0.85, 0.89])
    running = mlflow.start_run(run_name="still-running")
    mlflow.log_metric("eval.auc", 0.5)
    client.create_model_version("ranker-model", source=f"runs:/{second}/model", run_id=second)
    client.set_registered_model_alias("ranker-model", "challenger", "2")
print(mlflow.__version__)
sys.stdout.flush()
os._exit(0)  # the last run stays open
