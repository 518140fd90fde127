"""What a reader can choose to see on the page of a text: only what there is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.publish.site.parts import Parts

#: What can be underlined: the choice, its label, and what in the page shows that there is some.
SHOW = (
    ("persons", "Persons", ("name person",)),
    ("places", "Places", ("name place",)),
    ("organisations", "Organisations", ("name org",)),
    ("works", "Works", ("name work",)),
    ("events", "Events", ("name event",)),
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


@dataclass(frozen=True, slots=True)
class View:
    """The choices of one page, as pairs of a name and an English label."""

    show: tuple[tuple[str, str], ...] = ()
    source: tuple[tuple[str, str], ...] = ()
    notes: bool = False
    witnesses: bool = False

    def __bool__(self) -> bool:
        return bool(self.show or self.source or self.notes or self.witnesses)


def view_of(parts: Parts) -> View:
    """Return what the reader of a page can choose."""
    read = (str(parts.text), str(parts.notes), str(parts.apparatus))
    return View(
        show=_present(SHOW, read),
        source=_present(SOURCE, read),
        notes='class="note-ref"' in parts.text,
        witnesses="data-wit=" in parts.apparatus and 'class="app' in parts.text,
    )


def _present(
    offers: tuple[tuple[str, str, tuple[str, ...]], ...], read: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, label)
        for name, label, signs in offers
        if any(sign in html for sign in signs for html in read)
    )
