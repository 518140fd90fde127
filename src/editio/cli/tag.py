"""``editio tag``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.addresses import is_file
from editio.cli.documents import documents_in
from editio.cli.editions import edition_of
from editio.cli.exits import CLEAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.edition.model import DocumentRef
    from editio.edition.settings import Settings
    from editio.encode.review import Row
    from editio.encode.review_memory import Memory
    from editio.encode.tagging import Decision, Tagger

#: Those of ``editio.encode.tagging``, which is not imported to show the help.
_LAYERS = ("persons", "places", "organisations", "works", "events", "dates", "quotations")


@click.command("tag")
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--edition",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The edition whose registers are used; the default is the one around the first file.",
)
@click.option("--only", metavar="LAYERS", help=f"Some of {', '.join(_LAYERS)}, with commas.")
@click.option("--within", metavar="ELEMENTS", help="Mark up only inside these, such as p,note.")
@click.option("--language", metavar="TAG", help="The language (BCP 47) of texts that say none.")
@click.option(
    "--date-words",
    type=click.Choice(["inside", "outside"]),
    default="inside",
    show_default=True,
    help="Whether words such as “by” and “before” are part of the date and of its value.",
)
@click.option(
    "--years",
    type=click.Choice(["sentence", "text"]),
    default="sentence",
    show_default=True,
    help="Where a day without a year may take it from.",
)
@click.option("--write", is_flag=True, help="Write the files, instead of showing what changes.")
@click.option(
    "--review",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="Write the decisions: .csv to edit and give back, .html to look at.",
)
@click.option(
    "--apply",
    "verdicts",
    metavar="FILE.csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Do as the edited table says, and remember in the edition what it rejects.",
)
@click.option(
    "--candidates",
    metavar="FILE.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a table of names that no register has, for editio register add.",
)
def command(  # noqa: PLR0913, PLR0917 - one parameter per option
    paths: tuple[Path, ...],
    edition: Path | None,
    only: str | None,
    within: str | None,
    language: str | None,
    date_words: str,
    years: str,
    write: bool,
    review: tuple[Path, ...],
    verdicts: Path | None,
    candidates: Path | None,
) -> int:
    """Mark up names from the registers, dates and quotations in TEI files.

    PATH is a file, or a folder whose texts are meant. What is marked up already stays as it is, and
    the text is never changed. Shows what would change; --write changes the files.
    """
    from editio.edition.settings import load_settings
    from editio.encode.review import Verdicts, read_table, remembered
    from editio.encode.review_memory import Memory, read_rejections
    from editio.encode.tagging import LAYERS, DateStyle, Tagger
    from editio.relaxng import load_schema
    from editio.run.executors import SerialExecutor
    from editio.run.pipeline import survey

    settings = load_settings(edition or edition_of(paths[0]))
    with SerialExecutor() as workers:
        found = survey(settings, workers)
    files = [file for path in paths for file in _files(path, settings, found.refs)]
    memory = Memory.of(settings.root, found.refs)
    rows = read_table(verdicts) if verdicts else ()
    known = remembered(read_rejections(memory.path), rows)
    said = Verdicts.of([*known, *rows])
    tagger = Tagger(
        found.registers,
        language=language or settings.language,
        layers=_chosen(only, LAYERS),
        within=frozenset(within.split(",")) if within else None,
        schema=load_schema(settings.relaxng_schema) if settings.relaxng_schema else None,
        rejected=said.rejected,
        never=said.never,
        values=said.values,
        date_style=DateStyle(words_inside=date_words == "inside", years_from_text=years == "text"),
    )
    if candidates is not None:
        _write_candidates(files, tagger, candidates)
        if not (write or review or verdicts is not None):
            return CLEAN
    decisions: list[tuple[str, Decision]] = []
    for file in files:
        decisions += _tag_file(file, tagger, memory, write=write)
    for target in review:
        write_review(target, decisions)
    if verdicts is not None:
        _remember(memory, known)
    _summary(decisions, len(files), write=write)
    return CLEAN


def _files(path: Path, settings: Settings, documents: Iterable[DocumentRef]) -> list[Path]:
    """Return a file as it is, and of a folder the texts that the edition has in it."""
    from editio.edition.model import Role

    if is_file(path):
        return [path]
    texts = (ref for ref in documents if ref.role is Role.TEXT)
    found = documents_in(path, settings, texts)
    if not found:
        raise click.UsageError(f"the edition has no text in {path}")
    here = path.resolve()
    return [path / (settings.root / ref.path).relative_to(here) for ref in found]


def _chosen(only: str | None, layers: frozenset[str]) -> frozenset[str]:
    if not only:
        return layers
    chosen = frozenset(name.strip() for name in only.split(",") if name.strip())
    wrong = chosen - layers
    if wrong:
        raise click.BadParameter(
            f"{min(wrong)} is none of {', '.join(_LAYERS)}", param_hint="--only"
        )
    return chosen


def _tag_file(
    file: Path, tagger: Tagger, memory: Memory, *, write: bool
) -> list[tuple[str, Decision]]:
    """Tag one file, show or write what changes, and return the decisions with its name."""
    data = _read(file)
    tagging = tagger.tag(data, files=memory.relative_to(file))
    for finding in tagging.findings:
        where = f"{file}:{finding.line}:{finding.column}"
        click.echo(f"{where}: {finding.code}: {finding.message}", err=True)
    if tagging.document is not data:
        if write:
            replace_file(file, tagging.document)
        else:
            show_changes(file, data, tagging.document)
    return [(str(file), decision) for decision in tagging.decisions]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error


def replace_file(file: Path, data: bytes) -> None:
    """Write a file so that it is whole at any moment, old or new."""
    import os
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.resolve().parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
        Path(name).chmod(file.stat().st_mode & 0o777)
        Path(name).replace(file.resolve())
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise click.FileError(str(file), error.strerror) from error
    click.echo(file)


def show_changes(file: Path, old: bytes, new: bytes) -> None:
    import difflib

    color = sys.stdout.isatty()
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    for line in difflib.unified_diff(before, after, str(file), str(file), lineterm="", n=0):
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1]) if color else None
        click.echo(click.style(line, fg=style) if style else line)


def write_review(target: Path, decisions: list[tuple[str, Decision]]) -> None:
    """Write the decisions as a table, or as a page if the file is HTML."""
    from editio.encode.review import review_table
    from editio.encode.review_page import review_page

    if target.suffix.casefold() in {".html", ".htm"}:
        text = review_page("What was marked up", decisions)
    else:
        text = review_table(decisions)
    _write_text(target, text)


def _write_text(target: Path, text: str) -> None:
    try:
        with target.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise click.FileError(str(target), error.strerror) from error


def _remember(memory: Memory, rows: tuple[Row, ...]) -> None:
    from editio.encode.review import rejections_table

    if rows or memory.path.exists():
        _write_text(memory.path, rejections_table(rows))
        click.echo(f"remembered in {memory.path}", err=True)


def _write_candidates(files: Iterable[Path], tagger: Tagger, target: Path) -> None:
    from editio.encode.review_candidates import candidates_table
    from editio.encode.tagging.unknown import unknown_names

    found = unknown_names((_read(file) for file in files), tagger)
    _write_text(target, candidates_table(found, tagger.registers))
    click.echo(f"{len(found):,} names that no register has: {target}", err=True)


def _summary(decisions: list[tuple[str, Decision]], files: int, *, write: bool) -> None:
    counts = Counter(
        decision.layer.value for _, decision in decisions if decision.outcome.value == "tagged"
    )
    parts = [f"{counts[layer]:,} {layer}" for layer in _LAYERS if counts[layer]]
    what = ", ".join(parts) or "nothing new"
    left = sum(decision.outcome.value == "unplaced" for _, decision in decisions)
    more = f"; {left:,} could not be placed (see --review)" if left else ""
    hint = "" if write or not parts else "; --write writes it"
    click.echo(f"{files:,} file{'s' if files != 1 else ''}: {what}{more}{hint}", err=True)
