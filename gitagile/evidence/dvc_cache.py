"""DVC's local cache: where it lies, and the file of a hash, which is believed only if its own MD5 is that hash."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from .files import File, Files, read_inside, read_regular, under

_HASH = re.compile(r"[0-9a-f]{32}(?:\.dir)?")
_HINT = "`dvc pull` or `dvc fetch --all-commits` brings what a remote has"
_ELSEWHERE = (
    "`.dvc/config` names a cache outside the repository, which a file that came with a clone may not:"
    " `dvc cache dir --local` names it in `.dvc/config.local`"
)


class Cache(NamedTuple):
    """One cache folder, or the reason why the one that is configured is not used."""

    folder: Path
    root: Path
    refused: str = ""

    def read(self, md5: str) -> File:
        """The file of a hash, in today's layout or that before DVC 3 (https://dvc.org/doc/user-guide/project-structure/internal-files)."""
        if self.refused or not _HASH.fullmatch(md5):
            return File(reason=self.refused or f"has the hash {md5!r}, which is no MD5")
        for layout in ("files/md5/", ""):
            found = self._file(f"{layout}{md5[:2]}/{md5[2:]}")
            if found.content is not None:
                return found._replace(identity=md5) if _is_md5(found.content, md5) else File(reason=_damaged(md5))
        return File(reason=f"is in dvc.lock as {md5[:8]}…, which the local DVC cache does not have: {_HINT}")

    def _file(self, name: str) -> File:
        """Through no link: a cache's folders are the cache's own."""
        if self.folder.is_relative_to(self.root):
            return read_inside(self.root, self.folder / name)
        try:
            return read_regular(self.folder / name)
        except OSError:
            return File(reason="is not there", missing=True)

    def read_within(self, folder_md5: str, path: str) -> File:
        """One file of a cached folder, whose listing the cache keeps as JSON under a hash that ends in `.dir`."""
        listing = self.read(folder_md5)
        if listing.content is None:
            return listing
        try:
            rows = json.loads(listing.content)
            found = next((row["md5"] for row in rows if row["relpath"] == path), None)
        except (ValueError, TypeError, KeyError, RecursionError):
            return File(reason="lies in a cached folder whose listing is no DVC listing")
        return self.read(str(found)) if found else File(reason="is not in the cached folder that dvc.lock names")


def _is_md5(content: bytes, md5: str) -> bool:
    """DVC before 3 hashed text files with their line ends made Unix ones."""
    digest = md5.removesuffix(".dir")
    import hashlib  # late: where the cache has the file

    texts = (content, content.replace(b"\r\n", b"\n"))
    return any(hashlib.md5(one, usedforsecurity=False).hexdigest() == digest for one in texts)


def _damaged(md5: str) -> str:
    return f"is in the local DVC cache under {md5[:8]}…, but its content has another hash: `dvc fetch` mends it"


def cache_of(root: Path, folder: str, head: Files) -> Cache:
    """The cache that serves a `dvc.lock` in `folder`: that of the `.dvc` next above it.

    `.dvc/config` comes with a clone, so it may only name a folder inside the repository. `.dvc/config.local` is this
    machine's own, and may name any, unless `head` (the files of the last commit) shows that it came with a clone too.
    """
    home = next((one for one in _above(folder) if (root / one / ".dvc").is_dir()), "")
    own = f"{home}/.dvc".lstrip("/")
    local, shared = (_cache_dir(root, f"{own}/{name}") for name in ("config.local", "config"))
    root = root.resolve()
    if local and not head.read(f"{own}/config.local").missing:
        shared, local = local, ""
    if local:
        return Cache((root / own / local).resolve(), root)
    inside = under(own, shared or "cache") or _within(root, shared)
    return Cache(root / (inside or ""), root, "" if inside else _ELSEWHERE)


def _within(root: Path, named: str) -> str:
    """An absolute path that lies below `root`, from there; judged by its text, so that no other place is touched."""
    path = Path(named)
    return under("", path.relative_to(root).as_posix()) or "" if path.is_relative_to(root) else ""


def _above(folder: str) -> tuple[str, ...]:
    parts = tuple(part for part in folder.split("/") if part)
    return tuple("/".join(parts[:count]) for count in range(len(parts), -1, -1))


def _cache_dir(root: Path, path: str) -> str:
    """`cache.dir` of one of DVC's INI files, empty where it has none or cannot be read."""
    file = read_inside(root, path)
    if file.content is None:
        return ""
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(file.content.decode("utf-8"))
    except (configparser.Error, UnicodeDecodeError):
        return ""
    named = parser.get("cache", "dir", fallback="").strip()
    return named if named.isprintable() else ""
