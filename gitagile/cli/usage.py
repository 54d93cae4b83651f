"""Words for what click says is wrong with a command line: one sentence and a hint, in our own form."""

from __future__ import annotations

import click


def words_of(error: click.ClickException) -> tuple[str, str | None]:
    """The message and the hint for an error of click's."""
    if isinstance(error, click.NoSuchOption):
        near = " or ".join(f"`{one}`" for one in error.possibilities or ())
        if not near and _sets_keys(error.ctx):
            near = f"`{error.option_name.lstrip('-').partition('=')[0]}=…`, a key and its value"
        return f"no option {error.option_name!r}", f"did you mean {near}?" if near else _help_of(error.ctx)
    message = _as_clause(error.format_message())
    if not isinstance(error, click.UsageError):
        return message, None
    return message, _usage_of(error.ctx)


def _sets_keys(context: click.Context | None) -> bool:
    """Whether the command takes `KEY=VALUE`, which others write as options."""
    return context is not None and any(one.metavar == "[KEY=VALUE...]" for one in context.command.params)


def _as_clause(text: str) -> str:
    """Click's sentence as what follows `error: `: no capital, no full stop."""
    text = text.strip().removesuffix(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _usage_of(context: click.Context | None) -> str | None:
    if context is None:
        return None
    usage = " ".join(context.command.get_usage(context).removeprefix("Usage: ").split())
    return f"usage: {usage}; `{context.command_path} --help` says more"


def _help_of(context: click.Context | None) -> str | None:
    return f"`{context.command_path} --help` shows its options" if context else None
