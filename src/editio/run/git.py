"""What git says has changed: paths, and what the files had before."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editio.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What git sets for hooks, relative to the top of the repository: we ask from other folders.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that differ from an earlier state of the repository.

    ``paths`` are resolved, those of deleted and of untracked files included; ``before`` are the
    bytes that they had then, where there were any.
    """

    paths: frozenset[Path]
    before: dict[Path, bytes]


def changes_since(root: Path, revision: str) -> Changes:
    """Return what has changed in the repository of ``root`` since it left ``revision``.

    That is the last commit that both have in common (what a merge request changes), and all that
    is not committed. Ignored files do not count. Raises :class:`ConfigError` outside a repository,
    without git, and for a revision that does not exist.
    """
    top = Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    base = _base(root, revision)
    names = [
        *_names(
            _git(top, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "--")
        ),
        *_names(_git(top, "ls-files", "-z", "--others", "--exclude-standard")),
    ]
    paths = {name: (top / os.fsdecode(name)).resolve() for name in names}
    before = {paths[name]: data for name, data in _contents(top, base, names)}
    return Changes(frozenset(paths.values()), before)


def _base(root: Path, revision: str) -> str:
    """Return the commit to compare with; before the first one, a tree without files."""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^0")
    except ConfigError as error:
        if revision == "HEAD":  # before the first commit, everything is new
            return _git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()
        raise ConfigError(
            f"git knows no revision {revision}",
            "name a branch, a tag or a commit that was fetched; paths stand before --changed",
        ) from error
    commit = found.decode().strip()
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().strip()
    except ConfigError:  # nothing in common, or too little was fetched to know
        return commit


def _names(output: bytes) -> list[bytes]:
    return [name for name in output.split(b"\0") if name]


def _contents(top: Path, base: str, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield what the files had in a commit, where they had anything."""
    asked = [name for name in names if b"\n" not in name]
    request = b"".join(base.encode() + b":" + name + b"\n" for name in asked)
    output = _git(top, "cat-file", "--batch", input_=request) if asked else b""
    position = 0
    for name in asked:
        end = output.index(b"\n", position)
        head = output[position:end].split(b" ")
        position = end + 1
        if len(head) == 3 and head[2].isdigit() and head[1] in {b"blob", b"tree", b"commit"}:
            size = int(head[2])
            if head[1] == b"blob":
                yield name, output[position : position + size]
            position += size + 1


def _git(folder: Path, *arguments: str, input_: bytes = b"") -> bytes:
    """Run git in a folder and return its output. Raises :class:`ConfigError` where it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=input_,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise ConfigError("git cannot be run", "install git, or leave out --changed") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        hint = "leave out --changed, or run it in a clone"
        if "dubious ownership" in reason:
            hint = "see git help config, safe.directory"
        raise ConfigError(f"{folder}: git says: {reason or 'nothing'}", hint)
    return done.stdout
