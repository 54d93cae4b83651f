"""Texts as git stores them: what a blob is called, and many of them stored by one process, without a file between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gitagile.vcs.process import run
from gitagile.vcs.repository import Repository

if TYPE_CHECKING:
    from hashlib import _Hash

_SHA1_LENGTH = 40
_BLOB = 3  # the type of an object in a pack


def blob_id(content: bytes, like: str) -> str:
    """The id git gives a blob (`blob <size> NUL <bytes>`), by the hash that made the id `like`."""
    digest = _digest(like)
    digest.update(b"blob %d\0" % len(content) + content)
    return digest.hexdigest()


def write_texts(repo: Repository, texts: Iterable[bytes], like: str) -> tuple[str, ...]:
    """Store texts as blobs, unfiltered; their ids in the same order. `like` is any object id, for its kind of hash."""
    texts = tuple(texts)
    if texts:
        run(repo, ("unpack-objects", "-q"), stdin=_pack(texts, like))
    return tuple(blob_id(text, like) for text in texts)


def _pack(texts: tuple[bytes, ...], like: str) -> bytes:
    """A pack of blobs (gitformat-pack(5))."""
    import zlib

    entries = [_entry_header(len(text)) + zlib.compress(text, 1) for text in texts]
    pack = b"PACK" + (2).to_bytes(4) + len(entries).to_bytes(4) + b"".join(entries)
    digest = _digest(like)
    digest.update(pack)
    return pack + digest.digest()


def _entry_header(size: int) -> bytes:
    """The type and the size: four bits of it in the first byte, seven in each that follows, the lowest first."""
    header = bytearray([_BLOB << 4 | size & 15])
    size >>= 4
    while size:
        header[-1] |= 0x80
        header.append(size & 0x7F)
        size >>= 7
    return bytes(header)


def _digest(like: str) -> _Hash:
    if len(like) == _SHA1_LENGTH:
        from ..digests import sha1

        return sha1(usedforsecurity=False)
    from hashlib import sha256  # late: it loads OpenSSL

    return sha256(usedforsecurity=False)
