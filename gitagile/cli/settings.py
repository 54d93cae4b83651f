"""Settings: the config with where each value comes from, the schemas made from it, and the shell's completion."""

from __future__ import annotations

import click

from ..errors import UsageError
from . import completion as words
from . import terminal
from .opening import json_option, opened


@click.command()
@click.argument("key", required=False, shell_complete=words.settings)
@json_option
def config(*, key: str | None, as_json: bool) -> int:
    """Every setting with its value and where it comes from: the file's line, the profile, a default or a variable.

    KEY is a setting, the beginning of its name, or one row of a table: with it, what each part does is said too. The
    settings are written in `.backlog/config.toml`.

    Examples:
      gitagile config
      gitagile config workflow.statuses
      gitagile config types.training
      gitagile config cadence
    """
    from ..render.settings import settings_json, settings_text, shown_settings

    workspace = opened(wrong_config=True)
    shown = shown_settings(workspace.config, key)
    if as_json:
        terminal.say_json(settings_json(shown, workspace.config_findings))
    else:
        terminal.say(settings_text(shown, about=key is not None))
    for finding in workspace.config_findings:
        terminal.note(f"warning: {finding.as_line()}" + (f"\nhint: {finding.hint}" if finding.hint else ""))
    return int(bool(workspace.config_findings))


@click.command()
@click.option("--sprint", "which", flag_value="sprint", help="For the head of `sprint.md`.")
@click.option("--config", "which", flag_value="config", help="For `config.toml`.")
def schema(*, which: str | None) -> None:
    """The JSON Schema of an item's head, made from the config, for editors and other tools.

    Examples:
      gitagile schema > item.schema.json
      gitagile schema --config
    """
    from ..render.schema import schema_text

    terminal.say_json(schema_text(opened().config, which or "item"))


HOW_TO_INSTALL = {
    "bash": ('eval "$(gitagile completion bash)"', "~/.bashrc"),
    "zsh": ('eval "$(gitagile completion zsh)"', "~/.zshrc, after `compinit`"),
    "fish": ("gitagile completion fish | source", "~/.config/fish/config.fish"),
}


@click.command()
@click.argument("shell", type=click.Choice(list(HOW_TO_INSTALL)))
def completion(*, shell: str) -> None:
    """The script that completes commands, ids, statuses, sprints, people and queries in your shell.

    Examples:
      eval "$(gitagile completion bash)"      # in ~/.bashrc
      eval "$(gitagile completion zsh)"       # in ~/.zshrc, after compinit
      gitagile completion fish | source       # in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from .main import program

    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"no completion for {shell!r}")
    line, where = HOW_TO_INSTALL[shell]
    source = kind(program, {}, "gitagile", "_GITAGILE_COMPLETE").source()
    terminal.say(f"{source.strip()}\n\n# To have it in every shell, put this line into {where}:\n#   {line}")
