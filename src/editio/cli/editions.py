"""Which edition a command is about, where that is not said."""

from __future__ import annotations

from pathlib import Path

from editio.addresses import is_file, is_folder


def edition_here() -> Path:
    """Return the nearest folder, from the current one upwards, that has an ``edition.toml``.

    If none has, it is the current folder: a folder of TEI is an edition without one.
    """
    here, edition = Path(), edition_of(Path())
    return here if edition == here.resolve() else edition


def edition_of(path: Path) -> Path:
    """Return the nearest folder that has an ``edition.toml``, from a folder or a file upwards.

    If none has, it is that folder, or the one that the file is in.
    """
    from editio.edition.settings import CONFIG_NAME

    place = path.resolve()
    folders = (place, *place.parents) if is_folder(place) else place.parents
    return next((folder for folder in folders if is_file(folder / CONFIG_NAME)), folders[0])
