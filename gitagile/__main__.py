"""The door: `python -m gitagile`, and what the console scripts `gitagile` and `git-agile` call."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Hand the arguments to the command line, imported late so that the door is cheap, and end with its code."""
    if sys.argv[1:] == ["--version"]:
        from gitagile import __version__

        if sys.stdout is not None:
            sys.stdout.write(f"gitagile {__version__}\n")
        leave(0)
    gc.disable()  # a short command is over before there is anything worth collecting
    from gitagile.cli.plain import run_plainly

    code = run_plainly(sys.argv[1:])
    if code is None:
        from gitagile.cli.main import main as run

        code = run()
    leave(code)


def leave(code: int) -> NoReturn:
    """End at once: all is written and closed by now, and Python's tidying up takes a third of `import click`."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
