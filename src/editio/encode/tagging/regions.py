"""What tagging may look at: which elements of the TEI hold running text, and how.

TEI Guidelines, chapters 3 (elements in all documents), 11 (transcription), 12 (apparatus) and 13
(names and dates).
"""

from __future__ import annotations

from enum import Enum, auto


class Region(Enum):
    """How the text of an element takes part in the running text."""

    #: A paragraph and the like: its text is by itself.
    BLOCK = auto()
    #: Text that goes on in the text around it.
    INLINE = auto()
    #: A note: its text is by itself, and the text around goes on as if it were not there.
    NOTE = auto()
    #: Text that is not read: the header, an example, the other half of a choice.
    SKIPPED = auto()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _words(
    """teiHeader standOff facsimile sourceDoc xenoData egXML code gi att tag val eg formula
    notatedMusic listPerson listPlace listOrg listEvent listNym person place org castList fw index
    idno spanGrp linkGrp link interpGrp certainty classDecl schemaSpec moduleSpec elementSpec email
    del msDesc msPart figDesc metamark teiCorpusHeader catDesc listRelation application"""
)

_INLINE = _words(
    """abbr add addName affiliation am app author bibl biblScope bloc c choice cit citedRange
    corr country damage date
    district distinct docAuthor docDate docTitle edition editor emph eventName ex expan foreign
    forename g genName geogFeat geogName gloss handShift hi lem m measure mentioned mod name
    nameLink num objectName offset orgName orig persName phr placeName pubPlace publisher q quote
    rdg redo ref reg region restore retrace roleName rs s said secl seg series settlement sic
    soCalled space street subst supplied surname surplus term time title titlePart unclear undo w
    pc cl witDetail depth dim height width extent addrLine orth def usg pron"""
)
_NOTES = _words("note noteGrp annotation")

#: Empty elements that part words where no white space does, unless ``@break="no"``.
BREAKS = _words("lb cb pb gb milestone")

#: Blocks that stand between paragraphs though their names are those of inline elements.
_BLOCK_PARENTS = _words(
    """body front back div div1 div2 div3 div4 div5 div6 div7 text group floatingText epigraph
    listBibl figure TEI argument"""
)
_EITHER = _words("quote q said cit bibl docAuthor docDate titlePart docTitle")

#: What holds a name or date already: nothing more is marked up inside.
NAMED = _words(
    """persName placeName orgName name rs geogName settlement region country district bloc geogFeat
    forename surname roleName addName genName nameLink title eventName objectName"""
)
DATED = _words("date time docDate")
NUMBERED = _words("num measure biblScope citedRange idno dim depth height width")
#: What holds the title of a text itself.
HEADINGS = _words("head titlePart docTitle")
QUOTED = _words("q quote said soCalled mentioned title cit bibl")

#: Of a choice or an apparatus entry one child is read: the edited form, the lemma.
_OTHER_HALF = {"choice": _words("sic orig abbr"), "app": _words("rdg rdgGrp witDetail wit")}


def region_of(name: str, parent: str) -> Region:
    """Return how an element's text takes part; ``name`` is empty for what is not TEI."""
    if not name or name in _SKIPPED or name in _OTHER_HALF.get(parent, ()):
        return Region.SKIPPED
    if name in _NOTES:
        return Region.NOTE
    if name in _EITHER and parent in _BLOCK_PARENTS:
        return Region.BLOCK
    return Region.INLINE if name in _INLINE else Region.BLOCK
