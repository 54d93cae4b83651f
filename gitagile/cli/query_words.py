"""Query words on the command line: `-label:blocked` is no option, and is kept from click."""

from __future__ import annotations

import click


class QueryCommand(click.Command):
    """A command whose words may begin with a minus that negates them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the query words out of the arguments, and put them behind `--`."""
        options, words = split_words(args, valued_options(self))
        return super().parse_args(ctx, [*options, "--", *words] if words else options)


def valued_options(command: click.Command) -> frozenset[str]:
    """The options that take the next word as their value."""
    options = (one for one in command.params if isinstance(one, click.Option) and not one.is_flag)
    return frozenset(name for option in options for name in option.opts)


def split_words(args: list[str], valued: frozenset[str]) -> tuple[list[str], list[str]]:
    """The options with their values, and the query words: whatever else there is, `-label:blocked` and `-noise` too."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            return options, words + list(rest)
        if not _is_option(word):
            words.append(word)
            continue
        options.append(word)
        if word in valued:
            options += [value for value in (next(rest, None),) if value is not None]
    return options, words


def _is_option(word: str) -> bool:
    return word.startswith("--") or (word.startswith("-") and len(word) == 2)
