"""The order of the stages, once: find, survey, process each document, merge, publish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from editio.edition import records
from editio.edition.find import positions
from editio.edition.fingerprints import digest, program
from editio.edition.pointers import Resolver
from editio.edition.registers import Registers
from editio.errors import EditioError
from editio.findings import Finding, Severity
from editio.publish.concordance.make import open_concordances
from editio.publish.concordance.reading import reading_of
from editio.publish.index.json_files import DOCUMENTS, documents_file
from editio.publish.index.made import listed_key
from editio.publish.index.state import Source
from editio.publish.index.write import open_merge
from editio.publish.search.index import open_search
from editio.publish.site.kept import Kept
from editio.publish.site.output import open_output
from editio.publish.site.writer import SiteWriter
from editio.run.answers import Answers
from editio.run.contributions import Contribution
from editio.run.members import Members
from editio.run.processed import Neighbours, Surveyed
from editio.run.progress import NoProgress
from editio.run.remembered import KnownKey, Remembered
from editio.run.steps import Numbered, ProcessStep, SurveyStep
from editio.run.store import Store
from editio.run.unchanged import BuildReport, forget_build, last_report, look, note_build
from editio.validate.limits import DIED, lost_finding
from editio.validate.report import FORMATS, ReportOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.fate import Fate
    from editio.edition.model import DocumentRef, Entry
    from editio.edition.settings import Settings
    from editio.publish.concordance.reading import Reading
    from editio.publish.index.assembly import Assembly
    from editio.publish.index.made import Made
    from editio.publish.index.stored import StoredIndex
    from editio.publish.search.postings import DocumentPostings
    from editio.run.executors import Executor
    from editio.run.progress import Progress
    from editio.run.unchanged import Seen


_NO_TEXTS = Finding(
    code="XML-NO-TEXTS",
    severity=Severity.WARNING,
    message="there is no TEI document in this edition that can be read",
    hint="put TEI files into the folder, or name them under [sources] in edition.toml",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of all documents before the first is rendered: names and entries.

    ``contents`` are hashes of the documents' bytes, by id, as they were read last. ``lost`` says
    which documents could not be looked at.
    """

    refs: tuple[DocumentRef, ...]
    registers: Registers
    neighbours: Neighbours
    contents: dict[str, str]
    remembered: Remembered
    lost: tuple[Finding, ...] = ()

    @property
    def read(self) -> dict[str, str]:
        """The hashes of the documents' bytes, by path."""
        return {ref.path: self.contents[ref.id] for ref in self.refs}

    @property
    def neighbourhood(self) -> str:
        """A hash of all that a document may depend on besides its own files."""
        refs = (part for ref in self.refs for part in (ref.id, ref.path, ref.role.value))
        return digest(self.remembered.base, self.registers.digest, *refs)


def survey(
    settings: Settings,
    workers: Executor,
    progress: Progress | None = None,
    store: Store | None = None,
    seen: Seen | None = None,
) -> Survey:
    """Collect the register entries of the documents; ``seen`` are those that were found."""
    progress = progress or NoProgress()
    refs, contents = (seen := seen or look(settings)).refs, dict(seen.contents)
    progress.stage("Registers", len(refs))
    members = Members(settings.root, refs)
    remembered = Remembered(settings, store or Store(None), members)
    known = list(remembered.surveyed(refs, contents))
    found: list[DocumentRef] = []
    entries: list[Entry] = []
    registers_key: list[str] = []
    lost: list[Finding] = []

    def without(ref: DocumentRef, fate: Fate) -> tuple[Surveyed, str]:
        lost.append(lost_finding(ref, fate, settings.limits))
        return Surveyed(ref), ""

    done = workers.map(SurveyStep(settings, members), _unknown(refs, known), without)
    for ref, earlier in zip(refs, known, strict=True):
        surveyed = earlier
        if surveyed is None:
            surveyed, content = next(done)
            remembered.keep_survey(ref, content, surveyed)
        found.append(surveyed.ref)
        if surveyed.entries:
            entries.extend(surveyed.entries)
            registers_key.append(remembered.survey_key(ref, contents[ref.id], surveyed))
        progress.advance()
    registers = Registers.of(entries, digest(*registers_key))
    neighbours = Neighbours(Resolver(registers, found, settings.plan), members)
    return Survey(tuple(found), registers, neighbours, contents, remembered, tuple(lost))


def build(  # noqa: PLR0913
    settings: Settings,
    target: Path,
    workers: Executor,
    progress: Progress | None = None,
    *,
    remember: bool = True,
    seen: Seen | None = None,
) -> BuildReport:
    """Build the edition into the folder ``target``.

    A document that cannot be used is a finding, and the rest is built. The previous build stays
    in place until the new one is whole. With ``remember``, what earlier builds into ``target``
    made is used where nothing that it depends on has changed; the bytes are the same without.
    ``seen`` are the documents, if the caller has looked and knows that something has changed.
    Raises :class:`~editio.errors.PublishError` where ``target`` cannot be written,
    :class:`~editio.errors.TransformError` where a stylesheet does not compile,
    :class:`~editio.errors.EditioError` where no process survives any document, and
    :class:`~editio.errors.ConfigError` where the baseline of the settings is none.
    """
    progress = progress or NoProgress()
    if seen is None:
        seen = look(settings)
        if remember and (known := last_report(settings, target, seen)) is not None:
            return known
    answers = Answers.of(settings)
    forget_build(target)
    with (
        open_output(target, spare=remember) as output,
        Store(output.cache if remember else None) as store,
    ):
        found = survey(settings, workers, progress, store, seen)
        token = digest("merge", program(), settings.language)
        cache = output.cache if remember else None
        with (
            open_merge(output, token, settings.language, remember=remember) as merging,
            open_search(cache, digest("search", program())) as searching,
            open_concordances(cache, settings) as concordances,
        ):
            kept = Kept(output, merging.state.files)
            search = searching.into(kept.page)
            site = SiteWriter(settings, output, kept, workers.near.map)
            assembly = merging.assembly(settings.language, found.registers, found.refs)
            progress.stage("Documents", len(found.refs))
            made = []
            for item, parts in _made(settings, found, workers, assembly):
                if isinstance(parts, Contribution):
                    site.add(item, parts.html, parts.text)
                else:
                    site.add_known(item, parts.html, parts.text)
                search.add(item.result.ref.id, item.key, partial(_search_of, parts))
                concordances.add(item, partial(_reading_of, parts))
                made.append(item)
                progress.advance()
            _refuse_if_all_died(made)
            progress.stage("Indexes", 1)
            assembly.finish()
            indexes = merging.indexes(settings.language)
            for index in indexes:
                kept.pieces(f"index/{index.name.value}.json", index.digest, index.file)
            plan = settings.plan
            listed = listed_key(made, plan)
            kept.pieces(DOCUMENTS, listed, lambda: [documents_file(made, plan)])
            progress.stage("Pages", 1)
            entries = found.registers.entries
            lines = concordances.finish(indexes)
            found_words = search.finish(entries, found.registers.digest)
            shown, digests = _chosen(indexes, settings), merging.state.entries()
            wrong = site.finish(shown, entries, found_words, lines, digests)
            report = _report(made, found, wrong, answers)
            pieces = FORMATS["json"](report.findings, ReportOptions(root=settings.root))
            kept.write("report/findings.json", "", "".join(pieces))
            kept.keep()
    if remember:
        others = (*found.remembered.others, *kept.sources)
        note_build(settings, target, found.read, others, report)
    return report


def _search_of(parts: Contribution | _Known) -> DocumentPostings:
    return (parts if isinstance(parts, Contribution) else parts.contribution()).search


def _reading_of(parts: Contribution | _Known) -> Reading | None:
    return parts.reading if isinstance(parts, Contribution) else parts.reading()


def _made(
    settings: Settings, found: Survey, workers: Executor, assembly: Assembly
) -> Iterator[tuple[Made, Contribution | _Known]]:
    """Yield what is made of all documents in their order, and take it into the indexes.

    What is in the indexes as it is comes with what loads the rest of it.
    """
    remembered = found.remembered
    position = positions(settings)
    contents = found.contents
    earlier = {name: records.load(record) for name, record in assembly.records()}
    keys = list(_keys(found, earlier, same=assembly.same_neighbourhood(found.neighbourhood)))
    step = ProcessStep(settings, found.neighbours)

    def task_for(ref: DocumentRef) -> Numbered:
        return Numbered(ref, assembly.number(ref.id))

    tasks = [task_for(ref) for ref, (key, _) in zip(found.refs, keys, strict=True) if not key]
    done = workers.map(step, tasks, step.lost)
    for ref, (key, alone) in zip(found.refs, keys, strict=True):
        content = contents[ref.id]
        if not key:
            (processed, parts), content = next(done)
            key = remembered.keep(ref, content, processed, parts)  # noqa: PLW2901
            contents[ref.id] = content
            alone = not processed.probed  # noqa: PLW2901
        else:
            known = _Known(remembered, key, step, task_for(ref))
            if assembly.known(ref.id, Source(position(ref.path), key)):
                yield earlier[ref.id], known
                continue
            parts = known.contribution()
        made = replace(parts.made, key=key, content=content, alone=alone)
        source = Source(position(made.result.ref.path), key)
        assembly.add(made.result, parts.index, source, records.dump(made))
        yield made, parts


def _keys(found: Survey, earlier: Mapping[str, Made], *, same: bool) -> Iterator[KnownKey]:
    """Yield the keys of the documents' results, empty for those that are to be made.

    Where the neighbourhood is the same as in the build before, a document that is, too, has the
    key that it had.
    """
    for ref in found.refs:
        content, made = found.contents[ref.id], earlier.get(ref.id)
        if same and made is not None and made.alone and made.key and made.content == content:
            yield KnownKey(made.key, alone=True)
        else:
            yield found.remembered.key(ref, content, found.neighbours.resolver)


@dataclass(frozen=True, slots=True)
class _Known:
    """A document whose result is in the store; what the store has lost is made again, here."""

    remembered: Remembered
    key: str
    step: ProcessStep
    task: Numbered

    def html(self) -> bytes:
        """Return its HTML, in UTF-8."""
        found = self.remembered.html(self.key)
        return self._made_again().html if found is None else found

    def text(self) -> bytes:
        """Return its plain text, in UTF-8."""
        found = self.remembered.text(self.key)
        return self._made_again().text if found is None else found

    def contribution(self) -> Contribution:
        """Return all that it contributes."""
        result = self.remembered.result(self.key)
        return self._made_again() if result is None else self.step.contribution(self.task, result)

    def reading(self) -> Reading | None:
        """Return what concordances read of it."""
        result = self.remembered.result(self.key)
        if result is None:
            return self._made_again().reading
        return reading_of(result, self.step.settings)

    def _made_again(self) -> Contribution:
        return self.step(self.task)[0][1]


def _unknown(refs: Iterable[DocumentRef], known: Iterable[object]) -> list[DocumentRef]:
    return [ref for ref, earlier in zip(refs, known, strict=True) if not earlier]


def _refuse_if_all_died(made: Sequence[Made]) -> None:
    """Keep the published edition where nothing can be made: that is not the documents' fault."""
    died = [item for item in made if any(one.code == DIED for one in item.result.findings)]
    if len(died) > 1 and not any(item.rendered for item in made):
        raise EditioError(
            "every process that worked on a document died, and nothing was published",
            "see the messages above; each process needs some 300 MB of memory",
        )


def _chosen(indexes: Sequence[StoredIndex], settings: Settings) -> list[StoredIndex]:
    """The indexes that the edition shows, in the order in which it names them."""
    by_name = {index.name.value: index for index in indexes}
    return [by_name[name] for name in settings.index_kinds]


def _report(
    made: Sequence[Made], found: Survey, site_findings: Sequence[Finding], answers: Answers
) -> BuildReport:
    findings = [finding for item in made for finding in item.result.findings]
    findings.extend(finding for finding in found.lost if finding not in findings)
    findings.extend(site_findings)
    if not any(item.rendered for item in made):
        findings.append(_NO_TEXTS)
    return BuildReport(
        findings=tuple(answers.unanswered(findings)),
        documents=len(made),
        units=sum(item.units for item in made),
        mentions=sum(item.mentions for item in made),
        entries=len(found.registers.entries),
    )
