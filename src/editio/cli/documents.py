"""Which documents a command is about, as its arguments say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from editio.addresses import is_file, is_folder
from editio.cli.editions import edition_here, edition_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.edition.settings import Settings


def chosen_documents(
    paths: tuple[Path, ...],
) -> tuple[Settings, Sequence[DocumentRef], Sequence[DocumentRef]]:
    """Return the settings of the edition, the documents to check, and all that there are."""
    from editio.edition.find import find_documents
    from editio.edition.settings import load_settings

    if not paths:
        return _in_folder(edition_here())
    if len(paths) == 1 and not is_file(paths[0]):
        return _in_folder(paths[0])
    for path in paths:
        if is_folder(path):
            raise click.UsageError(f"{path} is a folder: name one folder, or files")
        if not is_file(path):
            raise click.UsageError(f"there is no file {path}")
    settings = load_settings(edition_of(paths[0]))
    edition = find_documents(settings)
    known = {settings.root / ref.path: ref for ref in edition}
    refs = [known.get(path.resolve()) or _loose(path, settings) for path in paths]
    return settings, refs, edition


def documents_in(
    folder: Path, settings: Settings, documents: Iterable[DocumentRef]
) -> list[DocumentRef]:
    """Return those of an edition's documents that lie in a folder, at any depth."""
    here = folder.resolve()
    return [ref for ref in documents if here in (settings.root / ref.path).parents]


def _in_folder(
    folder: Path,
) -> tuple[Settings, Sequence[DocumentRef], Sequence[DocumentRef]]:
    """Return the documents of a folder: of one inside an edition, those that the edition has there.

    A folder of which the edition around it has no document is an edition itself.
    """
    from editio.edition.find import find_documents
    from editio.edition.settings import load_settings

    root, here = edition_of(folder), folder.resolve()
    if root != here:
        settings = load_settings(root)
        edition = find_documents(settings)
        if refs := documents_in(folder, settings, edition):
            return settings, refs, edition
    settings = load_settings(folder)
    edition = find_documents(settings)
    return settings, edition, edition


def _loose(path: Path, settings: Settings) -> DocumentRef:
    """Return a file that the edition's patterns do not name, or that lies outside it."""
    from editio.edition.model import DocumentRef, Role

    resolved = path.resolve()
    inside = resolved.is_relative_to(settings.root)
    name = resolved.relative_to(settings.root) if inside else resolved
    return DocumentRef(id=path.stem, path=name.as_posix(), role=Role.TEXT)
