"""What authority files call an entry: its identifiers, from ``idno`` and from pointers to the web.

TEI Guidelines, chapter 14.1 (``idno`` in entries), and ``@ref``, ``@sameAs``, ``@corresp``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.edition.model import Identifier
from editio.edition.nameforms import plain_text
from editio.names import tei

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: Authority files by their host: what an identifier is called.
_AUTHORITIES = (
    ("d-nb.info/gnd", "GND"),
    ("viaf.org", "VIAF"),
    ("wikidata.org", "Wikidata"),
    ("geonames.org", "GeoNames"),
    ("id.loc.gov", "LoC"),
    ("isni.org", "ISNI"),
    ("orcid.org", "ORCID"),
    ("pleiades.stoa.org", "Pleiades"),
    ("vocab.getty.edu", "Getty"),
    ("getty.edu", "Getty"),
    ("data.bnf.fr", "BnF"),
    ("idref.fr", "IdRef"),
    ("doi.org", "DOI"),
    ("syriaca.org", "Syriaca"),
    ("trismegistos.org", "Trismegistos"),
    ("wikipedia.org", "Wikipedia"),
)

#: Identifiers without an address: how to make one from the value, by the type in small letters.
_ADDRESSES = {
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "pnd": ("GND", "https://d-nb.info/gnd/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "pleiades": ("Pleiades", "https://pleiades.stoa.org/places/{}"),
    "lccn": ("LoC", "https://id.loc.gov/authorities/{}"),
}

_WEB = re.compile(r"https?://\S+")


def identifiers(element: _Element, names: tuple[str, ...]) -> Iterator[Identifier]:
    """Yield the identifiers of an entry, each once.

    ``names`` are the tags of its children whose pointers count; none: those of all children.
    """
    seen: set[str] = set()
    for child in element.iterchildren(tei("idno")):
        found = _identifier(child.get("subtype") or child.get("type") or "", plain_text(child))
        if found.value and found.value not in seen:
            seen.add(found.value)
            yield found
    # Without names, lxml would yield comments, too.
    sources = [element, *element.iterchildren(*(names or ("*",)))]
    for name in ("ref", "sameAs", "corresp"):
        for holder in sources:
            for value in holder.get(name, "").split():
                if _WEB.fullmatch(value) and value not in seen:
                    seen.add(value)
                    yield _identifier("", value)


def _identifier(stated: str, value: str) -> Identifier:
    kind = stated.strip()
    if _WEB.fullmatch(value):
        for host, name in _AUTHORITIES:
            if host in value:
                return Identifier(kind=name, value=value, url=value)
        return Identifier(
            kind="" if kind.upper() in {"URI", "URL"} else kind, value=value, url=value
        )
    known = _ADDRESSES.get(kind.casefold())
    if known is not None and re.fullmatch(r"[\w.:/-]+", value):
        return Identifier(kind=known[0], value=value, url=known[1].format(value))
    return Identifier(kind=kind, value=value)


def key_from(uris: tuple[str, ...]) -> str:
    """Return a key from the first of some addresses.

    ``http://syriaca.org/person/918`` gives ``person-918``.
    """
    if not uris:
        return ""
    parts = [part for part in re.split(r"[/#]", uris[0]) if part]
    return "-".join(parts[-2:]) if len(parts) > 2 else parts[-1]
