"""The program: the group of all commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..errors import WrongPlace
from . import terminal
from .ending import code_of, complaint
from .lazy import LazyGroup
from .table import COMMANDS

ABOUT = """\
The agile backlog that lives in git, made for machine-learning teams.

Items are Markdown files under `.backlog/`; every change is a commit. `git agile` is the same program.

Examples:
  gitagile new "Deduplicate the click log" --type data --points 3
  gitagile list is:ready role:engineering
  gitagile start x2v9
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code. Nothing is raised."""
    words = sys.argv[1:] if argv is None else list(argv)
    return code_of(lambda: _by_click(words))


def _by_click(words: list[str]) -> int:
    try:
        return int(program.main(words, _name(), complete_var="_GITAGILE_COMPLETE", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        terminal.note(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        from .usage import words_of

        return complaint(*words_of(error), error.exit_code)
    except click.Abort:
        raise KeyboardInterrupt from None


def _name() -> str:
    return "git agile" if Path(sys.argv[0]).name.startswith("git-agile") else "gitagile"


def _enter(context: click.Context, folder: str) -> None:
    """Work in a folder, and come back when the command line is done."""
    from .opening import here

    before = here()
    try:
        os.chdir(folder)
    except OSError as error:
        raise WrongPlace(f"cannot change to {folder!r}: {error.strerror}", "-C names a folder") from None
    context.call_on_close(lambda: os.chdir(before))


@click.pass_context
def _enter_folders(context: click.Context, folders: tuple[str, ...]) -> None:
    for folder in folders:
        _enter(context, folder)


def _print_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from .. import __version__

        terminal.say(f"gitagile {__version__}")
        context.exit()


program = LazyGroup(
    "gitagile",
    COMMANDS,
    help=ABOUT,
    callback=_enter_folders,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[
        click.Option(["-C", "folders"], metavar="DIR", multiple=True, help="Work as if started in DIR."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help="Print the version.",
        ),
    ],
)
