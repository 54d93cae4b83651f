"""What the shell completes: ids, statuses, sprints, people, types and queries, from file names and the config alone.

A completion must be quick, must say nothing and must never fail: where something is wrong it gives no words.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from ..config.record import Config

Completer = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem]"]
Words = Callable[[Path, str], Iterable[tuple[str, str]]]

LIMIT = 200
"""No more words than a person looks through."""


def _complete(words: Words, context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    found: list[CompletionItem] = []
    with suppress(Exception):
        for word, about in words(_root(context), begun):
            found.append(CompletionItem(word, help=about or None))
            if len(found) == LIMIT:
                break
    return found


def _root(context: click.Context) -> Path:
    from ..vcs.repository import find_repository

    folders = context.find_root().params.get("folders") or ()
    return find_repository(Path.cwd().joinpath(*folders), os.environ).root


def _config(root: Path) -> Config:
    from ..config.reader import read_config
    from ..workspace import config_text

    return read_config(config_text(root), os.environ)[0]


def _begun(words: Iterable[tuple[str, str]], begun: str) -> Iterator[tuple[str, str]]:
    wanted = begun.casefold()
    return ((word, about) for word, about in words if word.casefold().startswith(wanted))


def _ids(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..model.ids import normal_id, part_of
    from ..store.reader import locate
    from ..store.tree import list_files

    wanted = normal_id(begun)
    for identifier, path in locate(list_files(root).paths):
        normal, about = normal_id(identifier), _title_in(path, identifier)
        if normal.startswith(wanted):
            yield identifier, about
        elif part_of(normal).startswith(wanted):
            yield part_of(identifier), about


def _title_in(path: str, identifier: str) -> str:
    name = path.rpartition("/")[2].removesuffix(".md")
    return name[len(identifier) :].strip("-").replace("-", " ")


def _sprints(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..store.layout import SPRINTS

    stand_ins = (("@current", "the active sprint"), ("@next", "the next planned one"), ("@previous", "the last closed"))
    folders = sorted((entry.name for entry in os.scandir(root / SPRINTS) if entry.is_dir()), reverse=True)
    return _begun((*stand_ins, *((name, "") for name in folders)), begun)


def _places(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    yield from _begun((("backlog", "no sprint"),), begun)
    yield from _sprints(root, begun)


def _statuses(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    return _begun(_config(root).workflow.statuses, begun)


def _types(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    return _begun(((one.name, one.about) for one in _config(root).types), begun)


def _people(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    return _begun(((person.handle, person.name) for person in _config(root).team), begun)


def _metrics(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    return _begun(((metric.name, metric.about) for metric in _config(root).metrics), begun)


def _roles(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    return _begun(((role, "") for role in _config(root).roles), begun)


def _priorities(_: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..model.workflow import PRIORITIES

    return _begun(((word, "") for word in PRIORITIES), begun)


def _settings(_: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..config.settings import SETTINGS

    return _begun(((setting.name, setting.about) for setting in SETTINGS), begun)


def _values(root: Path, qualifier: str, begun: str) -> Iterator[tuple[str, str]]:
    from ..model.query import STATES

    if qualifier == "is":
        return _begun(((state, "") for state in STATES), begun)
    words = _VALUES.get(qualifier)
    return iter(words(root, begun)) if words else iter(())


_VALUES: dict[str, Words] = {
    "status": _statuses,
    "type": _types,
    "assignee": _people,
    "role": _roles,
    "priority": _priorities,
    "sprint": _places,
    **dict.fromkeys(("parent", "depends", "id"), _ids),
}


def _queries(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..model.query import QUALIFIERS

    qualifier, colon, value = begun.partition(":")
    if colon:
        head, comma, last = value.rpartition(",")
        for word, about in _values(root, qualifier.lstrip("-!"), last):
            yield f"{qualifier}:{head}{comma}{word}", about
        return
    views = ((f"@{name}", query) for name, query in _config(root).views)
    yield from _begun((*((f"{name}:", "") for name in QUALIFIERS), *views), begun)


def _changes(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    from ..text.kinds import KINDS, TRIAL_KINDS

    key, equals, value = begun.partition("=")
    if not equals:
        yield from _begun(
            ((f"{name}=", "") for name in (*KINDS, *TRIAL_KINDS) if name not in ("id", "rank", "gates")), begun
        )
        return
    name = key.rstrip("+-")
    for word, about in _values(root, {"depends_on": "depends"}.get(name, name), value):
        yield f"{key}={word}", about


def _places_or_ids(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    """For `move ID… PLACE`: nobody knows yet which of the two is begun."""
    yield from _places(root, begun)
    yield from _ids(root, begun)


def _statuses_or_ids(root: Path, begun: str) -> Iterator[tuple[str, str]]:
    """For `mark ID… STATUS`."""
    yield from _statuses(root, begun)
    yield from _ids(root, begun)


def _completer(words: Words) -> Completer:
    return partial(_complete, words)


ids, sprints, places = _completer(_ids), _completer(_sprints), _completer(_places)
statuses, types, priorities = _completer(_statuses), _completer(_types), _completer(_priorities)
people, roles, settings = _completer(_people), _completer(_roles), _completer(_settings)
metrics = _completer(_metrics)
places_or_ids, statuses_or_ids = _completer(_places_or_ids), _completer(_statuses_or_ids)
queries, changes = _completer(_queries), _completer(_changes)
