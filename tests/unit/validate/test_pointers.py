"""The check of pointers: over the whole edition, at the attribute, with what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI
from editio.cli.main import main
from editio.edition.model import DocumentRef, Role
from editio.edition.pointerattributes import is_pointer
from editio.edition.source import OpenDocument
from editio.errors import SourceError
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from editio.validate.report import ordered
from editio.validate.schemas import SchemaSources
from webserver import serve

if TYPE_CHECKING:
    from documents import Folder
    from editio.findings import Finding

REGISTER = f"""{TEI}<text><body><listPerson>
<person xml:id="ada"><persName>Ada Quill</persName><idno type="URI">https://example.org/ada</idno>
</person><person xml:id="ben_moss"><persName>Ben Moss</persName></person></listPerson>
<p xml:id="preface"/></body></text></TEI>"""
PREFIX = (
    '<teiHeader><encodingDesc><listPrefixDef><prefixDef ident="psn" matchPattern="([a-z_]+)"'
    ' replacementPattern="registers/persons.xml#$1"/></listPrefixDef></encodingDesc></teiHeader>'
)


def refs_of(documents: Folder) -> list[DocumentRef]:
    return [
        DocumentRef(id=path.stem, path=path.relative_to(documents.path).as_posix(), role=Role.TEXT)
        for path in sorted(documents.path.rglob("*.xml"))
    ]


def validated(documents: Folder, *only: str) -> list[Finding]:
    edition = refs_of(documents)
    refs = [ref for ref in edition if not only or ref.path in only]
    results = validate_documents(
        Request(refs, documents.path, Options(), edition=edition), SerialExecutor()
    )
    return [
        item
        for item in ordered([finding for found in results for finding in found])
        if item.code.startswith("PTR-")
    ]


def codes(documents: Folder, content: str, *only: str) -> list[str]:
    documents.write("registers/persons.xml", REGISTER)
    documents.write("a.xml", f"{TEI}{content}</TEI>")
    return [item.code for item in validated(documents, *only)]


DANGLING = [
    '<persName ref="#nobody"/>',
    '<persName ref="registers/persons.xml#nobody"/>',
    '<sp who="#ada #nobody"/>',
    '<sp who="#Ada"/>',
    '<rdg wit="#A"/>',
    '<seg ana="#noun"/>',
    '<ref target="a.xml#n1"/>',
    '<ref target="#caf%C3%A9"/>',
    '<app from="#w1"/>',
    '<note targetEnd="#w2"/>',
    '<hi rendition="#b"/>',
    '<handShift new="#h2"/>',
    '<relation active="#nobody"/>',
    '<p corresp="#x"/>',
    '<p resp="#ed"/>',
    '<u start="#t0"/>',
    '<keywords scheme="#lcsh"/>',
    '<w lemmaRef="#go"/>',
    '<pb facs="#f1"/>',
    '<seg next="#s2"/>',
    '<ptr target="./registers/../registers/persons.xml#ben-moss"/>',
]


@pytest.mark.parametrize("content", DANGLING)
def test_ids_that_are_nowhere_are_found(documents: Folder, content: str) -> None:
    assert codes(documents, content) == ["PTR-DANGLING"]
    assert codes(documents, content, "a.xml") == ["PTR-DANGLING"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<ref target="persons.xml#ada"/>', "PTR-FILE"),
        ('<ref target="persons.xml"/>', "PTR-FILE"),
        ('<ref target="file:///C:/edition/a.xml"/>', "PTR-FILE"),
        (r'<ref target="C:\edition\a.xml"/>', "PTR-FILE"),
        ('<ref target="www.example.org/x"/>', "PTR-FILE"),
        ('<ref target="about.html"/>', "PTR-FILE"),
        ('<sp who="ada"/>', "PTR-WORD"),
        ('<sp who="Ada Quill"/>', "PTR-WORD"),
        ('<seg ana="object.unknown"/>', "PTR-WORD"),
        ('<p xml:id="p1.5"/><ref target="p1.5"/>', "PTR-WORD"),
        ('<persName ref="psn:ada"/>', "PTR-SCHEME"),
        (f'{PREFIX}<persName ref="psn:12"/>', "PTR-PREFIX"),
        (f'{PREFIX}<persName ref="psn:nobody"/>', "PTR-DANGLING"),
        ('<ref target="http:/example.org"/>', "PTR-URI"),
        ('<ref target="http//example.org"/>', "PTR-FILE"),
        ('<ref target="https://example.org/a|b"/>', "PTR-URI"),
        ('<ref target="https://example.org/a b"/>', "PTR-URI"),
        ('<ref target="https://"/>', "PTR-URI"),
        ('<ref target="mailto:"/>', "PTR-URI"),
        ('<ref target="#word(12)"/>', "PTR-XPOINTER"),
        ('<ref target="#left(p1"/>', "PTR-XPOINTER"),
        ('<p xml:id="p1">abc</p><ref target="#string-range(p1,2,2)"/>', "PTR-XPOINTER"),
        ('<ref target="registers/persons.xml#string-range(preface,x)"/>', "PTR-XPOINTER"),
        ('<ref target="#string-range(nobody,0,1)"/>', "PTR-DANGLING"),
        ('<ref target="#range(left(ada),right(nobody))"/>', "PTR-DANGLING"),
        ('<ref target="registers/persons.xml#left(nobody)"/>', "PTR-DANGLING"),
        ('<ref target="registers/none.xml#xpath(//p)"/>', "PTR-FILE"),
    ],
)
def test_other_mistakes_are_told_apart(documents: Folder, content: str, code: str) -> None:
    assert codes(documents, content) == [code]


@pytest.mark.parametrize(
    "content",
    [
        '<p xml:id="p1">abc</p><ref target="#string-range(p1,1,2)"/>',
        '<ref target="registers/persons.xml#string-range(preface, 1, 2)"/>',
        '<ref target="#range(left(ada), right(ben_moss))"/>',
        '<persName ref="#ada"/>',
        '<persName ref="registers/persons.xml#ada"/>',
        '<ref target="registers/persons.xml#preface"/>',
        '<ref target="registers/persons.xml"/>',
        '<ref target="./a.xml"/>',
        '<p xml:id="é 1"/><ref target="#%C3%A9%201"/>',
        '<p xml:id="b"/><ref target="a.xml#b #b"/>',
        f'{PREFIX}<persName ref="psn:ben_moss"/>',
        '<ref target="https://example.org/a(b)?c=d&amp;e=f#g:h"/>',
        '<ref target="https://[2001:db8::1]/x mailto:ed@example.org urn:isbn:1 doi:10.1/x"/>',
        '<p xml:id="p1">abcd</p><ref target="#string-range(p1, 1, 2)"/>',
        '<ref target="a.xml#xpath(//p[1])"/>',
        '<ref target="#"/>',
        '<pb facs="images/0001.jpg"/>',
        '<biblScope from="12" to="14"/>',
        '<interaction active="plural"/>',
        '<p xmlns="http://www.tei-c.org/ns/Examples" corresp="#example"/>',
        '<rs key="somebody">x</rs>',
        '<ref target="schema.odd"/>',
    ],
)
def test_what_leads_somewhere_is_left_alone(documents: Folder, content: str) -> None:
    documents.write("schema.odd", "<x/>")
    assert codes(documents, content) == []
    assert codes(documents, content, "a.xml") == []


def test_findings_stand_at_the_first_attribute_and_show_what_is_close(documents: Folder) -> None:
    documents.write("registers/persons.xml", REGISTER)
    text = (
        '<sp who="#ada"/>\n<sp n="who=" xml:id="ab"\n  who="#ada #ben-moss"/><sp who="#ben-moss"/>'
    )
    documents.write("a.xml", f'{TEI}{text}<sp who="#ben-moss"/></TEI>')
    (item,) = validated(documents)
    assert (item.file, item.line, item.column) == ("a.xml", 3, 3)
    assert item.document == "a"
    assert '"ben-moss"' in item.message
    assert item.hint == "did you mean ben_moss?"


#: An element for each attribute that holds pointers wherever an edition needs them. ``key`` is no
#: pointer, and is looked at with the registers.
ATTRIBUTES = (
    *("persName/ref", "ref/target", "p/corresp", "rdg/wit", "sp/who", "seg/sameAs", "seg/next"),
    *("seg/prev", "pb/facs", "add/hand", "note/resp", "seg/ana", "quote/source"),
    *("relation/active", "relation/passive", "relation/mutual", "keywords/scheme"),
    "hi/rendition",
)


@pytest.mark.parametrize("use", ATTRIBUTES)
def test_each_attribute_is_followed_and_says_what_is_close(documents: Folder, use: str) -> None:
    element, attribute = use.split("/")
    content = f'<p xml:id="wanted_here">abc</p><{element} {attribute}="#{{}}"/>'
    assert codes(documents, content.format("wanted_here")) == []
    assert codes(documents, content.format("wanted_hear")) == ["PTR-DANGLING"]
    (item,) = validated(documents)
    assert item.hint == "did you mean wanted_here?"
    assert item.xpath.endswith(f"/@{attribute}")


@pytest.mark.parametrize(
    "pointer",
    [
        *("left({})", "right({})", "range(left({}),right({}))", "string-index({},1)"),
        *("string-range({},1,2)", "match({},'b')", "xpath(id('{}'))"),
    ],
)
def test_each_scheme_of_the_guidelines_is_read(documents: Folder, pointer: str) -> None:
    content = f'<p xml:id="here">abc</p><ref target="#{pointer}"/>'
    assert codes(documents, content.replace("{}", "here")) == []
    there = f'<ref target="registers/persons.xml#{pointer}"/>'
    assert codes(documents, there.replace("{}", "preface")) == []
    assert codes(documents, content.replace("{}", "gone")) == ["PTR-DANGLING"]
    assert codes(documents, there.replace("{}", "gone")) == ["PTR-DANGLING"]


def test_a_missing_sign_is_named(documents: Folder) -> None:
    documents.write("a.xml", f'{TEI}<p xml:id="p1"/><p corresp="p1"/></TEI>')
    (item,) = validated(documents)
    assert item.hint == "write #p1"


def test_what_is_wrong_with_many_pointers_alike_is_said_once(documents: Folder) -> None:
    passages = "".join(f'<p corresp="scan-{number}.png"/>' for number in range(1, 9))
    own = f'{PREFIX}<persName ref="psn:12 psn:13"/>'
    documents.write("a.xml", f'{TEI}{passages}{own}<ref target="gone.xml"/></TEI>')
    assert [(item.code, item.message) for item in validated(documents)] == [
        (
            "PTR-FILE",
            'there is no file scan-1.png (and so for "scan-2.png", "scan-3.png", "scan-4.png", '
            '"scan-5.png", "scan-6.png" and 2 more)',
        ),
        (
            "PTR-PREFIX",
            'psn:12 does not match the pattern that prefixDef gives for psn: (and so for "psn:13")',
        ),
        ("PTR-FILE", "there is no file gone.xml"),
    ]


def test_a_private_scheme_of_another_document_holds_and_is_relative_to_it(
    documents: Folder,
) -> None:
    documents.write("deep/b.xml", f'{TEI}<persName ref="psn:ada psn:nobody"/></TEI>')
    assert codes(documents, PREFIX, "deep/b.xml") == ["PTR-DANGLING"]


def test_parts_share_the_ids_of_what_includes_them(documents: Folder) -> None:
    documents.write("part.xml", f'{TEI}<p corresp="#whole #nowhere"/></TEI>')
    text = '<p xml:id="whole"/><xi:include href="part.xml" xpointer="element(/1/1)"/>'
    assert codes(documents, text, "part.xml", "a.xml") == ["PTR-DANGLING"]


def test_members_share_the_ids_of_their_corpus(documents: Folder) -> None:
    documents.write("m/one.xml", f'{TEI}<u ana="#vote #none"/></TEI>')
    corpus = '<p xml:id="vote"/><xi:include href="m/one.xml"/></teiCorpus>'
    documents.write("c.xml", TEI.replace("<TEI", "<teiCorpus") + corpus)
    (item,) = validated(documents)
    assert (item.file, item.code) == ("m/one.xml", "PTR-DANGLING")
    assert '"none"' in item.message


def test_paths_in_an_included_file_are_relative_to_it(documents: Folder) -> None:
    documents.write("deep/part.inc", f'{TEI}<ptr target="there.txt"/><ptr target="a.xml"/></TEI>')
    documents.write("deep/there.txt", "")
    documents.write("a.xml", f'{TEI}<xi:include href="deep/part.inc"/></TEI>')
    (item,) = validated(documents)
    assert item.message == "there is no file deep/a.xml"
    assert (item.file, item.column) == ("deep/part.inc", len(TEI) + 31)


def test_an_edition_that_cannot_be_read_in_part_is_not_blamed(documents: Folder) -> None:
    documents.write("bad.xml", f"{TEI}<p>")
    assert codes(documents, '<ref target="bad.xml#x"/>') == []


def test_the_command_looks_at_the_whole_edition(
    documents: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write("registers/persons.xml", REGISTER)
    path = documents.write("a.xml", f'{TEI}<persName ref="#ada #none"/></TEI>')
    documents.write("edition.toml", "")
    assert main(["validate", str(path), "--quiet"]) == 1
    shown = capsys.readouterr().out
    assert "PTR-DANGLING" in shown
    assert '"none"' in shown
    assert '"ada"' not in shown


def test_what_is_a_pointer_depends_on_the_element() -> None:
    assert is_pointer("span", "from")
    assert not is_pointer("date", "from")
    assert is_pointer("anything", "ref")
    assert not is_pointer("graphic", "url")
    assert not is_pointer("rs", "key")


def test_a_crowd_of_dangling_pointers_takes_no_time(documents: Folder) -> None:
    ids = "".join(f'<p xml:id="person_{n}"/>' for n in range(1000))
    uses = "".join(f'<rs ref="#persom_{n}"/>' for n in range(1000))
    documents.write("a.xml", f"{TEI}{ids}{uses}</TEI>")
    found = validated(documents)
    assert len(found) == 1000
    helped = [item for item in found if item.hint.startswith("did you mean")]
    assert 0 < len(helped) <= 100


@pytest.mark.parametrize("name", ["x" * 5000, "x%00y", "x" * 300 + ".xml", "../" * 2000 + "a.xml"])
def test_names_that_no_file_can_have_are_only_wrong(documents: Folder, name: str) -> None:
    assert codes(documents, f'<ref target="{name}"/>') in (["PTR-FILE"], ["PTR-WORD"])


def test_a_document_that_an_engine_refuses_is_a_finding(
    documents: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_document: OpenDocument) -> None:
        raise SourceError("refused", "try again")

    monkeypatch.setattr(OpenDocument, "root", refuse)
    documents.write("a.xml", f'{TEI}<ref target="#b"/></TEI>')
    results = validate_documents(
        Request(refs_of(documents), documents.path, Options()), SerialExecutor()
    )
    assert [item.code for found in results for item in found] == ["XML-ENGINE"]


SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" ns="http://www.tei-c.org/ns/1.0">
<start><element name="TEI"><zeroOrMore><element name="p"><zeroOrMore><attribute><anyName>
<except><name ns="">motif</name><name ns="">ana</name><name ns="">url</name>
<name ns="">who</name></except></anyName></attribute></zeroOrMore>
<optional><attribute name="motif" ns=""><list><oneOrMore><data type="anyURI"/></oneOrMore></list>
</attribute></optional>
<optional><attribute name="url" ns=""><data type="anyURI"/></attribute></optional>
<optional><attribute name="ana" ns=""><data type="string"/></attribute></optional>
<optional><attribute name="who" ns=""><value>#nobody</value></attribute></optional>
<text/></element></zeroOrMore></element></start></grammar>"""


@pytest.mark.parametrize(
    ("attribute", "found"),
    [
        ('motif="#nobody"', True),
        ('motif="#ada #nobody"', True),
        ('motif="#ada"', False),
        ('url="#nobody"', False),
        ('ana="#nobody"', False),
        ('who="#nobody"', True),
        ('corresp="#nobody"', True),
    ],
)
def test_the_schema_decides_which_attributes_are_pointers(
    documents: Folder, attribute: str, found: bool
) -> None:
    documents.write("small.rng", SCHEMA)
    documents.write("registers/persons.xml", REGISTER)
    documents.write("a.xml", f"{TEI}<p {attribute}/></TEI>")
    refs = refs_of(documents)
    for options in (Options(relaxng_schema=documents.path / "small.rng"), Options()):
        results = validate_documents(
            Request(refs[:1], documents.path, options, edition=refs), SerialExecutor()
        )
        items = [item for result in results for item in result if item.code == "PTR-DANGLING"]
        assert [item.column for item in items] == ([len(TEI) + 4] if found else [])
        model = '<?xml-model href="small.rng"?>'
        documents.write("a.xml", f"{model}\n{TEI}<p {attribute}/></TEI>")


def test_addresses_are_asked_only_where_that_is_allowed(documents: Folder) -> None:
    with serve() as web:
        web.pages["/there"] = b""
        text = f'<p><ref target="{web.address}/there"/><ref target="{web.address}/gone"/></p>'
        documents.write("a.xml", f"{TEI}{text}</TEI>")
        assert validated(documents) == []
        assert web.asked == []
        options = Options(schemas=SchemaSources(allow_network=True))
        results = validate_documents(
            Request(refs_of(documents), documents.path, options), SerialExecutor()
        )
        (item,) = [item for result in results for item in result]
        assert (item.code, item.severity.value) == ("PTR-UNREACHABLE", "warning")
        assert item.column == len(TEI) + text.index("target", text.index("there")) + 1


def test_many_pointers_into_one_text_take_no_time(documents: Folder) -> None:
    text = f'<ab xml:id="t">{"word " * 20_000}</ab>'
    spans = "".join(f'<span target="#string-range(t,{5 * n},4)"/>' for n in range(5_000))
    many = "<p/>" * 20_000
    assert codes(documents, f"{many}{text}{spans}") == []
    assert codes(documents, f'{text}<span target="#string-range(t,99998,4)"/>') == ["PTR-XPOINTER"]
