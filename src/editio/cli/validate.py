"""``editio validate``."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.addresses import is_file
from editio.cli.documents import chosen_documents
from editio.cli.executors import executor_options, open_executor
from editio.cli.exits import CLEAN, FINDINGS, exit_code
from editio.cli.progress import ProgressDisplay
from editio.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Unpack

    from editio.cli.executors import WorkerOptions
    from editio.edition.model import DocumentRef
    from editio.edition.settings import Settings
    from editio.findings import Finding
    from editio.run.request import Request
    from editio.validate.options import Options
    from editio.validate.schemas import SchemaSources
    from editio.validate.waiting import SortedFindings

#: Those of ``editio.validate.report``, which is not imported to show the help.
_FORMATS = ("text", "json", "html", "github", "gitlab", "sarif", "junit")
#: What earlier runs found takes no more room than this.
_MOST_BYTES = 1_000_000_000
#: Bytes that keep a process busy with a schema for a second, which is worth another process.
_MUCH = 100_000_000
_SEVERITIES = [severity.value for severity in Severity]


def _schema(value: str) -> Path | str:
    """Return a file that is there, or an address of the web as it is."""
    if value.lower().startswith(("http://", "https://", "urn:")):
        return value
    if not is_file(value):
        raise click.BadParameter(f"there is no file {value}")
    return Path(value).resolve()


@click.command("validate")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--schema",
    type=_schema,
    metavar="FILE",
    help="The RELAX NG schema, instead of the one in edition.toml or in the documents.",
)
@click.option(
    "--schematron",
    type=_schema,
    metavar="FILE",
    help="The Schematron schema, instead of the one in edition.toml or in the documents.",
)
@click.option(
    "--schema-only",
    is_flag=True,
    help="Check nothing but the XML and what the RELAX NG schema says: many times faster.",
)
@click.option("--phase", metavar="ID", help="The phase of Schematron; #ALL for all patterns.")
@click.option(
    "--allow-network",
    is_flag=True,
    help="Fetch schemas from the web that are not in a catalog (what is fetched is kept), and ask"
    " whether the addresses in the documents answer.",
)
@click.option(
    "--format",
    "forms",
    metavar="FORMAT[=FILE]",
    multiple=True,
    default=("text",),
    show_default="text",
    help=f"How findings are reported: {', '.join(_FORMATS)}; on standard output or into a file."
    " Can be given several times.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    help="The least severity that makes the exit code 1, instead of the one in edition.toml.",
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Findings that are accepted as they are, instead of those named in edition.toml.",
)
@click.option(
    "--write-baseline",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    help="Accept what is found now: write it into FILE, or where edition.toml has the baseline.",
)
@click.option(
    "--changed",
    metavar="[REF]",
    is_flag=False,
    flag_value="HEAD",
    help="Check only what git says changed since the branch left REF (by default the last commit),"
    " and the documents that point to it.",
)
@click.option(
    "--fix",
    "fixing",
    is_flag=True,
    help="Correct what is safe: byte order marks, Unicode that is not composed (NFC), white space"
    " in ids and in the pointers to them. Prints a diff and checks nothing, unless with --write.",
)
@click.option("--write", is_flag=True, help="With --fix: write the corrections, and then check.")
@click.option("--no-cache", is_flag=True, help="Check everything anew, and remember nothing.")
@executor_options
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def command(  # noqa: PLR0913, PLR0917 - one parameter per option
    paths: tuple[Path, ...],
    schema: Path | str | None,
    schematron: Path | str | None,
    schema_only: bool,
    phase: str | None,
    allow_network: bool,
    forms: tuple[str, ...],
    fail_on: str | None,
    baseline: Path | None,
    write_baseline: str | None,
    changed: str | None,
    fixing: bool,
    write: bool,
    no_cache: bool,
    quiet: bool,
    **workers: Unpack[WorkerOptions],
) -> int:
    """Check an edition: XML, schemas, ids, pointers, registers, dates, quotations.

    PATH is the folder of an edition (by default the one around this folder), a folder inside one,
    or files of one. `editio explain CODE` says more about a finding.
    """
    from editio.validate.options import Options
    from editio.validate.report.summary import summary
    from editio.validate.selection import wanted_reports

    wanted = [_report(form) for form in forms]
    settings, refs, edition = chosen_documents(paths)
    if changed is not None and any(is_file(path) for path in paths):
        raise click.UsageError("--changed chooses the files: name the folder of the edition")
    if fixing or write:
        some = refs if changed is None else _changed_files(settings.root, refs, changed)
        count = _fix(settings.root, some, fixing=fixing, write=write, whole=some is edition)
        if not write:
            return FINDINGS if count else CLEAN
    now = datetime.now(UTC)
    options = Options(
        relaxng_schema=schema or settings.relaxng_schema,
        schematron=schematron or settings.schematron,
        phase=phase or settings.phase,
        schemas=_sources(settings, allow_network=allow_network),
        today=(now.year, now.month, now.day),
        reports=wanted_reports(settings.rules),
    )
    run = _Run(
        settings=settings,
        options=options,
        edition=edition,
        workers=workers,
        quiet=quiet,
        remember=not no_cache,
    )
    if schema_only:
        refs = refs if changed is None else _changed_files(settings.root, refs, changed)
        findings, whole = run.checked_by_schema(refs), False
    else:
        findings, refs = run.validated(refs, changed)
        whole = len(refs) == len(edition)
    if write_baseline is not None:
        return _accept(findings, settings, write_baseline, whole=whole)
    findings, accepted = _new(findings, settings, baseline, whole=whole)
    for form, file in wanted:
        _write(findings, settings.root, form, file)
    if not quiet:
        for line in summary(findings, len(refs), accepted):
            click.echo(line, err=True)
    return exit_code(findings, Severity(fail_on) if fail_on else settings.fail_on)


def _changed_files(root: Path, refs: Sequence[DocumentRef], revision: str) -> list[DocumentRef]:
    """Return the documents that have changed themselves."""
    from editio.run.git import changes_since

    paths = changes_since(root, revision).paths
    return [ref for ref in refs if (root / ref.path).resolve() in paths]


def _fix(root: Path, refs: Sequence[DocumentRef], *, fixing: bool, write: bool, whole: bool) -> int:
    """Correct what is safe; return the number of files that it concerns."""
    from editio.cli.fixes import fix

    if not fixing:
        raise click.UsageError("--write goes with --fix; a baseline is written by --write-baseline")
    count = fix(root, refs, whole=whole, write=write)
    if not write:
        what = f"{count} file{'' if count == 1 else 's'}"
        hint = "; --write writes them" if count else ""
        click.echo(f"{what} with something to correct{hint}", err=True)
    return count


def _new(
    findings: SortedFindings, settings: Settings, given: Path | None, *, whole: bool
) -> tuple[SortedFindings, int]:
    """Return the findings that the baseline does not have, and the number of those it has."""
    from editio.validate.baseline import read_baseline
    from editio.validate.selection import selected
    from editio.validate.waiting import SortedFindings

    path = given or settings.baseline
    if path is None:
        return findings, 0
    baseline = read_baseline(path.resolve(), settings.root)
    new = SortedFindings(baseline.new(findings))
    accepted = len(findings) - len(new)
    if whole:
        new.add(selected(baseline.stale(findings), settings.rules))
    return new, accepted


def _accept(findings: SortedFindings, settings: Settings, name: str, *, whole: bool) -> int:
    """Write a baseline with these findings."""
    from editio.validate.baseline import NAME, written

    if not whole:
        raise click.UsageError("a baseline is of all checks of a whole edition: name its folder")
    path = Path(name) if name else settings.baseline or settings.root / NAME
    _save(path, written(findings))
    count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    click.echo(f"{count} accepted in {path}", err=True)
    if settings.baseline is None or settings.baseline.resolve() != path.resolve():
        name = os.path.relpath(path, settings.root).replace(os.sep, "/")
        click.echo(f'  hint: write baseline = "{name}" under [validate] in edition.toml', err=True)
    return CLEAN


def _sources(settings: Settings, *, allow_network: bool) -> SchemaSources:
    """Return where schemas come from, as the settings and the environment have it."""
    from editio.edition.cachefolder import cache_folder
    from editio.edition.catalogs import listed_catalogs
    from editio.validate.schemas import SchemaSources

    listed = listed_catalogs(os.environ.get("XML_CATALOG_FILES", ""))
    return SchemaSources(
        catalogs=(*settings.catalogs, *listed),
        cache_dir=cache_folder(os.environ),
        allow_network=allow_network,
    )


def _report(wanted: str) -> tuple[str, Path | None]:
    """Return the format and the file of ``sarif=out.sarif``, or of ``text`` without a file."""
    form, sign, file = wanted.partition("=")
    if form not in _FORMATS or (sign and not file):
        raise click.BadParameter(
            f"{wanted} is none of {', '.join(_FORMATS)}", param_hint="--format"
        )
    return form, Path(file) if file else None


def _write(findings: SortedFindings, root: Path, form: str, file: Path | None) -> None:
    from editio.validate.report import FORMATS, ReportOptions

    color = file is None and sys.stdout.isatty()
    pieces = FORMATS[form](findings, ReportOptions(root=root, color=color))
    if file is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    _save(file, pieces)


def _save(file: Path, pieces: Iterable[str]) -> None:
    try:
        with file.open("w", encoding="utf-8", errors="replace", newline="\n") as target:
            target.writelines(pieces)
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """How documents of an edition are checked, and how much is shown of it."""

    settings: Settings
    options: Options
    edition: Sequence[DocumentRef]
    workers: WorkerOptions
    quiet: bool
    remember: bool

    def validated(
        self, refs: Sequence[DocumentRef], changed: str | None
    ) -> tuple[SortedFindings, Sequence[DocumentRef]]:
        """Check documents, or what has ``changed`` since a revision; return findings and them."""
        from editio.edition.cachefolder import tidy
        from editio.run.git import changes_since
        from editio.run.lastrun import validated
        from editio.run.store import Store
        from editio.validate.selection import selected
        from editio.validate.waiting import SortedFindings

        options = self.options
        changes = None if changed is None else changes_since(self.settings.root, changed)
        folder = options.schemas.cache_dir if self.remember else None
        store = Store(folder / "checks" if folder else None, _MOST_BYTES)
        workers = open_executor(self.settings, self.workers)
        with ProgressDisplay(quiet=self.quiet) as display, store, workers:
            if changes is not None:
                from editio.run.validation import concerned_documents

                display.stage("comparing", 1)
                everything = self._request(self.edition)
                refs = concerned_documents(everything, workers, changes, store)
            display.stage("validating", len(refs))
            results = validated(self._request(refs), workers, store)
            found = _shown(results, len(refs), display)
            findings = SortedFindings(selected(found, self.settings.rules))
        if (cache := options.schemas.cache_dir) is not None:
            tidy(cache / "schemas")
            tidy(cache / "links")
        return findings, refs

    def _request(self, refs: Sequence[DocumentRef]) -> Request:
        from editio.run.request import Request

        settings = self.settings
        return Request(
            refs,
            settings.root,
            self.options,
            edition=self.edition,
            include_folders=settings.include_folders,
            language=settings.language,
            limits=settings.limits,
        )

    def checked_by_schema(self, refs: Sequence[DocumentRef]) -> SortedFindings:
        """Check documents against the RELAX NG schema only; return the findings."""
        from editio.run.executors import available_cores
        from editio.run.grammar import check_grammar
        from editio.validate.selection import selected
        from editio.validate.waiting import SortedFindings

        size = sum(_size(self.settings.root / ref.path) for ref in refs)
        options = self.workers.copy()
        if not options["jobs"]:
            options["jobs"] = min(available_cores(), 1 + size // _MUCH)
            if size < _MUCH:  # no engine, no rules, and time that goes with the size: nothing loops
                options["executor"] = options["executor"] or "serial"
        workers = open_executor(self.settings, options)
        with ProgressDisplay(quiet=self.quiet) as display, workers:
            display.stage("validating", len(refs))
            results = check_grammar(self._request(refs), workers)
            found = _shown(results, len(refs), display)
            return SortedFindings(selected(found, self.settings.rules))


def _shown(
    results: Iterator[list[Finding]], documents: int, display: ProgressDisplay
) -> Iterator[Finding]:
    """Yield findings, and show how many of the documents they are of."""
    for number, found in enumerate(results):
        yield from found
        if number < documents:  # what follows is about the edition as a whole
            display.advance()


def _size(path: Path) -> int:
    """Return how many bytes a file has, 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
