"""From a source's files to what shall be written: drafts read, known ones left out, ids given, references matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..config.record import Config
from ..model.ids import normal_id
from . import report as reports
from .all_importers import Importer
from .draft import Draft, text_of
from .identify import DrawId, Known, recognised, with_ids
from .ranks import spread
from .references import linked, targets_of
from .report import ImportReport


@dataclass(frozen=True, slots=True)
class Target:
    """What the drafts go into: its config, its items, and ids that new ones must avoid (those of other branches)."""

    config: Config
    known: tuple[Known, ...] = ()
    avoid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewItem:
    """One item to write: its id, the folder it goes to, its file's name and text."""

    id: str
    place: str
    name: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will add, and the report of it."""

    items: tuple[NewItem, ...]
    report: ImportReport


def plan_import(importer: Importer, files: Mapping[str, bytes], target: Target, draw: DrawId) -> ImportPlan:
    """Work out an import of `files` (relative path to bytes). Writes nothing; only `draw` is asked, for new ids."""
    read, left = importer.read(files, target.config)
    all_drafts = _ranked(read)
    here = recognised(all_drafts, target.known, lambda draft: _origin(importer, draft))
    fresh = tuple(draft for draft in all_drafts if draft.source not in here)
    named, new_ids = with_ids(fresh, _holders(target), target.avoid, draw)
    by_source = {draft.source: draft for draft in named}
    everyone = tuple(by_source.get(draft.source, draft) for draft in all_drafts)
    drafts, references = linked(named, targets_of(everyone, here, (one.id for one in target.known)))
    report = ImportReport(
        importer=importer.name,
        arrived=_in_order(draft.folder for draft in drafts),
        places=_in_order(draft.place for draft in drafts),
        already=len(here),
        keys=reports.counted_keys(drafts),
        kept=reports.counted_kept(drafts),
        values=reports.counted_values(drafts),
        mended=reports.mended_files(drafts),
        new_ids=new_ids,
        references=references,
        left=left,
    )
    return ImportPlan(tuple(_new_item(importer, draft) for draft in drafts), report)


def _new_item(importer: Importer, draft: Draft) -> NewItem:
    return NewItem(draft.id, draft.place, draft.file_name, text_of(draft, _origin(importer, draft)), draft.source)


def _origin(importer: Importer, draft: Draft) -> str:
    return f"{importer.name}:{draft.source}"


def _holders(target: Target) -> dict[str, str]:
    return {normal_id(one.id): f"{one.id}, which is here already" for one in target.known}


def _ranked(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts with their ordinals as ranks; equal ordinals get one rank."""
    ordinals = sorted({draft.ordinal for draft in drafts if draft.ordinal is not None})
    ranks = dict(zip(ordinals, spread(len(ordinals)), strict=True))
    return tuple(
        draft if draft.ordinal is None else replace(draft, keys=(*draft.keys, ("rank", ranks[draft.ordinal])))
        for draft in drafts
    )


def _in_order(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(words).items())
