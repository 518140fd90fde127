"""``editio init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title of the edition.")
def command(folder: Path, title: str) -> None:
    """Start a new edition in the folder DIR.

    It has a configuration, two short example texts (a letter with notes, a poem with an apparatus),
    registers of persons and places, and files for continuous integration. It validates and builds
    as it stands.
    """
    from editio.edition.scaffolding import scaffold

    for path in scaffold(folder, title):
        click.echo(folder / path)
    click.echo(f"Next: editio build {folder}", err=True)
