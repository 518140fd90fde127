"""Names in running text: those that are marked up, and words that look like names and are not.

Names of several capitalised words are looked at, and single words inside sentences: whether these
are names is for the registers to say. What is not marked up is kept as numbers, four bytes each: a
large edition has a million of them, and only those matter that mean a name which is marked up
elsewhere.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from editio.edition.nameforms import plain_text
from editio.names import TEI_NS, XML_LANG, tei
from editio.validate.spots import Piece, TextSpot, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

NAMES = tuple(tei(name) for name in ("persName", "placeName", "orgName", "geogName", "name", "rs"))
#: What is not read: names and what is like them, words of others, words about words, and lists.
_APART = frozenset(
    tei(name)
    for name in (
        *("persName", "placeName", "orgName", "geogName", "name", "rs", "title", "ref", "term"),
        *("bibl", "biblStruct", "biblFull", "listBibl", "quote", "cit", "foreign", "gloss", "head"),
        *("listPerson", "listPlace", "listOrg", "listEvent", "castList", "speaker", "fw", "index"),
        *("sic", "orig", "abbr", "del", "rdg", "desc", "figDesc", "label", "idno", "mentioned"),
        *("signed", "byline", "docAuthor", "docTitle", "docImprint", "soCalled", "formula", "code"),
        *("teiHeader", "standOff", "author", "editor", "publisher", "pubPlace", "w", "surname"),
    )
)
#: Breaks, which may stand between the words of a name.
_BREAKS = frozenset(tei(name) for name in ("lb", "pb", "cb", "gb", "milestone"))
#: What may stand inside a name, or inside a word.
_INLINE = _BREAKS | frozenset(
    tei(name)
    for name in (
        *("hi", "emph", "seg", "c", "choice", "corr", "reg", "expan", "ex", "supplied", "add"),
        *("unclear", "subst", "damage", "distinct", "app", "lem", "am", "g"),
    )
)
#: What lists names. The cast of a play names who speaks, not who is spoken of.
_LISTS = tuple(
    tei(name) for name in ("listPerson", "listPlace", "listOrg", "listBibl", "castList", "speaker")
)
#: Parts that make the text of a name more than one reading.
_READINGS = tuple(tei(name) for name in ("choice", "app", "subst", "del", "gap", "unclear"))

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫА-Я"
_NAME = rf"(?:[{_CAPITAL}]\.|[{_CAPITAL}][\w’'-]*)"
_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|du|des|of|the|la|le|zu|zum|zur|af|y)"
_SEQUENCE = re.compile(rf"(?<!\w){_NAME}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME})+(?![\w-])")
_SENTENCE = re.compile(r"(?:^|[.!?:;…\"“”„«»‹›(\[—–])\s*\Z")
#: A capitalised word behind one that is not, and before none that is.
_SINGLE = re.compile(
    rf"(?<![\w’'-])[a-zà-öø-ÿ][\w’'-]*,?\s+([{_CAPITAL}][a-zà-öø-ÿ]{{3,}})"
    rf"(?=[\s.,;:!?)…]|['’]s\b|\Z)(?!(?:['’]s)?\s+[{_CAPITAL}])"
)
_SINGLE_WORD = re.compile(rf"[{_CAPITAL}][a-zà-öø-ÿ]{{3,}}")
#: Texts of so many characters hold no name.
_SHORTEST = 4
#: Languages that write all nouns with a capital.
_ALL_NOUNS = frozenset({"de", "gsw", "nds", "lb", "bar", ""})
_POSSESSIVE = re.compile(r"(?:['’]s?)$")


class Marked(NamedTuple):
    """A name form that is marked up in a document, what it points to, and how often.

    ``vague`` tells that it is an ``rs``, which may hold a description instead of a name.
    """

    form: str
    language: str
    pointer: str
    vague: bool
    times: int


class Plain(NamedTuple):
    """A place in the text that reads like a name form and is not marked up as one."""

    form: str
    language: str
    spot: TextSpot


def number(form: str, language: str) -> int:
    """Return the number that stands for a form in a language."""
    return zlib.crc32(f"{language}\0{form}".encode())


def marked_names(root: _Element) -> tuple[Marked, ...]:
    """Return the forms that are marked up in the texts of a document, by their pointer."""
    found: Counter[tuple[str, str, str, bool]] = Counter()
    for element, form in marked_elements(root):
        vague = element.tag == tei("rs")
        found[form, language_of(element), element.get("ref", "").strip(), vague] += 1
    return tuple(Marked(*key, times) for key, times in found.items())


def marked_elements(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield the names in the texts of a document, each with its form."""
    for text in texts_of(root):
        for element in text.iter(*NAMES):
            form = normal(plain_text(element))
            if (
                (_SINGLE_WORD.fullmatch(form) or _SEQUENCE.fullmatch(form))
                and _is_capitalised(form)
                and next(element.iterdescendants(*_READINGS), None) is None
                and next(element.iterancestors(*_LISTS), None) is None
            ):
                yield element, form


def plain_numbers(root: _Element) -> bytes:
    """Return the numbers of all that looks like a name and is not marked up, as ``uint32``."""
    found = (number(form, run.language) for run in _running(root) for form, _ in _looked_up(run))
    return array("I", found).tobytes()


def plain_names(root: _Element) -> Iterator[Plain]:
    """Yield all in the texts of a document that looks like a name and is not marked up."""
    for run in _running(root):
        for form, offset in _looked_up(run):
            spot = spot_of(run.pieces, offset)
            if spot is not None:
                yield Plain(form, run.language, spot)


def _looked_up(run: _Run) -> Iterator[tuple[str, int]]:
    """Yield the forms in running text that look like names, and where each begins.

    A word that begins a sentence may belong to the name or not: both forms are given.
    """
    text = run.text
    for match in _SINGLE.finditer(text) if run.language not in _ALL_NOUNS else ():
        yield match[1], match.start(1)
    for match in _SEQUENCE.finditer(text):
        for form, skipped in _forms(match, text):
            yield form, match.start() + skipped


def _forms(match: re.Match[str], text: str) -> Iterator[tuple[str, int]]:
    """Yield the forms that a run of words may be, and where each begins in it."""
    whole = normal(match[0])
    if _is_capitalised(whole):
        yield whole, 0
    if _SENTENCE.search(text[max(0, match.start() - 8) : match.start()]):
        first = re.match(r"\S+\s+", match[0])
        rest = match[0][first.end() :] if first else ""
        if _SEQUENCE.fullmatch(rest) and _is_capitalised(normal(rest)):
            yield normal(rest), first.end() if first else 0


def normal(form: str) -> str:
    """Return a form with single spaces, without punctuation around it and without ``’s``."""
    words = " ".join(form.split()).strip(',;:!?()[]“”„"«»')
    return _POSSESSIVE.sub("", words)


def _is_capitalised(form: str) -> bool:
    """Tell whether the words of a form are capitalised, and not all in capitals."""
    words = [word for word in form.split() if not re.fullmatch(_PARTICLE, word)]
    return all(word[0].isupper() for word in words) and not form.isupper()


def texts_of(root: _Element) -> Iterator[_Element]:
    """Yield the texts of a document that are not inside others."""
    if root.tag == tei("text"):
        yield root
        return
    for child in root.iterchildren(f"{{{TEI_NS}}}*"):
        if child.tag == tei("text"):
            yield child
        elif child.tag in {tei("TEI"), tei("teiCorpus")}:
            yield from texts_of(child)


def language_of(element: _Element) -> str:
    """Return the primary language of an element, empty if none is named."""
    node: _Element | None = element
    while node is not None:
        found = node.get(XML_LANG)
        if found:
            return str(found).partition("-")[0].casefold()
        node = node.getparent()
    return ""


class _Run(NamedTuple):
    """Running text in one language, and the pieces that it was put together from."""

    text: str
    language: str
    pieces: list[Piece]


def _running(root: _Element) -> Iterator[_Run]:
    """Yield the running texts of a document: markup within a line does not end one."""
    for top in texts_of(root):
        pieces: list[Piece] = []
        language = ""
        for piece, spoken, begins in _pieces(top):
            if pieces and (begins or spoken != language):
                yield from _joined(pieces, language)
                pieces = []
            language = spoken
            if piece.text:
                pieces.append(piece)
        if pieces:
            yield from _joined(pieces, language)


def _joined(pieces: list[Piece], language: str) -> Iterator[_Run]:
    """Yield the text of some pieces, unless it is too short for a name."""
    text = pieces[0].text if len(pieces) == 1 else "".join([text for text, _ in pieces])
    if len(text) > _SHORTEST and not text.isspace():
        yield _Run(text, language, pieces)


def _pieces(top: _Element) -> Iterator[tuple[Piece, str, bool]]:
    """Yield the text of an element in pieces, each with its language; does it begin another text?

    A piece may be empty.
    """
    languages = [language_of(top)]
    tag, after, offset = top, False, 0
    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        begins = event in {"start", "end"} and node.tag not in _INLINE
        if event == "start":
            tag, after, offset = node, False, 0
            own = node.get(XML_LANG)
            languages.append(own.partition("-")[0].casefold() if own else languages[-1])
            if node.tag in _APART:
                walk.skip_subtree()
                continue
            if node.tag in _BREAKS and node.get("break") != "no":
                yield Piece("\n", None), languages[-1], False
            text = node.text
        else:
            if event == "end":
                tag, after, offset = node, True, 0
                languages.pop()
            text = node.tail
            if node is top:
                return
        yield Piece(text or "", TextSpot(tag, after, offset)), languages[-1], begins
        offset += len(text or "")
