"""The merge driver installed: `.gitattributes` is cloned, git's config is not, so each clone needs it once."""

from __future__ import annotations

from ...store import layout
from ...store.tree import read_file
from ...vcs import merge_driver
from ...vcs.repository import Repository
from ...vcs.settings import read_settings

ATTRIBUTES = f"{layout.ROOT}/.gitattributes"


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
