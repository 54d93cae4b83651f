"""Front matter: a file's bytes into head and body, its keys with their places, or the finding that says why not."""

from __future__ import annotations

import re
from typing import NamedTuple

from frontmatter.default_handlers import YAMLHandler

from ..model.finding import ERROR, Finding
from .limits import MAX_FILE, MAX_HEAD
from .nodes import Entry, Mapping, Node, as_value
from .yaml_nodes import NodeFault, read_nodes

BOM = "\ufeff"

_OPENING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_CONFLICT = tuple(re.compile(rf"^{sign}{{7}}(?: .*)?\r?$", re.MULTILINE) for sign in "<=>")


class Yaml12Handler(YAMLHandler):
    """A handler for python-frontmatter, YAML 1.2 in our limits: `frontmatter.loads(text, handler=YAML_1_2)`."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Whether the text opens with a line of three dashes, after a byte-order mark if there is one."""
        return _OPENING.match(text, _start_of(text)) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Head and body, both as they stand; ValueError where the head is not closed."""
        parts = split_text(text)
        if parts is None:
            raise ValueError("the front matter is not closed")
        return parts.head, parts.body

    def load(self, fm: str, **_kwargs: object) -> dict[str, object]:
        """The head's values; NodeFault where it is no YAML we read."""
        value = as_value(read_nodes(fm))
        return value if isinstance(value, dict) else {}


YAML_1_2 = Yaml12Handler()


class Parts(NamedTuple):
    """A text cut at its fences: `text == opening + head + closing + body`; `opening` keeps the byte-order mark."""

    opening: str
    head: str
    closing: str
    body: str

    @property
    def newline(self) -> str:
        """The line ending of the opening fence, which new lines take over."""
        return "\r\n" if self.opening.endswith("\r\n") else "\n"


class Document(NamedTuple):
    """One file read: its text and parts, its keys as nodes; or `fault`, and then no keys at all."""

    path: str
    text: str
    parts: Parts | None = None
    entries: tuple[Entry, ...] = ()
    flow: bool = False
    fault: Finding | None = None

    def node(self, key: str) -> Node | None:
        """The value of a key as written, None if the key is absent."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)

    def place_of(self, node: Node) -> tuple[int, int]:
        """Line and column of a node in the file, from 1."""
        at = (len(self.parts.opening) if self.parts else 0) + node.start.index
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    @property
    def body(self) -> str:
        """All that follows the closing fence."""
        return self.parts.body if self.parts else ""

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins, from 1."""
        return self.text.count("\n", 0, len(self.text) - len(self.body)) + 1


def split_text(text: str) -> Parts | None:
    """Cut a text at its fences, None where it has none or the head is not closed."""
    opening = _OPENING.match(text, _start_of(text))
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return Parts(text[: opening.end()], text[opening.end() : closing.start()], closing.group(), text[closing.end() :])


def _start_of(text: str) -> int:
    return len(BOM) if text.startswith(BOM) else 0


def read_document(content: bytes, path: str) -> Document:
    """Read a file's bytes. Never raises: what cannot be read comes back as a Document with a `fault`."""
    if len(content) > MAX_FILE:
        return _broken(
            path, "", "I105", f"the file is larger than {MAX_FILE // 1024} KiB", "keep long logs outside the item"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        hint = "save it as UTF-8 (`iconv -f LATIN1 -t UTF-8` turns the commonest other encoding)"
        return _broken(path, "", "I101", "the file is not UTF-8", hint, (line, column))
    parts = split_text(text)
    if parts is None:
        return _unfenced(path, text)
    if len(parts.head.encode()) > MAX_HEAD:
        return _broken(
            path, text, "I105", f"the front matter is larger than {MAX_HEAD // 1024} KiB", "move long text to the body"
        )
    return _read_head(path, text, parts)


def conflict_line(text: str) -> int | None:
    """The line, from 1, on which a merge conflict's markers begin; None without a full set of the three."""
    at, starts = 0, []
    for marker in _CONFLICT:
        found = marker.search(text, at)
        if found is None:
            return None
        at = found.end()
        starts.append(found.start())
    return text.count("\n", 0, starts[0]) + 1


def _read_head(path: str, text: str, parts: Parts) -> Document:
    try:
        root = read_nodes(parts.head)
    except NodeFault as fault:
        conflict = conflict_line(text)
        if conflict is not None:
            return _conflicted(path, text, conflict)
        return Document(path, text, parts, fault=_fault_finding(path, fault))
    if root is None:
        return Document(path, text, parts)
    if not isinstance(root, Mapping):
        line, column = root.start.line + 2, root.start.column + 1
        return _broken(
            path, text, "I110", "the front matter is not a mapping of keys", "write `key: value` lines", (line, column)
        )
    return Document(path, text, parts, root.entries, root.flow)


def _unfenced(path: str, text: str) -> Document:
    if (conflict := conflict_line(text)) is not None:
        return _conflicted(path, text, conflict)
    if YAML_1_2.detect(text):
        return _broken(path, text, "I103", "the front matter is not closed", "end it with a line of three dashes `---`")
    return _broken(path, text, "I102", "no front matter", "begin the file with `---`, `id: …`, `title: …`, `---`")


def _conflicted(path: str, text: str, line: int) -> Document:
    hint = "keep one side, remove the three marker lines, then `git add` the file"
    return _broken(path, text, "I109", "a merge conflict is still in the file", hint, (line, 1))


_CODES = {"syntax": "I104", "limit": "I106", "feature": "I107", "duplicate": "I108", "shape": "I110"}
_HINTS = {
    "I104": "`gitagile check --fix` quotes values such as `@name` or `a: b`",
    "I106": "front matter is for short values; move the rest to the body",
    "I107": "write the value out; quote it if it begins with `&`, `*` or `!`",
    "I108": "keep one of the two",
    "I110": "front matter is one mapping of `key: value` lines",
}


def _fault_finding(path: str, fault: NodeFault) -> Finding:
    code = _CODES[fault.kind]
    line, column = fault.line + 2, fault.column + 1
    message = fault.message
    if fault.kind == "duplicate":
        message = f"this key was given before, on line {int(fault.message) + 1}"
    elif fault.kind == "syntax":
        message = f"the front matter does not parse: {message}"
    return Finding(code, ERROR, path, line, column, message, _HINTS[code])


def _broken(path: str, text: str, code: str, message: str, hint: str, place: tuple[int, int] = (1, 1)) -> Document:  # noqa: PLR0917
    return Document(path, text, fault=Finding(code, ERROR, path, *place, message, hint))
