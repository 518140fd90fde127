"""The pictures that texts show: files of the edition, copied into the site.

A page never asks another host for anything. A picture on the web becomes a link to it, and one
that is not there becomes its name and a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from editio.addresses import is_file, split_uri
from editio.edition.fingerprints import digest
from editio.edition.stems import stem
from editio.findings import Finding, Severity
from editio.publish.site.sizes import size_of
from editio.publish.site.urls import external

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.publish.site.kept import Kept

#: What browsers can show as a picture.
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp"})

_IMAGE = re.compile(r'<img\s((?:[^>"]|"[^"]*")*?)/?>')
#: An image as the IIIF Image API 2 and 3 asks for it: what names it stands before all of these.
_IIIF = re.compile(
    r".*?([^/]+)/(?:full|square|[\d.,]+|pct:[\d.,]+)/\^?!?(?:full|max|[\d.,]+|pct:[\d.]+)"
    r"/!?[\d.]+/(?:default|color|gray|bitonal|native)\.\w+"
)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def pictures_in(html: str) -> tuple[str, ...]:
    """Return the addresses of the pictures that a page wants to show, as written, each once."""
    if "<img" not in html:
        return ()
    found = (_attributes(tag).get("src", "") for tag in _IMAGE.findall(html))
    return tuple(dict.fromkeys(found))


class Picture(NamedTuple):
    """A picture of the site: its path there, its width and height where they are known."""

    path: str
    size: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one document, by their addresses as written; what is not there has none."""

    known: Mapping[str, Picture]

    def place(self, html: str) -> str:
        """Return the HTML of the document with its pictures made to work in the site."""
        return _IMAGE.sub(self._placed, html) if "<img" in html else html

    def _placed(self, tag: re.Match[str]) -> str:
        attributes = _attributes(tag[1])
        source = attributes.pop("src", "")
        name = _name_of(source)
        beginning = attributes.get("class") == "facs"  # in brackets, with the number of the page
        if address := external(source):
            shown = f"{name}, {split_uri(address).hostname or address}"
            attributes["href"] = address
            if beginning:
                attributes["alt"] = f"{attributes.get('alt', '').strip()}: {shown}"
                return _element("a", attributes, "↗")
            return _element("a", attributes, f"[{shown}]")
        picture = self.known.get(source)
        if picture is None and beginning:
            return _element("span", {}, name)
        if picture is None:
            return _element("span", attributes, f"[{name}]")
        attributes["src"] = f"../{quote(picture.path)}"
        if picture.size:  # it keeps the room for the picture until that is there
            attributes["width"], attributes["height"] = map(str, picture.size)
        return f"<img{_written(attributes, 'alt')}>"


@dataclass(slots=True)
class Media:
    """The pictures of one edition, each copied once. ``findings`` grow as they are prepared."""

    root: Path
    kept: Kept
    findings: list[Finding] = field(default_factory=list)
    _copied: dict[str, str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _sizes: dict[str, tuple[int, int] | None] = field(default_factory=dict)

    def prepare(self, sources: Iterable[str], document: DocumentRef) -> str:
        """Copy the pictures of a document's pages; those that are missing are one finding.

        Returns a hash of what the pages will show of them.
        """
        paths, missing = [], []
        for source in sources:
            path = "" if external(source) else self._copy(source, document)
            if not path and not external(source):
                missing.append(source)
            paths.append(f"{path} {self._sizes.get(path)}")
        if missing:
            self.findings.append(_missing(missing, document))
        return digest(*paths)

    def pictures(self, sources: Iterable[str], document: DocumentRef) -> Pictures:
        """Return the pictures of a document that were prepared."""
        paths = {source: self._copied.get(_path_of(source, document), "") for source in sources}
        return Pictures({
            source: Picture(path, self._sizes[path]) for source, path in paths.items() if path
        })  # fmt: skip

    def _copy(self, source: str, document: DocumentRef) -> str:
        """Copy a picture, unless it is there; return its path in the site, empty if it is none."""
        path = _path_of(source, document)
        if path not in self._copied:
            file = self.root / path
            self.kept.sources.add(file)
            if not self._is_picture(file):
                return ""
            target = self._free_name(path)
            self.kept.copy(file, f"site/{target}")
            self._copied[path] = target
            self._sizes[target] = size_of(file)
        return self._copied[path]

    def _is_picture(self, file: Path) -> bool:
        return (
            file.suffix.lower() in _SUFFIXES
            and is_file(file)
            and file.resolve().is_relative_to(self.root.resolve())
        )

    def _free_name(self, path: str) -> str:
        parts = [stem(part)[-100:] or "_" for part in path.split("/")]
        name, number = "/".join(["media", *parts]), 1
        plain = PurePosixPath(name)
        while name.casefold() in self._names:
            number += 1
            name = plain.with_stem(f"{plain.stem}-{number}").as_posix()
        self._names.add(name.casefold())
        return name


def _name_of(source: str) -> str:
    path = split_uri(source).path
    image = _IIIF.fullmatch(path)
    named = unquote(image[1] if image else path)
    return PurePosixPath(named).name or source


def _path_of(source: str, document: DocumentRef) -> str:
    """The path of a picture, from the root of the edition."""
    folder = PurePosixPath(document.path).parent
    return normpath((folder / unquote(source)).as_posix())


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _element(name: str, attributes: dict[str, str], text: str) -> str:
    """A picture's place, in words: ``data-made`` because the document does not say them."""
    title = attributes.pop("alt", "")
    attributes.pop("loading", "")
    shown = {"title": title} if title else {}
    return f'<{name}{_written(attributes | shown)} data-made="">{escape(text)}</{name}>'


def _written(attributes: dict[str, str], always: str = "") -> str:
    kept = {name: value for name, value in attributes.items() if value or name == always}
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _missing(sources: Sequence[str], document: DocumentRef) -> Finding:
    """One finding for a document: the pictures of a facsimile are missing by the hundred."""
    first, others = sources[0], len(sources) - 1
    more = f" (and {others} {'others' if others > 1 else 'other'})" if others else ""
    return Finding(
        code="PTR-MEDIA",
        severity=Severity.WARNING,
        message=f"there is no picture {first} that a page could show{more}",
        hint="add the file (JPEG, PNG, GIF, WebP, AVIF or SVG), or correct the address",
        file=document.path,
        document=document.id,
    )
