"""Our bugs: the traceback kept in a file, so that one sentence is enough on the terminal."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from .. import __version__


def keep_traceback(error: BaseException) -> Path | None:
    """Write the traceback to a new file in the system's temporary folder; None where that cannot be done."""
    head = f"gitagile {__version__}, Python {platform.python_version()}, {platform.system()}\n{sys.argv}\n\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="gitagile-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(head + "".join(traceback.format_exception(error)))
    except OSError:
        return None
    return Path(file.name)
