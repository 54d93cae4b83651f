"""What the tests of importers share: a config, ids that count up, the real backlog, and an import in one call."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from gitagile.config.reader import read_config
from gitagile.config.record import Config
from gitagile.importers.all_importers import importer_named
from gitagile.importers.identify import Known, known_item
from gitagile.importers.plan import ImportPlan, Target, plan_import
from gitagile.model.item import Item
from gitagile.text.front_matter import Document, read_document
from gitagile.text.item_text import item_from

FOLDER = Path(__file__).parents[2] / "data" / "backlogmd"


@cache
def whole_backlog() -> dict[str, bytes]:
    with tarfile.open(FOLDER / "whole.tar.gz") as packed:
        return {member.name: packed.extractfile(member).read() for member in packed}


@cache
def part_of_the_backlog() -> dict[str, bytes]:
    folder = FOLDER / "part"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True, slots=True)
class Imported:
    """An import worked out: its plan, and every new item read back from the text it would have."""

    plan: ImportPlan
    documents: dict[str, Document]
    items: dict[str, Item]

    @property
    def report(self):
        return self.plan.report

    def item(self, identifier: str) -> Item:
        return self.items[identifier.casefold()]

    def known(self) -> tuple[Known, ...]:
        return tuple(known_item(item) for item in self.items.values())


def read_back(plan: ImportPlan) -> Imported:
    documents, items = {}, {}
    for new in plan.items:
        path = f".backlog/{new.place}/{new.name}"
        document = read_document(new.text.encode(), path)
        assert document.fault is None, (new.source, document.fault)
        documents[new.source] = document
        items[new.id.casefold()] = item_from(document, new.place)
    assert len(items) == len(plan.items), "every id is given once"
    return Imported(plan, documents, items)


def counting() -> Callable[[set[str]], str]:
    """Draws ML-new1, ML-new2 …"""
    numbers = iter(range(1, 10_000))
    return lambda taken: next(new for number in numbers if (new := f"ML-new{number}").casefold() not in taken)


@pytest.fixture
def config() -> Config:
    return read_config("", {})[0]


@pytest.fixture
def bring(config: Config) -> Callable[..., Imported]:
    """`bring(files, known=…, config=…, avoid=…)`: import and read back. Texts may stand for bytes."""
    standard = config

    def bring(files, *, known=(), config=None, avoid=()):
        content = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        target = Target(config or standard, tuple(known), frozenset(avoid))
        return read_back(plan_import(importer_named("backlog-md"), content, target, counting()))

    return bring


@pytest.fixture(scope="session")
def whole() -> dict[str, bytes]:
    return whole_backlog()


@pytest.fixture(scope="session")
def part() -> dict[str, bytes]:
    return part_of_the_backlog()
