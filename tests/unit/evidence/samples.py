"""Where the samples lie, and how the packed ones are laid out for a test."""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path

from tests.archives import unpack

ML = Path(__file__).parents[2] / "data" / "ml"


def sample(name: str) -> bytes:
    """The bytes of a sample."""
    return (ML / name).read_bytes()


def unpacked(name: str, folder: Path) -> Path:
    """A packed sample laid out in a folder: the database or the folder it holds."""
    if name.endswith(".db.gz"):
        target = folder / "mlflow.db"
        target.write_bytes(gzip.decompress(sample(name)))
        return target
    with tarfile.open(ML / name) as archive:
        unpack(archive, folder)
    return folder / "mlruns"
