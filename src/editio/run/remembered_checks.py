"""What earlier runs found in the documents: found again if all that it depends on is the same.

That is the program, the settings of the run, the bytes of the document and of the files that it
includes, which of these are documents of the edition, and the schemas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from editio.edition import records
from editio.edition.fingerprints import digest, file_digest, program
from editio.run.schemafiles import SchemaHashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.checking import Checked, Reader
    from editio.run.store import Store
    from editio.validate.facts import Problem

#: Findings that may be a passing weakness of the machine: such a result is not kept.
_PASSING = frozenset(
    {
        *("XML-ENGINE", "XML-KILLER", "XML-TIME", "XML-MEMORY", "XML-UNREADABLE"),
        "SCH-EVALUATION",
    }
)
_FUTURE = "DAT-FUTURE"


class _Probe(NamedTuple):
    """A file that a document includes: its path, its hash, the document of the edition it is."""

    path: str
    content: str
    member: str


class RememberedChecks:
    """The checks of documents, in a store. Nothing is kept where the network may be asked."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader
        self._hashes = SchemaHashes(reader.options.schemas)
        self._probed: dict[str, _Probe] = {}
        self._base = self._settings()

    def _settings(self) -> str:
        """Return a hash of what holds for all documents; empty if nothing may be remembered."""
        options = self._reader.options
        grammar = self._hashes.of(options.relaxng_schema)
        rules = self._hashes.of(options.schematron, rules=True)
        if options.schemas.allow_network or not (grammar and rules):
            return ""
        return digest(
            "check",
            program(),
            str(self._reader.root),
            self._reader.language,
            str(self._reader.folders),
            str(self._reader.limits.depth),
            *(str(schema or "") for schema in (options.relaxng_schema, options.schematron)),
            grammar,
            rules,
            options.phase,
            *sorted(options.reports),
        )

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
        content = self._content(ref)
        found = self._load(self._key(ref, content))
        if found is None and only_facts:
            found = self._load(self._key(ref, content, "facts"))
        if found is None:
            return None
        probes, schemas, today, checked = found
        if not all(self._probe(probe.path) == probe for probe in probes):
            return None
        if any(self._schema(uri) != known for uri, known in schemas):
            return None
        if (
            not only_facts
            and today != self._reader.options.today
            and not _holds_later(checked.findings, today, self._reader.options.today)
        ):
            return None
        result: Checked = checked
        return result

    def keep(self, ref: DocumentRef, checked: Checked, *, only_facts: bool = False) -> None:
        """Remember the checks of a document, unless another run might do better."""
        passing = any(finding.code in _PASSING for finding in checked.findings)
        # The file may have been written since: what was read then is what counts.
        if (
            not self._base
            or passing
            or not checked.content
            or self._content(ref) != checked.content
        ):
            return
        schemas = tuple((uri, self._schema(uri)) for uri in checked.schemas)
        if any(known.startswith("!") for _, known in schemas):
            return
        probes = tuple(self._probe(path) for path in checked.probed)
        bare = checked._replace(schemas=(), content="")
        record = (probes, schemas, self._reader.options.today, bare)
        key = self._key(ref, checked.content, "facts" if only_facts else "")
        self._store.put(key, records.dump(record))

    def key_of_places(self, ref: DocumentRef, problems: Sequence[Problem]) -> str:
        """Return a key for the places of problems in a document; empty if none may be kept."""
        key = self._key(ref, self._content(ref))
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

    def _content(self, ref: DocumentRef) -> str:
        return file_digest(self._reader.root / ref.path)

    def _schema(self, uri: str) -> str:
        """Return the hash of a schema that a document names; with ``!`` if it is not reliable."""
        kind, _, address = uri.partition(" ")
        return self._hashes.of(address, rules=kind == "rules") or "!"

    def _load(self, key: str) -> Any:
        data = self._store.get(key) if key else None
        if data is None:
            return None
        try:
            return records.load(data)
        except records.UnknownRecordError:
            return None

    def _probe(self, written: str) -> _Probe:
        """Return the state of a file now; each is read once."""
        known = self._probed.get(written)
        if known is None:
            path: Path = self._reader.root / written
            member = self._reader.members.get(path.resolve(), "")
            known = self._probed[written] = _Probe(written, file_digest(path), member)
        return known


def _holds_later(findings: Iterable[Finding], then: Any, now: Any) -> bool:
    """Tell whether findings hold on a later day: dates that lay in the future may not any more."""
    later = then is not None and now is not None and then <= now
    return later and not any(finding.code == _FUTURE for finding in findings)
