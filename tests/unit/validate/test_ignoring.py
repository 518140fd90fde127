"""Instructions in documents that silence findings at one place, and their own mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.edition.model import DocumentRef, Role
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.ignoring import read_instructions
from editio.validate.options import Options
from editio.validate.report import ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.findings import Finding

WRONG = '<date when="1848-13-01"/>'


def validated(folder: Folder, *names: str, edition: Sequence[str] = ()) -> list[Finding]:
    refs, everything = (
        [DocumentRef(id=name.removesuffix(".xml"), path=name, role=Role.TEXT) for name in some]
        for some in (names, edition)
    )
    results = validate_documents(
        Request(refs, folder.path, Options(), edition=everything), SerialExecutor()
    )
    return ordered([finding for result in results for finding in result])


def found(folder: Folder, content: str, before: str = "") -> list[tuple[str, int]]:
    """Return the codes and lines of what is found in a document; the content is in line 2."""
    folder.write("a.xml", f"{before}{TEI}\n{content}\n</TEI>")
    return [(item.code, item.line) for item in validated(folder, "a.xml")]


@pytest.mark.parametrize(
    "content",
    [
        f"<p><?editio ignore DAT-VALUE?>{WRONG}</p>",
        f"<?editio ignore DAT-VALUE?><p>\n<hi>{WRONG}</hi></p>",
        f"<p><?editio ignore DAT-VALUE?> some words <!-- and --> {WRONG}</p>",
        '<date when="1848-13-01"><?editio ignore DAT-VALUE?>words</date>',
        '<date when="1848-13-01"><hi/>words<?editio ignore DAT-VALUE?></date>',
        f"<p><?editio ignore PTR-*, DAT-*: why not?>{WRONG}</p>".replace("PTR-*, ", ""),
        f"<p><?editio ignore DAT-VALUE A reason, and DAT-TEXT?>{WRONG}</p>",
    ],
)
def test_an_instruction_is_about_the_next_element_or_the_one_around(
    documents: Folder, content: str
) -> None:
    assert found(documents, content) == []


def test_it_is_about_nothing_else(documents: Folder) -> None:
    content = f"<p><?editio ignore DAT-VALUE?>\n{WRONG}\n{WRONG}</p>"
    assert found(documents, content) == [("DAT-VALUE", 4)]
    content = f"<p>\n{WRONG}<?editio ignore DAT-VALUE?>\n</p>"
    assert found(documents, content) == [("DAT-VALUE", 3), ("IGN-UNUSED", 3)]
    content = f'<p>\n{WRONG}\n<?editio ignore DAT-VALUE?><date when="1848"/></p>'
    assert found(documents, content) == [("DAT-VALUE", 3), ("IGN-UNUSED", 4)]


def test_before_the_root_it_is_about_the_file(documents: Folder) -> None:
    content = f"<p>{WRONG}</p><p>{WRONG}</p>"
    assert found(documents, content, "<?editio ignore DAT-VALUE?>\n") == []
    assert found(documents, "<p/>", "\ufeff<?editio ignore XML-BOM?>") == []


def test_several_codes_and_several_instructions(documents: Folder) -> None:
    content = (
        "<p><?editio ignore PTR-DANGLING DAT-VALUE?><?editio ignore REG-KEY x?>"
        '<date when="x" corresp="#none"/></p>'
    )
    assert found(documents, content) == [("IGN-UNUSED", 2)]


def test_findings_that_need_the_whole_edition_can_be_ignored(documents: Folder) -> None:
    assert found(documents, '<p corresp="#none"/>') == [("PTR-DANGLING", 2)]
    assert found(documents, '<?editio ignore PTR-*?><p corresp="#none"/>') == []


def test_in_an_included_file_it_is_about_that_file(documents: Folder) -> None:
    documents.write("b.xml", f"{TEI}<?editio ignore DAT-VALUE?>\n<p>{WRONG}</p></TEI>")
    include = '<xi:include href="b.xml" xpointer="element(/1/1)"/>'
    assert found(documents, f"{WRONG}{include}") == [("DAT-VALUE", 2)]


@pytest.mark.parametrize(
    ("instruction", "message"),
    [
        ("ignore", "names no code"),
        ("ignore the date", "names no code"),
        ("skip DAT-VALUE", "“skip” is unknown"),
        ("", "is empty"),
        ("ignore DAT-VALEU", "no code DAT-VALEU"),
        ("ignore DOG-*", "no code DOG-*"),
    ],
)
def test_an_instruction_that_is_wrong(documents: Folder, instruction: str, message: str) -> None:
    documents.write("a.xml", f"{TEI}\n<p><?editio {instruction}?>{WRONG}</p></TEI>")
    wrong = validated(documents, "a.xml")
    assert [item.code for item in wrong] == ["IGN-WRONG", "DAT-VALUE"]
    assert message in wrong[0].message
    if "VALEU" in instruction:
        assert wrong[0].hint == "did you mean DAT-VALUE?"


def test_what_a_run_cannot_find_is_not_called_unused(documents: Folder) -> None:
    for code in ("RNG-VALUE", "SCH-ASSERT", "TXT-LOST", "PTR-MEDIA", "RNG-*"):
        assert found(documents, f"<?editio ignore {code}?><p/>") == []
    assert found(documents, "<?editio ignore PTR-FILE?><p/>") == [("IGN-UNUSED", 2)]
    assert found(documents, "<?editio ignore REG-UNMENTIONED?><p/>") == [("IGN-UNUSED", 2)]
    documents.write("b.xml", f"{TEI}<p/></TEI>")
    assert validated(documents, "a.xml", edition=["a.xml", "b.xml"]) == []


def test_errors_in_the_xml_stay(documents: Folder) -> None:
    content = '<p xml:id="a"/><?editio ignore XML-ID-DUPLICATE?><p xml:id="a"/>'
    assert ("XML-ID-DUPLICATE", 2) in found(documents, content)


def test_hostile_instructions_are_no_trouble() -> None:
    assert read_instructions(b"<a><?editio ignore DAT-*?></b>", "a.xml") == []
    many = b"<a>" + b"<?editio ignore DAT-*?><b/>" * 5000 + b"</a>"
    assert len(read_instructions(many, "a.xml")) == 5000
