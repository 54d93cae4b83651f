"""The merge driver installed: `.gitattributes` is cloned, git's config is not, so each clone needs it once."""

from __future__ import annotations

from ...store import layout
from ...store.tree import read_file
from ...vcs import merge_driver
from ...vcs.repository import Repository
from ...vcs.settings import read_settings

ATTRIBUTES = f"{layout.ROOT}/.gitattributes"

LEDGERS = f"{layout.SPRINTS.removeprefix(layout.ROOT + '/')}/*/{layout.LEDGER_FILE}"
"""The pattern that ledgers have in the backlog's attributes."""


def mended_attributes(text: str) -> str | None:
    """The attributes with `-merge` for ledgers, as `init` writes it; None where they say already how to merge those."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        pattern, _, words = line.partition(" ")
        if layout.LEDGER_FILE in pattern and not line.startswith("#"):
            if any(word.lstrip("-!").partition("=")[0] in ("merge", "binary") for word in words.split()):
                return None
            if pattern == LEDGERS:
                lines[number] = f"{line.rstrip()} -merge"
                return "\n".join(lines) + "\n"
    return "\n".join([*lines, f"{LEDGERS} -merge"]) + "\n"


def is_missing(repository: Repository) -> bool:
    """Whether the backlog's attributes ask for the driver and this clone's git has none."""
    return _is_wanted(repository) and not merge_driver.is_installed(read_settings(repository))


def install_driver(repository: Repository) -> bool:
    """Install the driver where it is missing; whether it was."""
    missing = is_missing(repository)
    if missing:
        merge_driver.install(repository)
    return missing


def _is_wanted(repository: Repository) -> bool:
    try:
        return f"merge={merge_driver.NAME}".encode() in read_file(repository.root, ATTRIBUTES)
    except OSError:
        return False
