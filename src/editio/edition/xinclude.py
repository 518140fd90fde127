"""XInclude 1.0, for the files of an edition and no others.

A target must lie in the edition's folder or in a folder that the settings name, symbolic links
followed. What cannot be included is a finding, and the element stays where it is.
"""

from __future__ import annotations

import copy
import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree

from editio.addresses import is_file, join_uri, split_uri
from editio.edition.encoding import decode, recover
from editio.edition.included import INCLUDE, File, included_file
from editio.edition.parsing import parse_bytes
from editio.findings import Finding, Severity
from editio.names import TEI_NS, XINCLUDE_NS, XML_BASE, XML_LANG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from editio.edition.positions import Spot

#: Bounds that no edition reaches and that files which include each other twice soon do.
MAX_INCLUDES = 20_000
MAX_INCLUDED_BYTES = 200_000_000
MAX_NESTING = 40
_BYTES_PER_ELEMENT = 100
#: What stands for a file that is included as it is, until the document is written; no document
#: holds a noncharacter (:mod:`editio.edition.noncharacters`).
_HOLDER, _MARK = "included", "\ufdd0"
_HELD = re.compile(f"<\\?{_HOLDER} {_MARK}([0-9]+)\\?>".encode())

_FALLBACK = f"{{{XINCLUDE_NS}}}fallback"
_CORPUS = f"{{{TEI_NS}}}teiCorpus"


@cache
def _not_xml() -> re.Pattern[str]:
    """What no XML document may hold. Made when it is needed: it takes long, and few need it."""
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Included(NamedTuple):
    """The nodes that take the place of an include element, with the spots of its elements."""

    elements: list[_Element]
    text: str
    spots: list[Spot]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where we are: the file, its name in reports, its base URI, the includes we came through."""

    path: Path
    label: str
    base: str
    trail: tuple[tuple[Path, str], ...]


class _Problem(Exception):  # noqa: N818 - a finding on its way, not an error
    """Why an include cannot be expanded; ``resource``: a fallback may take its place."""

    def __init__(self, code: str, message: str, hint: str, *, resource: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.resource = resource


@dataclass(slots=True)
class Includer:
    """Expands the includes of one document.

    ``findings`` are about files that are included, ``problems`` about includes, each with its
    spot. ``replaced`` tells, for every include that was expanded, which elements stand there now;
    ``linked`` are the includes that stay since their targets are documents of the edition: the
    ``href`` as written, and the document's id. ``sources`` are all files read,
    by their name in reports, in UTF-8. ``probed`` are the files that includes name, whether they
    are there or not: what the result depends on besides the document.
    """

    root: Path
    folders: tuple[Path, ...] = ()
    members: Mapping[Path, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    problems: list[tuple[Finding, Spot]] = field(default_factory=list)
    replaced: dict[Spot, list[Spot]] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    probed: set[Path] = field(default_factory=set)
    _files: dict[Path, File] = field(default_factory=dict)
    _held: list[bytes] = field(default_factory=list)
    _home: Path | None = None
    _count: int = 0
    _bytes: int = 0

    def expand(self, root: _Element, path: Path, label: str) -> None:
        """Expand all includes below ``root``, the root element of the document at ``path``."""
        resolved = path.resolve()
        self.paths[label] = resolved
        self._subtree(root, 0, _Scope(resolved, label, resolved.as_uri(), ((resolved, ""),)))

    @property
    def holds_files(self) -> bool:
        """Whether the document is not whole before it is written (:meth:`written`)."""
        return bool(self._held)

    def written(self, root: _Element) -> bytes:
        """Return a document whose includes were expanded, in UTF-8."""
        text = etree.tostring(root, encoding="utf-8")
        if not self._held:
            return text
        pieces = _HELD.split(text)
        pieces[1::2] = [self._held[int(number)] for number in pieces[1::2]]
        return b"".join(pieces)

    def _subtree(self, top: _Element, number: int, scope: _Scope) -> None:
        """Expand the includes in a subtree whose first element has ``number`` in its file."""
        if next(top.iter(INCLUDE), None) is None:
            return
        numbered = [
            (element, number + position) for position, element in enumerate(top.iter(etree.Element))
        ]
        done: set[_Element] = set()
        for element, own in numbered:
            if element.tag != INCLUDE or element in done:
                continue
            done.update(element.iter(INCLUDE))
            if not self._stays(element, scope):
                self._include(element, own, scope)

    def _stays(self, element: _Element, scope: _Scope) -> bool:
        """Tell whether a corpus includes a document of the edition: that is linked, not copied."""
        parent = element.getparent()
        if parent is None or parent.tag != _CORPUS or not self.members:
            return False
        target = _local_path(element, scope.base)
        member = None if target is None else self.members.get(target.resolve())
        if target is not None:
            self.probed.add(target)
        if member is not None:
            self.linked[element.get("href") or ""] = member
        return member is not None

    def _include(self, element: _Element, number: int, scope: _Scope) -> None:
        try:
            included = self._resolve(element, scope)
        except _Problem as problem:
            fallback = element.find(_FALLBACK)
            usable = fallback is not None and problem.resource
            severity = Severity.INFO if usable else Severity.ERROR
            self._report(problem, severity, scope, number)
            if fallback is None or not usable:
                return
            included = self._fallback(element, fallback, number, scope)
        self.replaced[(scope.label, number)] = included.spots
        _replace(element, included)

    def _fallback(
        self,
        element: _Element,
        fallback: _Element,
        number: int,
        scope: _Scope,
    ) -> Included:
        inside = list(element.iter(etree.Element))
        numbers = {child: number + position for position, child in enumerate(inside)}
        spots = [(scope.label, numbers[child]) for child in fallback if child in numbers]
        self._subtree(fallback, numbers[fallback], scope)
        return Included(list(fallback), fallback.text or "", spots)

    def _resolve(self, element: _Element, scope: _Scope) -> Included:
        """Return what an include stands for, its own includes expanded."""
        self._count += 1
        if self._count > MAX_INCLUDES or len(scope.trail) > MAX_NESTING:
            raise _Problem("XML-INCLUDE-LIMIT", "too many includes", _LIMIT_HINT, resource=False)
        href = element.get("href") or ""
        fragment = split_uri(href).fragment
        pointer = element.get("xpointer") or fragment
        path = self._target(element, scope) if href.split("#")[0] else scope.path
        if element.get("parse", "xml") == "text":
            return Included([], self._text(path, element.get("encoding")), [])
        if (path, pointer) in scope.trail or (path == scope.path and not pointer):
            message = f"this include leads back to {self.label(path)} and would never end"
            raise _Problem(
                "XML-INCLUDE-LOOP", message, "remove one of the includes", resource=False
            )
        return self._part(path, pointer, scope)

    def _part(self, path: Path, pointer: str, scope: _Scope) -> Included:
        target = self._file(path).part(pointer)
        label = self.label(path)
        if target is None:
            message = f"{label} has nothing at the pointer {pointer}"
            hint = "name an xml:id of the target, or element(/1/2)"
            raise _Problem("XML-INCLUDE-POINTER", message, hint)
        self._spend(_BYTES_PER_ELEMENT * target.size)
        spots = [(label, target.number)]
        if not pointer and target.is_plain:
            self._held.append(self._file(path).written(_relative(path, scope.path)))
            held = etree.ProcessingInstruction(_HOLDER, f"{_MARK}{len(self._held) - 1}")
            return Included([held], "", spots)
        part = copy.deepcopy(target.element)
        part.tail = None
        above = target.element.getparent()
        base = path.as_uri() if above is None else (above.base or path.as_uri())
        inner = _Scope(path, label, base, (*scope.trail, (path, pointer)))
        holder = etree.Element("holder")
        holder.append(part)
        self._subtree(part, target.number, inner)
        _fix_up(part, target.element, path, scope.path)
        return Included(list(holder), holder.text or "", spots)

    def _target(self, element: _Element, scope: _Scope) -> Path:
        href = element.get("href") or ""
        path = _local_path(element, scope.base)
        if path is None:
            hint = "save the file in the edition's folder: nothing is fetched from the network"
            raise _Problem("XML-INCLUDE-REMOTE", f"{href} is not a file of the edition", hint)
        self.probed.add(path)
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise _missing(href) from error
        allowed = (self._resolved_root(), *(folder.resolve() for folder in self.folders))
        if not any(resolved.is_relative_to(folder) for folder in allowed):
            message = f"{href} leads out of the edition's folder"
            hint = "copy the file into the edition, or list its folder in sources.include_folders"
            raise _Problem("XML-INCLUDE-OUTSIDE", message, hint)
        if not is_file(resolved):
            raise _missing(href)
        return resolved

    def _file(self, path: Path) -> File:
        """Return a file, parsed once per document."""
        known = self._files.get(path)
        if known is None:
            known = included_file(path)
            label = self.label(path)
            if label not in self.sources:
                self.findings += [
                    finding.at(file=label)
                    for finding in known.loaded.findings
                    if finding.severity is not Severity.INFO
                ]
            if known.root is not None and label in self.sources:
                known = File(known.loaded, parse_bytes(known.loaded.text, path.as_uri()))
            elif known.root is not None:
                self.sources[label] = known.loaded.source
                self.paths[label] = path
            self._files[path] = known
        if known.root is None:
            message = f"{self.label(path)} cannot be included: it is not well-formed"
            raise _Problem("XML-INCLUDE-BROKEN", message, "correct that file", resource=False)
        return known

    def _text(self, path: Path, encoding: str | None) -> str:
        data = path.read_bytes()
        self.paths[self.label(path)] = path
        self._spend(len(data))
        try:
            text = data.decode(encoding or "utf-8-sig")
        except (LookupError, UnicodeDecodeError):
            decoded = decode(data)
            text = (recover(decoded.text) or decoded).text.decode("utf-8", "replace")
        return _not_xml().sub("\ufffd", text.replace("\r\n", "\n"))

    def _spend(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_INCLUDED_BYTES:
            raise _Problem(
                "XML-INCLUDE-LIMIT", "the includes grow too large", _LIMIT_HINT, resource=False
            )

    def _report(self, problem: _Problem, severity: Severity, scope: _Scope, number: int) -> None:
        finding = Finding(
            code=problem.code, severity=severity, message=problem.message, hint=problem.hint
        )
        self.problems.append((finding, (scope.label, number)))

    def label(self, path: Path) -> str:
        """Return the name of a file in reports: relative to the edition where it lies inside."""
        root = self._resolved_root()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

    def _resolved_root(self) -> Path:
        """Return the edition's folder without symbolic links: the disk is asked once."""
        if self._home is None:
            self._home = self.root.resolve()
        return self._home


_LIMIT_HINT = "files that include each other again and again multiply: cut the chain"


def _missing(href: str) -> _Problem:
    hint = "correct the href, add the file, or give the include a fallback"
    return _Problem("XML-INCLUDE-MISSING", f"there is no file {href}", hint)


def _local_path(element: _Element, base: str) -> Path | None:
    """Return the file that an include names, ``None`` if it names something else."""
    href = (element.get("href") or "").strip()
    if os.name == "nt" and re.match(r"[A-Za-z]:[\\/]", href):
        return None
    for above in reversed(list(element.iterancestors())):
        base = join_uri(base, above.get(XML_BASE) or "")
    base = join_uri(base, element.get(XML_BASE) or "")
    parts = split_uri(join_uri(base, href.replace(" ", "%20")))
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or "\0" in parts.path:
        return None
    path = unquote(parts.path)
    return None if "\0" in path else Path(path.lstrip("/") if os.name == "nt" else path)


def _fix_up(part: _Element, original: _Element, path: Path, includer: Path) -> None:
    """Keep base URI and language as they were (XInclude 1.0, sections 4.7.5 and 4.7.6)."""
    if path != includer and XML_BASE not in part.attrib:
        part.set(XML_BASE, _relative(path, includer))
    if XML_LANG not in part.attrib:
        inherited: Iterable[_Element] = original.iterancestors()
        language = next((a.get(XML_LANG) for a in inherited if a.get(XML_LANG)), None)
        if language:
            part.set(XML_LANG, language)


def _relative(path: Path, includer: Path) -> str:
    return Path(os.path.relpath(path, includer.parent)).as_posix()


def _replace(element: _Element, included: Included) -> None:
    """Put nodes in the place of an include; lxml hangs text on the element before it."""
    parent = element.getparent()
    if parent is None:
        return
    nodes: Sequence[_Element] = list(included.elements)
    position = parent.index(element)
    tail = element.tail or ""
    element.tail = None
    parent.remove(element)
    _append_text(parent, position, included.text)
    for offset, node in enumerate(nodes):
        parent.insert(position + offset, node)
    _append_text(parent, position + len(nodes), tail)


def _append_text(parent: _Element, position: int, text: str) -> None:
    """Add text before the child at ``position``."""
    if not text:
        return
    if position == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[position - 1]
        before.tail = (before.tail or "") + text
