"""A check-in through the editor: the form it is given, and what comes back taken as it was written."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ...errors import Refused, UsageError
from ...model.checkin import BLOCKERS, DID, HELP, Checkin
from ...model.item import Item
from ...text.checkin_form import TOP, form_text, without_prompts
from ...text.checkin_text import with_keys, with_words
from ...text.written_keys import Value
from ...workspace import Workspace
from ..carry import carried_over
from ..result import Result
from .blockers import Blocker, read_blocker
from .checkin import CheckedIn, Proposal, Words, blocked_ids, committed, propose, said_in
from .draft import Draft

_TAKEN_OUT = "remarks like this one are taken out; save to check in, or empty the file to leave it"
_BLOCKS = 'a line "ID: why" blocks the item as well'


class Form(NamedTuple):
    """What the editor is given: the proposal it shows, and the bytes with remarks."""

    proposal: Proposal
    shown: bytes


def form_of(workspace: Workspace, words: Words, day: str | None = None) -> Form:
    """The form of a check-in with these words in it; to one that is there it adds what was done since."""
    made = propose(workspace, words, day)
    text = made.after
    if made.before is not None:
        text = with_words(text, {DID: made.draft.checkin.did}, path=made.path)
    remarks = {
        TOP: (_TAKEN_OUT, _since(made.draft)),
        BLOCKERS: (_BLOCKS,),
        HELP: tuple(map(_stuck, made.draft.stuck)),
    }
    return Form(made, form_text(text, remarks))


def take_form(workspace: Workspace, form: Form, content: bytes, *, dry_run: bool = False) -> CheckedIn:
    """Take a form back from the editor, in one commit. A form that says nothing is left, and nothing is changed.

    WrongFile where it cannot be read any more; UsageError where person or day changed; Refused where somebody else
    changed the same lines meanwhile.
    """
    made = form.proposal
    after = without_prompts(content) if content.strip() else b""
    said = said_in(after, made.path) if after else None
    if said is None or said.says_nothing:
        return CheckedIn(None, b"", Result((), None, ("it says nothing: nothing is changed",), dry_run))
    _refuse_another(made, after)
    before = made.before or b""
    known = said_in(before, made.path) if before else Checkin("", "")
    blockers = _blockers(workspace, said, known)
    if after != before:
        keys: dict[str, Value] = {"until": made.draft.checkin.until, "blocks": blocked_ids(said.blocks, blockers)}
        after = with_keys(after, keys, made.path)
    with workspace.change(dry_run=dry_run) as editing:
        if made.before is None:
            editing.create(made.path, after)
        elif after != before:
            editing.edit(made.path, partial(_carried, before=before, after=after, path=made.path))
        return committed(editing, made._replace(after=after), blockers)


def _blockers(workspace: Workspace, said: Checkin, known: Checkin) -> tuple[Blocker, ...]:
    """The blockers that were not there before, and those that were drafted: their items are blocked already."""
    backlog = workspace.backlog()
    return tuple(read_blocker(workspace, backlog, text) for text in said.blockers if text not in known.blockers)


def _refuse_another(made: Proposal, content: bytes) -> None:
    from ...store.reader import document_of
    from ...text.nodes import Scalar

    document = document_of(content, made.path)
    for key, wanted in (("person", made.draft.checkin.person), ("day", made.draft.checkin.day)):
        node = document.node(key)
        if isinstance(node, Scalar) and node.text.casefold() != wanted.casefold():
            hint = "`--day` is for another day; nobody checks in for another" if key == "day" else "set it back"
            raise UsageError(f"the {key} changed from {wanted} to {node.text}", hint)


def _carried(content: bytes, *, before: bytes, after: bytes, path: str) -> bytes:
    merged = carried_over(before, after, content)
    if merged is None:
        raise Refused(f"{path} was changed in the same lines meanwhile", "commit what is there first, then try again")
    said_in(merged, path)
    return merged


def _stuck(item: Item) -> str:
    who = f" ({', '.join(item.assignee)})" if item.assignee else ""
    return f"stuck: {item.id} {item.title}{who}: {item.blocked}"


def _since(draft: Draft) -> str:
    where = "your last check-in" if draft.follows_last else "your last working day"
    return f"`Did` is drafted from your steps and commits since {where}, {draft.since[:16].replace('T', ' ')}"
