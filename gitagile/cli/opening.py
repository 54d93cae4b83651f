"""Opening the workspace for a command, and the options that many commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from . import completion

if TYPE_CHECKING:
    from datetime import datetime

    from ..workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., object])


def opened(*, wrong_config: bool = False, needs_backlog: bool = True) -> Workspace:
    """The workspace around the current folder. WrongPlace where its config is wrong, unless that is put up with.

    Without a need for a backlog any git repository will do, with the settings there are by default.
    """
    from ..workspace import open_workspace, refuse_wrong_config

    workspace = open_workspace(here(), os.environ, now(), choose, needs_backlog=needs_backlog)
    if not wrong_config:
        refuse_wrong_config(workspace)
    return workspace


def here() -> Path:
    """The current folder; WrongPlace where it is gone or closed."""
    try:
        return Path.cwd()
    except OSError as error:
        from ..errors import WrongPlace

        message = f"the current folder cannot be used: {error.strerror or error}"
        raise WrongPlace(message, "change into one that is there") from None


def now() -> datetime:
    """The instant it is; `GITAGILE_NOW` (ISO 8601 with an offset) stands in for it in demos and tests."""
    from datetime import UTC, datetime

    said = os.environ.get("GITAGILE_NOW")
    if not said:
        return datetime.now(UTC)
    from ..errors import UsageError
    from ..model.days import read_instant

    instant = read_instant(said)
    if instant is None or not 1 < instant.year < 9999:  # a zone may lead over the ends of the calendar
        raise UsageError(f"GITAGILE_NOW is no instant: {said!r}", "write it as 2026-11-23T09:00:00+01:00, or unset it")
    return instant.astimezone(UTC)


def choose(letters: str) -> str:
    """One letter of a text, by chance; what makes chance is loaded when it is needed."""
    import secrets

    return secrets.choice(letters)


def json_option(command: Command) -> Command:
    """`--json`: the answer as JSON."""
    import click

    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON, in a stable shape.")(command)


def dry_run_option(command: Command) -> Command:
    """`--dry-run`: only say what would happen."""
    import click

    return click.option("-n", "--dry-run", is_flag=True, help="Only say what would happen.")(command)


def changing(command: Command) -> Command:
    """The options of every command that changes files."""
    return json_option(dry_run_option(command))


def id_argument(command: Command) -> Command:
    """One id, or its unambiguous beginning."""
    import click

    return click.argument("identifier", metavar="ID", shell_complete=completion.ids)(command)


def ids_argument(command: Command, completer: completion.Completer = completion.ids) -> Command:
    """One or more ids; `completer` completes what follows them too."""
    import click

    return click.argument("identifiers", metavar="ID...", nargs=-1, required=True, shell_complete=completer)(command)


def ids_before_place(command: Command) -> Command:
    """One or more ids, with a place after them."""
    return ids_argument(command, completion.places_or_ids)


def ids_before_status(command: Command) -> Command:
    """One or more ids, with a status after them."""
    return ids_argument(command, completion.statuses_or_ids)


def strict_option(command: Command) -> Command:
    """`--strict`: an unreadable file makes the exit code 1."""
    import click

    return click.option("--strict", is_flag=True, help="Exit with 1 if a file could not be read.")(command)
