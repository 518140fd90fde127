"""A small invented edition with everything that a reader can open, choose and cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{}</TEI>'

_HEADER = """<teiHeader><fileDesc><titleStmt><title>{title}</title><author>Ida Brandt</author>
</titleStmt><publicationStmt><p>Nowhere, 2026</p></publicationStmt><sourceDesc>{source}</sourceDesc>
</fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
</encodingDesc></teiHeader>"""

_WITNESSES = """<listWit><witness xml:id="wA" n="A">The kettle book</witness>
<witness xml:id="wB" n="B">The copy of the copper smith</witness></listWit>"""

_FILLER = "The water sings, and nobody listens to it but the cat on the stove. " * 12

_POEM = "".join(f"<l>Line {number} of the kettle song</l>" for number in range(1, 13))

_PAGES = """<facsimile><surface xml:id="s1"><graphic url="pages/1.svg" width="300px"
height="400px"/><zone xml:id="z1" ulx="30" uly="40" lrx="270" lry="140"/>
<zone xml:id="z2" points="30,200 270,200 270,300 30,290"/></surface>
<surface><graphic url="pages/2.svg"/>
<zone xml:id="z3" ulx="30" uly="40" lrx="180" lry="140"/><zone xml:id="s2"/></surface>
</facsimile>"""

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400">'
    '<rect width="300" height="400" fill="#eee"/><text x="40" y="60">Page {}</text></svg>'
)

BODY = f"""{_PAGES}<text><body><pb n="1" facs="pages/1.svg"/>
<div xml:id="morning"><head>Morning</head>
<p xml:id="p1" facs="#z1">The <choice><orig>kettel</orig><reg>kettle</reg></choice> of
<persName ref="#brandt">Ida Brandt</persName> sang in <placeName ref="#nowhere">Nowhere</placeName>
on <date when="1871-05-02">2 May 1871</date>.<note xml:id="n1">A kettle of copper, with a
<hi rend="italic">dent</hi>.</note> She
<app xml:id="a1"><lem wit="#wA">boiled</lem><rdg wit="#wB">burnt</rdg></app> the water
<app xml:id="a2"><lem wit="#wA #wB">twice</lem><rdg wit="#wC">thrice</rdg></app>,
<choice><sic>adn</sic><corr>and</corr></choice> said: <quote>Enough.</quote>
<choice><abbr>Dr.</abbr><expan>Doctor</expan></choice> Kessel agreed.</p>
<p facs="#z2">{_FILLER}</p><p>{_FILLER}</p></div>
<pb n="2" facs="#s2"/><div xml:id="noon"><head>Noon</head>
<lg xml:id="song" facs="#z3">{_POEM}</lg><p>{_FILLER}<note>The cat was
called Dampf.</note></p><p>{_FILLER}</p></div>
<div xml:id="evening"><head>Evening</head><p>{_FILLER}</p><p>{_FILLER}</p><p>See
<ref target="#p1">the beginning</ref>.</p></div></body></text>"""

_PEOPLE = """<text><body><listPerson><person xml:id="brandt"><persName>Brandt, Ida</persName>
<birth when="1840"/><death when="1912"/><occupation>Kettle maker</occupation>
<idno type="GND">118500007</idno></person></listPerson>
<listPlace><place xml:id="nowhere"><placeName>Nowhere</placeName></place></listPlace>
</body></text>"""


def write(root: Path, settings: str = "", body: str = BODY) -> None:
    """Write the edition into ``root``; ``settings`` are added to its edition.toml."""
    texts = {
        "kettles": _HEADER.format(title="The Kettle Book", source=_WITNESSES) + body,
        "cat": _HEADER.format(title="The Cat", source="<p>A letter</p>")
        + '<text><body><p><persName ref="people.xml#brandt">Miss Brandt</persName> has a cat.</p>'
        "</body></text>",
        "people": _HEADER.format(title="People", source="<p>Written here</p>") + _PEOPLE,
    }
    texts["kettles"] = texts["kettles"].replace('ref="#', 'ref="people.xml#')
    for name, content in texts.items():
        (root / f"{name}.xml").write_text(_TEI.format(content), encoding="utf-8")
    (root / "pages").mkdir(exist_ok=True)
    for number in (1, 2):
        (root / "pages" / f"{number}.svg").write_text(_PICTURE.format(number), encoding="utf-8")
    toml = '[edition]\ntitle = "Kettles"\neditors = ["A. Nobody"]\n' + settings
    (root / "edition.toml").write_text(toml, encoding="utf-8")
