"""DVC's templates: `${name}`, `${name.key}` and `${name[0]}` filled from tables; nothing is ever evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .printed import as_printed

_TEMPLATE = re.compile(r"(?<!\\)\$\{([^${}]{1,200})\}")
_STEP = re.compile(r"([^\s.\[\]]+)|\[([0-9]{1,6})\]")
_LONGEST = 4_000


class Unfilled(Exception):
    """A template that names nothing that is known."""


def filled(text: str, words: Mapping[str, object]) -> object:
    """A text with its templates filled in. One that is a template and nothing else gives the value itself.

    Raises Unfilled. The form: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#templating
    """
    whole = _TEMPLATE.fullmatch(text.strip())
    if whole:
        return _value(whole[1], words)
    result = _TEMPLATE.sub(lambda match: _as_text(match[1], words), text)
    if len(result) > _LONGEST:
        raise Unfilled("a template gives a text that is too long")
    return result.replace("\\${", "${")


def _as_text(name: str, words: Mapping[str, object]) -> str:
    value = _value(name, words)
    if isinstance(value, dict | list):
        raise Unfilled(f"${{{name}}} is a list or a table, where a text is needed")
    return as_printed(value).text


def _value(name: str, words: Mapping[str, object]) -> object:
    value: object = words
    for key, number in _STEP.findall(name.strip()):
        if key and isinstance(value, Mapping) and key in value:
            value = value[key]
        elif isinstance(value, list) and (number or key).isdecimal() and int(number or key) < len(value):
            value = value[int(number or key)]
        else:
            raise Unfilled(f"${{{name}}} names nothing in `vars` or the params files")
    return value
