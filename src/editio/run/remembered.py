"""What earlier runs made of the documents: found again if all that it depends on is the same.

A result depends on the program, on settings, on the bytes of the document and of the files that it
includes, and on what its pointers mean in the edition. The first three name a *trace*: what the
document asks for. When the answers are the same as well, the result is.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from editio.edition import records
from editio.edition.fingerprints import digest, file_digest, program, stylesheet, stylesheet_files
from editio.edition.pointers import meanings_of
from editio.run.packing import restored
from editio.run.processed import Surveyed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from editio.edition.model import DocumentRef, DocumentResult
    from editio.edition.pointers import Resolver
    from editio.edition.prefixes import Prefix
    from editio.edition.settings import Settings
    from editio.run.contributions import Contribution
    from editio.run.packing import Packed
    from editio.run.processed import Processed
    from editio.run.store import Store

#: Findings that may be a passing weakness of the machine: such a result is not kept.
_PASSING = frozenset(
    {
        *("XML-ENGINE", "XML-KILLER", "XML-TIME", "XML-MEMORY", "XML-UNREADABLE"),
        "TXT-STYLESHEET",
    }
)


#: Settings that no result of a document depends on; all others count, new ones, too.
_UNRELATED = frozenset(
    (
        *("root", "title", "subtitle", "description", "editors", "licence", "base_url", "release"),
        *("texts", "registers", "exclude", "order", "css", "index_kinds", "fail_on"),
        *("concordance", "concordance_frequent"),
        *("relaxng_schema", "schematron", "phase", "catalogs", "rules", "baseline"),
        "limits",  # those that decide what a result is are named where the hash is made
    )
)


#: What is kept of a document without entries, which most are.
_NO_ENTRIES = b"-"


class Probe(NamedTuple):
    """A file that a document includes: its path, its hash, the document of the edition it is."""

    path: str
    content: str
    member: str


class KnownKey(NamedTuple):
    """The key of a result, empty if there is none; ``alone`` if no other file is part of it."""

    key: str = ""
    alone: bool = False


class _Trace(NamedTuple):
    """What a document asks of its surroundings."""

    probes: tuple[Probe, ...]
    pointers: tuple[str, ...]
    prefixes: tuple[Prefix, ...]
    local_ids: frozenset[str]


class Remembered:
    """The results of documents, in a store."""

    def __init__(self, settings: Settings, store: Store, members: Mapping[Path, str]) -> None:
        self._settings = settings
        self._store = store
        self._members = members
        self._files: dict[Path, Probe] = {}
        self._survey_base = digest(
            "survey",
            program(),
            settings.language,
            str(settings.registers),
            str(settings.limits.depth),
        )
        #: A hash of all that the results of all documents depend on.
        self.base = digest(
            "document",
            program(),
            *(
                f"{item.name} {getattr(settings, item.name)!r}"
                for item in fields(settings)
                if item.name not in _UNRELATED
            ),
            f"{settings.limits.depth} {settings.limits.output}",
            stylesheet(settings.html_stylesheet),
            stylesheet(settings.text_stylesheet),
        )

    def surveyed(
        self, refs: Iterable[DocumentRef], contents: Mapping[str, str]
    ) -> Iterator[Surveyed | None]:
        """Yield what is known of documents' entries; ``contents`` are hashes of their bytes."""
        refs = tuple(refs)
        keys = [_key(self._survey_base, ref, contents[ref.id]) for ref in refs]
        for ref, data in zip(refs, self._store.get_each(keys), strict=True):
            yield Surveyed(ref) if data == _NO_ENTRIES else self._surveyed(records.known(data))

    def _surveyed(self, found: Any) -> Surveyed | None:
        if found is None or not self._holds(found[0]):
            return None
        probes: tuple[Probe, ...] = found[0]
        surveyed: Surveyed = found[1]
        return replace(surveyed, probed=frozenset(self._path(probe.path) for probe in probes))

    @property
    def others(self) -> Iterable[Path]:
        """All files that results depend on besides the documents, those that are missing too."""
        sheets = (self._settings.html_stylesheet, self._settings.text_stylesheet)
        return (*self._files, *(file for sheet in sheets for file in stylesheet_files(sheet)))

    def survey_key(self, ref: DocumentRef, content: str, surveyed: Surveyed) -> str:
        """Return a hash of what the entries of a document are made from."""
        probes = (part for probe in self._probes(surveyed.probed) for part in probe)
        return _key(digest(self._survey_base, *probes), ref, content)

    def keep_survey(self, ref: DocumentRef, content: str, surveyed: Surveyed) -> None:
        """Remember the entries of a document. ``ref`` is the reference that was surveyed."""
        if content:
            record = (self._probes(surveyed.probed), replace(surveyed, probed=frozenset()))
            data = _NO_ENTRIES if surveyed == Surveyed(ref) else records.dump(record)
            self._store.put(_key(self._survey_base, ref, content), data)

    def key(self, ref: DocumentRef, content: str, resolver: Resolver) -> KnownKey:
        """Return the key of a document's result; empty if nothing is known for all as it is now."""
        trace_key = _key(self.base, ref, content)
        found = self._load(trace_key)
        if found is None:
            return KnownKey()
        trace = _Trace(*found)
        if not self._holds(trace.probes):
            return KnownKey()
        targets = resolver.links(trace.pointers, ref, trace.prefixes, trace.local_ids)
        key = _result_key(trace_key, trace.probes, meanings_of(targets))
        return KnownKey(key, not trace.probes) if self._store.has(key) else KnownKey()

    def result(self, key: str) -> DocumentResult | None:
        """Return a result with its renderings, unless the store has lost it."""
        record: Packed | None = self._load(key)
        html, text = self.html(key), self.text(key)
        if record is None or html is None or text is None:
            return None
        return restored(record, html.decode(), text.decode())

    def html(self, key: str) -> bytes | None:
        """Return the HTML of a result, in UTF-8, unless the store has lost it."""
        return self._store.get(f"{key}-html")

    def text(self, key: str) -> bytes | None:
        """Return the plain text of a result, in UTF-8, unless the store has lost it."""
        return self._store.get(f"{key}-text")

    def keep(
        self,
        ref: DocumentRef,
        content: str,
        processed: Processed,
        made: Contribution,
    ) -> str:
        """Remember what was made of a document, unless another run might do better.

        Of the result in ``processed`` only the findings are looked at. Returns the key; empty if
        the result is not to be relied on in another run.
        """
        findings = processed.result.findings
        if not content or any(finding.code in _PASSING for finding in findings):
            return ""
        trace_key = _key(self.base, ref, content)
        trace = _Trace(
            self._probes(processed.probed),
            processed.pointers,
            processed.prefixes,
            processed.local_ids,
        )
        key = _result_key(trace_key, trace.probes, processed.meanings)
        self._store.put(f"{key}-html", made.html)
        self._store.put(f"{key}-text", made.text)
        self._store.put(key, made.record)
        self._store.put(trace_key, records.dump(tuple(trace)))
        return key

    def _load(self, key: str) -> Any:
        return records.known(self._store.get(key))

    def _holds(self, probes: Iterable[Probe]) -> bool:
        return all(self._probe(probe.path) == probe for probe in probes)

    def _probes(self, paths: Iterable[Path]) -> tuple[Probe, ...]:
        return tuple(self._probe(str(path)) for path in sorted(paths))

    def _path(self, written: str) -> Path:
        return self._settings.root / written

    def _probe(self, written: str) -> Probe:
        """Return the state of a file now. Paths below the edition are kept relative to it."""
        path = self._path(written)
        root = self._settings.root
        if path not in self._files:
            name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
            member = self._members.get(path.resolve(), "")
            self._files[path] = Probe(name, file_digest(path), member)
        return self._files[path]


def _key(base: str, ref: DocumentRef, content: str) -> str:
    return digest(base, ref.id, ref.path, ref.role.value, content)


def _result_key(trace_key: str, probes: Iterable[Probe], meanings: str) -> str:
    return digest(trace_key, *(part for probe in probes for part in probe), "", meanings)
