"""A whole tree checked: every file, all names, and all items and sprints beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...model.backlog import Backlog
from ...rules import backlog_rules, name_rules, sprint_rules
from ...rules.backlog_rules import Placed
from ...store import layout
from ...store.reader import is_read, locate
from .gathering import Gathering


def check_all(gathering: Gathering) -> Iterator[Placed]:
    """Check every file, and give the remarks that no file by itself can give."""
    paths, links = gathering.tree.paths, gathering.tree.links
    for path in paths:
        if is_read(path) or layout.is_checkin_path(path):
            gathering.add(path)
    yield from _on_names(paths, links)
    yield from _on_all(gathering, paths)


def _on_names(paths: tuple[str, ...], links: tuple[str, ...]) -> Iterator[Placed]:
    yield from name_rules.links(links)
    yield from name_rules.bad_names((*paths, *links))
    yield from name_rules.same_names((*paths, *links))
    yield from stray(paths)
    folders = {parts[2] for path in (*paths, *links) if len(parts := path.split("/", 3)) > 3 and parts[1] == "sprints"}
    yield from sprint_folders(folders, frozenset(paths))


def sprint_folders(folders: Iterable[str], paths: frozenset[str]) -> Iterator[Placed]:
    """Remarks on some of the folders below `sprints/`; `paths` are all that the tree has."""
    names = frozenset(folders)
    with_file = {name for name in names if layout.sprint_file(name) in paths}
    for name, remark in sprint_rules.sprint_names(names, with_file):
        yield f"{layout.SPRINTS}/{name}" if remark.code == "S201" else layout.sprint_file(name), remark


def stray(paths: Iterable[str]) -> Iterator[Placed]:
    """Remarks on Markdown files in folders that nothing reads."""
    known: dict[str, bool] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder not in known:
            parts = tuple(folder.split("/")[1:])
            known[folder] = bool(parts) and parts != ("sprints",) and layout.is_known_folder(parts)
        if not known[folder] and name.casefold().endswith(".md") and name.casefold() != "readme.md":
            yield name_rules.stray(path)


def _on_all(gathering: Gathering, paths: tuple[str, ...]) -> Iterator[Placed]:
    items, config = tuple(gathering.items), gathering.bench.config
    backlog = Backlog(items, tuple(gathering.sprints))
    yield from backlog_rules.same_ids(items)
    yield from backlog_rules.circles(items)
    yield from sprint_rules.beside_each_other(backlog.sprints)
    yield from sprint_rules.left_open(backlog, config)
    named = (identifier for identifier, _ in locate(paths))
    known = backlog_rules.known_ids((*(item.id for item in items), *named))
    for item in items:
        for remark in backlog_rules.dangling(item, known.ids.__contains__, known.nearest):
            yield item.path, remark
    if gathering.blocks:
        yield from _on_checkins(gathering, known.ids.__contains__)
    for remark in backlog_rules.over_limits(items, config):
        yield layout.CONFIG, remark


def _on_checkins(gathering: Gathering, is_known: Callable[[str], bool]) -> Iterator[Placed]:
    from ...rules.checkin_rules import blocking_nothing

    for path, blocks in gathering.blocks.items():
        for remark in blocking_nothing(blocks, is_known):
            yield path, remark
