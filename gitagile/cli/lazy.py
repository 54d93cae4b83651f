"""Groups of commands that are imported only when they are run: help reads the table alone."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..model.near_words import near_words
from .table import OTHER_WORDS, Row, rows_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """A group that knows its commands from sections of rows."""

    def __init__(self, name: str, sections: dict[str, tuple[Row, ...]], **settings: object) -> None:
        super().__init__(name, no_args_is_help=True, **settings)  # type: ignore[arg-type]
        self.help = with_examples(self.help)
        self.sections = sections
        self.rows = rows_of(sections)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks for it
        """The names, in the order of the table."""
        return list(self.rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now; None if there is none."""
        from importlib import import_module

        row = self.rows.get(cmd_name)
        if row is None:
            return None
        module, _, function = row.place.partition(":")
        command = getattr(import_module(f"gitagile.cli.{module}"), function)
        assert isinstance(command, click.Command)  # noqa: S101 - a test walks the whole table
        command.short_help = row.about
        command.help = with_examples(command.help)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with. UsageError names the nearest one where there is none."""
        name = args[0]
        if name in self.rows or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise UsageError(f"no command {name!r}", self._hint(ctx, name))

    def _hint(self, ctx: click.Context, name: str) -> str:

        other = OTHER_WORDS.get(name)
        near = [other] if other in self.rows else near_words(name, self.rows)
        if near:
            return f"did you mean `{ctx.command_path} {near[0]}`?"
        return f"`{ctx.command_path} --help` lists the commands"

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The sections of the table, without importing any command."""
        longest = max(len(name) for name in self.rows)
        for section, rows in self.sections.items():
            with formatter.section(section):
                formatter.write_dl([(row.name.ljust(longest), row.about) for row in rows])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of commands, and options."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(row.name, help=row.about) for row in self.rows.values()]
        options = click.Command.shell_complete(self, ctx, incomplete) if incomplete.startswith("-") else []
        return [one for one in names if one.value.startswith(incomplete)] + options


class DefaultGroup(LazyGroup):
    """A group that runs one of its commands where the first word names none: that word is the command's argument."""

    def __init__(self, name: str, sections: dict[str, tuple[Row, ...]], *, default: str, **settings: object) -> None:
        super().__init__(name, sections, **settings)
        self.default = default
        self.no_args_is_help = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command's name before words that do not begin with a command's, nor ask for help."""
        is_named = bool(args) and (args[0] in self.rows or args[0] in ctx.help_option_names)
        if not is_named and not (ctx.resilient_parsing and not args):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of commands, and what the default command's first word may be."""
        command = self.get_command(ctx, self.default)
        if command is None:
            return super().shell_complete(ctx, incomplete)
        with command.make_context(self.default, [], parent=ctx, resilient_parsing=True) as inner:
            if incomplete.startswith("-"):
                return command.shell_complete(inner, incomplete)
            first = next(param for param in command.params if isinstance(param, click.Argument))
            return [*super().shell_complete(ctx, incomplete), *first.shell_complete(inner, incomplete)]


def with_examples(text: str | None) -> str | None:
    """A help text whose block of examples keeps its lines (click: a paragraph that begins with a backspace)."""
    return text and cleandoc(text).replace("\n\nExamples:\n", "\n\n\b\nExamples:\n")
