"""Paths that lead into a build and nowhere else."""

from __future__ import annotations

import re

from editio.errors import PublishError

#: The folders of a build; the first part of every path that is written.
AREAS = ("site", "text", "index", "report")
#: Whether a name is one that every disk takes; most are.
is_plain = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,250}").fullmatch


def checked_path(path: str) -> str:
    """Return ``path`` if it is one inside a build, or raise :class:`PublishError`.

    Ids of documents and keys of entries become names of files, and both come from documents: this
    is the place that guarantees that none of them leads outside.
    """
    parts = path.split("/")
    if len(parts) < 2 or parts[0] not in AREAS or any(not _is_name(part) for part in parts):
        raise PublishError(
            f"{path!r} cannot be the name of a file of the edition",
            "rename the document or entry that it is made from",
        )
    return path


def _is_name(part: str) -> bool:
    if is_plain(part):
        return True
    return (
        0 < len(part.encode("utf-8", "replace")) <= 255
        and part[0] != "."
        and part.isprintable()
        and not set(part) & set('\\:*?"<>|')
    )
