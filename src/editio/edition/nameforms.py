"""The forms of a name: how an index prints it, and what it is sorted by.

TEI Guidelines, chapter 14 (names, dates, people, and places).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from editio.names import XML_LANG, tei

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

#: Types of a name that make it the heading, strongest first.
_PREFERRED = ("main", "pref", "preferred", "headword", "reg", "standard", "index", "full", "")
_LAST = frozenset(
    {
        "alt",
        "variant",
        "short",
        "abbr",
        "sub",
        "source",
        "untagged-title",
        "simplified",
        "sort",
        "nick",
    }
)
_FORENAMES = ("forename", "addName", "genName", "roleName")

#: Particles that stay behind the forename when a name is inverted: "Humboldt, Wilhelm von".
PARTICLES = frozenset(
    """af al- auf aus d' da das de dei degli del della der des di do dos du el- in of op 't 's ten
    ter thoe und van vom von vor y zu zum zur""".split()  # noqa: SIM905 - a list of words is easier to read and to extend
)


def plain_text(element: _Element) -> str:
    """Return the text of an element without notes, dates and identifiers, spaces normalised."""
    return _text(element, _NOT_IN_NAMES)


def running_text(element: _Element) -> str:
    """Return the text of a description, dates and works included, without notes to it."""
    return _text(element, _NOT_IN_SENTENCES)


def _text(element: _Element, left_out: frozenset[str]) -> str:
    # Most names are nothing but text, and are asked for more than once.
    text = "".join(_pieces(element, left_out)) if len(element) else element.text or ""
    return " ".join(text.split())


def _pieces(element: _Element, left_out: frozenset[str]) -> Iterator[str]:
    # Not recursive: a document may nest deeper than Python's stack.
    skipped: _Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if node is not element and (node.tag in left_out or _is_siglum(node)):
                skipped = node
            elif node.text:
                yield node.text
            continue
        if event == "start":
            continue
        if node is skipped:
            skipped = None
        if skipped is None and node is not element and node.tail:
            yield node.tail


def _is_siglum(element: _Element) -> bool:
    return bool(element.tag == tei("abbr") and element.get("type") == "siglum")


_NOT_IN_NAMES = frozenset(
    {tei("note"), tei("idno"), tei("ptr"), tei("date"), tei("bibl"), tei("certainty"), tei("gloss")}
)


_NOT_IN_SENTENCES = frozenset({tei("note"), tei("idno"), tei("ptr"), tei("certainty")})


def heading_form(name: _Element) -> str:
    """Return a name as an index prints it.

    A name of surname and forename is inverted ("Luxemburg, Rosa"), with a ``nameLink`` behind
    the forename ("Humboldt, Wilhelm von"); any other name stays as it is.
    """
    surnames = [plain_text(part) for part in name.iter(tei("surname"))] if len(name) else []
    surnames = [part for part in surnames if part]
    if not surnames:
        return plain_text(name)
    if not any(plain_text(part) for tag in _FORENAMES for part in name.iter(tei(tag))):
        return " ".join(surnames)
    given = " ".join(
        text for part in name.iter(tei("forename"), tei("nameLink")) if (text := plain_text(part))
    )
    others = [
        text
        for part in name.iter(tei("genName"), tei("roleName"), tei("addName"))
        if (text := plain_text(part))
    ]
    return ", ".join(part for part in (" ".join(surnames), given, *others) if part)


def reading_form(name: _Element) -> str:
    """Return a name as a text writes it: "Wilhelm von Humboldt"."""
    return plain_text(name)


def ordered(names: Iterable[_Element], language: str = "") -> list[_Element]:
    """Return the names of an entry with the one for the heading first.

    By type (``main``, ``pref`` … before untyped before ``alt``), then by ``@xml:lang``: the
    edition's language, then names in Latin script. Names without text are left out.
    """
    filled = [name for name in names if plain_text(name)]
    if len(filled) < 2:
        return filled
    return sorted(filled, key=lambda name: _weight(name, language))


def _weight(name: _Element, language: str) -> tuple[int, int]:
    kinds = " ".join((name.get("type", ""), name.get("subtype", ""), name.get("ana", "")))
    kinds = kinds.casefold().replace("#", " ")
    # Syriaca and its kin mark headwords with an attribute of their own.
    tagged = any("headword" in value for value in name.attrib.values())
    words = kinds.split() or [""]
    if tagged:
        rank = 0
    elif any(word in _LAST for word in words):
        rank = len(_PREFERRED) + 1
    else:
        rank = min((_PREFERRED.index(w) for w in words if w in _PREFERRED), default=len(_PREFERRED))
    return rank, _language_rank(_language(name), language)


def _language(element: _Element) -> str:
    node: _Element | None = element
    while node is not None:
        found = node.get(XML_LANG)
        if found:
            return str(found)
        node = node.getparent()
    return ""


_OTHER_SCRIPTS = re.compile(
    r"(?:ar|syr|syc|he|hbo|grc|el|hy|ka|cop|gez|ru|uk|bg|sr|zh|ja|ko|fa|ur|hi|sa)(?:-|$)"
)


def _language_rank(tag: str, language: str) -> int:
    if language and tag.partition("-")[0] == language.partition("-")[0]:
        return 0 if "-x-" not in tag else 1
    if not tag or not _OTHER_SCRIPTS.match(tag):
        return 2
    return 3


def sort_form(heading: str, names: Sequence[_Element]) -> str:
    """Return what a heading is sorted by, empty where it is the heading itself.

    ``@sort`` on the parts of the name and ``@sortKey`` on the name decide where they are given.
    """
    if not names:
        return ""
    key = names[0].get("sortKey")
    if key:
        return str(key)
    parts = [
        (int(part.get("sort", "0")), plain_text(part))
        for part in names[0].iter()
        if isinstance(part.tag, str) and part.get("sort", "").isdecimal()
    ]
    text = " ".join(form for _, form in sorted(parts, key=lambda item: item[0]) if form)
    return text if text != heading else ""
