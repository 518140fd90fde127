"""A new edition from the files in ``scaffold/``: small, complete, and valid as it stands."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from editio.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

#: Names that packaging tools would leave out or read themselves if they stood in the package.
_RENAMED = {"gitignore": ".gitignore", "github": ".github", "gitlab-ci.yml": ".gitlab-ci.yml"}


def scaffold(folder: Path, title: str = "") -> tuple[str, ...]:
    """Write a new edition into ``folder`` and return the paths of its files, relative to it.

    Raises :class:`ConfigError` if the folder is there and not empty: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "name a folder that does not exist yet"
        if folder.is_dir() and _holds_xml(folder):
            hint = "what is in it needs no init: editio build takes any folder of TEI; " + hint
        raise ConfigError(f"{folder} is not an empty folder", hint)
    written: list[str] = []
    for path, source in _files(resources.files("editio.edition") / "scaffold"):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_text(encoding="utf-8")
        if title and path == "edition.toml":
            content = content.replace('"My edition"', _toml_string(title))
        target.write_text(content, encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _holds_xml(folder: Path) -> bool:
    """Whether there is an XML file two folders deep, as far as one can look."""
    patterns = ("*.xml", "*/*.xml", "*/*/*.xml")
    return any(next(folder.glob(pattern), None) is not None for pattern in patterns)


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = _RENAMED.get(item.name, item.name)
        if item.is_dir():
            yield from _files(item, f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", item


def _toml_string(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(character):04x}"
        if character in '"\\' or not character.isprintable()
        else character
        for character in text
    )
    return f'"{escaped}"'
