"""Digests that tell texts apart, without OpenSSL where Python has them built in: to load it takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha1
else:
    try:
        from _blake2 import blake2b
        from _sha1 import sha1
    except ImportError:
        from hashlib import blake2b, sha1

__all__ = ["blake2b", "sha1"]
