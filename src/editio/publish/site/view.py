"""What a reader can choose to see on the page of a text: only what there is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.publish.site.parts import Parts

#: What can be underlined: the choice, its label, and what in the page shows that there is some.
SHOW = (
    ("persons", "Persons", ("name person", '"../person')),
    ("places", "Places", ("name place", '"../place')),
    ("organisations", "Organisations", ("name org", '"../organisation')),
    ("works", "Works", ("name work", '"../work')),
    ("events", "Events", ("name event", '"../event')),
    ("dates", "Dates", ('class="date',)),
    ("facsimiles", "Facsimiles", ('class="facs"',)),
    ("quotations", "Quotations", ('class="quote', 'class="cit', 'class="q"')),
)
#: What can be shown as the source has it.
SOURCE = (
    ("orig", "Spelling", ('class="orig alt',)),
    ("sic", "Errors", ('class="sic alt',)),
    ("abbr", "Abbreviations", ('class="abbr alt',)),
)


#: The elements that genres.css is about, by their class.
GENRES = (
    "alt", "fw", "metamark", "supplied", "surplus", "secl", "ex", "unclear", "gap", "add", "pb",
    "facs", "cb", "gb", "milestone", "opener", "closer", "postscript", "dateline", "addrLine",
    "card", "correspDesc", "card-dates", "l", "lg", "line-number", "caesura", "cast", "castList",
    "castItem", "witnesses", "role", "roleDesc", "sp", "speaker", "speaker-line", "stage", "u",
    "div-kind", "annotationBlock", "who", "happening", "entry", "entryFree", "form", "pron",
    "sense", "sense-number", "etym", "spec", "spec-name", "seg-number", "sourceDoc",
)  # fmt: skip
#: All that the signs above can be part of.
_SIGNS = (
    re.compile('class="[^"]*"'),
    re.compile("name (?:person|place|org|work|event)"),
    re.compile(r'"\.\./(?:person|place|organisation|work|event)(?=[-/])'),
)
_GENRE = re.compile(rf' class="(?:[^" ]+ )*(?:{"|".join(GENRES)})[ "]')


@dataclass(frozen=True, slots=True)
class View:
    """The choices of one page, as pairs of a name and an English label.

    ``genres`` tells whether the page needs genres.css.
    """

    show: tuple[tuple[str, str], ...] = ()
    source: tuple[tuple[str, str], ...] = ()
    notes: bool = False
    witnesses: bool = False
    genres: bool = False

    def __bool__(self) -> bool:
        return bool(self.show or self.source or self.notes or self.witnesses)


def view_of(parts: Parts) -> View:
    """Return what the reader of a page can choose."""
    read = (str(parts.text), str(parts.notes), str(parts.apparatus))
    in_text, *others = map(_signs_in, read)
    signs = " ".join((in_text, *others))
    return View(
        show=_present(SHOW, signs),
        source=_present(SOURCE, signs),
        notes='class="note-ref"' in in_text,
        witnesses="data-wit=" in parts.apparatus and 'class="app' in in_text,
        genres=any(_GENRE.search(html) for html in (*read, str(parts.about))),
    )


def _signs_in(html: str) -> str:
    """Return what may be a sign, each once: to look for a dozen in all of a page takes longer."""
    return " ".join({found for sign in _SIGNS for found in sign.findall(html)})


def _present(
    offers: tuple[tuple[str, str, tuple[str, ...]], ...], found: str
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, label) for name, label, signs in offers if any(sign in found for sign in signs)
    )
