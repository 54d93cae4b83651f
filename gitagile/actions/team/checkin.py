"""Check-ins: a person's day in a few lines, drafted from what they did, kept as one file a person a day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from ...editing import Editing
from ...errors import UsageError
from ...model.checkin import BLOCKERS, DID, HELP, NEXT, VALUES, Checkin, Note, with_parts
from ...store import layout
from ...store.reader import document_of
from ...text.checkin_text import checkin_from, new_checkin_text, with_keys, with_words
from ...text.written_keys import Value
from ...vcs.message import Message
from ...workspace import Workspace, WrongFile
from ..result import Act, Result, finish
from .blockers import Blocker, asked_blockers, block_items, read_blocker
from .checkins import checkins_between as checkins_between  # noqa: PLC0414 - others find it here
from .draft import Draft, draft_of

LONGEST_ENTRY = 2_000


class Words(NamedTuple):
    """What is said on the command line, part by part; `blocks` are typed ids of items that the blocker holds back."""

    did: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    help_offered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """A check-in as it would be written: the record, the file's text now (None: there is none) and then."""

    draft: Draft
    before: bytes | None
    after: bytes
    blockers: tuple[Blocker, ...]

    @property
    def path(self) -> str:
        """Where the file lies or will lie."""
        return layout.checkin_file(self.draft.checkin.day, self.draft.checkin.person)

    @property
    def checkin(self) -> Checkin:
        """What the file would say."""
        return said_in(self.after, self.path)


class CheckedIn(NamedTuple):
    """What a check-in did, and what the file says now; None where nothing was said."""

    checkin: Checkin | None
    text: bytes
    result: Result


def propose(workspace: Workspace, words: Words, day: str | None = None) -> Proposal:
    """A check-in as these words make it: a new one drafted, with the parts given in place of the drafted ones.

    To one that is there only the words given are added. UsageError for a wrong day, id or text.
    """
    _refuse_unfit(words)
    draft = draft_of(workspace, day)
    path = layout.checkin_file(draft.checkin.day, draft.checkin.person)
    before = _held(workspace, path)
    backlog = workspace.backlog()
    blockers = asked_blockers(workspace, backlog, words.blockers, words.blocks)
    if before is None:
        drafted = () if words.blockers or words.blocks else draft.checkin.blockers
        blockers = (*blockers, *(read_blocker(workspace, backlog, text) for text in drafted))
        return Proposal(draft, None, _new_text(draft.checkin, words, blockers), blockers)
    said_in(before, path)
    return Proposal(draft, before, _with_said(before, words=words, blockers=blockers, draft=draft, path=path), blockers)


def check_in(workspace: Workspace, words: Words, *, day: str | None = None, dry_run: bool = False) -> CheckedIn:
    """Write a check-in of these words in one commit, or put them into the one that is there; items they block are."""
    with workspace.change(dry_run=dry_run) as editing:
        made = propose(workspace, words, day)
        if made.checkin.says_nothing:
            raise UsageError("it says nothing", '`--did "…"`, `--next "…"`, `--blocker "…"`, or `--edit`')
        if made.before is None:
            editing.create(made.path, made.after)
        elif made.after != made.before:
            edit = partial(_with_said, words=words, blockers=made.blockers, draft=made.draft, path=made.path)
            editing.edit(made.path, edit)
        return committed(editing, made, made.blockers)


def committed(editing: Editing, made: Proposal, blockers: Iterable[Blocker]) -> CheckedIn:
    """The act ended: items blocked, one commit. Nothing is committed where nothing is new."""
    person, day = made.draft.checkin.person, made.draft.checkin.day
    blocked, warnings = block_items(editing, blockers)
    changed = made.after != made.before
    acts = [*([Act(person, f"check-in for {day}", made.path)] if changed else []), *blocked]
    trailers = [
        *(("Backlog-Item", act.id) for act in blocked),
        *(("Backlog-Change", "blocked") for _ in blocked),
        ("Gitagile-Op", f"checkin {day} {person}"),
    ]
    message = Message(f"backlog: check-in of {person}, {day}", trailers=tuple(trailers))
    said = () if acts else ("it says that already",)
    return CheckedIn(made.checkin, made.after, finish(editing, acts, message, (*said, *warnings)))


def said_in(content: bytes, path: str) -> Checkin:
    """What the bytes of a check-in say; WrongFile where they cannot be read."""
    document = document_of(content, path)
    if document.fault is not None:
        raise WrongFile(document.fault)
    day, person = layout.checkin_at(path) or ("", "")
    return checkin_from(document, person, day)


def blocked_ids(before: Iterable[str], blockers: Iterable[Blocker]) -> tuple[str, ...]:
    """The ids under `blocks`: those that stand there, and those of the items that blockers hold back."""
    return tuple(dict.fromkeys((*before, *(one.item.id for one in blockers if one.item is not None and one.holds))))


def _held(workspace: Workspace, path: str) -> bytes | None:
    """The bytes of a check-in that is there; None for none. WrongFile where it cannot be opened, or is a link."""
    file = workspace.root / path
    return workspace.content(path) if file.exists() or file.is_symlink() else None


def _new_text(draft: Checkin, words: Words, blockers: tuple[Blocker, ...]) -> bytes:
    given = {DID: words.did, NEXT: words.next, HELP: words.help_offered}
    parts = {part: _plain(texts) for part, texts in given.items() if texts}
    said = with_parts(draft, parts | {BLOCKERS: tuple(one.words for one in blockers)})
    said = said._replace(notes=tuple(map(_note, _plain(words.notes))), blocks=blocked_ids((), blockers))
    return new_checkin_text(said).encode("utf-8", "replace")


def _with_said(content: bytes, *, words: Words, blockers: tuple[Blocker, ...], draft: Draft, path: str) -> bytes:
    """A check-in's bytes with the words put in; `until` moves on where it is said what was done."""
    parts = {DID: words.did, NEXT: words.next, HELP: words.help_offered, BLOCKERS: tuple(one.words for one in blockers)}
    new = with_words(content, {part: _plain(texts) for part, texts in parts.items()}, _notes(words), path)
    before = said_in(content, path)
    keys: dict[str, Value] = {"blocks": blocked_ids(before.blocks, blockers)}
    if words.did and new != content:
        keys["until"] = draft.checkin.until
    return with_keys(new, {key: value for key, value in keys.items() if value != getattr(before, key)}, path)


def _notes(words: Words) -> tuple[Note, ...]:
    return tuple(map(_note, _plain(words.notes)))


def _note(text: str) -> Note:
    """A note; one that begins with `kind:`, `helpful:` or `mindful:` says which it is."""
    head, colon, rest = text.partition(":")
    value = head.strip().casefold()
    return Note(rest.strip(), value) if colon and value in VALUES and rest.strip() else Note(text)


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := " ".join(text.split())))


def _refuse_unfit(words: Words) -> None:
    """UsageError for a text that is not UTF-8, or longer than anybody reads in a morning."""
    for text in (one for texts in words for one in texts):
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise UsageError("a text is not UTF-8", "set the terminal's locale to UTF-8")
        if len(text) > LONGEST_ENTRY:
            raise UsageError(f"a line of {len(text)} characters is too long", "say it in a line; the rest is an item's")
