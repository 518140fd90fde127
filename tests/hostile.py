"""An edition whose documents try to become markup or script in the pages made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from pathlib import Path

#: Breaks out of a title, a tag and an attribute, if anything lets it.
EVIL = (
    '</title></script><script>alert(1)</script>"\' onclick="alert(1)" <img src=x onerror=alert(1)>'
)

TARGETS = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "file:///etc/passwd",
    "//evil.example/",
    'https://example.org/" onclick="alert(1)',
    "../../../../etc/passwd",
    "#nowhere",
    EVIL,
)

_HEADER = """<teiHeader><fileDesc><titleStmt><title>{title}</title><author>{evil}</author>
</titleStmt><publicationStmt><publisher>{evil}</publisher><date when={attribute}>{evil}</date>
<availability><licence target={attribute}>{evil}</licence></availability></publicationStmt>
<sourceDesc><p>{evil}</p></sourceDesc></fileDesc></teiHeader>"""

_BODY = """<text xml:lang={attribute}><body><head>{evil}</head>
<!--part:notes--><?php evil ?>
<p n={attribute} rend={attribute} style="background:url(javascript:alert(1))" type={attribute}>
<persName ref="#p.1">{evil}</persName> <persName key={attribute}>{evil}</persName>
<date when={attribute}>{evil}</date> <quote source={attribute} who={attribute}>{evil}</quote>
<note n={attribute}>{evil}</note> <app><lem wit={attribute}>{evil}</lem><rdg>{evil}</rdg></app>
<figure><graphic url={attribute}/><figDesc>{evil}</figDesc></figure>
<formula notation="tex">{evil}</formula><gap reason={attribute}/>
<pb n={attribute} facs={attribute}/>
</p>{links}
<egXML xmlns="http://www.tei-c.org/ns/Examples"><script>alert(1)</script></egXML>
<ab><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>
<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg></ab>
<p><![CDATA[<script>alert(1)</script>]]></p><p xml:id="a.b-c">Dots.</p>
</body></text>"""

_REGISTER = """<text><body><listPerson><person xml:id="p.1"><persName>{evil}</persName>
<note>{evil}</note><idno type={attribute}>{evil}</idno><idno type="URL">javascript:alert(1)</idno>
</person></listPerson></body></text>"""


def write(root: Path) -> None:
    """Write the edition: texts called like pages of the site, and alike but for their case."""
    values = {"evil": escape(EVIL), "attribute": quoteattr(EVIL)}
    links = "".join(
        f"<p><ref target={quoteattr(target)}>link</ref> <ptr target={quoteattr(target)}/>"
        f"<graphic url={quoteattr(target)}/></p>"
        for target in TARGETS
    )
    names = {"index": EVIL, "assets": "A", "a/Kettle": "B", "b/kettle": "C", "people": "D"}
    for name, title in names.items():
        body = _REGISTER if name == "people" else _BODY
        content = (_HEADER + body).format(title=escape(title), links=links, **values)
        path = root / f"{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{content}</TEI>'
        path.write_text(tei, encoding="utf-8")
    toml = "[edition]\ntitle = '''{0}'''\nsubtitle = '''{0}'''\nlicence = '''{0}'''\n"
    (root / "edition.toml").write_text(toml.format(EVIL.replace("'", "’")), encoding="utf-8")
