"""The tags that MLflow itself writes and we read."""

from __future__ import annotations

COMMIT = "mlflow.source.git.commit"
"""The commit that a run's code was at."""
NAME = "mlflow.runName"
