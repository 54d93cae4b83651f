"""The check: every rule over the files of a tree, or over some of them, and what `--fix` mends on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..config.record import Config
from ..model.finding import ERROR, Finding, sort_key
from ..model.item import Item
from ..rules import model_rules, name_rules, silence
from ..rules.backlog_rules import Placed
from ..rules.remark import Remark, finding_at
from ..store.reader import document_of
from ..store.tree import Tree
from .checks.gathering import Fixed, Fixing, Gathering
from .checks.one_file import Bench, found_in
from .checks.some import check_some
from .checks.whole import check_all

__all__ = ["CheckReport", "Fixed", "Fixing", "check"]


class CheckReport(NamedTuple):
    """What a check found. `files` were read; `missing` are the asked paths that the tree does not have.

    `items` are those of the files, with no more than where they lie, their ids, statuses and references.
    """

    findings: tuple[Finding, ...]
    files: int
    fixed: tuple[Fixed, ...] = ()
    missing: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors


def check(
    tree: Tree,
    config: Config,
    config_findings: tuple[Finding, ...] = (),
    *,
    paths: Iterable[str] | None = None,
    fixing: Fixing | None = None,
    closed: Iterable[str] = (),
) -> CheckReport:
    """Check a tree's whole backlog, or only the files at `paths` and what they ask of the others.

    `closed` are folders that could not be looked into (`DiskTree.listing.closed`). With `fixing`, each file is mended
    before it is judged, and its new bytes are handed to `fixing.write`. Files are read one after another and none but
    a mended one is kept, so that a backlog of any length needs little memory.
    """
    bench = Bench(config)
    gathering = Gathering(bench, tree, fixing)
    if paths is None:
        missing: tuple[str, ...] = ()
        remarks = [*check_all(gathering), *name_rules.closed(closed)]
    else:
        missing, remarks = check_some(gathering, tuple(dict.fromkeys(paths)))
    of_config = (*config_findings, *silence.config_findings(config), *model_rules.config_findings(config))
    beside = (*of_config, *_as_findings(gathering, remarks))
    kept = (one for one in (*gathering.findings, *beside) if not silence.is_silenced(one.code, bench.ignored))
    findings = tuple(sorted(kept, key=sort_key))
    return CheckReport(findings, gathering.files, tuple(gathering.fixed), missing, tuple(gathering.items))


def _as_findings(gathering: Gathering, remarks: Iterable[Placed]) -> Iterator[Finding]:
    """Remarks with their places looked up: only the files that have any are read again."""
    by_path: dict[str, list[Remark]] = defaultdict(list)
    for path, remark in remarks:
        by_path[path].append(remark)
    for path, ones in by_path.items():
        content = gathering.read(path) if any(one.where for one in ones) else None
        document = None if content is None else document_of(content, path)
        if document is None or document.fault is not None:
            yield from (finding_at(one, path) for one in ones)
        else:
            yield from found_in(gathering.bench, document, tuple(ones))
