"""The table of evidence: which files are read as what; adding a format is one reader and one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple

from . import metric_file
from .printed import Readings


class Source(NamedTuple):
    """One kind of file: its name, what it is, the endings it has, and its reader, which never raises."""

    name: str
    about: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str], Readings]


def _junit(content: bytes, path: str) -> Readings:
    from .junit import junit_metrics

    return junit_metrics(content, path)


def _card(content: bytes, _: str) -> Readings:
    from .model_card import card_metrics

    return card_metrics(content)


SOURCES = (
    Source("junit", "JUnit XML: the properties that tests recorded", (".xml",), _junit),
    Source("model-card", "a model card: `model-index` in the front matter", (".md", ".markdown"), _card),
    Source(
        "metric-file",
        "JSON, YAML, TOML, CSV, JSON-lines, or one bare number",
        metric_file.ENDINGS,
        metric_file.read_metric_file,
    ),
)


def source_of(path: str) -> Source:
    """The row for a path; a file of an unknown ending is a metric file."""
    ending = PurePosixPath(path).suffix.casefold()
    return next((one for one in SOURCES if ending in one.endings), SOURCES[-1])


def read_file(content: bytes, path: str) -> Readings:
    """All values of a file of evidence. Never raises: what cannot be read says so in `fault`."""
    return source_of(path).read(content, path)
