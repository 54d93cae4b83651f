"""A sprint's `retro.md`: written with room for words, and renewed later without touching a byte of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from ...editing import Edit, Editing
from ...errors import GitagileError, Refused
from ...store import layout
from ...text.retro_formats import FORMATS, headings, page
from ...text.retro_text import block, renewed, without_facts
from ...vcs.message import Message
from ...vcs.objects import list_index, tree_entries
from ...workspace import Workspace
from ..known_words import known_word
from ..result import Act, Result, finish
from ..sprints.close import Closing
from .facts import FactsWriter, Known, RetroFacts, gathered, retro_facts


class WrittenRetro(NamedTuple):
    """A retro that was written: its facts, the path it lies at and what was done."""

    facts: RetroFacts
    path: str
    result: Result


class _Page(NamedTuple):
    """What shall stand in a retro: the sprint, the facts as Markdown, and the format.

    `may_begin_anew`: the format was asked for, so a page without words takes it.
    """

    sprint: str
    facts: str
    form: str
    may_begin_anew: bool

    @property
    def path(self) -> str:
        return layout.retro_file(self.sprint)

    @property
    def text(self) -> bytes:
        """A new page."""
        return page(self.sprint, self.form, block(self.facts)).encode()

    def has_words(self, content: bytes) -> bool:
        """Whether anybody wrote anything: a page that is as it was made, in any format, has none."""
        around = without_facts(content)
        blank = (without_facts(page(self.sprint, form, block("")).encode()) for form in FORMATS)
        return around != "" and around not in blank


def write_retro(
    workspace: Workspace,
    text: str | None = None,
    *,
    write_facts: FactsWriter,
    form: str | None = None,
    dry_run: bool = False,
) -> WrittenRetro:
    """Write a sprint's `retro.md`, or renew the facts in it: by default of the sprint closed last, else the active one.

    Without any change nothing is committed. UsageError for an unknown sprint or format; Refused where the sprint had
    not started, part of its history is missing, or the file is no UTF-8.
    """
    wanted = None if form is None else known_word("format", form, FORMATS)
    with workspace.change(dry_run=dry_run) as editing:
        facts = retro_facts(workspace, text)
        if facts.partial is not None:
            raise Refused(f"the retro of {facts.sprint.report.sprint} would not be whole: {facts.partial}")
        asked = _page(workspace, facts, write_facts, wanted)
        acts, warnings = _put(editing, asked)
        name = asked.sprint
        message = Message(f"backlog: retro of {name}", trailers=(("Gitagile-Op", f"sprint-retro {name}"),))
        return WrittenRetro(facts, asked.path, finish(editing, acts, message, warnings))


def retro_at_close(editing: Editing, closing: Closing, *, write_facts: FactsWriter) -> tuple[str, ...]:
    """Put the retro of a sprint that closes into the same commit; gives what must be said of it.

    Whatever is wrong with it does not hold up the close: then no retro is written, and why is said.
    """
    known = Known(closing.files, closing.sprint, closing.facts, closing.items)
    try:
        facts = gathered(editing.workspace, known)
        return _put(editing, _page(editing.workspace, facts, write_facts, None))[1]
    except GitagileError as error:
        return (f"no retro is written: {error.message}; `gitagile retro {closing.sprint.id}` tries again",)


def _page(workspace: Workspace, facts: RetroFacts, write_facts: FactsWriter, form: str | None) -> _Page:
    name = facts.sprint.report.sprint
    return _Page(name, write_facts(facts), form or workspace.config.retro_format, form is not None)


def _put(editing: Editing, asked: _Page) -> tuple[list[Act], tuple[str, ...]]:
    """Collect the change of the file, if there is any; the act, and warnings."""
    workspace = editing.workspace
    if not (workspace.root / asked.path).is_file():
        editing.replace(asked.path, partial(_renewed, asked=asked))
        return [Act(asked.sprint, "retro written", asked.path)], ()
    content = workspace.content(asked.path)
    if not _is_text(content):
        raise Refused(f"{asked.path} is not UTF-8, and left as it is", "save it as UTF-8")
    remarks = _remarks(content, asked)
    if asked.has_words(content):
        asked = asked._replace(may_begin_anew=False)
    if _renewed(content, asked) == content:
        return [], remarks
    put: Callable[[str, Edit], None] = editing.edit if _is_known(workspace, asked.path) else editing.replace
    put(asked.path, partial(_renewed, asked=asked))
    return [Act(asked.sprint, "retro renewed", asked.path)], remarks


def _renewed(content: bytes, asked: _Page) -> bytes:
    """The file with these facts; a new page where nothing is in it, or no word and another format is asked for."""
    if not content.strip():
        return asked.text
    if not _is_text(content):
        return content
    if asked.may_begin_anew and not asked.has_words(content):
        return asked.text.replace(b"\n", b"\r\n") if b"\r\n" in content else asked.text
    return renewed(content, asked.facts).content


def _remarks(content: bytes, asked: _Page) -> tuple[str, ...]:
    """What is done beside renewing the facts, or is not done."""
    has_words, told = asked.has_words(content), renewed(content, asked.facts)
    if asked.may_begin_anew and not has_words:
        return ()
    remarks = []
    if asked.may_begin_anew and not all(heading in told.content.decode() for heading in headings(asked.form)):
        remarks.append(f"{asked.path} has words in it, so its headings stay as they are")
    if told.kept:
        one = len(told.kept) == 1
        lines, verb = ("a line", "stands") if one else (f"{len(told.kept)} lines", "stand")
        remarks.append(f"{lines} written among the facts of {asked.path} now {verb} below them")
    if not told.had_facts:
        remarks.append(f"{asked.path} has no facts, or not both of their marks: they stand at its end")
    return tuple(remarks)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_known(workspace: Workspace, path: str) -> bool:
    """Whether an act finds the file: in the last commit, or in the index where acts are not committed."""
    if workspace.config.commit == "auto":
        return bool(tree_entries(workspace.repository, "HEAD", (path,)))
    return bool(list_index(workspace.repository, path))
