"""Steps: an item's change of status, with its stamps, and its being blocked or free again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from ..editing import Edit, Editing
from ..errors import Refused, UsageError
from ..model.item import Item
from ..model.sprint import Sprint
from ..model.workflow import ACTIVE, DONE, DROPPED, TODO
from ..store.layout import sprint_file
from ..store.reader import document_of, load
from ..text.key_edit import set_key
from ..text.written_keys import Value
from ..workspace import Workspace
from .known_words import known_word
from .result import Act, Result, finish, item_message


def mark(
    workspace: Workspace,
    texts: tuple[str, ...],
    status: str,
    *,
    override: str = "",
    why: str = "",
    dry_run: bool = False,
) -> Result:
    """Put items into a status. `override` says why nothing that is open holds it back, `why` goes into the message.

    Refused where `done` asks for more; UsageError for an unknown status or id.
    """
    status = known_word("status", status, workspace.config.workflow.names)
    if override and not override.strip():
        raise UsageError("say why nothing holds it back", 'for example `--override "the client takes 0.86"`')
    with workspace.change(dry_run=dry_run) as editing:
        items = unique(workspace.find(text) for text in texts)
        acts, trailers = [], []
        warnings = [f"{item.id} is {status} already" for item in items if item.status == status]
        stepped = [item for item in items if item.status != status]
        passed_over = _passed_over(workspace, stepped, status) if override else ()
        if not override:
            refuse_unfinished(workspace, stepped, status)
        for item in stepped:
            warnings += place_warnings(workspace, item, status)
            for key, value in step_values(workspace, item, status).items():
                editing.edit(item.path, setting(item.path, key, value))
            acts.append(Act(item.id, f"{item.status or '?'} -> {status}", item.path))
            trailers.append(("Backlog-Change", f"status {item.status or '?'} {status}"))
        trailers += [("Backlog-Override", override)] if override else []
        message = item_message(acts, trailers)
        warnings += limit_warnings(editing, status, len(acts)) if acts else ()
        message = message._replace(body="\n".join(part for part in (why, *passed_over) if part))
        return finish(editing, acts, message, (*warnings, *passed_over))


def start(workspace: Workspace, texts: tuple[str, ...], *, dry_run: bool = False) -> Result:
    """Put items into the first active status."""
    return mark(workspace, texts, first_status(workspace, ACTIVE), dry_run=dry_run)


def done(workspace: Workspace, texts: tuple[str, ...], *, override: str = "", dry_run: bool = False) -> Result:
    """Put items into the first done status."""
    return mark(workspace, texts, first_status(workspace, DONE), override=override, dry_run=dry_run)


def drop(workspace: Workspace, texts: tuple[str, ...], *, why: str = "", dry_run: bool = False) -> Result:
    """Put items into the first dropped status; the file stays, and so does its history."""
    return mark(workspace, texts, first_status(workspace, DROPPED), why=why, dry_run=dry_run)


def block(workspace: Workspace, text: str, why: str, *, dry_run: bool = False) -> Result:
    """Say why an item cannot go on."""
    if not why.strip():
        raise UsageError("say why it is blocked", 'for example `gitagile block x2 "waits for the new labels"`')
    return _set_blocked(workspace, (text,), " ".join(why.split()), dry_run=dry_run)


def unblock(workspace: Workspace, texts: tuple[str, ...], *, dry_run: bool = False) -> Result:
    """Take back that items are blocked."""
    return _set_blocked(workspace, texts, None, dry_run=dry_run)


def first_status(workspace: Workspace, category: str) -> str:
    """The first status of a category; UsageError if the workflow has none."""
    status = workspace.config.workflow.first_in(category)
    if status is None:
        raise UsageError(
            f"the workflow has no {category} status",
            "`gitagile config workflow.statuses` shows it; `gitagile mark ID STATUS` sets any",
        )
    return status


def step_values(workspace: Workspace, item: Item, status: str) -> dict[str, Value]:
    """The keys that a step sets: the status, `started` when work begins, `finished` when it ends (gone if reopened)."""
    workflow, stamp = workspace.config.workflow, workspace.stamp()
    before, after = workflow.category_of(item.status), workflow.category_of(status)
    values: dict[str, Value] = {"status": status}
    if after in (ACTIVE, DONE) and not item.started:
        values["started"] = stamp
    if after == DONE and before != DONE:
        values["finished"] = stamp
    if after in (TODO, ACTIVE, DROPPED) and item.finished:
        values["finished"] = None
    return values


def refuse_unfinished(workspace: Workspace, items: Sequence[Item], status: str) -> None:
    """Refused where items would be done with open criteria or failed gates that the config asks for.

    See `workflow.done_needs`. Where it asks for nothing nothing is looked at.
    """
    config = workspace.config
    if not config.done_needs or not config.workflow.is_done(status):
        return
    if "criteria" in config.done_needs:
        for item in items:
            _refuse_open_criteria(workspace, item)
    if "gates" in config.done_needs:
        from .model_work.done_gates import refuse_failed

        refuse_failed(workspace, items)


def _refuse_open_criteria(workspace: Workspace, item: Item) -> None:
    from ..text.sections import criteria

    body = document_of(workspace.content(item.path), item.path).body
    left = [one for one in criteria(body, workspace.config.criteria_headings) if not one.done]
    if left:
        text = (
            f"criterion {left[0].number} is open: {left[0].text}"
            if len(left) == 1
            else f"{len(left)} criteria are open, first: {left[0].text}"
        )
        raise Refused(
            f"{item.id} is not done: {text}", f'`gitagile tick {item.id} {left[0].number}`, or `--override "why"`'
        )


def _passed_over(workspace: Workspace, items: Sequence[Item], status: str) -> tuple[str, ...]:
    """The failed gates that an override passes over, in words."""
    config = workspace.config
    if "gates" not in config.done_needs or not config.workflow.is_done(status):
        return ()
    from .model_work.done_gates import failed, told

    return tuple(f"passed over {row.id}: {told(row)}" for row in failed(workspace, items))


def limit_warnings(editing: Editing, status: str, more: int) -> tuple[str, ...]:
    """A warning where a status will hold more items than its limit."""
    limit = editing.workspace.config.workflow.limit_of(status)
    if limit is None:
        return ()
    count = sum(1 for item in editing.backlog.live_items() if item.status == status) + more
    return (f"{count} items are {status}, the limit is {limit}",) if count > limit else ()


def place_warnings(workspace: Workspace, item: Item, status: str) -> list[str]:
    """A warning where a step leaves an open item in a place that nobody looks at."""
    if not workspace.config.workflow.is_open(status):
        return []
    back = f"`gitagile move {item.id} backlog` (or a sprint) brings it back"
    if item.is_archived:
        return [f"{item.id} is archived and in no list; {back}"]
    if item.sprint is None:
        return []
    sprint, _ = load(workspace.tree(), sprint_file(item.sprint))
    closed = isinstance(sprint, Sprint) and not sprint.is_open
    return [f"{item.id} lies in {item.sprint}, which is closed; {back}"] if closed else []


def setting(path: str, key: str, value: Value) -> Edit:
    """The edit that sets one key of a file."""
    return partial(_set_in, key=key, value=value, path=path)


def unique(items: Iterable[Item]) -> list[Item]:
    """Items without those named twice."""
    return list({item.path: item for item in items}.values())


def _set_in(content: bytes, *, key: str, value: Value, path: str) -> bytes:
    return set_key(content, key, value, path)


def _set_blocked(workspace: Workspace, texts: tuple[str, ...], why: str | None, *, dry_run: bool) -> Result:
    with workspace.change(dry_run=dry_run) as editing:
        acts, warnings = [], []
        for item in unique(workspace.find(text) for text in texts):
            if item.blocked == why:
                warnings.append(f"{item.id} is blocked by that already" if why else f"{item.id} is not blocked")
                continue
            editing.edit(item.path, setting(item.path, "blocked", why))
            acts.append(Act(item.id, f"blocked: {why}" if why else "unblocked", item.path))
        word = "blocked" if why else "unblocked"
        return finish(editing, acts, item_message(acts, [("Backlog-Change", word) for _ in acts]), tuple(warnings))
