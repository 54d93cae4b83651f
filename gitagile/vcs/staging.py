"""Bring index entries to exactly the texts they shall have, and say which tree that makes."""

from __future__ import annotations

from collections.abc import Iterable

from gitagile.vcs.desk import Desk
from gitagile.vcs.index import MANY, IndexCopy, Put
from gitagile.vcs.log import tree_changes
from gitagile.vcs.texts import write_texts


def build_tree(desk: Desk, index: IndexCopy, puts: Iterable[Put]) -> str:
    """Make `index` hold every put; the id of the tree it then makes.

    Where git read another text from the working tree than expected (an editor saved meanwhile, an unusual filter, a
    file marked assume-unchanged), the entry is set by its id instead.
    """
    puts = tuple(puts)
    _store(desk, puts)
    index.put(puts)
    tree = index.write_tree()
    wrong = _wrong(desk, tree, puts)
    if not wrong:
        return tree
    exact = tuple(put._replace(from_work=False) for put in wrong)
    _store(desk, exact)
    index.put(exact)
    return index.write_tree()


def _wrong(desk: Desk, tree: str, puts: tuple[Put, ...]) -> tuple[Put, ...]:
    read = [put for put in puts if put.from_work and put.oid is not None]
    found = _oids_in(desk, tree, [put.path for put in read])
    return tuple(put for put in read if (put.oid if put.mode else None) != found[put.path])


def _oids_in(desk: Desk, tree: str, paths: list[str]) -> dict[str, str | None]:
    """What the tree holds at these paths; for many, told by how it differs from the tree that the act began with."""
    changes = tree_changes(desk.repo, desk.user_tree, tree) if len(paths) > MANY else ()
    changed = {one.path: one.after_oid for one in changes}
    others = [path for path in paths if path not in changed]
    asked = desk.reader.identify(f"{tree}:{path}" for path in others)
    return {**changed, **dict(zip(others, asked, strict=True))}


def _store(desk: Desk, puts: tuple[Put, ...]) -> None:
    """Store the texts that git does not read from the working tree, in one process."""
    texts = {put.oid: put.content for put in puts if put.content is not None and not put.from_work}
    write_texts(desk.repo, [text or b"" for text in texts.values()], desk.user_tree)
