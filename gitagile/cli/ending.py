"""The end of every command: the one road from errors to exit codes."""

from __future__ import annotations

import gc
from collections.abc import Callable

from ..errors import GitagileError, WrongPlace
from . import terminal

OUR_BUG, INTERRUPTED = 70, 130


def code_of(run: Callable[[], int]) -> int:
    """Run a command and give its exit code. Nothing is raised: what went wrong is said on standard error."""
    terminal.prepare()
    collects = gc.isenabled()
    gc.disable()  # a short command is over before there is anything worth collecting
    try:
        return _code_of(run)
    finally:
        if collects:
            gc.enable()


def _code_of(run: Callable[[], int]) -> int:
    try:
        return run()
    except GitagileError as error:
        return complaint(error.message, error.hint, error.exit_code)
    except OSError as error:
        return complaint(_refusal_of_the_system(error), None, WrongPlace.exit_code)
    except KeyboardInterrupt:
        return complaint("interrupted", None, INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the one place where our own bugs end
        return _our_bug(error)


def complaint(message: str, hint: str | None, code: int) -> int:
    """Say what is wrong and what to do about it; gives the exit code."""
    terminal.complain(message, hint)
    return code


def _refusal_of_the_system(error: OSError) -> str:
    """A full disk, a path that is too long, a file without permission: what no command looked out for itself."""
    where = f" {error.filename!r}" if error.filename else ""
    return f"the system refuses{where}: {error.strerror or error}"


def _our_bug(error: BaseException) -> int:
    from .bug import keep_traceback

    kept = keep_traceback(error)
    where = f"; the traceback is in {kept}" if kept else ""
    hint = "please report it with that file" if kept else None
    return complaint(f"this is a bug of gitagile ({type(error).__name__}){where}", hint, OUR_BUG)
