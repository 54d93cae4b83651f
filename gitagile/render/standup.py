"""The standup's digest as text and Markdown: what is stuck first, then who offers help, then people by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..model.ids import normal_id
from .gate import visible_line
from .lines import aligned, cut
from .log import what, words_and_title

if TYPE_CHECKING:
    from ..actions.history.happenings import Happening
    from ..actions.team.standup import Going, PersonsDay, Standup
    from ..model.checkin import Checkin, Note
    from ..model.item import Item

_LEAST = 20
NOTE = "Kind, helpful, mindful"


class Stuck(NamedTuple):
    """Something in the way: who says so or whose item it is (empty: nobody's), and in which words."""

    who: str
    words: str


def stuck_of(standup: Standup) -> tuple[Stuck, ...]:
    """What is in the way: the blockers of each person's last check-in, then blocked items that none of them names.

    A blocker that held back an item is over once the item is free.
    """
    said = [
        Stuck(person.name, text)
        for person in standup.people
        for text in _last(person).blockers_said
        if normal_id(text.partition(":")[0].strip()) not in standup.freed
    ]
    words = " ".join(one.words for one in said).casefold()
    named = {identifier.casefold() for person in standup.people for identifier in _last(person).blocks}
    rest = [
        Stuck(", ".join(item.assignee), f"{item.id} {item.title}: {item.blocked}")
        for item in standup.blocked
        if item.id.casefold() not in words and item.id.casefold() not in named
    ]
    return (*said, *rest)


def help_of(standup: Standup) -> tuple[Stuck, ...]:
    """The help that people offer in their last check-ins."""
    return tuple(Stuck(person.name, text) for person in standup.people for text in _last(person).help_said)


def standup_text(standup: Standup, width: int | None = None) -> str:
    """The digest for a terminal; lines are cut to its width, if it has one."""
    blocks = [headline(standup)]
    for title, rows in (("blockers", stuck_of(standup)), ("help offered", help_of(standup))):
        if rows:
            blocks.append(f"{title}\n{_visible(rows)}")
    blocks += [_person_text(standup, person, width) for person in standup.people]
    if not standup.people:
        blocks.append("nothing happened in the backlog")
    if standup.going:
        blocks.append(f"in progress\n{_visible(_narrowed(map(_going_row, standup.going), width))}")
    return "\n".join(cut(line, width) for line in "\n\n".join(blocks).split("\n"))


def standup_markdown(standup: Standup) -> str:
    """The digest as Markdown, to paste into a chat or a pull request."""
    from .words import plain

    blocks = [f"## Standup, {plain(headline(standup))}"]
    for title, rows in (("Blockers", stuck_of(standup)), ("Help offered", help_of(standup))):
        if rows:
            lines = (f"- {f'**{plain(one.who)}**: ' if one.who else ''}{plain(one.words)}" for one in rows)
            blocks.append("\n".join([f"### {title}", "", *lines]))
    blocks += ["\n".join([f"### {plain(one.name)}", "", *_person_lines(standup, one)]) for one in standup.people]
    if standup.going:
        rows_of = (_going_row(one) for one in standup.going)
        lines = (_item_line(*row) for row in rows_of)
        blocks.append("\n".join(["### In progress", "", *lines]))
    return "\n\n".join(blocks)


def headline(standup: Standup) -> str:
    """Since when the digest tells, and how long the sprint still goes."""
    since = f"since {standup.since}"
    if standup.sprint is None or standup.working_days_left is None:
        return visible_line(since)
    days = standup.working_days_left
    return visible_line(f"{since}; {standup.sprint.id} has {days} working {_days(days)} left, today counted")


def unsaid(person: PersonsDay) -> tuple[Happening, ...]:
    """What git saw of items and commits that the person does not speak of themselves."""
    did = " ".join(text for one in person.said for text in one.did).casefold()
    stuck = " ".join(text for one in person.said for text in one.blockers).casefold()
    return tuple(one for one in person.did if not _is_told(one, stuck if _only_blocks(one) else did))


class _LastWords(NamedTuple):
    blockers_said: tuple[str, ...]
    help_said: tuple[str, ...]
    blocks: tuple[str, ...]


def _last(person: PersonsDay) -> _LastWords:
    if not person.said:
        return _LastWords((), (), ())
    last = person.said[-1]
    return _LastWords(last.blockers, last.help_offered, last.blocks)


def _only_blocks(one: Happening) -> bool:
    return bool(one.changes) and all(change.field == "blocked" for change in one.changes)


def _is_told(one: Happening, told: str) -> bool:
    return one.item.casefold() in told or (bool(one.subject) and one.subject.casefold() in told)


def _person_text(standup: Standup, person: PersonsDay, width: int | None) -> str:
    lines = [visible_line(person.name)]
    for checkin in person.said:
        lines += _said_rows(standup, checkin)
    rows = [(one.item, *words_and_title(one)) for one in unsaid(person)]
    if rows:
        lines += ["  git saw as well"] if person.said and any(one.did for one in person.said) else []
        lines.append(_visible(_narrowed(rows, width)))
    return "\n".join(lines)


def _said_rows(standup: Standup, checkin: Checkin) -> Iterator[str]:
    """What a person said of a day but for what stands above them all: blockers and help."""
    if checkin.day != standup.today:
        yield f"  {visible_line(checkin.day)}"
    for label, texts in (("did", checkin.did), ("next", checkin.next)):
        for text in texts:
            yield f"  {label:<4}  {visible_line(text)}"
    for note in checkin.notes:
        yield f"  {visible_line(note_words(note))}"


def note_words(note: Note) -> str:
    """A note as the form has it."""
    return f"{note.value.capitalize() if note.value else NOTE}: {note.text}"


def _person_lines(standup: Standup, person: PersonsDay) -> Iterator[str]:
    from .words import plain

    for checkin in person.said:
        day = "" if checkin.day == standup.today else f" ({checkin.day})"
        for label, texts in (("Did", checkin.did), ("Next", checkin.next)):
            yield from (f"- {label}{day}: {plain(text)}" for text in texts)
        yield from (f"- {plain(note_words(note))}" for note in checkin.notes)
    for one in unsaid(person):
        yield _item_line(one.item, what(one), one.title)


def _item_line(identifier: str, words: str, title: str) -> str:
    from .words import plain

    return f"- **{plain(identifier)}** {plain(title)}: {plain(words)}"


def _going_row(going: Going) -> tuple[str, str, str]:
    item: Item = going.item
    age = "" if going.days is None else f", day {going.days}"
    who = f" ({', '.join(item.assignee)})" if item.assignee else ""
    return item.id, f"{item.status}{age}{who}", item.title


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def _narrowed(rows: Iterable[tuple[str, str, str]], width: int | None) -> list[tuple[str, ...]]:
    """Rows whose middle leaves the title room on a terminal."""
    most = None if width is None else max(_LEAST, width // 2)
    return [(identifier, cut(visible_line(words), most), title) for identifier, words, title in rows]


def _visible(rows: Iterable[Iterable[str]]) -> str:
    return aligned([tuple(map(visible_line, row)) for row in rows], "  ")
