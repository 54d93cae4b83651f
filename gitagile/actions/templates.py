"""Templates: the body and keys a new item of a type starts with."""

from __future__ import annotations

from ..errors import Refused
from ..store import layout
from ..text.item_text import KINDS, read_value
from ..text.key_edit import Value
from ..workspace import Workspace

_CRITERIA = "## Acceptance criteria\n- [ ] "
BODIES = {
    "experiment": (
        "## Why\n\n## Set-up\nWhat changes, what stays, which data.\n\n"
        f"{_CRITERIA}The metric is measured on the agreed data\n- [ ] What was learned is written down\n"
    ),
    "data": f"{_CRITERIA}The data is versioned\n- [ ] What was left out is written down\n",
    "training": f"{_CRITERIA}The run can be repeated from a commit\n- [ ] The model card is updated\n",
    "evaluation": f"{_CRITERIA}Measured on data the model has not seen\n- [ ] Measured per slice\n",
    "deployment": f"{_CRITERIA}The way back was tried\n- [ ] Someone watches the metric\n",
    "bug": f"## What happens\n\n## What should happen\n\n{_CRITERIA}A test fails without the fix\n",
}
"""Bodies of the types that need more than a blank page."""


def template_of(workspace: Workspace, type_name: str) -> tuple[dict[str, Value], str]:
    """The keys and body of `.backlog/templates/<type>.md` if the team has one, else our own.

    Refused if a key cannot be taken over, WrongFile if the template cannot be read.
    """
    path = layout.template_file(type_name)
    if not (workspace.root / path).is_file():
        return {}, BODIES.get(type_name, "")
    document = workspace.document(path)
    keys: dict[str, Value] = {}
    for entry in document.entries:
        value = read_value(entry.value, KINDS.get(entry.key.text, "text"))
        if KINDS.get(entry.key.text) == "any":
            raise Refused(
                f"{path}: the key `{entry.key.text}` cannot be in a template", "write it in the body as an example"
            )
        if value is not None and entry.key.text not in ("id", "created"):
            keys[entry.key.text] = value  # type: ignore[assignment]
    return keys, document.body.lstrip("\r\n")
