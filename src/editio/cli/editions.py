"""Which edition a command is about, where that is not said."""

from __future__ import annotations

from pathlib import Path

from editio.addresses import is_file


def edition_here() -> Path:
    """Return the nearest folder, from the current one upwards, that has an ``edition.toml``.

    If none has, it is the current folder: a folder of TEI is an edition without one.
    """
    here = Path()
    return _nearest((here, *here.resolve().parents))


def edition_of(file: Path) -> Path:
    """Return the nearest folder above a file that has an ``edition.toml``, else its own folder."""
    return _nearest(tuple(file.resolve().parents))


def _nearest(folders: tuple[Path, ...]) -> Path:
    from editio.edition.settings import CONFIG_NAME

    return next((folder for folder in folders if is_file(folder / CONFIG_NAME)), folders[0])
