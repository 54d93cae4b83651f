"""Files made up as people write them: comments, quotes, lists of every form, block scalars, CRLF, a byte-order mark."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from gitagile.text.scalars import scalar_text

KEYS = ("id", "status", "title", "priority", "points", "labels", "assignee", "depends_on", "due", "blocked", "gates")
OWN_KEYS = ("gpu_hours", "x-team", "Äpfel", "note")
LETTERS = st.sampled_from("abcdxyzéß漢0129 -_./@:#'\"\\,[]{}&*!|>%`?=~$()+")
WORDS = st.text(st.sampled_from("abcxyzé09_-./@"), min_size=1, max_size=8)


def is_one_plain_line(text: str) -> bool:
    """Whether a text is written without quotes."""
    return scalar_text(text) == text


PLAIN = st.text(LETTERS, min_size=1, max_size=20).filter(is_one_plain_line)
QUOTABLE = st.text(LETTERS, max_size=20)
COMMENTS = st.sampled_from(["", "", " # why", '   # it\'s "so" - [a]: b'])
LINES = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: "w" + text)


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its bytes, and what each key's value is written as."""

    content: bytes
    keys: dict[str, str]


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    return scalar_text(text, '"')


@st.composite
def scalars(draw: st.DrawFn) -> str:
    word = draw(
        st.one_of(PLAIN, QUOTABLE.map(single), QUOTABLE.map(double), st.sampled_from(["", "5", "2.5", "2026-01-05"]))
    )
    return " " + word + draw(COMMENTS) if word else draw(st.sampled_from(["", " ~", "   # nothing yet"]))


@st.composite
def flow_lists(draw: st.DrawFn) -> str:
    words = draw(
        st.lists(st.one_of(WORDS.filter(is_plain_in_flow), QUOTABLE.map(single), QUOTABLE.map(double)), max_size=4)
    )
    if words and draw(st.booleans()):
        rows = "".join(f"  {word},{draw(COMMENTS)}\n" for word in words)
        return f" [\n{rows}]" if draw(st.booleans()) else f" [ # all\n{rows}  ]  # end"
    return " [" + ", ".join(words) + "]" + draw(COMMENTS)


def is_plain_in_flow(text: str) -> bool:
    return scalar_text(text, in_flow=True) == text


@st.composite
def block_lists(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from(["", "  "]))
    rows = []
    for word in draw(st.lists(st.one_of(PLAIN, QUOTABLE.map(single), QUOTABLE.map(double)), min_size=1, max_size=4)):
        rows += [f"{indent}# above"] if draw(st.integers(0, 5)) == 0 else []
        rows.append(f"{indent}- {word}{draw(COMMENTS)}")
    return draw(COMMENTS) + "\n" + "\n".join(rows)


@st.composite
def block_scalars(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=4))
    text = "\n".join("  " + row if row else "" for row in ["first", *rows])
    return f" {draw(st.sampled_from(['|', '>', '|-', '>-', '|+']))}{draw(COMMENTS)}\n{text}"


NESTED = st.sampled_from(
    [
        "\n  gpu: 2\n  where: {zone: eu, kind: [a, b]}",
        '\n  - {metric: eval.auc, op: ">=", value: 0.88}\n  - {metric: f1}',
        "\n- metric: f1\n  value: 0.5  # at least",
        " {ana: 8, bo: 6.5}",
    ]
)


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A file with an id first; blank lines and comments stand between its keys."""
    names = draw(st.lists(st.sampled_from(KEYS[1:] + OWN_KEYS), unique=True, max_size=6))
    keys = {"id": " ML-x2v9kq"}
    for name in names:
        keys[name] = draw(st.one_of(scalars(), scalars(), flow_lists(), block_lists(), block_scalars(), NESTED))
    rows = []
    for name, value in keys.items():
        rows += draw(st.sampled_from([[], [], [], [""], ["# about this"], ["", "# about this", ""]]))
        rows.append(draw(st.sampled_from([name, name, f'"{name}"', f"'{name}'"])) + ":" + value)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    fence = "---" + draw(st.sampled_from(["", "", "  "]))
    body = draw(st.sampled_from(["", "\n", "\n# A body\n\n---\n- [ ] one\n", "no last newline", "a\r\nb\n\x0c\u2028"]))
    text = "\n".join([fence, *rows, fence, ""]).replace("\n", newline) + body
    return Written((draw(st.sampled_from(["", "\ufeff"])) + text).encode(), keys)
