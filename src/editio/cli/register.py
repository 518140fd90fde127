"""``editio register``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.cli.editions import edition_here
from editio.cli.exits import CLEAN

if TYPE_CHECKING:
    from editio.edition.model import DocumentRef, Entry, Kind
    from editio.edition.registers import Registers
    from editio.encode.review_candidates import NewEntry


@click.group("register", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Add to the registers of an edition."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@command.command("add")
@click.argument(
    "table",
    metavar="CANDIDATES.csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--edition",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=edition_here,
    help="The folder of the edition; the default is the one around this folder.",
)
@click.option("--write", is_flag=True, help="Write the registers, instead of showing what changes.")
def add(table: Path, edition: Path, write: bool) -> int:
    """Turn accepted names into entries.

    CANDIDATES.csv is the table of editio tag --candidates; rows with “add” in the column
    “decision” become entries of the register of their kind, or, where the id is that of an entry,
    a further form of it.
    """
    from editio.cli.tag import replace_file, show_changes
    from editio.edition.settings import load_settings
    from editio.encode.review_candidates import read_candidates, with_entries
    from editio.run.executors import SerialExecutor
    from editio.run.pipeline import survey

    settings = load_settings(edition)
    accepted = read_candidates(table)
    with SerialExecutor() as workers:
        found = survey(settings, workers)
    paths = {ref.id: settings.root / ref.path for ref in found.refs}
    for name, entries in _by_register(accepted, found.registers, found.refs).items():
        data = paths[name].read_bytes()
        changed = with_entries(data, entries)
        if write:
            replace_file(paths[name], changed)
        else:
            show_changes(paths[name], data, changed)
    hint = "" if write or not accepted else "; --write writes them"
    click.echo(f"{len(accepted):,} entries{hint}", err=True)
    return CLEAN


def _by_register(
    accepted: tuple[NewEntry, ...], registers: Registers, refs: tuple[DocumentRef, ...]
) -> dict[str, list[NewEntry]]:
    """Give each new entry to the document that has its id, or most entries of its kind."""
    found: dict[str, list[NewEntry]] = {}
    for new in accepted:
        known = registers.by_unique_id(new.id)
        name = known.document if known is not None else _home(new.kind, registers.entries)
        if name is None:
            raise click.UsageError(
                f"no register has entries of the kind {new.kind.value}: begin one by hand"
            )
        found.setdefault(name, []).append(new)
    return found


def _home(kind: Kind, entries: tuple[Entry, ...]) -> str | None:
    from collections import Counter

    counts = Counter(entry.document for entry in entries if entry.kind is kind)
    return counts.most_common(1)[0][0] if counts else None
