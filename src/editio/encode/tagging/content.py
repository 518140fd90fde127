"""Which element may stand in which: from the edition's RELAX NG schema, or from a small table.

That a schema names an element somewhere in the content of another does not promise that it may
stand at every place there; in the mixed content that holds running text it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.tagging.regions import BREAKS, NAMED
from editio.names import TEI_NS
from editio.relaxng.nameclasses import key_of, split_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editio.relaxng.schema import Schema

_PREFIX = key_of(TEI_NS, "")


@dataclass(frozen=True, slots=True)
class ContentTable:
    """What may stand in what, by local names; names of attributes by element.

    Without ``children`` the rules of TEI for phrases hold, as far as a table can say them.
    """

    children: Mapping[str, frozenset[str]] | None = None
    attributes: Mapping[str, frozenset[str]] | None = None

    @classmethod
    def of(cls, schema: Schema) -> ContentTable:
        """Read the table of a RELAX NG schema: what it says of the elements of the TEI."""
        vocabulary = schema.vocabulary
        children: dict[str, frozenset[str]] = {}
        attributes: dict[str, frozenset[str]] = {}
        for key, definitions in vocabulary.definitions.items():
            if not key.startswith(_PREFIX):
                continue
            name = split_key(key)[1]
            inside = {k for d in definitions for k in vocabulary.inside(d.content)}
            children[name] = frozenset(split_key(k)[1] for k in inside if k.startswith(_PREFIX))
            known = {k for d in definitions for k in vocabulary.attributes(d.content)}
            attributes[name] = frozenset(split_key(k)[1] for k in known)
        return cls(children, attributes)

    def knows(self, name: str) -> bool:
        """Whether there is such an element at all."""
        return self.children is None or name in self.children

    def allows(self, parent: str, child: str) -> bool:
        """Whether ``child`` may stand in ``parent``."""
        if self.children is None:
            return _may_hold(parent, child)
        return child in self.children.get(parent, ())

    def attribute(self, element: str, name: str) -> bool:
        """Whether ``element`` may have this attribute."""
        if self.attributes is None:
            return True
        return name.removeprefix("xml:") in self.attributes.get(element, ())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements that hold running text, in which names, dates and quotations may stand.
_PHRASES = _words(
    """p ab l s head note item cell label seg hi emph foreign distinct ref q quote said soCalled
    mentioned title titlePart docAuthor docDate docImprint docEdition byline dateline opener closer
    salute signed trailer argument bibl author editor publisher pubPlace respStmt resp date
    sic corr orig reg unclear supplied add surplus damage restore retrace
    secl mod abbr expan rs persName orgName placeName name addrLine stage speaker role roleDesc
    actor castItem desc figDesc gloss term caption postscript def etym
    sense cit rdg lem w cl phr edition imprimatur epigraph street meeting witness p"""
)
_NO_QUOTES = _words("persName placeName orgName name rs date author editor pubPlace w signed")
_ONLY_PARTS = _words("castItem respStmt docImprint")
_IN_NAMES = (
    _words(
        """hi emph foreign seg abbr expan ex am choice sic corr orig reg unclear supplied add del
    gap space note c pc w g damage subst restore app lem rdg anchor ref ptr surplus secl mod
    forename surname roleName addName genName nameLink"""
    )
    | BREAKS
)
_WRAPPED = (
    _IN_NAMES
    | NAMED
    | _words(
        """date time q quote said soCalled mentioned title bibl cit num measure term gloss distinct
    graphic figure formula index biblScope author editor publisher pubPlace cl phr s"""
    )
)
_QUOTING = _words("q quote said soCalled mentioned cit")


def _may_hold(parent: str, child: str) -> bool:
    if child in _QUOTING and parent in _NO_QUOTES:
        return False
    if parent in _PHRASES and child in NAMED | _QUOTING | {"date", "bibl"}:
        return not (parent == "date" and child != "date" and child in _QUOTING)
    if parent in NAMED or parent == "date":
        return child in _IN_NAMES
    return child in _WRAPPED
