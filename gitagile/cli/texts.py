"""Texts from outside: a body from a file or from standard input, and an item's text through the user's editor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import GitagileError, Refused, UsageError
from . import terminal

if TYPE_CHECKING:
    from ..workspace import Workspace

Taken = TypeVar("Taken")
_EDITOR_HINT = "`git config --global core.editor nano` sets another"


def bytes_from(name: str) -> bytes:
    """The bytes of a file, or of standard input where the name is `-`. UsageError where it cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"cannot read {name!r}: {error.strerror or error}"
        raise UsageError(message, "name a file, or `-` for standard input") from None


def text_from(name: str) -> str:
    """The UTF-8 text of a file or of standard input, its lines ended by newlines."""
    return decoded(bytes_from(name), name)


def decoded(content: bytes, name: str) -> str:
    """Bytes as UTF-8 text with plain newlines; UsageError, which says what is not UTF-8, where they are none."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8", "save it as UTF-8") from None


_FROM = "`gitagile edit ID --from FILE` takes a text from a file"


def through_editor(
    workspace: Workspace, name: str, text: bytes, take: Callable[[bytes], Taken], *, again: str = _FROM
) -> Taken:
    """Open a text in the editor and hand what comes back to `take`; a text that is refused may be edited again.

    What was written is never thrown away: until it is taken it stays in a file of this name, which the error says, with
    how to hand it in `again`.
    """
    draft = _new_draft(workspace, name)
    draft.write_bytes(text)
    while True:
        _open(workspace, draft, text, again)
        try:
            taken = take(draft.read_bytes())
        except GitagileError as error:
            if not _wants_again(error):
                raise _with_place(error, (draft, again), workspace) from error
        else:
            draft.unlink(missing_ok=True)
            return taken


def _new_draft(workspace: Workspace, name: str) -> Path:
    """A file of this name that is not there yet, beside the index of parsed items."""
    folder = workspace.memory().parent / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    stem = name.removesuffix(".md")
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.md" for number in range(1, 10_000))
    return next(path for one in names if not (path := folder / one).exists())


def _open(workspace: Workspace, draft: Path, text: bytes, again: str) -> None:
    from ..vcs.settings import editor

    command = editor(workspace.repository)
    try:
        click.edit(filename=str(draft), editor=_as_words(command))
    except click.ClickException as error:
        if draft.read_bytes() == text:
            draft.unlink()
            raise Refused(f"the editor `{command}` failed, nothing is changed", _EDITOR_HINT) from None
        raise _with_place(Refused(error.format_message()), (draft, again), workspace) from None


def _as_words(command: str) -> str:
    """The editor's command line so that the shell reads it, as git has it read (git-var(1), GIT_EDITOR)."""
    if os.name != "posix":
        return command
    import shlex

    return shlex.join(["sh", "-c", f'{command} "$@"', command])


def _wants_again(error: GitagileError) -> bool:
    if not terminal.is_talking():
        return False
    terminal.complain(error.message, error.hint)
    return click.confirm("Edit it again?", default=True, err=True)


def _with_place(error: GitagileError, kept_in: tuple[Path, str], workspace: Workspace) -> GitagileError:
    """The error with the place where the text is kept, and how it is handed in again."""
    draft, again = kept_in
    shown = draft.relative_to(workspace.root) if draft.is_relative_to(workspace.root) else draft
    kept = f"your text is kept in {shown}; {again}"
    told = GitagileError(error.message, "\n".join(filter(None, [error.hint, kept])))
    told.exit_code = error.exit_code
    return told
