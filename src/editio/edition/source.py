"""Opening a document: whatever is out there, as something the engines can parse.

Everything odd is a finding with file, line and column, and nothing is raised for a bad document.
What an engine can read as it is costs one pass of expat and a few searches; only what cannot be
read so is adapted: another encoding, entities, XIncludes, TEI P4, another namespace.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from lxml import etree

from editio.edition import p4
from editio.edition.attributes import attributes_by_tag
from editio.edition.dialects import namespace_finding, to_tei_namespace
from editio.edition.encoding import place
from editio.edition.entities import unparsed_files
from editio.edition.ids import are_plain, check_ids
from editio.edition.loading import Loaded, load, refused
from editio.edition.parsing import parse_bytes
from editio.edition.positions import Locator, Position, path_of
from editio.edition.sniff import RootKind
from editio.edition.sniff import sniff as sniff_bytes
from editio.edition.syntax import MAX_DEPTH
from editio.edition.xinclude import Includer
from editio.findings import Finding, Severity
from editio.names import XINCLUDE_NS, XML_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from editio.edition.model import DocumentRef
    from editio.edition.sniff import Sniff
    from editio.saxon import Node, Processor

_NO_MEMBERS: Mapping[Path, str] = MappingProxyType({})
_BAD_NAME = ("the name of the file is not in UTF-8", "rename the file")
_XINCLUDE = XINCLUDE_NS.encode()
_IDS = etree.XPath("//@xml:id", smart_strings=False)
#: How an XML declaration begins: ``<?xml-model`` is none.
_DECLARATION = (b"<?xml ", b"<?xml\t", b"<?xml\n", b"<?xml\r")


@dataclass(slots=True)
class _State:
    """What an open document holds: the bytes, and what was made of them when it was asked for."""

    source: bytes
    sniff: Sniff
    locator: Locator
    adapted: bytes | None = None
    root: _Element | None = None
    attributes: Mapping[str, frozenset[str]] | None = None
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document as the engines see it.

    ``usable`` is false if it cannot be parsed or is no TEI; then only the findings are of use.
    ``files`` are all files that were read for it, itself first, by their names in reports.
    ``linked`` are the XIncludes of a ``teiCorpus`` that stay as they are, because their targets are
    documents of the edition: the ``href`` as written, and the id of the document.
    ``probed`` are the files besides itself that it depends on, those that are missing too.
    """

    ref: DocumentRef
    path: Path
    findings: tuple[Finding, ...]
    usable: bool
    files: Mapping[str, Path]
    linked: Mapping[str, str]
    probed: frozenset[Path]
    _state: _State = field(repr=False)

    @property
    def sniff(self) -> Sniff:
        """What the root element says the document is."""
        return self._state.sniff

    @property
    def uri(self) -> str:
        """The address of the file, without symbolic links."""
        if not self._state.uri:
            self._state.uri = self.path.resolve().as_uri()
        return self._state.uri

    def parse(self, processor: Processor) -> Node:
        """Parse with Saxon. Raises :class:`~editio.errors.SourceError` if Saxon refuses it."""
        adapted = self._state.adapted
        if adapted is None:
            return processor.parse_file(self.path)
        text = _without_declaration(adapted).decode("utf-8")
        return processor.parse_text(text, self.uri)

    def root(self) -> _Element:
        """Return the root element, parsed by lxml at most once. Raises ``SourceError``."""
        state = self._state
        if state.root is None:
            state.root = parse_bytes(self.text(), self.uri)
        return state.root

    def attributes(self) -> Mapping[str, frozenset[str]]:
        """Return the names of the attributes that elements have, by the tag of these (TEI only).

        Whoever looks for attributes looks at few elements so; where each word has its own, at
        hardly any. Raises ``SourceError``.
        """
        state = self._state
        if state.attributes is None:
            state.attributes = attributes_by_tag(self.root())
        return state.attributes

    def text(self) -> bytes:
        """Return the document as the engines see it, in UTF-8 (whatever it declares)."""
        return self._state.source if self._state.adapted is None else self._state.adapted

    def source(self, file: str = "") -> bytes:
        """Return the file itself, or an included one, in UTF-8: lines and columns refer to it.

        ``file`` is its name in reports. Empty bytes if it was not read as XML.
        """
        return self._state.locator.sources.get(file or self.ref.path, b"")

    def locate(self, xpath: str) -> Position:
        """Return where an element stands, in its own file if that is an included one.

        ``xpath`` is a path such as ``/TEI[1]/text[1]/body[1]/p[3]``: local names, numbers among
        the siblings of the same expanded name. Where a step leads nowhere, the place of the
        element reached so far; line and column are 0 if there is none. With ``/@who`` at the end,
        the first letter of the attribute.
        """
        if not self.usable:
            return Position(self.ref.path, 0, 0)
        path, _, attribute = xpath.partition("/@")
        where = self._state.locator.locate(path)
        return self._state.locator.attribute(where, attribute) if attribute else where

    def locate_text(self, xpath: str, offset: int, *, after: bool = False) -> Position:
        """Return where a character stands: in an element, or ``after`` its end tag.

        ``offset`` counts characters from the tag on. The element's place if it is not there.
        """
        return self._state.locator.text(xpath, offset, after=after)

    def placed(self, finding: Finding) -> Finding:
        """Return a finding about :meth:`text` with its place in the file as it is.

        The same place where nothing was adapted; else that of the element or attribute at its
        ``xpath``.
        """
        if self._state.adapted in {None, self._state.source}:
            return finding.at(file=self.ref.path, document=self.ref.id)
        path, _, attribute = finding.xpath.partition("/@")
        where = self.locate(path)
        if attribute:
            where = self._state.locator.attribute(where, attribute)
        return replace(
            finding,
            file=where.file,
            line=where.line,
            column=where.column,
            document=self.ref.id,
        )


def open_document(
    ref: DocumentRef,
    root: Path,
    *,
    members: Mapping[Path, str] = _NO_MEMBERS,
    folders: tuple[Path, ...] = (),
    max_depth: int = MAX_DEPTH,
) -> OpenDocument:
    """Open a document of the edition in the folder ``root``.

    ``members`` are the other documents of the edition, by resolved path, each with its id: where
    a ``teiCorpus`` includes one, the include stays. ``folders`` are places outside ``root`` from
    which files may be included; ``max_depth`` is how deep its elements may nest, at most
    :data:`~editio.edition.syntax.MAX_DEPTH`. The result is a function of the
    files and these arguments.
    """
    path = root / ref.path
    if _is_unicode(ref.path):
        loaded = load(path, max_depth)
    else:
        loaded = refused("XML-UNREADABLE", *_BAD_NAME)
    findings = list(loaded.findings)
    state = _State(loaded.source, loaded.sniff, Locator(ref.path, {ref.path: loaded.source}))
    files = {ref.path: path}
    usable = loaded.well_formed and loaded.sniff.is_tei
    if loaded.well_formed and not usable:
        findings.append(_not_tei(loaded))
    includer = Includer(root, folders, members, sources=state.locator.sources)
    if usable:
        findings += _adapt(state, loaded, includer, path)
        findings += check_ids(loaded.source)
        files |= includer.paths
    name = ref.path.encode("utf-8", "replace").decode()
    placed = tuple(item.at(file=item.file or name, document=ref.id) for item in findings)
    return OpenDocument(
        ref=ref,
        path=path,
        findings=placed,
        usable=usable,
        files=files,
        linked=includer.linked,
        probed=frozenset(includer.probed),
        _state=state,
    )


def _is_unicode(name: str) -> bool:
    """Tell whether a file's name is text: on some systems it may be any bytes."""
    return name == name.encode("utf-8", "replace").decode()


def _adapt(state: _State, loaded: Loaded, includer: Includer, path: Path) -> Iterator[Finding]:
    """Make of a document what the engines can read; yield what is to be said about it."""
    text = loaded.text
    if loaded.sniff.foreign_namespace:
        text = to_tei_namespace(text, loaded.sniff)
        finding = namespace_finding(loaded.text, loaded.sniff)
        if finding is not None:
            yield finding
    if text is not loaded.source or not loaded.native:
        state.adapted = text
    old = loaded.sniff.kind is RootKind.P4
    if not old and not _may_include(text):
        return
    tree = parse_bytes(text, path.resolve().as_uri())
    if old:
        tree = _as_p5(state, tree)
        yield p4.finding(*place(loaded.source, sniff_bytes(loaded.source).tag[0]))
    includer.expand(tree, path, state.locator.file)
    state.locator.replaced = includer.replaced
    yield from includer.findings
    for problem, spot in includer.problems:
        where = state.locator.place(spot)
        yield replace(problem, file=where.file, line=where.line, column=where.column)
    if not old and not includer.replaced:
        return
    yield from _hold(state, includer, tree, path)


def _hold(state: _State, includer: Includer, tree: _Element, path: Path) -> Iterator[Finding]:
    """Hold what was made of a tree; yield what is to be said about its ids."""
    state.adapted = includer.written(tree)
    plain = are_plain(state.adapted)
    if not includer.holds_files:
        state.root = tree
    elif not plain:
        state.root = parse_bytes(state.adapted, path.resolve().as_uri())
    if not plain and state.root is not None:
        yield from _ids_of_included(state.root, state.locator)


def _may_include(text: bytes) -> bool:
    """Tell whether there may be an include: many documents declare its namespace and have none."""
    return _XINCLUDE in text and (b":include" in text or b"<include" in text)


def _as_p5(state: _State, tree: _Element) -> _Element:
    state.locator.renamed = p4.RENAMED
    doctype = sniff_bytes(state.source).doctype
    return p4.to_p5(tree, unparsed_files(state.source, doctype) if doctype else {})


def _ids_of_included(tree: _Element, locator: Locator) -> Iterator[Finding]:
    """Yield one finding for all ids that occur more than once after files were included."""
    names = [name for name in cast("list[str]", _IDS(tree)) if name]
    if len(set(names)) == len(names):
        return
    seen: set[str | None] = set()
    twice: list[tuple[str | None, Position]] = []
    for element in tree.iter(etree.Element):
        name = element.get(XML_ID)
        if name and name in seen:
            twice.append((name, locator.locate(path_of(element))))
        seen.add(name)
    files = {where.file for _, where in twice}
    if not twice or (files == {locator.file}):
        return
    some = ", ".join(str(name) for name, _ in twice[:3]) + (" …" if len(twice) > 3 else "")
    file, line, column = twice[0][1]
    yield Finding(
        code="XML-ID-DUPLICATE",
        severity=Severity.WARNING,
        message=f"ids of included files occur more than once in the document: {some}",
        hint="include a file once, or change the ids",
        file=file,
        line=line,
        column=column,
    )


def _not_tei(loaded: Loaded) -> Finding:
    root = loaded.sniff.root
    what = f"its root is <{root}>" if root else "it has no root element"
    return Finding(
        code="XML-NOT-TEI",
        severity=Severity.INFO,
        message=f"this is XML but not TEI ({what}), and is left out",
        hint="list it under exclude in edition.toml",
        line=1,
        column=1,
    )


def _without_declaration(text: bytes) -> bytes:
    if not text.startswith(_DECLARATION):
        return text
    return text[text.find(b"?>") + 2 :]
