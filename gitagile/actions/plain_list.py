"""The list without a query, in priority order: it is asked for most, and its lines are remembered as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store.lines import live_lines

if TYPE_CHECKING:
    from ..store.lines import Cells, Lines
    from ..workspace import Workspace


def plain_list(workspace: Workspace, cells: Cells) -> Lines | None:
    """The cells of each item that `find.list_items` gives without words, in its order, and the same findings.

    None where the memory cannot tell; the items themselves must be asked for then.
    """
    finished = workspace.config.workflow.finished
    return live_lines(workspace.root, workspace.memory(), workspace.now_ns(), finished=finished, cells=cells)
