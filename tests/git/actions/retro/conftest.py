"""The sprint of tests/git/actions/sprints, for retros."""

from __future__ import annotations

from tests.git.actions.sprints.conftest import planned, running, worked

__all__ = ["planned", "running", "worked"]
