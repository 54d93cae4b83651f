"""A release: gates first, then the notes of what was done since the last one in one commit, then the tag."""

from __future__ import annotations

from typing import NamedTuple

from ...errors import GitagileError, Refused, UsageError
from ...model.release import fault_of, version_key
from ...store import layout
from ...vcs.message import Message
from ...vcs.tags import Tag, make_tag, read_tags
from ...workspace import Workspace
from ..result import Act, Result, finish
from .done_gates import told
from .release_facts import NotesWriter, ReleaseFacts, release_facts
from .releases import Line, Version

MOST_LINES = 50
"""So many items are named in the tag's message; the notes name all."""


class Released(NamedTuple):
    """What a release did. `facts` and `text` are None where only the tag was missing; `tagged` whether there is one."""

    name: str
    path: str
    facts: ReleaseFacts | None
    text: str | None
    result: Result
    tagged: bool


def release(
    workspace: Workspace,
    name: str,
    *,
    write: NotesWriter,
    override: str = "",
    tag: bool = True,
    dry_run: bool = False,
) -> Released:
    """Release a version: its notes in one commit, then an annotated tag (not without `tag`).

    Where the notes are committed and the tag is missing, only the tag is made. UsageError for a name that cannot be;
    Refused where a gate of the release fails and `override` does not say why it may, where the version exists, where
    part of the history is missing, and where git makes no tag: the commit then stays, and the hint says how to go on.
    """
    fault = fault_of(name)
    if fault:
        raise UsageError(f"{name!r} cannot be the name of a version", fault)
    tags = read_tags(workspace.repository)
    line = Line(workspace, tags)
    if line.tip is None:
        raise Refused("there is no commit to release", "`git commit` makes the first")
    known = _known(line, tags, name)
    if known is not None:
        return _only_tagged(workspace, known, tag=tag, dry_run=dry_run)
    return _released(workspace, line, (name, override, write), tag=tag, dry_run=dry_run)


def _known(line: Line, tags: tuple[Tag, ...], name: str) -> Version | None:
    """The version of this name if its notes are committed and only the tag is missing; Refused where it is out."""
    known = next((one for one in line.versions if one.name == name), None)
    if known is not None and known.tag is None and known.commit is not None:
        return known
    if known is not None and known.tag is None:
        raise Refused(f"{known.path} is not committed", f"commit it, then `gitagile release {name}` makes the tag")
    names = (*(one.name for one in line.versions), *(one.name for one in tags))
    taken = {one.casefold(): one for one in names}
    other = taken.get(name.casefold())
    if other is None:
        return None
    if known is not None and known.path is not None:
        raise Refused(f"{name} is released already", f"`git show {name}`; the next version has another name")
    raise Refused(f"the tag {other} exists already", "the next version has another name")


def _only_tagged(workspace: Workspace, known: Version, *, tag: bool, dry_run: bool) -> Released:
    path, commit = known.path or "", known.commit or ""
    if not tag:
        raise Refused(f"the notes of {known.name} are committed already", f"`gitagile release {known.name}` tags them")
    act = Act(known.name, f"tagged {commit[:7]}", path)
    if not dry_run:
        _tag(workspace, known.name, commit, f"{known.name}\n\n{_counted(len(known.named or ()))}.\n")
    return Released(known.name, path, None, None, Result((act,), None, dry_run=dry_run), not dry_run)


def _released(
    workspace: Workspace, line: Line, asked: tuple[str, str, NotesWriter], *, tag: bool, dry_run: bool
) -> Released:
    name, override, write = asked
    with workspace.change(dry_run=dry_run) as editing:
        facts = release_facts(workspace, line, name, override)
        if not dry_run:
            refuse_failed(facts)
        text, path = write(facts), layout.release_file(name)
        editing.create(path, text)
        acts = [Act(name, f"released with {_counted(len(facts.items))}", path)]
        result = finish(editing, acts, _message(facts), _remarks(facts))
    if result.commit is None and not dry_run:
        said = f"the notes are not committed, so there is no tag yet: commit them, then `gitagile release {name}`"
        return Released(name, path, facts, text, result._replace(warnings=(*result.warnings, said)), tagged=False)
    if tag:
        result = result._replace(acts=(*result.acts, Act(name, "tagged", path)))
        if result.commit is not None:
            _tag(workspace, name, result.commit, _tag_message(facts))
    return Released(name, path, facts, text, result, tagged=tag and not dry_run)


def refuse_failed(facts: ReleaseFacts) -> None:
    """Refused where a gate of the release fails, and nothing says why it may; the first is named."""
    failed = facts.failed
    if not failed or facts.override:
        return
    said = f"the gate {told(failed[0])}" if len(failed) == 1 else f"{len(failed)} gates fail, first: {told(failed[0])}"
    raise Refused(
        f"{facts.name} is not released: {said}",
        f"`gitagile release {facts.name} --dry-run` shows all gates, and the notes\n"
        f"`gitagile release {facts.name} --override WHY` goes on, and leaves the reason in git",
    )


def _message(facts: ReleaseFacts) -> Message:
    trailers = [("Gitagile-Op", f"release {facts.name}")]
    trailers += [("Backlog-Override", facts.override)] if facts.override else []
    body = "\n".join(f"passed over {told(row)}" for row in facts.failed)
    return Message(f"backlog: release {facts.name}", body, tuple(trailers))


def _remarks(facts: ReleaseFacts) -> tuple[str, ...]:
    remarks = [f"passed over {told(row)}" for row in facts.failed if facts.override]
    since = facts.since
    if not facts.items:
        remarks.append(f"no item was done since {since.name}" if since else "no item is done yet")
    if since is not None:
        new, old = version_key(facts.name), version_key(since.name)
        if new is not None and old is not None and new <= old:
            remarks.append(f"{facts.name} is not above {since.name}, the last release")
    return tuple(remarks)


def _tag_message(facts: ReleaseFacts) -> str:
    lines = [f"{item.id} {' '.join(item.title.split())}" for item in facts.items[:MOST_LINES]]
    left = len(facts.items) - len(lines)
    lines += [f"and {left} more, in {layout.release_file(facts.name)}"] if left else []
    return "\n".join((facts.name, "", f"{_counted(len(facts.items))}.", *(["", *lines] if lines else []))) + "\n"


def _tag(workspace: Workspace, name: str, commit: str, message: str) -> None:
    try:
        make_tag(workspace.repository, name, commit, message=message, environ=workspace.environ)
    except GitagileError as error:
        raise Refused(
            f"the notes of {name} are committed as {commit[:7]}, but there is no tag: {error.message}",
            f"mend what git says, then `gitagile release {name}` makes the tag; `gitagile undo` takes the notes back",
        ) from None


def _counted(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
