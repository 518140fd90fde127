"""Every code has an example that has it, and one that has not.

For half of the codes these are the mistakes of ``tests/mistakes.py``, and the clean edition. Here
are the others: what a bad and a good edition hold, as files, or as the content of ``a.xml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from documents import TEI, Folder
from editio.edition import xinclude
from editio.edition.fate import Fate
from editio.edition.find import find_documents
from editio.edition.reach import Failure
from editio.edition.settings import Limits, load_settings
from editio.edition.source import OpenDocument
from editio.errors import SourceError
from editio.relaxng import load_schema
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.baseline import Baseline, kind_of
from editio.validate.checks.pointers import unreachable
from editio.validate.facts import facts_of
from editio.validate.limits import lost_finding
from editio.validate.manual import BUILD_CODES, pages
from editio.validate.options import Options
from editio.validate.selection import REPORTS
from mistakes import CLASSES

if TYPE_CHECKING:
    from editio.findings import Finding

Files = dict[str, str | bytes]
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
TYPES = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
GRAMMAR = f"""<element name="TEI" ns="http://www.tei-c.org/ns/1.0" {RNG} {TYPES}>
 <optional><element name="head"><attribute name="n"/></element></optional>
 <optional><element name="num"><data type="integer"/></element></optional>
 <optional><element name="div"><attribute name="type">
   <choice><value>act</value><data type="token"/></choice></attribute></element></optional>
 <zeroOrMore><element name="item"><optional><attribute name="id"><data type="ID"/></attribute>
   </optional><optional><attribute name="ref"><data type="IDREF"/></attribute></optional>
   <empty/></element></zeroOrMore>
</element>"""
EVERYTHING = f"""<grammar {RNG} ns="http://www.tei-c.org/ns/1.0"><start><element name="TEI">
 <zeroOrMore><element name="p"><ref name="any"/></element></zeroOrMore></element></start>
 <define name="any"><zeroOrMore><text/></zeroOrMore></define></grammar>"""
ORDERED = f"""<element name="TEI" ns="http://www.tei-c.org/ns/1.0" {RNG}><element name="p">
 <element name="a"><empty/></element><element name="b"><empty/></element></element></element>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
 <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
 <ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
 <pattern><rule context="t:date"><report test="xs:date(@when) lt xs:date('1000-01-01')">old</report>
 </rule></pattern>
 <pattern documents="//t:ptr/@target"><rule context="t:none"><report test="true()">x</report>
 </rule></pattern></schema>"""
INNER = '<p xmlns="http://www.tei-c.org/ns/1.0">'
PERSONS = "<listPerson>{}</listPerson>"
ADA = '<person xml:id="ada"><persName>Ada</persName></person>'
BEN = '<person xml:id="ben"><persName>Ben</persName></person>'
NAMES = "<rs key='ada'/><name key='ben'/><rs key='{}'/>"
BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


MANY = f"{TEI}{'<p/>' * 500}</TEI>"


def doctype(subset: str, content: str) -> Files:
    return {"a.xml": f"<!DOCTYPE TEI [{subset}]>{TEI}<p>{content}</p></TEI>"}


class Example(NamedTuple):
    """``schema`` is one for all documents, ``rules`` tells whether there are some."""

    bad: str | Files
    good: str | Files
    schema: str = ""
    rules: bool = False


EXAMPLES = {
    "CON-LACKING": Example(
        "<p n='1'/>" * 20 + "<p/>", "<p n='1'/>" * 21, schema=EVERYTHING.replace("text", "empty")
    ),
    "CON-ONCE": Example(
        {"a.xml": MANY, "b.xml": f"{TEI}<p/><ab/></TEI>"},
        {"a.xml": MANY, "b.xml": f"{TEI}<ab/><ab/></TEI>"},
    ),
    "CON-UNUSED": Example("", "<p/>", schema=EVERYTHING),
    "CON-VALUE": Example('<div type="akt"/>', '<div type="act"/>', schema=GRAMMAR),
    "DAT-VALUE": Example('<date when="soon"/>', '<date when="1848"/>'),
    "IGN-UNUSED": Example(
        "<?editio ignore DAT-VALUE?><date when='1848'/>",
        "<?editio ignore DAT-VALUE?><date when='soon'/>",
    ),
    "IGN-WRONG": Example(
        "<?editio ignore DAT-VALEU?><date when='soon'/>",
        "<?editio ignore DAT-VALUE?><date when='soon'/>",
    ),
    "REG-KEY": Example(
        PERSONS.format(ADA + BEN) + NAMES.format("adda"),
        PERSONS.format(ADA + BEN) + NAMES.format("ada"),
    ),
    "RNG-ATTRIBUTE-MISSING": Example("<head/>", '<head n="1"/>', schema=GRAMMAR),
    "RNG-CONTENT": Example("<num>two</num>", "<num>2</num>", schema=GRAMMAR),
    "RNG-NAMESPACE": Example('<head xmlns="urn:x" n="1"/>', '<head n="1"/>', schema=GRAMMAR),
    "RNG-ORDER": Example(
        {"a.xml": f"{TEI}<p><b/><a/></p></TEI>"},
        {"a.xml": f"{TEI}<p><a/><b/></p></TEI>"},
        schema=ORDERED,
    ),
    "RNG-SCHEMA": Example(
        {"a.xml": f'<?xml-model href="none.rng"?>{TEI}</TEI>'},
        {"a.xml": f'<?xml-model href="s.rng"?>{TEI}</TEI>', "s.rng": GRAMMAR},
    ),
    "SCH-DOCUMENT": Example('<ptr target="none.xml"/>', '<ptr target="a.xml"/>', rules=True),
    "SCH-EVALUATION": Example('<date when="1848"/>', '<date when="1848-01-01"/>', rules=True),
    "SCH-SCHEMA": Example(
        {"a.xml": f'<?xml-model href="none.sch"?>{TEI}</TEI>'},
        {"a.xml": f'<?xml-model href="s.sch"?>{TEI}</TEI>', "s.sch": RULES},
    ),
    "XML-DEPTH": Example("<q>" * 2001 + "</q>" * 2001, "<q>" * 1000 + "</q>" * 1000),
    "XML-DOCTYPE": Example(
        {"a.xml": f'<!DOCTYPE TEI SYSTEM "tei.dtd">{TEI}</TEI>'}, doctype("", "a")
    ),
    "XML-EMPTY": Example({"a.xml": ""}, ""),
    "XML-ENCODING": Example(
        {"a.xml": f"{TEI}<p>caf\xe9 and more</p></TEI>".encode("latin-1")},
        {"a.xml": f"{TEI}<p>caf\xe9 and more</p></TEI>".encode()},
    ),
    "XML-ENTITY-BOMB": Example(doctype(BOMB, "&i;"), doctype(BOMB, "&b;")),
    "XML-ENTITY-EXTERNAL": Example(
        doctype('<!ENTITY a SYSTEM "b.txt">', "&a;"), doctype('<!ENTITY a "b">', "&a;")
    ),
    "XML-ENTITY-LOOP": Example(
        doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
        doctype('<!ENTITY a "&b;"><!ENTITY b "b">', "&a;"),
    ),
    "XML-INCLUDE-BROKEN": Example(
        {"a.xml": f'{TEI}<xi:include href="b.inc"/></TEI>', "b.inc": INNER},
        {"a.xml": f'{TEI}<xi:include href="b.inc"/></TEI>', "b.inc": f"{INNER}</p>"},
    ),
    "XML-INCLUDE-LIMIT": Example(
        {"a.xml": TEI + '<xi:include href="b.inc"/>' * 6 + "</TEI>", "b.inc": f"{INNER}</p>"},
        {"a.xml": TEI + '<xi:include href="b.inc"/>' * 5 + "</TEI>", "b.inc": f"{INNER}</p>"},
    ),
    "XML-NAMESPACE": Example(
        {"a.xml": "<TEI><teiHeader/><text><body><p>a</p></body></text></TEI>"}, "<p>a</p>"
    ),
    "XML-NOT-TEI": Example({"a.xml": "<html/>"}, "<p>a</p>"),
    "XML-NOT-XML": Example({"a.xml": "Just some words."}, "<p>a</p>"),
    "XML-P4": Example({"a.xml": "<TEI.2><text><p>a</p></text></TEI.2>"}, "<p>a</p>"),
}
#: Where it takes more than documents; each has a test below.
CIRCUMSTANCES = frozenset(
    {
        *("XML-ENGINE", "XML-KILLER", "XML-MEMORY", "XML-TIME", "XML-UNREADABLE"),
        *("IGN-BASELINE", "PTR-UNREACHABLE", "RNG-ID", "RNG-IDREF"),
    }
)


def found(documents: Folder, files: str | Files, example: Example) -> list[Finding]:
    for name, content in (
        {"a.xml": f"{TEI}{files}</TEI>"} if isinstance(files, str) else files
    ).items():
        documents.write(name, content)
    options = Options(
        relaxng_schema=documents.write("all.rng", example.schema) if example.schema else None,
        schematron=documents.write("all.sch", RULES) if example.rules else None,
        today=(2025, 1, 1),
        reports=REPORTS,
    )
    settings = load_settings(documents.path)
    refs = find_documents(settings)
    results = validate_documents(
        Request(refs, settings.root, options, edition=refs), SerialExecutor()
    )
    return [item for result in results for item in result]


def test_every_code_has_its_examples() -> None:
    shown = {mistake.codes.split()[0] for mistakes in CLASSES.values() for mistake in mistakes}
    here = EXAMPLES.keys() | CIRCUMSTANCES
    assert not shown & here
    assert shown | here == pages().keys() - set(BUILD_CODES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_example_has_the_code_and_the_good_one_has_not(
    documents: Folder, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xinclude, "MAX_INCLUDES", 5)
    example = EXAMPLES[code]
    good = found(Folder(documents.path / "good"), example.good, example)
    assert code not in {item.code for item in good}, good
    bad = found(Folder(documents.path / "bad"), example.bad, example)
    assert code in {item.code for item in bad}, bad


def test_what_only_a_failing_machine_finds(
    documents: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = documents.open("").ref
    lost = {lost_finding(ref, fate, Limits()).code for fate in Fate}
    assert lost == {"XML-KILLER", "XML-MEMORY", "XML-TIME"}
    plain = Example("<p/>", "<p/>")
    assert found(documents, plain.good, plain) == []
    (documents.path / "b.xml").symlink_to("nowhere.xml")
    assert [item.code for item in found(documents, plain.good, plain)] == ["XML-UNREADABLE"]
    (documents.path / "b.xml").unlink()

    def refuse(_document: OpenDocument) -> None:
        raise SourceError("refused", "try again")

    monkeypatch.setattr(OpenDocument, "root", refuse)
    assert [item.code for item in found(documents, plain.good, plain)] == ["XML-ENGINE"]


def test_what_only_the_network_finds(documents: Folder) -> None:
    address = "https://example.org/gone"
    facts = facts_of(documents.body(f'<ref target="{address}"/>'))
    failures = {address: Failure("404", gone=True)}
    assert [item.code for item in unreachable(facts, failures)] == ["PTR-UNREACHABLE"]
    assert list(unreachable(facts, {})) == []


def test_what_only_the_library_is_asked_for() -> None:
    schema = load_schema(GRAMMAR.encode())
    bad = f"{TEI}<item id='a'/><item id='a' ref='b'/></TEI>".encode()
    good = f"{TEI}<item id='a'/><item ref='a'/></TEI>".encode()
    assert {item.code for item in schema.validate(bad, check_ids=True)} == {"RNG-ID", "RNG-IDREF"}
    assert list(schema.validate(good, check_ids=True)) == []


def test_what_only_a_baseline_finds(documents: Folder) -> None:
    example = EXAMPLES["DAT-VALUE"]
    findings = found(documents, example.bad, example)
    kinds = {kind_of(item): 1 for item in findings}
    baseline = Baseline("known.json", kinds, kinds)
    assert list(baseline.stale(findings)) == []
    assert {item.code for item in baseline.stale([])} == {"IGN-BASELINE"}
