"""The text of docs/reference.md, made from the commands themselves: `python -m tests.docs.reference` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from gitagile.cli.lazy import LazyGroup
from gitagile.cli.main import program

PAGE = Path(__file__).parents[2] / "docs/reference.md"
INTRODUCTION = """\
# Reference: the commands

Written from the commands' own help by `python -m tests.docs.reference`; a test holds it to them.

`gitagile <verb> [ID…]` for items, `gitagile sprint <verb>` for sprints. `git agile` is the same program. Any
unambiguous beginning of an id will do, with or without its prefix, without regard to case. `@current`, `@next` and
`@previous` stand for sprints.

Everything that answers takes `--json`; everything that changes takes `--dry-run` and prints one line an act with the
short commit. Answers go to standard output, talk to standard error. Before the command: `-C DIR` works as if started
in DIR, `--version` prints the version, `-h` shows help everywhere.

| exit | meaning |
|---|---|
| 0 | done |
| 1 | the answer is no: findings, a refused step, a failed hook |
| 2 | asked wrongly |
| 3 | the place is wrong: no git repository, no backlog, a config that cannot be used, git in the middle of a merge |
| 70 | our bug: one sentence, and where the traceback was written |
| 130 | interrupted |

| variable | meaning |
|---|---|
| `GITAGILE_COMMIT`, `GITAGILE_TIMEZONE` | the settings `commit` and `timezone` for one command |
| `GITAGILE_NOW` | an instant that stands in for the clock, in demos and tests |
| `NO_COLOR`, `FORCE_COLOR` | never, or always, colour answers |
| `GIT_EDITOR`, `VISUAL`, `EDITOR` | the editor, chosen as git chooses it |

## JSON
Every answer begins with `"schema": 1`; names stay, new ones may come. Values that are absent are null.
- An item: `id title type status category priority rank points assignee[] role labels[] parent depends_on[] created
  started finished due blocked carried sprint path criteria fields`. `carried` is how often it was carried over, counted
  from the ledgers; `criteria` is `{"done", "total"}`, null in lists; all other keys stand under `fields`.
- `list`, `search`, `next`: `{"items": […], "unreadable": [{"path", "message"}]}`.
- `show`: `{"item": {…, "body", "criteria_list": [{"number", "text", "done", "line"}], "code_commits": […],
  "history": […]}}`; `line` is the body's, `history` is null without `--history`.
- `board`: `{"sprint", "columns": [{"status", "category", "limit", "items"}], "unreadable"}`.
- What changes: `{"acts": [{"id", "change", "path"}], "commit", "warnings", "dry_run"}`, `commit` the full id or null.
- `resolve`: `{"proposals": [{"name", "kind", "side", "sure", "ours", "theirs", "why"}], "settled": [{"name", "done",
  "path"}], "left": [{"name", "why", "paths"}], "elsewhere", "operation", "dry_run"}`.
- `check`: `{"findings": [{"code", "severity", "path", "line", "column", "message", "hint"}], "files"}`.
- `sprint summary`: the sprint, its figures, `items` and `roles`; `sprint list` and `sprint show`: the sprints' sums.
- `report burndown` and `burnup`: `{"sprint", "unit", "days": [{"day", "working", "scope", "completed", "remaining",
  "guideline"}], "reason"}`; the other reports name their figures as [docs/figures](figures/README.md) does. A figure
  that cannot be known is null, and `reason` or `notes` say why.
- `log`: `{"events": [{"at", "id", "title", "kind", "changes": [{"field", "before", "after"}], "subject", "commit",
  "who"}], "more", "notes"}`, `kind` one of new, changed, gone, code, migration (which has no `id`); `standup`
  has such events under `people[].did`, check-ins under `people[].said`, and `blockers` and `help_offered` as `[{"who",
  "text"}]`.
- `checkin`: what changes, and `checkin`: `{"person", "day", "path", "did", "next", "blockers", "help_offered", "notes":
  [{"text", "value"}], "blocks", "until"}`, null where nothing was said.
"""


def reference_text() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for section, rows in program.sections.items():
        parts.append(f"## {section}\n")
        for row in rows:
            parts += sections_of(("gitagile",), row.name, program)
    return "\n".join(parts)


def commands_of(group: LazyGroup = program, path: str = "gitagile") -> Iterator[tuple[str, click.Command]]:
    """Every command with all its words, groups too."""
    for name in group.rows:
        command = group.get_command(click.Context(group), name)
        yield f"{path} {name}", command
        if isinstance(command, LazyGroup):
            yield from commands_of(command, f"{path} {name}")


def sections_of(path: tuple[str, ...], name: str, group: LazyGroup) -> Iterator[str]:
    """The sections of a command and of those below it."""
    command = group.get_command(click.Context(group), name)
    words = (*path, name)
    yield _section(" ".join(words), command)
    if isinstance(command, LazyGroup):
        for inner in command.rows:
            yield from sections_of(words, inner, command)


def _section(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words)
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    about, _, examples = (command.help or "").partition("\n\n\b\nExamples:\n")
    lines = [f"### {words}", f"`{usage}`", "", about.strip(), ""]
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        lines += ["| option | |", "|---|---|", *map(_option, options), ""]
    lines += ["```sh", *(line.removeprefix("  ") for line in examples.rstrip().splitlines()), "```", ""]
    return "\n".join(lines)


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" `{option.make_metavar(click.Context(program))}`"
    return (
        f"| {names}{value} | {option.help} |".replace("FILE|-", "FILE\\|-")
        .replace("t|", "t\\|")
        .replace("g|S", "g\\|S")
    )


if __name__ == "__main__":
    PAGE.write_text(reference_text(), encoding="utf-8")
