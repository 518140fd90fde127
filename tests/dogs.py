"""A small invented edition of a Latin text and its translation, which correspond by @corresp."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}"><teiHeader><fileDesc><titleStmt>'
    "<title>{title}</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/>"
    "</sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
)

ORIGINAL = """<div xml:id="c1"><head>Caput</head><p xml:id="p1">Canis <seg xml:id="s1">currit</seg>.
<note xml:id="n1">Nota.</note></p><lg><l xml:id="l1">Unus</l><l xml:id="l2">Duo</l></lg>
<p xml:id="p2">Vide <ref target="#p1">supra</ref> et
<ref target="translation.xml#q">alium</ref>.</p></div>"""

TRANSLATION = """<div xml:id="c1"><head>Chapter</head>
<p xml:id="p1" corresp="original.xml#p1">The dog
<seg corresp="original.xml#s1">runs</seg>.<note xml:id="n1">A note.</note></p>
<lg><l corresp="original.xml#l1">One</l><l corresp="original.xml#l2">Two</l></lg>
<p xml:id="q" corresp="original.xml#p2">See above.</p></div>"""

#: Two versions in one document.
BOTH = """<div type="text" xml:lang="grc"><p xml:id="g1">Κύων</p><p xml:id="g2">Ὕδωρ</p></div>
<div xml:lang="en"><head>Words</head><p corresp="#g1">Dog</p><p corresp="#g2">Water</p></div>"""


def write(root: Path, filler: str = "") -> None:
    """Write the edition into ``root``; ``filler`` stands around both texts."""
    texts = {
        "original": ("la", "De cane", filler + ORIGINAL + filler),
        "translation": ("en", "Dogs", filler + TRANSLATION + filler),
        "words": ("en", "A list", BOTH),
    }
    for name, (lang, title, body) in texts.items():
        content = _TEI.format(lang=lang, title=title, body=body)
        (root / f"{name}.xml").write_text(content, encoding="utf-8")
    toml = '[edition]\ntitle = "Dogs"\neditors = ["A. Nobody"]\n'
    (root / "edition.toml").write_text(toml, encoding="utf-8")
