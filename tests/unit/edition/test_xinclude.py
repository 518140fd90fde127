"""Includes: files of the edition become part of a document, and nothing else ever does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder, brief
from editio.edition.xinclude import MAX_NESTING

if TYPE_CHECKING:
    from editio.saxon import Processor

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
LIST = f"""<listPerson {NS}>
  <person xml:id="ada"><persName>Ada</persName></person>
  <person xml:id="bob" xml:lang="fr"><persName>Bob</persName></person>
</listPerson>
"""


def include(href: str, more: str = "", content: str = "") -> str:
    """Return an include element."""
    return f'<xi:include href="{href}" {more}>{content}</xi:include>'


def test_a_file_is_included_for_both_engines_with_positions_in_both_files(
    folder: Folder, saxon: Processor
) -> None:
    folder.write("lists/persons.xml", LIST)
    document = folder.body(f"<p>a</p>{include('lists/persons.xml')}<p>b</p>")
    assert document.findings == ()
    text = " ".join(document.parse(saxon).string_value.split())
    assert text == "a Ada Bob b"
    assert [e.text for e in document.root().iter("{*}persName")] == ["Ada", "Bob"]
    assert document.root()[1].get("{http://www.w3.org/XML/1998/namespace}base") == (
        "lists/persons.xml"
    )
    bob = "/TEI[1]/listPerson[1]/person[2]/persName[1]"
    assert document.locate(bob) == ("lists/persons.xml", 3, 38)
    assert document.locate("/TEI[1]/p[2]").file == "a.xml"
    assert set(document.files) == {"a.xml", "lists/persons.xml"}


def test_a_file_is_included_from_many_places(folder: Folder) -> None:
    folder.write("lists/persons.xml", LIST)
    folder.write("deep/b.xml", f"{TEI}{include('../lists/persons.xml')}</TEI>")
    first = folder.body(2 * include("lists/persons.xml"))
    base = "{http://www.w3.org/XML/1998/namespace}base"
    assert [part.get(base) for part in first.root()] == ["lists/persons.xml"] * 2
    assert [part.get(base) for part in folder.reopen("deep/b.xml").root()] == [
        "../lists/persons.xml"
    ]


def test_nothing_in_a_document_can_be_taken_for_what_it_includes(folder: Folder) -> None:
    folder.write("persons.xml", LIST)
    for content in (
        "<?included 0?>",
        "<?included \ufdd00?>",
        "<?included &#xFDD0;0?>",
        "<p>\ufdd00</p>",
    ):
        document = folder.body(f"{include('persons.xml')}{content}")
        assert document.text().count(b"<listPerson") == 1


def test_included_files_include_relative_to_themselves(folder: Folder) -> None:
    folder.write("lists/persons.xml", LIST)
    folder.write(
        "parts/one.xml",
        f"<div>{include('../lists/persons.xml')}</div>".replace(
            "<div>", f'<div {NS} xmlns:xi="http://www.w3.org/2001/XInclude">'
        ),
    )
    document = folder.body(include("parts/one.xml"))
    assert document.findings == ()
    where = document.locate("/TEI[1]/div[1]/listPerson[1]/person[1]")
    assert where == ("lists/persons.xml", 2, 3)


@pytest.mark.parametrize(
    "pointer", ["bob", "element(/1/2)", "element(bob)", "element(/1/9)element(/1/2)"]
)
def test_a_part_is_included_by_its_pointer(folder: Folder, pointer: str) -> None:
    folder.write("persons.xml", LIST)
    document = folder.body(include("persons.xml", f'xpointer="{pointer}"'))
    assert document.findings == ()
    assert [e.text for e in document.root().iter("{*}persName")] == ["Bob"]
    assert document.locate("/TEI[1]/person[1]") == ("persons.xml", 3, 3)


def test_a_pointer_may_lead_to_another_place_of_the_same_document(folder: Folder) -> None:
    document = folder.body('<p xml:id="x">a</p>\n<xi:include href="" xpointer="x"/>')
    assert [finding.code for finding in document.findings] == []
    assert [e.text for e in document.root()] == ["a", "a"]
    assert document.locate("/TEI[1]/p[2]") == ("a.xml", 2, 1)


def test_text_is_included_as_text(folder: Folder, saxon: Processor) -> None:
    folder.write("words.txt", "a < b & é\x01".encode("latin-1"))
    document = folder.body('<p>[<xi:include href="words.txt" parse="text"/>]</p>')
    assert document.findings == ()
    assert document.parse(saxon).string_value.strip() == "[a < b & é\ufffd]"


@pytest.mark.parametrize(
    ("attributes", "code", "words"),
    [
        ('href="no.xml"', "XML-INCLUDE-MISSING", "no file no.xml"),
        ('href="lists"', "XML-INCLUDE-MISSING", "no file lists"),
        ('href="http://192.0.2.1/x.xml"', "XML-INCLUDE-REMOTE", "192.0.2.1"),
        ('href="//192.0.2.1/x.xml"', "XML-INCLUDE-REMOTE", "192.0.2.1"),
        ('href="/etc/passwd" parse="text"', "XML-INCLUDE-OUTSIDE", "/etc/passwd"),
        ('href="file:///etc/passwd" parse="text"', "XML-INCLUDE-OUTSIDE", "/etc/passwd"),
        ('href="../secret.txt" parse="text"', "XML-INCLUDE-OUTSIDE", "../secret.txt"),
        ('href="%2e%2e/secret.txt" parse="text"', "XML-INCLUDE-OUTSIDE", "secret.txt"),
        ('href="link.txt" parse="text"', "XML-INCLUDE-OUTSIDE", "link.txt"),
        ('xml:base="/etc/" href="passwd" parse="text"', "XML-INCLUDE-OUTSIDE", "passwd"),
        ('href="persons.xml" xpointer="nobody"', "XML-INCLUDE-POINTER", "nobody"),
        ('href="bad.xml"', "XML-INCLUDE-BROKEN", "bad.xml"),
        ('href="a.xml"', "XML-INCLUDE-LOOP", "never end"),
        ('href=""', "XML-INCLUDE-LOOP", "never end"),
    ],
)
def test_what_cannot_be_included_is_a_finding_and_the_document_builds(
    folder: Folder, saxon: Processor, attributes: str, code: str, words: str
) -> None:
    (folder.path.parent / "secret.txt").write_text("secret")
    (folder.path / "link.txt").symlink_to(folder.path.parent / "secret.txt")
    (folder.path / "lists").mkdir()
    folder.write("persons.xml", LIST)
    folder.write("bad.xml", "<p>")
    document = folder.body(f"<p>a<xi:include {attributes}/>b</p>")
    found = [finding for finding in document.findings if finding.file == "a.xml"]
    assert [(f.code, f.severity.value, f.line, f.column) for f in found] == [(code, "error", 2, 5)]
    assert words in found[0].message
    assert document.usable
    assert document.parse(saxon).string_value.strip() == "ab"
    assert "secret" not in document.text().decode().replace("secret.txt", "")


def test_a_fallback_takes_the_place_of_what_is_missing(folder: Folder, saxon: Processor) -> None:
    folder.write("persons.xml", LIST)
    inner = f"<p>no list</p>{include('persons.xml')}"
    document = folder.body(include("no.xml", content=f"<xi:fallback>{inner}</xi:fallback>"))
    assert brief(document) == [("info", "XML-INCLUDE-MISSING", "a.xml", 2, 1)]
    assert "no list" in document.parse(saxon).string_value
    assert document.locate("/TEI[1]/p[1]").line == 2
    assert document.locate("/TEI[1]/listPerson[1]") == ("persons.xml", 1, 1)


def test_mistakes_in_an_included_file_are_named_there(folder: Folder) -> None:
    folder.write("bad.xml", f"<div {NS}>\n<p>\n</div>")
    document = folder.body(include("bad.xml"))
    assert brief(document) == [
        ("error", "XML-TAG", "bad.xml", 3, 1),
        ("error", "XML-INCLUDE-BROKEN", "a.xml", 2, 1),
    ]


def test_ids_that_collide_after_including_are_found(folder: Folder) -> None:
    folder.write("persons.xml", LIST)
    document = folder.body(f'<p xml:id="ada"/>{include("persons.xml")}')
    assert brief(document) == [("warning", "XML-ID-DUPLICATE", "persons.xml", 2, 3)]


def test_files_that_include_each_other_end(folder: Folder) -> None:
    head = f'<div {NS} xmlns:xi="http://www.w3.org/2001/XInclude">'
    folder.write("b.xml", f"{head}{include('c.xml')}</div>")
    folder.write("c.xml", f"{head}{include('b.xml')}</div>")
    document = folder.body(include("b.xml"))
    assert brief(document) == [("error", "XML-INCLUDE-LOOP", "c.xml", 1, len(head) + 1)]


def test_files_that_double_each_other_are_stopped(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editio.edition.xinclude.MAX_INCLUDES", 200)
    head = f'<div {NS} xmlns:xi="http://www.w3.org/2001/XInclude">'
    for number in range(MAX_NESTING + 5):
        twice = include(f"{number + 1}.xml") * 2
        folder.write(f"{number}.xml", f"{head}{twice}</div>")
    document = folder.body(include("0.xml"))
    assert {finding.code for finding in document.findings} == {"XML-INCLUDE-LIMIT"}


def test_a_folder_beside_the_edition_may_be_allowed(folder: Folder) -> None:
    other = folder.path.parent / "shared"
    other.mkdir()
    (other / "persons.xml").write_text(LIST)
    assert folder.body(include("../shared/persons.xml"), other).findings == ()
    assert folder.body(include("../shared/persons.xml")).findings != ()


def test_a_corpus_links_its_members_and_includes_the_rest(folder: Folder) -> None:
    folder.write("persons.xml", LIST)
    member = folder.write("b.xml", f"{TEI}<text/></TEI>")
    folder.members[member.resolve()] = "b"
    folder.members[(folder.path / "persons.xml").resolve()] = "persons"
    document = folder.open(
        f'<teiCorpus {NS} xmlns:xi="http://www.w3.org/2001/XInclude">'
        f"<teiHeader>{include('persons.xml')}</teiHeader>{include('b.xml')}</teiCorpus>"
    )
    assert document.findings == ()
    assert [e.tag.rpartition("}")[2] for e in document.root()] == ["teiHeader", "include"]
    assert document.root()[0][0].tag.endswith("listPerson")
    assert document.linked == {"b.xml": "b"}


def test_a_link_to_itself_is_a_finding(folder: Folder) -> None:
    (folder.path / "persons.xml").symlink_to("persons.xml")
    document = folder.body(include("persons.xml"))
    assert document.findings[0].code.startswith("XML-INCLUDE-")
