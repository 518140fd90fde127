"""The order of the stages, once: find, survey, process each document, merge, publish."""

from __future__ import annotations

import pickle
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editio.edition.find import find_documents
from editio.edition.pointers import Resolver
from editio.edition.registers import Registers
from editio.findings import Finding, Severity
from editio.publish.index.build import build_indexes
from editio.publish.index.write import write_indexes
from editio.publish.site.output import open_output
from editio.publish.site.writer import SiteWriter
from editio.run.document import Neighbours, Workshop, survey_document
from editio.run.progress import NoProgress
from editio.saxon import open_processor
from editio.validate.report import FORMATS, ReportOptions, ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import DocumentRef, DocumentResult, Entry
    from editio.edition.settings import Settings
    from editio.publish.index.model import Index
    from editio.run.document import Surveyed
    from editio.run.executors import Executor
    from editio.run.progress import Progress


_NO_TEXTS = Finding(
    code="XML-NO-TEXTS",
    severity=Severity.WARNING,
    message="there is no TEI document in this edition that can be read",
    hint="put TEI files into the folder, or name them under [sources] in edition.toml",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of all documents before the first is rendered: names and entries."""

    refs: tuple[DocumentRef, ...]
    registers: Registers
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its findings in order, and how much there is of everything."""

    findings: tuple[Finding, ...]
    documents: int
    units: int
    mentions: int
    entries: int


def survey(settings: Settings, workers: Executor, progress: Progress | None = None) -> Survey:
    """Find the documents and collect their register entries."""
    progress = progress or NoProgress()
    refs = find_documents(settings)
    progress.stage("Registers", len(refs))
    found: list[DocumentRef] = []
    entries: list[Entry] = []
    members = {(settings.root / ref.path).resolve(): ref.id for ref in refs}
    with _shared(members) as path:
        for surveyed in workers.map(_survey_one, [_Task(settings, ref, path) for ref in refs]):
            found.append(surveyed.ref)
            entries.extend(surveyed.entries)
            progress.advance()
    registers = Registers.of(entries)
    return Survey(tuple(found), registers, Neighbours(Resolver(registers, found), members))


def build(
    settings: Settings, target: Path, workers: Executor, progress: Progress | None = None
) -> BuildReport:
    """Build the edition into the folder ``target``.

    A document that cannot be used is a finding, and the rest is built. The previous build stays
    in place until the new one is whole. Raises :class:`~editio.errors.PublishError` where
    ``target`` cannot be written and :class:`~editio.errors.TransformError` where a stylesheet does
    not compile.
    """
    progress = progress or NoProgress()
    with open_output(target) as output:
        found = survey(settings, workers, progress)
        site = SiteWriter(settings, output)
        results: list[DocumentResult] = []
        rendered: set[str] = set()
        progress.stage("Documents", len(found.refs))
        with _shared(found.neighbours) as path:
            tasks = [_Task(settings, ref, path) for ref in found.refs]
            for result in workers.map(_process_one, tasks):
                if result.html:
                    rendered.add(result.ref.id)
                site.add(result)
                results.append(replace(result, html="", text=""))
                progress.advance()
        progress.stage("Indexes", 1)
        indexes = build_indexes(results, found.registers, settings.language)
        write_indexes(output, results, found.registers, indexes, rendered=rendered)
        progress.stage("Pages", 1)
        wrong = site.finish(_chosen(indexes, settings), found.registers.entries)
        report = _report(results, rendered, found.registers, wrong)
        pieces = FORMATS["json"](report.findings, ReportOptions(root=settings.root))
        output.write_text("report/findings.json", "".join(pieces))
        return report


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to work on, and the file with what its work needs of the others."""

    settings: Settings
    ref: DocumentRef
    shared: Path


@contextmanager
def _shared(value: object) -> Iterator[Path]:
    """Keep ``value`` in a file that workers read once each, however many tasks they get."""
    with tempfile.TemporaryDirectory(prefix="editio-") as folder:
        path = Path(folder) / "shared.pickle"
        path.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        yield path


@lru_cache(maxsize=1)
def _load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301  written by this very run


def _survey_one(task: _Task) -> Surveyed:
    return survey_document(task.settings, task.ref, _load(task.shared))


def _process_one(task: _Task) -> DocumentResult:
    return _workshop(task.settings).process(task.ref, _load(task.shared))


@lru_cache(maxsize=1)
def _workshop(settings: Settings) -> Workshop:
    """The tools of this process: stylesheets compile once, however many documents come."""
    return Workshop.equip(settings, open_processor())


def _chosen(indexes: Sequence[Index], settings: Settings) -> list[Index]:
    """The indexes that the edition shows, in the order in which it names them."""
    by_name = {index.name.value: index for index in indexes}
    return [by_name[name] for name in settings.index_kinds]


def _report(
    results: list[DocumentResult],
    rendered: set[str],
    registers: Registers,
    site_findings: Sequence[Finding],
) -> BuildReport:
    findings = [finding for result in results for finding in result.findings]
    findings.extend(site_findings)
    if not rendered:
        findings.append(_NO_TEXTS)
    return BuildReport(
        findings=tuple(ordered(findings)),
        documents=len(results),
        units=sum(len(result.units) for result in results),
        mentions=sum(len(result.mentions) for result in results),
        entries=len(registers.entries),
    )
