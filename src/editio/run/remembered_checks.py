"""What earlier runs found in the documents: found again if all that it depends on is the same.

That is the program, the settings of the run, the bytes of the document and of the files that it
includes, which of these are documents of the edition, and the schemas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from editio.edition import records
from editio.edition.fingerprints import digest, file_digest
from editio.run.evidence import FUTURE, PASSING, Probes, Terms, holds_later
from editio.run.schemafiles import SchemaHashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.checking import Checked, Reader
    from editio.run.evidence import Evidence
    from editio.run.store import Store
    from editio.validate.facts import Problem
    from editio.validate.waiting import Answers


class RememberedChecks:
    """The checks of documents, in a store. Nothing is kept where the network may be asked."""

    def __init__(self, store: Store, reader: Reader, evidence: Evidence) -> None:
        self._store = store
        self._reader = reader
        self._evidence = evidence
        self._hashes = SchemaHashes(reader.options.schemas)
        self._probes = Probes(reader.root, lambda: reader.members)
        terms = Terms(
            reader.root, reader.folders, reader.language, reader.limits.depth, reader.options
        )
        #: A hash of what holds for all documents; empty if nothing may be remembered.
        self._base = terms.key(self._hashes)

    @property
    def has_sound_schemas(self) -> bool:
        """Tell whether an earlier run has loaded the schemas as they are now."""
        return bool(self._base) and self._store.has(digest("schemas", self._base))

    def keep_schemas(self) -> None:
        """Remember that the schemas can be used."""
        if self._base:
            self._store.put(digest("schemas", self._base), b"")

    def find(self, ref: DocumentRef, *, only_facts: bool = False) -> Checked | None:
        """Return what is known of a document as it is now."""
        content = self._evidence.contents.of(ref)
        found = self._load(self._key(ref, content))
        if found is None and only_facts:
            found = self._load(self._key(ref, content, "facts"))
        if found is None:
            return None
        probes, schemas, then, checked = found
        if not all(self._probes.of(probe.path) == probe for probe in probes):
            return None
        if any(self._hashes.named(uri) != known for uri, known in schemas):
            return None
        if not only_facts and not holds_later(
            _has_future(checked), then, self._reader.options.today
        ):
            return None
        result: Checked = checked._replace(
            content=content, schemas=tuple(uri for uri, _ in schemas)
        )
        return result

    def keep(self, ref: DocumentRef, checked: Checked, *, only_facts: bool = False) -> bool:
        """Remember the checks of a document, unless another run might do better; tell which."""
        passing = any(finding.code in PASSING for finding in checked.findings)
        # The file may have been written since: what was read then is what counts.
        if (
            not self._base
            or passing
            or not checked.content
            or file_digest(self._reader.root / ref.path) != checked.content
        ):
            return False
        schemas = tuple((uri, self._hashes.named(uri)) for uri in checked.schemas)
        if not all(known for _, known in schemas):
            return False
        probes = tuple(self._probes.of(path) for path in checked.probed)
        bare = checked._replace(schemas=(), content="")
        record = (probes, schemas, self._reader.options.today, bare)
        key = self._key(ref, checked.content, "facts" if only_facts else "")
        self._store.put(key, records.dump(record))
        return True

    @property
    def asked(self) -> Answers:
        """What takes down which other files are there."""
        return self._evidence.asked

    def witness(self, ref: DocumentRef, checked: Checked, *, is_kept: bool) -> None:
        """Note for the whole run what the checks of a document depend on."""
        evidence = self._evidence
        evidence.documents.add(ref, checked.content)
        evidence.reliable &= is_kept
        evidence.has_future |= _has_future(checked)
        for path in checked.probed:
            evidence.probes[path] = self._probes.of(path)
        for uri in checked.schemas:
            evidence.schemas[uri] = self._hashes.named(uri)

    def key_of_places(self, ref: DocumentRef, problems: Sequence[Problem]) -> str:
        """Return a key for the places of problems in a document; empty if none may be kept."""
        key = self._key(ref, self._evidence.contents.of(ref))
        checked = self._load(key)
        if checked is None:
            return ""
        return digest("places", key, repr(checked[:2]), repr(problems))

    def find_places(self, key: str) -> list[Finding] | None:
        """Return the findings that an earlier run made of problems, by the key of these."""
        found: list[Finding] | None = self._load(key)
        return found

    def keep_places(self, key: str, findings: list[Finding]) -> None:
        """Remember what :meth:`find_places` did not find."""
        if key:
            self._store.put(key, records.dump(findings))

    def _key(self, ref: DocumentRef, content: str, what: str = "") -> str:
        if not self._base or not content:
            return ""
        return digest(self._base, what, ref.id, ref.path, ref.role.value, content)

    def _load(self, key: str) -> Any:
        return records.known(self._store.get(key)) if key else None


def _has_future(checked: Checked) -> bool:
    return any(finding.code == FUTURE for finding in checked.findings)
