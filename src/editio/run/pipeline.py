"""The order of the stages, once: find, survey, process each document, merge, publish."""

from __future__ import annotations

import pickle
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from editio.edition.find import find_documents
from editio.edition.pointers import Resolver
from editio.edition.registers import Registers
from editio.findings import Finding, Severity
from editio.publish.index.build import build_indexes
from editio.publish.index.write import write_indexes
from editio.publish.site.output import open_output
from editio.publish.site.writer import SiteWriter
from editio.run.document import Neighbours, Workshop, survey_document
from editio.run.executors import SerialExecutor
from editio.run.fingerprints import file_digest
from editio.run.progress import NoProgress
from editio.run.remembered import Remembered
from editio.run.store import Store
from editio.saxon import open_processor
from editio.validate.report import FORMATS, ReportOptions, ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import DocumentRef, DocumentResult, Entry
    from editio.edition.settings import Settings
    from editio.publish.index.model import Index
    from editio.run.document import Processed, Surveyed
    from editio.run.executors import Executor
    from editio.run.progress import Progress


_Value = TypeVar("_Value")

_NO_TEXTS = Finding(
    code="XML-NO-TEXTS",
    severity=Severity.WARNING,
    message="there is no TEI document in this edition that can be read",
    hint="put TEI files into the folder, or name them under [sources] in edition.toml",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of all documents before the first is rendered: names and entries.

    ``contents`` are hashes of the documents' bytes, by id.
    """

    refs: tuple[DocumentRef, ...]
    registers: Registers
    neighbours: Neighbours
    contents: Mapping[str, str]
    remembered: Remembered


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its findings in order, and how much there is of everything."""

    findings: tuple[Finding, ...]
    documents: int
    units: int
    mentions: int
    entries: int


def survey(
    settings: Settings,
    workers: Executor,
    progress: Progress | None = None,
    store: Store | None = None,
) -> Survey:
    """Find the documents and collect their register entries."""
    progress = progress or NoProgress()
    refs = find_documents(settings)
    progress.stage("Registers", len(refs))
    contents = {ref.id: file_digest(settings.root / ref.path) for ref in refs}
    members = {(settings.root / ref.path).resolve(): ref.id for ref in refs}
    remembered = Remembered(settings, store or Store(None), members)
    known = [remembered.surveyed(ref, contents[ref.id]) for ref in refs]
    found: list[DocumentRef] = []
    entries: list[Entry] = []
    with _shared(members) as path:
        tasks = [_Task(settings, ref, path) for ref in _unknown(refs, known)]
        done = _mapped(workers, _survey_one, tasks)
        for ref, earlier in zip(refs, known, strict=True):
            surveyed = earlier
            if surveyed is None:
                surveyed, content = next(done)
                remembered.keep_survey(ref, content, surveyed)
            found.append(surveyed.ref)
            entries.extend(surveyed.entries)
            progress.advance()
    registers = Registers.of(entries)
    neighbours = Neighbours(Resolver(registers, found), members)
    return Survey(tuple(found), registers, neighbours, contents, remembered)


def build(
    settings: Settings,
    target: Path,
    workers: Executor,
    progress: Progress | None = None,
    *,
    remember: bool = True,
) -> BuildReport:
    """Build the edition into the folder ``target``.

    A document that cannot be used is a finding, and the rest is built. The previous build stays
    in place until the new one is whole. With ``remember``, what earlier builds into ``target``
    made is used where nothing that it depends on has changed; the bytes are the same without.
    Raises :class:`~editio.errors.PublishError` where ``target`` cannot be written and
    :class:`~editio.errors.TransformError` where a stylesheet does not compile.
    """
    progress = progress or NoProgress()
    with open_output(target) as output, Store(output.cache if remember else None) as store:
        found = survey(settings, workers, progress, store)
        site = SiteWriter(settings, output)
        results: list[DocumentResult] = []
        rendered: set[str] = set()
        progress.stage("Documents", len(found.refs))
        for result in _results(settings, found, workers):
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


def _results(settings: Settings, found: Survey, workers: Executor) -> Iterator[DocumentResult]:
    """Yield the results of all documents in their order: those that are known, and new ones."""
    resolver, remembered = found.neighbours.resolver, found.remembered
    keys = [remembered.key(ref, found.contents[ref.id], resolver) for ref in found.refs]
    with _shared(found.neighbours) as path:
        tasks = [_Task(settings, ref, path) for ref in _unknown(found.refs, keys)]
        done = _mapped(workers, _process_one, tasks)
        for ref, key in zip(found.refs, keys, strict=True):
            if not key:
                processed, content = next(done)
                remembered.keep(ref, content, processed, resolver)
                yield processed.result
                continue
            # What the store has lost since is made again, here.
            yield remembered.result(key) or _process_one(_Task(settings, ref, path))[0].result


def _unknown(refs: Iterable[DocumentRef], known: Iterable[object]) -> list[DocumentRef]:
    return [ref for ref, earlier in zip(refs, known, strict=True) if not earlier]


#: As many tasks are done in this process: to start others would cost more than the work.
_FEW = 2


def _mapped(
    workers: Executor, function: Callable[[_Task], tuple[_Value, str]], tasks: Sequence[_Task]
) -> Iterator[tuple[_Value, str]]:
    return (SerialExecutor() if len(tasks) <= _FEW else workers).map(function, tasks)


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


def _survey_one(task: _Task) -> tuple[Surveyed, str]:
    return _steady(task, lambda: survey_document(task.settings, task.ref, _load(task.shared)))


def _process_one(task: _Task) -> tuple[Processed, str]:
    workshop = _workshop(task.settings)
    return _steady(task, lambda: workshop.process(task.ref, _load(task.shared)))


def _steady(task: _Task, work: Callable[[], _Value]) -> tuple[_Value, str]:
    """Do the work, and return the hash of the bytes that it was done with.

    A document that is saved meanwhile is read again; if it does not come to rest, the hash is
    empty, and the next run will look again.
    """
    path = task.settings.root / task.ref.path
    for _ in range(_PATIENCE):
        before = file_digest(path)
        value = work()
        if file_digest(path) == before:
            return value, before
    return value, ""


#: How often a document is read that changes while it is read.
_PATIENCE = 3


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
