"""The door: `python -m gitagile`, and what the console scripts `gitagile` and `git-agile` call."""

from __future__ import annotations


def main() -> None:
    """Hand the arguments to the command line, imported late so that opening the door costs nothing."""
    from gitagile.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
