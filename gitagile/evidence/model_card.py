"""Model cards: the `model-index` that Hugging Face keeps in the front matter of a README.md, and a file's headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.measurement import Headings
from .printed import TWICE, Printed, Readings, as_printed, unreadable
from .yaml_file import Unreadable, read_yaml, text_of

LARGEST = 4 * 1024 * 1024


def card_metrics(content: bytes) -> Readings:
    """The metrics of a model card: `accuracy`, `DATASET.accuracy`, `MODEL.DATASET.accuracy`, as far as one is meant.

    The format: https://github.com/huggingface/hub-docs/blob/main/modelcard.md. Never raises.
    """
    if len(content) > LARGEST:
        return unreadable(f"is larger than {LARGEST // 1024 // 1024} MiB")
    try:
        head = _head_of(content)
    except Unreadable as error:
        return unreadable(error.reason)
    index = head.get("model-index")
    if index is None:
        return unreadable("has no `model-index` in its front matter")
    values: dict[str, Printed] = {}
    for names, printed in _rows(index):
        for name in names:
            values[name] = printed if values.get(name, printed) == printed else Printed("", TWICE)
    return Readings(values)


def _head_of(content: bytes) -> Mapping[str, object]:
    from ..text.front_matter import split_text  # late: python-frontmatter

    parts = split_text(text_of(content))
    if parts is None:
        raise Unreadable("has no front matter")
    head = read_yaml(parts.head)
    return head if isinstance(head, dict) else {}


def _rows(index: object) -> Iterator[tuple[set[str], Printed]]:
    """Each metric with all its names."""
    for model in _tables(index):
        for result in _tables(model.get("results")):
            datasets = _names(result.get("dataset"))
            for metric in _tables(result.get("metrics")):
                short = _names(metric)
                longer = {f"{dataset}.{name}" for dataset in datasets for name in short}
                full = {f"{model.get('name')}.{name}" for name in longer}
                yield short | longer | full, as_printed(metric.get("value"))


def _tables(value: object) -> Iterator[Mapping[str, object]]:
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _names(table: object) -> set[str]:
    """What a dataset or a metric is called: its `name` and its `type`."""
    found = (table.get("name"), table.get("type")) if isinstance(table, dict) else ()
    return {str(name) for name in found if name}


def read_headings(content: bytes, path: str) -> Headings:
    """The headings of a Markdown file, below its front matter if it has one. Never raises."""
    from ..text.front_matter import split_text
    from ..text.sections import MAX_BODY, sections

    if len(content) > MAX_BODY:
        return Headings(path, reason=f"is larger than {MAX_BODY // 1024} KiB")
    try:
        text = text_of(content)
    except Unreadable as error:
        return Headings(path, reason=error.reason)
    parts = split_text(text)
    return Headings(path, tuple(one.title for one in sections(parts.body if parts else text)))
