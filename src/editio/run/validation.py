"""Validating an edition: every document opened and checked, in one process or in several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editio.run.checking import ONCE, Ask, Check, Place, Reader, Survey
from editio.run.choosing import concerned, concerns_everything
from editio.run.contents import Contents
from editio.run.evidence import Evidence
from editio.run.known import known_or_made
from editio.run.remembered_checks import RememberedChecks
from editio.run.store import Store
from editio.validate import grammar
from editio.validate.checks import consistency, pointers, relaxng, schematron
from editio.validate.edition import judge
from editio.validate.gathering import Gathered
from editio.validate.ignoring import Ignored
from editio.validate.manual import BUILD_CODES, pages
from editio.validate.schemas import usable
from editio.validate.selection import REPORTS
from editio.validate.waiting import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.checking import Checked
    from editio.run.executors import Executor
    from editio.run.git import Changes
    from editio.run.request import Request
    from editio.validate.facts import Facts, Problem
    from editio.validate.options import Options


#: Codes that are found only where the whole edition is checked.
_OF_THE_WHOLE = ("CON-*", "CON-UNMARKED", "CON-TARGET", *sorted(REPORTS), "REG-UNMENTIONED")


def validate_documents(
    request: Request,
    executor: Executor,
    *,
    store: Store | None = None,
    evidence: Evidence | None = None,
) -> Iterator[list[Finding]]:
    """Yield the findings of each document, in their order, then those of the whole.

    What the documents themselves say is to be ignored is left out.

    ``store`` holds what earlier runs found; what has not changed since is not checked again.
    ``evidence`` takes down what all that depends on.

    Raises :class:`~editio.errors.SchemaError` if a schema of the options cannot be used.
    """
    refs, root, options, others = request.refs, request.root, request.options, request.others
    reader = Reader.of(request)
    store = store or Store(None)
    evidence = evidence or Evidence(Contents(store, root))
    remembered = RememberedChecks(store, reader, evidence)
    if not remembered.has_sound_schemas:
        _load_schemas(options)
        remembered.keep_schemas()
    gathered = Gathered()
    said: set[str] = set()
    ignored = Ignored()
    for ref, checked in _checked(refs, reader, executor, remembered):
        gathered.judge_later(ref, checked.facts)
        ignored.add(checked.instructions, checked.unseen)
        found = (i for i in checked.findings if i.code not in ONCE or _is_new(i, said))
        yield list(ignored.left(found))
    for findings in _judged(gathered, others, reader, executor, remembered):
        yield list(ignored.left(findings))
    evidence.contents.keep()
    if "CON-UNUSED" in options.reports and not others:
        yield list(ignored.left(_unused(gathered, options, root)))
    elsewhere = BUILD_CODES + (_OF_THE_WHOLE if others else tuple(REPORTS - options.reports))
    elsewhere += () if options.schemas.allow_network else ("PTR-UNREACHABLE",)
    yield list(ignored.complaints(pages(), elsewhere))


def concerned_documents(
    request: Request, executor: Executor, changes: Changes, store: Store | None = None
) -> Sequence[DocumentRef]:
    """Return those documents of a request that a change concerns.

    All of them where the settings or a schema changed. Raises what :func:`validate_documents` does.
    """
    root, options = request.root, request.options
    schemas = (options.relaxng_schema, options.schematron)
    if concerns_everything(changes, root, [item for item in schemas if isinstance(item, Path)]):
        return request.refs
    reader = Reader.of(request)
    store = store or Store(None)
    evidence = Evidence(Contents(store, root))
    remembered = RememberedChecks(store, reader, evidence)
    surveyed: Spool[Checked] = Spool()
    every = _checked(request.refs, reader, executor, remembered, only_facts=True)
    for place, (_, checked) in enumerate(every):
        surveyed.add(place, checked)
    evidence.contents.keep()
    return concerned(surveyed, changes, root)


def _checked(
    refs: Sequence[DocumentRef],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
    *,
    only_facts: bool = False,
) -> Iterator[tuple[DocumentRef, Checked]]:
    """Yield the checks of the documents in their order: those that are known, and new ones."""
    check = Check(reader, only_facts)
    found = known_or_made(
        refs,
        lambda ref: remembered.find(ref, only_facts=only_facts),
        lambda unknown: executor.map(check, unknown, check.lost),
    )
    for ref, checked, is_new in found:
        is_kept = not is_new or remembered.keep(ref, checked, only_facts=only_facts)
        remembered.witness(ref, checked, is_kept=is_kept)
        yield ref, checked


def _is_new(finding: Finding, said: set[str]) -> bool:
    """Tell whether a finding that concerns many documents alike is the first of its kind."""
    key = f"{finding.code} {finding.message}"
    is_new = key not in said
    said.add(key)
    return is_new


def _load_schemas(options: Options) -> None:
    """Load the schemas for all documents, so that a wrong one is known before anything else."""
    with usable():
        if options.relaxng_schema is not None:
            grammar.compiled(options.relaxng_schema, options.schemas)
        if options.schematron is not None:
            schematron.compiled(options.schematron, options.phase, options.schemas)


def _unused(gathered: Gathered, options: Options, root: Path) -> Iterator[Finding]:
    """Yield what the schema of all documents allows and none of them uses."""
    schema = options.relaxng_schema
    if schema is None:
        return
    allowed = relaxng.allowed_names(grammar.compiled(schema, options.schemas))
    file = str(schema)
    if isinstance(schema, Path) and schema.is_relative_to(root):
        file = schema.relative_to(root).as_posix()
    yield from consistency.unused(gathered.used.keys() | gathered.header, allowed, file)


def _unreachable(facts: Spool[Facts], options: Options) -> Iterator[tuple[int, Problem]]:
    """Yield the addresses of the web that do not answer, if these may be asked."""
    sources = options.schemas
    if not sources.allow_network:
        return
    from editio.edition.reach import failures

    folder = None if sources.cache_dir is None else sources.cache_dir / "links"
    failed = failures((uri for _, item in facts for _, uri in item.uris), folder)
    for place, item in facts:
        yield from ((place, problem) for problem in pointers.unreachable(item, failed))


def _judged(
    gathered: Gathered,
    others: Sequence[DocumentRef],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
) -> Iterator[list[Finding]]:
    """Yield what is found only by looking at several documents."""
    for ref, facts in _surveyed(others if gathered.asks else (), reader, executor, remembered):
        gathered.know(ref, facts)
    verdict = judge(gathered, reader.root, remembered.asked, whole=not others)
    refs, places = gathered.refs, gathered.places
    questions = [
        (refs[places[name]], frozenset(names))
        for name, names in verdict.asked.items()
        if name in places
    ]
    ask = Ask(reader)
    verdict.settle(dict(executor.map(ask, questions, ask.lost)))
    for place, problem in _unreachable(gathered.facts, reader.options):
        verdict.add(place, problem)
    tasks = ((refs[place], problems) for place, problems in verdict.problems())
    yield from _placed(tasks, reader, executor, remembered)


def _surveyed(
    refs: Iterable[DocumentRef], reader: Reader, executor: Executor, remembered: RememberedChecks
) -> Iterator[tuple[DocumentRef, Facts]]:
    """Yield the facts of documents that are not checked."""

    def known(ref: DocumentRef) -> Facts | None:
        checked = remembered.find(ref, only_facts=True)
        return None if checked is None else checked.facts

    survey = Survey(reader)
    found = known_or_made(refs, known, lambda unknown: executor.map(survey, unknown, survey.lost))
    yield from ((ref, facts) for ref, facts, _ in found)


def _placed(
    tasks: Iterable[tuple[DocumentRef, list[Problem]]],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
) -> Iterator[list[Finding]]:
    """Yield the problems of documents as findings; only where they are new is a document opened."""
    place = Place(reader)
    keyed = ((remembered.key_of_places(ref, problems), ref, problems) for ref, problems in tasks)
    found = known_or_made(
        keyed,
        lambda task: remembered.find_places(task[0]),
        lambda unknown: executor.map(place, (task[1:] for task in unknown), place.lost),
    )
    for (key, _, _), findings, is_new in found:
        if is_new:
            remembered.keep_places(key, findings)
        yield findings
