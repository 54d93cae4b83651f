"""The terminal: the one place that writes to standard output and standard error, after the gate."""

from __future__ import annotations

import os
import sys
from typing import IO

from ..errors import GitagileError
from ..render.gate import visible, visible_json

NARROW, WIDE = 40, 400
"""The widths between which what the terminal says of itself is believed."""
_WIDTH, _DIGITS = 100, 9


def say(text: str) -> None:
    """Write an answer to standard output, with control characters made visible."""
    write(sys.stdout, visible(text) + "\n")


def say_drawn(text: str) -> None:
    """Write an answer that passed the gate before it was coloured."""
    write(sys.stdout, text + "\n")


def say_json(text: str) -> None:
    """Write a JSON text to standard output."""
    write(sys.stdout, visible_json(text) + "\n")


def say_exactly(text: str) -> None:
    """Write a file's content to standard output, byte by byte, where no person reads it; else through the gate."""
    write(sys.stdout, visible(text.replace("\r\n", "\n")) if is_terminal() else text)


def note(text: str) -> None:
    """Write talk to standard error: warnings, hints, progress."""
    if text:
        write(sys.stderr, visible(text) + "\n")


def complain(message: str, hint: str | None) -> None:
    """Write an error and its hints, one a line, to standard error."""
    note("\n".join([f"error: {message}", *(f"hint: {line}" for line in (hint or "").splitlines())]))


def write(stream: IO[str], text: str) -> None:
    """Write at once. A reader that went away (`| head`) is no fault: the rest goes nowhere, the exit code stays.

    GitagileError where an answer cannot be written, as on a full disk.
    """
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        close_quietly(stream)
    except OSError as error:
        close_quietly(stream)
        if stream is sys.stdout:
            raise GitagileError(f"the answer cannot be written: {error.strerror or error}") from None


def close_quietly(stream: IO[str]) -> None:
    """Lead a stream whose reader went away to nowhere, so that Python says nothing when it ends.

    After https://docs.python.org/3/library/signal.html#note-on-sigpipe.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def prepare() -> None:
    """Let no character fail: what the terminal's encoding does not know is written as an escape."""
    _lead_closed_ones_to_nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _lead_closed_ones_to_nowhere() -> None:
    """Open what was closed (`>&-`): else the next file opened, be it a lock, would bear that stream's number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, number)
            if nowhere != number:
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def is_talking() -> bool:
    """Whether a person can be asked: they read what is asked, and type."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def width() -> int:
    """How many characters fit into a line."""
    return min(max(_told_width(), NARROW), WIDE)


def _told_width() -> int:
    """What `shutil.get_terminal_size` says, without all the ways to compress that shutil loads."""
    told = os.environ.get("COLUMNS", "")[:_DIGITS]
    if told.isascii() and told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(1).columns or _WIDTH
    except OSError:
        return _WIDTH


def has_colour() -> bool:
    """Whether answers are coloured: on a terminal, unless NO_COLOR is set or it is dumb; FORCE_COLOR has the last word.

    See https://no-color.org and https://force-color.org.
    """
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def draws_boxes() -> bool:
    """Whether standard output knows the characters that charts are drawn with."""
    try:
        "█│─⣿".encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def tell_notes(notes: tuple[str, ...]) -> None:
    """What history cannot tell, on standard error."""
    for one in notes:
        note(f"note: {one}")
