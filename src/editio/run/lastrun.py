"""The findings of the last run over the same edition, read back where nothing has changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from editio.edition import records
from editio.edition.fingerprints import digest
from editio.run.contents import Contents
from editio.run.evidence import PASSING, Documents, Evidence, Probes, Terms, holds_later
from editio.run.schemafiles import SchemaHashes
from editio.run.store import Store
from editio.validate.waiting import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.executors import Executor
    from editio.run.request import Request

#: How many findings, or answers, make one record.
_TOGETHER = 500


def validated(
    request: Request, executor: Executor, store: Store | None = None
) -> Iterator[list[Finding]]:
    """Yield what :func:`~editio.run.validation.validate_documents` does, in fewer lists.

    Where nothing has changed since the last run over the whole edition, nothing is opened. Raises
    what that function does.
    """
    store = store or Store(None)
    contents, last = Contents(store, request.root), None
    if store.is_open and list(request.refs) == list(request.edition):
        last = LastRun(store, Terms.of(request), request.refs, contents)
        known = last.findings()
        if known is not None:
            yield from known
            return
    from editio.run.validation import validate_documents

    evidence = Evidence(contents)
    results = validate_documents(request, executor, store=store, evidence=evidence)
    for findings in results:
        if last is not None:
            last.add(findings)
        yield findings
    if last is not None:
        last.keep(evidence)


class LastRun:
    """The findings of a run over a whole edition, in a store: found again if nothing has changed.

    That is the program, the settings, the bytes of all documents, of what they include and of the
    schemas, and whether the other files are there that they point to.
    """

    def __init__(
        self, store: Store, terms: Terms, refs: Sequence[DocumentRef], contents: Contents
    ) -> None:
        self._store = store
        self._terms = terms
        self._refs = refs
        self._hashes = SchemaHashes(terms.options.schemas)
        self._probes = Probes(terms.root, cache(self._members))
        base = terms.key(self._hashes)
        self._documents = self._seen(contents) if base else ""
        self._key = digest("run", base, self._documents) if base else ""
        self._waiting: list[Finding] = []
        self._written = 0
        self._reliable = bool(base)

    def findings(self) -> Iterator[list[Finding]] | None:
        """Return the findings of an earlier run; ``None`` if another may find something else."""
        head = self._load(self._key) if self._key else None
        if head is None:
            return None
        then, has_future, probes, schemas, parts, answers = head
        same = (
            holds_later(has_future, then, self._terms.options.today)
            and all(self._store.has(self._part("found", number)) for number in range(parts))
            and all(self._hashes.named(uri) == known for uri, known in schemas)
            and all(self._probes.of(probe[0]) == probe for probe in probes)
            and all(self._are_there(number) for number in range(answers))
        )
        if not same:
            return None
        return (self._load(self._part("found", number)) or [] for number in range(parts))

    def add(self, findings: Iterable[Finding]) -> None:
        """Take up what this run finds."""
        for finding in findings:
            self._reliable &= finding.code not in PASSING
            self._waiting.append(finding)
            if len(self._waiting) == _TOGETHER:
                self._write()

    def keep(self, evidence: Evidence) -> None:
        """Remember what this run found, unless another run might do better."""
        # The files may have been written since they were looked at: what was read is what counts.
        if not (self._reliable and evidence.reliable) or (
            evidence.documents.digest != self._documents
        ):
            return
        self._write()
        answers = 0
        for some in evidence.asked.parts(_TOGETHER):
            self._store.put(self._part("asked", answers), records.dump(some))
            answers += 1
        head = (
            self._terms.options.today,
            evidence.has_future,
            tuple(map(tuple, evidence.probes.values())),
            tuple(evidence.schemas.items()),
            self._written,
            answers,
        )
        self._store.put(self._key, records.dump(head))

    def _write(self) -> None:
        if self._waiting and self._reliable:
            self._store.put(self._part("found", self._written), records.dump(self._waiting))
            self._written += 1
        self._waiting = []

    def _part(self, what: str, number: int) -> str:
        return digest(self._key, what, str(number))

    def _load(self, key: str) -> Any:
        return records.known(self._store.get(key))

    def _are_there(self, number: int) -> bool:
        """Tell whether the files are there that were, and no others."""
        answers = self._load(self._part("asked", number))
        return answers is not None and all(
            is_there(self._terms.root / path) == there for path, there in answers
        )

    def _seen(self, contents: Contents) -> str:
        documents = Documents()
        for ref in self._refs:
            documents.add(ref, contents.of(ref))
        contents.keep()
        return documents.digest

    def _members(self) -> Mapping[Path, str]:
        from editio.run.members import Members

        return Members(self._terms.root, self._refs)
