"""Archives of test data, unpacked the safe way on every Python that we run on."""

from __future__ import annotations

import tarfile
from pathlib import Path


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Unpack an archive of plain files. Pythons before 3.11.4 know no filters, so that is asserted."""
    if hasattr(tarfile, "data_filter"):
        archive.extractall(folder, filter="data")
        return
    for member in archive.getmembers():
        assert member.isfile() or member.isdir()
        assert not member.name.startswith("/")
        assert ".." not in member.name.split("/")
    archive.extractall(folder)  # noqa: S202 - our own archive, and looked through above
