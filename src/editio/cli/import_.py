"""``editio import``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.cli.editions import edition_here

if TYPE_CHECKING:
    from editio.edition.settings import Settings
    from editio.encode.importing import Imported, Tags
    from editio.encode.tagging import Decision

#: At most so many remarks of a kind are printed for a file.
_MOST = 10


@click.command("import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; the default is the edition's folder of texts.",
)
@click.option(
    "--edition",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=edition_here,
    help="The folder of the edition; the default is the one around this folder.",
)
@click.option("--language", metavar="TAG", help="The language (BCP 47), instead of detecting it.")
@click.option("--no-tag", is_flag=True, help="Mark up no names, dates and quotations.")
@click.option(
    "--quotes",
    type=click.Choice(["keep", "markup"]),
    default="keep",
    show_default=True,
    help="Whether quotation marks stay in the text, or the elements stand for them.",
)
@click.option(
    "--review",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="Write what was marked up: .csv to edit and give to editio tag --apply, .html to look at.",
)
@click.option("--force", is_flag=True, help="Write over files that exist.")
def command(  # noqa: PLR0913, PLR0917 - one parameter per option
    files: tuple[Path, ...],
    target: Path | None,
    edition: Path,
    language: str | None,
    no_tag: bool,
    quotes: str,
    review: tuple[Path, ...],
    force: bool,
) -> None:
    """Turn texts into TEI: headings, paragraphs, lists, notes, names from the registers.

    Writes DIR/NAME.xml for each FILE. The result is valid and holds the whole text of the source;
    what was recognised, and what is doubtful, is printed.
    """
    from editio.cli.tag import write_review
    from editio.edition.settings import load_settings
    from editio.encode.header import date_of
    from editio.encode.importing import import_file

    settings = load_settings(edition)
    folder = target or _text_folder(settings)
    outputs = _outputs(files, folder, force=force)
    tags = None if no_tag else tags_of(settings, folder, keep_marks=quotes == "keep")
    decisions: list[tuple[str, Decision]] = []
    for file, output in zip(files, outputs, strict=True):
        imported = import_file(file, date=date_of(file), language=language, tags=tags)
        folder.mkdir(parents=True, exist_ok=True)
        output.write_bytes(imported.document)
        for picture in imported.pictures:
            place = folder / picture.path
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(picture.data)
        decisions += [(str(output), decision) for decision in imported.decisions]
        click.echo(output)
        _report(file, imported)
    for path in review:
        write_review(path, decisions)


def tags_of(settings: Settings, folder: Path, *, keep_marks: bool = True) -> Tags:
    """Return the registers of the edition, and how a file in ``folder`` points into them.

    What editors of the edition rejected before is not marked up again.
    """
    import os

    from editio.encode.header import Prefix
    from editio.encode.importing import Tags, schema
    from editio.encode.review import Verdicts
    from editio.encode.review_memory import Memory, read_rejections
    from editio.encode.tagging import Tagger
    from editio.encode.tagging.pointing import PREFIXES
    from editio.run.executors import SerialExecutor
    from editio.run.pipeline import survey

    with SerialExecutor() as workers:
        found = survey(settings, workers)
    paths = {ref.id: ref.path for ref in found.refs}
    files: dict[str, str] = {}
    for entry in found.registers.entries:
        relative = os.path.relpath(settings.root / paths[entry.document], folder.resolve())
        ident = PREFIXES.get(entry.kind, "")
        number = 2
        while files.setdefault(ident, relative) != relative:
            ident, number = f"{PREFIXES.get(entry.kind, '')}{number}", number + 1
    prefixes = tuple(Prefix(ident, Path(file).as_posix()) for ident, file in sorted(files.items()))
    said = Verdicts.of(read_rejections(Memory.of(settings.root, found.refs).path))
    tagger = Tagger(
        found.registers,
        language=settings.language,
        schema=schema(),
        rejected=said.rejected,
        never=said.never,
        values=said.values,
    )
    return Tags(tagger=tagger, prefixes=prefixes, keep_marks=keep_marks)


def _text_folder(settings: Settings) -> Path:
    """Return the folder that the first pattern of texts begins with."""
    folder = settings.root
    for pattern in settings.texts[:1]:
        for part in pattern.split("/")[:-1]:
            if any(sign in part for sign in "*?["):
                break
            folder /= part
    return folder


def _outputs(files: tuple[Path, ...], folder: Path, *, force: bool) -> list[Path]:
    """Return where each file goes, before anything is written."""
    outputs: dict[Path, Path] = {}
    for file in files:
        output = folder / f"{file.stem}.xml"
        if output in outputs:
            raise click.UsageError(f"{outputs[output]} and {file} would both become {output}")
        if output.exists() and not force:
            raise click.UsageError(f"{output} exists; --force writes over it")
        outputs[output] = file
    return list(outputs)


def _report(file: Path, imported: Imported) -> None:
    counts = ", ".join(f"{count} × {kind}" for kind, count in imported.counts)
    click.echo(f"{file.name}: {imported.encoding}, {imported.language}: {counts}", err=True)
    if imported.pictures:
        click.echo(f"  pictures written: {len(imported.pictures)}", err=True)
    for why, count in imported.left_out:
        click.echo(f"  not kept as text: {why} ({count})", err=True)
    if imported.joined:
        words = list(dict.fromkeys(imported.joined))
        more = f" and {len(words) - _MOST} more" if len(words) > _MOST else ""
        click.echo(f"  joined at line ends: {', '.join(words[:_MOST])}{more}", err=True)
    if imported.decisions:
        tagged = Counter(decision.layer.value for decision in imported.decisions)
        counted = ", ".join(f"{count} × {layer}" for layer, count in sorted(tagged.items()))
        click.echo(f"  marked up: {counted}", err=True)
    for doubt in imported.doubts[:_MOST]:
        click.echo(
            f"  line {doubt.line}: {doubt.kind}? ({doubt.reason}) {doubt.text[:60]}", err=True
        )
    if len(imported.doubts) > _MOST:
        click.echo(f"  and {len(imported.doubts) - _MOST} doubtful places more", err=True)
