"""The door: `python -m gitagile`, and what the console scripts `gitagile` and `git-agile` call."""

from __future__ import annotations

import sys


def main() -> int:
    """Hand the arguments to the command line, imported late so that opening the door costs nothing."""
    if sys.argv[1:] == ["--version"]:
        from gitagile import __version__

        sys.stdout.write(f"gitagile {__version__}\n")
        return 0
    from gitagile.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
