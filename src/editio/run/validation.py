"""Validating an edition: every document opened and checked, in one process or in several."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editio.edition.association import SchemaKind
from editio.edition.source import open_document
from editio.edition.survey import may_have_entries
from editio.errors import SchemaError, SourceError
from editio.validate.checks import consistency, pointers, relaxng, run_checks, schematron
from editio.validate.checks.associated import named
from editio.validate.edition import find_ids, judge, placed
from editio.validate.facts import Facts, facts_of
from editio.validate.ignoring import Ignored, instructions_in
from editio.validate.manual import BUILD_CODES, pages
from editio.validate.schemas import NotAskedError
from editio.validate.selection import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from editio.edition.model import DocumentRef
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.run.executors import Executor
    from editio.validate.facts import Problem
    from editio.validate.ignoring import Instruction
    from editio.validate.options import Options


#: Codes about a schema, not about the document that names it.
_ONCE = frozenset({"RNG-SCHEMA", "SCH-SCHEMA"})
#: Codes that are found only where the whole edition is checked.
_OF_THE_WHOLE = ("CON-*", "CON-UNMARKED", "CON-TARGET", *sorted(REPORTS), "REG-UNMENTIONED")


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a worker opens a document."""

    root: Path
    members: Mapping[Path, str]
    folders: tuple[Path, ...]
    language: str
    options: Options

    def open(self, ref: DocumentRef) -> OpenDocument:
        return open_document(ref, self.root, members=self.members, folders=self.folders)

    def facts(self, document: OpenDocument) -> Facts:
        try:
            decide = relaxng.pointer_decider(document, self.options)
            with_usage = bool(self.options.reports)
            return facts_of(document, self.language, with_usage=with_usage, decide=decide)
        except SourceError:  # an engine refuses it; another check says so
            return Facts(ref=document.ref, usable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one document yields: findings, facts for the others, and what is to be ignored in it.

    ``unseen`` are patterns of the codes for which it was not checked.
    """

    findings: tuple[Finding, ...]
    facts: Facts
    instructions: tuple[Instruction, ...] = ()
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Check:
    """The checks of one document by itself, and the facts that it leaves."""

    reader: _Reader

    def __call__(self, ref: DocumentRef) -> Checked:
        document = self.reader.open(ref)
        findings = tuple(run_checks(document, self.reader.options))
        facts = self.reader.facts(document)
        instructions = instructions_in(document)
        return Checked(
            findings=findings,
            facts=facts,
            instructions=instructions,
            unseen=self._unseen(document, findings) if instructions else frozenset(),
        )

    def _unseen(self, document: OpenDocument, findings: Sequence[Finding]) -> frozenset[str]:
        """Return for which codes the document was not checked, for want of a schema."""
        wanting = {item.code for item in findings} & _ONCE
        options = self.reader.options
        grammar = options.relaxng_schema or any(named(document, SchemaKind.GRAMMAR))
        rules = options.schematron or any(named(document, SchemaKind.RULES))
        return frozenset(
            ([] if grammar and "RNG-SCHEMA" not in wanting else ["RNG-*"])
            + ([] if rules and "SCH-SCHEMA" not in wanting else ["SCH-*"])
        )


@dataclass(frozen=True, slots=True)
class _Survey:
    """The facts of a document that is not checked, but that others may point to."""

    reader: _Reader

    def __call__(self, ref: DocumentRef) -> Facts:
        if not may_have_entries(self.reader.root / ref.path, or_prefixes=True):
            return Facts(ref=ref)
        return self.reader.facts(self.reader.open(ref))


@dataclass(frozen=True, slots=True)
class _Ask:
    """Which of some ids a document has."""

    reader: _Reader

    def __call__(self, asked: tuple[DocumentRef, frozenset[str]]) -> tuple[str, frozenset[str]]:
        ref, names = asked
        return ref.id, find_ids(self.reader.open(ref), names)


@dataclass(frozen=True, slots=True)
class _Place:
    """The places of what the judgement of the edition found in a document."""

    reader: _Reader

    def __call__(self, task: tuple[DocumentRef, list[Problem]]) -> list[Finding]:
        ref, problems = task
        document = self.reader.open(ref)
        decide = relaxng.pointer_decider(document, self.reader.options)
        return list(placed(document, problems, decide))


def validate_documents(  # noqa: PLR0913 - what is checked, how, and by whom
    refs: Sequence[DocumentRef],
    root: Path,
    options: Options,
    executor: Executor,
    *,
    include_folders: tuple[Path, ...] = (),
    edition: Sequence[DocumentRef] = (),
    language: str = "",
) -> Iterator[list[Finding]]:
    """Yield the findings of each document, in the order of ``refs``, then those of the whole.

    What the documents themselves say is to be ignored is left out.

    ``include_folders`` are folders outside ``root`` from which files may be included. ``edition``
    are all documents of the edition, where ``refs`` are only some: pointers may lead to them.

    Raises :class:`~editio.errors.SchemaError` if a schema of the options cannot be used.
    """
    _load_schemas(options)
    everything = {ref.path: ref for ref in (*edition, *refs)}
    members = {(root / ref.path).resolve(): ref.id for ref in everything.values()}
    reader = _Reader(root, members, include_folders, language, options)
    facts: list[Facts] = []
    said: set[str] = set()
    ignored = Ignored()
    for checked in executor.map(_Check(reader), refs):
        facts.append(checked.facts)
        ignored.add(checked.instructions, checked.unseen)
        found = (i for i in checked.findings if i.code not in _ONCE or _is_new(i, said))
        yield list(ignored.left(found))
    paths = {ref.path for ref in refs}
    others = [ref for path, ref in everything.items() if path not in paths]
    for findings in _judged(facts, others, reader, executor):
        yield list(ignored.left(findings))
    if "CON-UNUSED" in options.reports and not others:
        yield list(ignored.left(_unused(facts, options, root)))
    elsewhere = BUILD_CODES + (_OF_THE_WHOLE if others else tuple(REPORTS - options.reports))
    elsewhere += () if options.schemas.allow_network else ("PTR-UNREACHABLE",)
    yield list(ignored.complaints(pages(), elsewhere))


def _is_new(finding: Finding, said: set[str]) -> bool:
    """Tell whether a finding that concerns many documents alike is the first of its kind."""
    key = f"{finding.code} {finding.message}"
    is_new = key not in said
    said.add(key)
    return is_new


def _load_schemas(options: Options) -> None:
    """Load the schemas for all documents, so that a wrong one is known before anything else."""
    try:
        if options.relaxng_schema is not None:
            relaxng.compiled(options.relaxng_schema, options.schemas)
        if options.schematron is not None:
            schematron.compiled(options.schematron, options.phase, options.schemas)
    except NotAskedError as error:
        message = f"a schema is on the web and not at hand: {error}"
        raise SchemaError(
            message, "--allow-network fetches it once; or map it in a catalog"
        ) from error
    except OSError as error:
        raise SchemaError(f"a schema cannot be read: {error}", "correct its path") from error


def _unused(facts: Sequence[Facts], options: Options, root: Path) -> Iterator[Finding]:
    """Yield what the schema of all documents allows and none of them uses."""
    schema = options.relaxng_schema
    if schema is None:
        return
    allowed = relaxng.allowed_names(relaxng.compiled(schema, options.schemas))
    file = str(schema)
    if isinstance(schema, Path) and schema.is_relative_to(root):
        file = schema.relative_to(root).as_posix()
    yield from consistency.unused(facts, allowed, file)


def _unreachable(facts: Sequence[Facts], options: Options) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the addresses of the web that do not answer, if these may be asked."""
    sources = options.schemas
    if not sources.allow_network:
        return
    from editio.edition.reach import failures

    folder = None if sources.cache_dir is None else sources.cache_dir / "links"
    failed = failures((uri for item in facts for _, uri in item.uris), folder)
    for item in facts:
        yield item.ref.id, list(pointers.unreachable(item, failed))


def _judged(
    facts: Sequence[Facts], others: Sequence[DocumentRef], reader: _Reader, executor: Executor
) -> Iterator[list[Finding]]:
    """Yield what is found only by looking at several documents."""
    wanted = others if any(item.uses or item.keys or item.letters for item in facts) else ()
    rest = list(executor.map(_Survey(reader), wanted))
    refs = {item.ref.id: item.ref for item in (*facts, *rest)}
    verdict = judge(facts, rest, reader.root, whole=not others)
    asked = [(refs[name], names) for name, names in verdict.asked().items() if name in refs]
    answers = dict(executor.map(_Ask(reader), asked))
    problems = verdict.settled(answers)
    for name, found in _unreachable(facts, reader.options):
        problems.setdefault(name, []).extend(found)
    tasks = [(refs[name], items) for name, items in problems.items() if items]
    yield from executor.map(_Place(reader), tasks)
