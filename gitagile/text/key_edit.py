"""One key of a file's front matter set or removed, with every other byte of the file left as it was."""

from __future__ import annotations

from .quick_edit import quick_set
from .written_keys import KEY_ORDER, Value


def set_key(content: bytes, key: str, value: Value, path: str = "") -> bytes:
    """The file's bytes with `key` set to `value`; None or an empty list removes the key.

    The result is read back: every other key must be as it was and this one as asked, else Refused.
    """
    plainest = None if value == () else value
    if plainest is None or isinstance(plainest, str):
        edited = quick_set(content, key, plainest, KEY_ORDER)
        if edited is not None:
            return edited
    from .full_edit import set_in_full  # late: libyaml, for the files that are not of the plainest form

    return set_in_full(content, key, value, path)
