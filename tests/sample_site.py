"""A tiny invented edition, built by hand, for tests of the site alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.edition.model import (
    DocumentRef,
    DocumentResult,
    Entry,
    Identifier,
    Interval,
    Kind,
    Metadata,
    Role,
)
from editio.edition.settings import Settings
from editio.publish.index.model import Group, Heading, Index, IndexName, Locator
from editio.publish.site.documents import made_of
from editio.publish.site.handles import add_handles
from editio.publish.site.output import open_output
from editio.publish.site.press import here
from editio.publish.site.writer import SiteWriter

if TYPE_CHECKING:
    from pathlib import Path

    from editio.publish.site.press import Workers

YEAR = Interval(earliest=(1871, 1, 1), latest=(1871, 12, 31), label="1871")

HTML = """<!--part:toc--><nav class="toc" aria-label="Contents" data-made=""><ol>
<li><a href="#body.1">Morning</a></li></ol></nav>
<!--part:text--><div class="text"><section class="div" id="body.1"><h2 class="head">Morning</h2>
<p class="p" id="body.1.p1">The kettle of <a class="persName" href="../person/brandt.html">Ida
Brandt</a> sang.<a class="note-ref" href="#body.1.note1" id="ref.1" data-made="">1</a></p>
</section></div>
<!--part:notes--><section class="notes" aria-label="Notes"><ol><li id="body.1.note1">A kettle of
copper. <a href="#ref.1" data-made="">back</a></li></ol></section>
<!--part:about--><section class="header"><dl><dt>Title</dt><dd>A Morning</dd></dl></section>"""


def result(name: str, title: str = "", **changes: object) -> DocumentResult:
    """A rendered text."""
    made = DocumentResult(
        ref=DocumentRef(id=name, path=f"tei/{name}.xml", role=Role.TEXT),
        metadata=Metadata(
            title=title or f"Text {name}",
            authors=("Ida Brandt",),
            date=YEAR,
            date_label="1871",
            language="en",
            source="A notebook in the town archive of Nowhere",
        ),
        html=HTML,
        text="The kettle of Ida Brandt sang.\n",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def locator(document: str, form: str = "Ida Brandt", **changes: object) -> Locator:
    """A mention in the first paragraph."""
    made = Locator(
        document=document,
        unit="body.1.p1",
        label="Morning, § 1",
        form=form,
        before="The kettle of ",
        after=" sang.",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


BRANDT = Entry(
    key="brandt",
    kind=Kind.PERSON,
    id="brandt",
    document="people",
    heading="Brandt, Ida",
    forms=("Ida Brandt", "I. B."),
    dates="1840-1912",
    description="Kettle maker of Nowhere.",
    identifiers=(
        Identifier(kind="GND", value="000", url="https://example.org/gnd/000"),
        Identifier(kind="VIAF", value="1", url="javascript:alert(1)"),
    ),
)
NOWHERE = Entry(
    key="nowhere",
    kind=Kind.PLACE,
    id="nowhere",
    document="people",
    heading="Nowhere",
    coordinates=(50.25, -4.5),
)


def persons(*documents: str) -> Index:
    """An index of persons with a registered, an unregistered and a see-reference heading."""
    brandt = Heading(
        id="brandt",
        label="Brandt, Ida",
        kind=Kind.PERSON,
        entry="brandt",
        dates="1840-1912",
        locators=tuple(locator(document) for document in documents),
    )
    other = Heading(
        id="u-somebody",
        label="somebody else",
        kind=Kind.PERSON,
        locators=(locator(documents[0], "somebody else"),),
    )
    see = Heading(id="see-ida", label="Ida Brandt", kind=Kind.PERSON, see=("brandt",))
    return Index(
        name=IndexName.PERSONS,
        language="en",
        groups=(
            Group(id="B", label="B", headings=(brandt,)),
            Group(id="I", label="I", headings=(see,)),
            Group(id="S", label="S", headings=(other,)),
        ),
    )


def quotations(document: str) -> Index:
    """An index of quotations: author, work, locus; and one that names no source."""
    locus = Heading(
        id="q2", label="3.14", kind=Kind.QUOTATION, locators=(locator(document, "sing, kettle"),)
    )
    work = Heading(id="q1", label="On Kettles", kind=Kind.QUOTATION, children=(locus,))
    loose = Heading(
        id="q3", label="", kind=Kind.QUOTATION, locators=(locator(document, "they say"),)
    )
    return Index(
        name=IndexName.QUOTATIONS,
        language="en",
        groups=(
            Group(id="a1", label="Pseudo-Brandt", headings=(work,)),
            Group(id="none", label="", headings=(loose,)),
        ),
    )


def settings(root: Path, **changes: object) -> Settings:
    """The settings of the edition."""
    made = Settings(
        root=root,
        title="The Kettle Papers",
        subtitle="A test",
        description="First paragraph.\n\nSecond paragraph.",
        editors=("A. Editor", "B. Editor"),
        licence="https://example.org/licence",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def write_edition(
    root: Path,
    results: list[DocumentResult],
    indexes: list[Index],
    entries: tuple[Entry, ...] = (BRANDT, NOWHERE),
    workers: Workers = here,
    **changes: object,
) -> Path:
    """Build the edition in ``root`` and return its site."""
    with open_output(root / "build") as output:
        writer = SiteWriter(settings(root, **changes), output, workers=workers)
        for item in results:
            html, text = add_handles(item.html, item.units), item.text
            writer.add(made_of(item), html.encode(), text.encode())
        writer.finish(indexes, entries)
    return root / "build" / "site"
