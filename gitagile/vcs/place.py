"""What is known of one repository: where its parts lie."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Repository(NamedTuple):
    """One repository with its working tree. All paths are absolute."""

    root: Path  # top of the working tree (a bare repository's own folder, where that is allowed)
    git_dir: Path  # this worktree's git folder
    common_dir: Path  # shared by all worktrees
    index_file: Path  # GIT_INDEX_FILE where git set it for a hook, else git_dir/index
    from_environment: bool = False  # GIT_DIR named it, as in a hook
    bare: bool = False
