"""How a text is cited: the words, and what reference managers read.

BibTeX, RIS (as reference managers import it) and CSL-JSON (Citation Style Language 1.0.2) say the
same: an item in a collection, which is the edition with its editors, version and day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from editio.publish.site import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.settings import Settings
    from editio.publish.site.documents import Document
    from editio.publish.site.words import Words

_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation of a text says. ``url`` is its permalink, ``hash`` the SHA-256 of its TEI.

    ``year`` and ``day`` are those of the release, ``date`` that of the text as its header has it.
    Whatever is not known is empty.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    date: str
    edition: str
    editors: tuple[str, ...]
    version: str
    day: str
    url: str
    hash: str
    language: str
    licence: str

    @property
    def year(self) -> str:
        """The year of the release."""
        return self.day[:4]

    def text(self, words: Words) -> str:
        """Return the citation in words, one line."""
        said = words.say
        authors = "; ".join(self.authors)
        title = (
            f"{self.title} ({self.date})"
            if self.date and self.date not in self.title
            else self.title
        )
        names = ", ".join(self.editors)
        edition = [self.edition, said("edited by {names}", names=names) if names else ""]
        version = said("version {version}", version=self.version) if self.version else ""
        facts = [", ".join(filter(None, (*edition, version, self.year))), self.url]
        facts.append(f"SHA-256 {self.hash[:16]}" if self.hash else "")
        beginning = f"{authors}: {title}" if authors else title
        return f"{beginning}. {said('In')}: {'. '.join(filter(None, facts))}."

    def bibtex(self) -> str:
        """Return a BibTeX entry."""
        key = "".join(c for c in self.id if c.isascii() and (c.isalnum() or c in "-."))
        fields = {
            "author": " and ".join(f"{{{_tex(name)}}}" for name in self.authors),
            "title": f"{{{_tex(self.title)}}}",
            "booktitle": f"{{{_tex(self.edition)}}}",
            "editor": " and ".join(f"{{{_tex(name)}}}" for name in self.editors),
            "year": self.year,
            "url": self.url.replace("%", r"\%").replace("#", r"\#"),
            "note": _tex(". ".join(self._remarks())),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
        return ",\n".join([f"@incollection{{{key or 'text'}", *lines]) + "\n}\n"

    def ris(self) -> str:
        """Return a RIS record."""
        fields = [
            ("TY", "CHAP"),
            *(("AU", name) for name in self.authors),
            ("TI", self.title),
            ("T2", self.edition),
            *(("A2", name) for name in self.editors),
            ("PY", self.year),
            ("DA", self.day.replace("-", "/")),
            ("ET", self.version),
            ("LA", self.language),
            ("UR", self.url),
            ("N1", f"SHA-256 {self.hash}" if self.hash else ""),
        ]
        lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value.strip()]
        return "".join([*lines, "ER  - \n"])

    def csl(self) -> str:
        """Return a list of one item of CSL-JSON."""
        item = {
            "id": self.id,
            "type": "chapter",
            "title": self.title,
            "author": [{"literal": name} for name in self.authors],
            "container-title": self.edition,
            "editor": [{"literal": name} for name in self.editors],
            "issued": {"date-parts": [[int(part) for part in self.day.split("-")]]}
            if self.day
            else None,
            "version": self.version,
            "language": self.language,
            "URL": self.url,
            "note": ". ".join(self._remarks()),
        }
        said = {name: value for name, value in item.items() if value}
        return json.dumps([said], ensure_ascii=False, indent=1) + "\n"

    def _remarks(self) -> list[str]:
        version = f"Version {self.version}" if self.version else ""
        return [part for part in (version, self.hash and f"SHA-256 {self.hash}") if part]

    def metadata(self) -> Iterator[tuple[str, str]]:
        """Yield names and contents of ``meta`` elements: Dublin Core, and Highwire's tags."""
        pairs = [
            ("DC.title", self.title),
            *(("DC.creator", name) for name in self.authors),
            *(("DC.contributor", name) for name in self.editors),
            ("DC.date", self.date),
            ("DC.language", self.language),
            ("DC.identifier", self.url),
            ("DC.relation.isPartOf", self.edition),
            ("DC.rights", self.licence),
            ("DC.type", "Text"),
            ("citation_title", self.title),
            *(("citation_author", name) for name in self.authors),
            ("citation_inbook_title", self.edition),
            *(("citation_editor", name) for name in self.editors),
            ("citation_publication_date", self.day.replace("-", "/")),
            ("citation_language", self.language),
            ("citation_public_url", self.url),
        ]
        yield from ((name, content) for name, content in pairs if content)

    def json_ld(self) -> Markup:
        """Return the schema.org description as JSON that no parser of HTML takes for its own."""
        whole = {
            "@type": "Collection",
            "name": self.edition,
            "editor": [{"@type": "Person", "name": name} for name in self.editors],
            "version": self.version,
            "license": urls.external(self.licence) or self.licence,
            "datePublished": self.day,
        }
        item = {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "@id": self.url,
            "url": self.url,
            "name": self.title,
            "author": [{"@type": "Person", "name": name} for name in self.authors],
            "temporal": self.date,
            "inLanguage": self.language,
            "identifier": f"sha256:{self.hash}" if self.hash else "",
            "isPartOf": {name: value for name, value in whole.items() if value},
        }
        data = json.dumps(
            {name: value for name, value in item.items() if value},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for character in "<>&":
            data = data.replace(character, f"\\u{ord(character):04x}")
        return Markup(data)  # noqa: S704  a JSON string that holds no markup


def citation_of(document: Document, settings: Settings, digest: str) -> Citation:
    """Return the citation of a document; ``digest`` is the SHA-256 of its source."""
    metadata = document.metadata
    base = settings.base_url
    page = urls.href(settings.plan.text(document.id), start="")
    return Citation(
        id=document.id,
        title=" ".join(document.title.split()),
        authors=tuple(" ".join(name.split()) for name in metadata.authors),
        date=metadata.date_label,
        edition=settings.title,
        editors=settings.editors,
        version=settings.release.version,
        day=settings.release.date,
        url=f"{base}/{page}" if base else "",
        hash=digest,
        language=metadata.language,
        licence=metadata.licence or settings.licence,
    )


def _tex(words: str) -> str:
    return words.translate(_TEX)
