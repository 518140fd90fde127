"""What workers do with one document: check it, survey it, answer questions, place findings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from editio.edition.association import SchemaKind
from editio.edition.source import open_document
from editio.edition.survey import may_have_entries
from editio.errors import SourceError
from editio.run.members import Members
from editio.run.steady import steady
from editio.validate.checks import relaxng, run_checks
from editio.validate.checks.associated import named
from editio.validate.edition import find_ids, placed
from editio.validate.facts import Facts, facts_of
from editio.validate.ignoring import instructions_in
from editio.validate.limits import lost_finding
from editio.validate.usage import usage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.fate import Fate
    from editio.edition.model import DocumentRef
    from editio.edition.settings import Limits
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.run.request import Request
    from editio.validate.facts import Problem
    from editio.validate.ignoring import Instruction
    from editio.validate.options import Options

#: Codes about a schema, not about the document that names it.
ONCE = frozenset({"RNG-SCHEMA", "SCH-SCHEMA"})


@dataclass(frozen=True, slots=True)
class Reader:
    """How a worker opens a document."""

    root: Path
    members: Mapping[Path, str]
    folders: tuple[Path, ...]
    language: str
    options: Options
    limits: Limits

    @classmethod
    def of(cls, request: Request) -> Reader:
        """Return what opens the documents of a request."""
        return cls(
            request.root,
            Members(request.root, (*request.others, *request.refs)),
            request.include_folders,
            request.language,
            request.options,
            request.limits,
        )

    def open(self, ref: DocumentRef) -> OpenDocument:
        return open_document(
            ref,
            self.root,
            members=self.members,
            folders=self.folders,
            max_depth=self.limits.depth,
        )

    def facts(self, document: OpenDocument) -> Facts:
        try:
            decide = relaxng.pointer_decider(document, self.options)
            usage = None
            if self.options.reports:
                suggested = relaxng.suggested_values(document, self.options)
                usage = partial(usage_of, suggested=suggested)
            return facts_of(document, self.language, decide=decide, usage=usage)
        except SourceError:  # an engine refuses it; another check says so
            return Facts(ref=document.ref, usable=False)


class Checked(NamedTuple):
    """What one document yields: findings, facts for the others, and what is to be ignored in it.

    ``unseen`` are patterns of the codes for which it was not checked. ``content`` is the hash of
    its bytes; ``probed`` are the files besides itself that it depends on, as in a path below the
    edition where they lie in it; ``schemas`` those that it names, as kind and address.
    """

    findings: tuple[Finding, ...]
    facts: Facts
    instructions: tuple[Instruction, ...] = ()
    unseen: frozenset[str] = frozenset()
    content: str = ""
    probed: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The checks of one document by itself, and the facts that it leaves; or these alone."""

    reader: Reader
    only_facts: bool = False

    def __call__(self, ref: DocumentRef) -> Checked:
        checked, content = steady(self.reader.root / ref.path, lambda: self._checked(ref))
        return checked._replace(content=content)

    def lost(self, ref: DocumentRef, fate: Fate) -> Checked:
        """Return what stands for a document that could not be checked."""
        finding = lost_finding(ref, fate, self.reader.limits)
        return Checked(findings=(finding,), facts=Facts(ref=ref, usable=False))

    def _checked(self, ref: DocumentRef) -> Checked:
        document = self.reader.open(ref)
        checks = () if self.only_facts else run_checks(document, self.reader.options)
        findings = tuple(checks)
        facts = self.reader.facts(document)
        instructions = () if self.only_facts else instructions_in(document)
        return Checked(
            findings=findings,
            facts=facts,
            instructions=instructions,
            unseen=self._unseen(document, findings) if instructions else frozenset(),
            probed=tuple(sorted(map(self._written, document.probed))),
            schemas=tuple(self._named(document)),
        )

    def _written(self, path: Path) -> str:
        root = self.reader.root
        return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)

    def _named(self, document: OpenDocument) -> Iterator[str]:
        """Yield the schemas that a document names, where these count."""
        if self.reader.options.relaxng_schema is None:
            yield from (f"grammar {uri}" for _, uri in named(document, SchemaKind.GRAMMAR))
        if self.reader.options.schematron is None:
            yield from (f"rules {uri}" for _, uri in named(document, SchemaKind.RULES))

    def _unseen(self, document: OpenDocument, findings: Sequence[Finding]) -> frozenset[str]:
        """Return for which codes the document was not checked, for want of a schema."""
        wanting = {item.code for item in findings} & ONCE
        options = self.reader.options
        grammar = options.relaxng_schema or any(named(document, SchemaKind.GRAMMAR))
        rules = options.schematron or any(named(document, SchemaKind.RULES))
        return frozenset(
            ([] if grammar and "RNG-SCHEMA" not in wanting else ["RNG-*"])
            + ([] if rules and "SCH-SCHEMA" not in wanting else ["SCH-*"])
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """The facts of a document that is not checked, but that others may point to."""

    reader: Reader

    def __call__(self, ref: DocumentRef) -> Facts:
        if not may_have_entries(self.reader.root / ref.path, or_prefixes=True):
            return Facts(ref=ref)
        return self.reader.facts(self.reader.open(ref))

    def lost(self, ref: DocumentRef, _fate: Fate) -> Facts:
        """Return what stands for a document that could not be looked at."""
        return Facts(ref=ref, usable=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """Which of some ids a document has."""

    reader: Reader

    def __call__(self, asked: tuple[DocumentRef, frozenset[str]]) -> tuple[str, frozenset[str]]:
        ref, names = asked
        return ref.id, find_ids(self.reader.open(ref), names)

    def lost(
        self, asked: tuple[DocumentRef, frozenset[str]], _fate: Fate
    ) -> tuple[str, frozenset[str]]:
        """Take all ids for there: that the document could not be read has been said."""
        ref, names = asked
        return ref.id, names


@dataclass(frozen=True, slots=True)
class Place:
    """The places of what the judgement of the edition found in a document."""

    reader: Reader

    def __call__(self, task: tuple[DocumentRef, list[Problem]]) -> list[Finding]:
        ref, problems = task
        document = self.reader.open(ref)
        decide = relaxng.pointer_decider(document, self.reader.options)
        return list(placed(document, problems, decide))

    def lost(self, task: tuple[DocumentRef, list[Problem]], fate: Fate) -> list[Finding]:
        """Return what is known without the document."""
        ref, _ = task
        return [lost_finding(ref, fate, self.reader.limits)]
