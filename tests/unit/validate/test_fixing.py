"""What is corrected by program: only what is safe, and nothing else in the file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import TEI, Folder
from editio.cli.main import main
from editio.validate.fixing import composed, fixed, odd_ids

if TYPE_CHECKING:
    from pathlib import Path

E = "e\u0301"


def after(content: str) -> str:
    """Return the content of an element after it was corrected."""
    text = f'<a xmlns:x="urn:x">{content}</a>'
    result = fixed(text.encode()).decode()
    return result.removeprefix('<a xmlns:x="urn:x">').removesuffix("</a>")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (f"caf{E}", "caf\u00e9"),
        (f'<b n="caf{E}"/>', '<b n="caf\u00e9"/>'),
        (f"<!-- caf{E} --><![CDATA[{E}<>&]]>", "<!-- caf\u00e9 --><![CDATA[\u00e9<>&]]>"),
        ("\u212b\r\n\t\u2126", "\u00c5\r\n\t\u03a9"),
    ],
)
def test_characters_are_composed(before: str, expected: str) -> None:
    assert after(before) == expected


@pytest.mark.parametrize(
    "content",
    [
        "<b/>\u0338x",  # would become another character than >
        "\u0301x",
        "e<b/>\u0301",
        "e&#x301;",
        f'<b ref="#{E}" corresp="{E}.xml" key="{E}" xml:id="{E}" url="{E}.png"/>',
        f'<b n="{E}/x" x:y="{E}" when="2000"/>',
        f"<?pi {E}?>",
        f"<{E}/>",
        "\u05d0\u05bc\u05b8",
        "plain",
    ],
)
def test_what_might_mean_something_else_stays(content: str) -> None:
    assert after(content) == content


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>\xe9</a>",
        f"<a>{E}".encode(),
        f"<a>{E}</a>".encode("utf-16"),
        f'<?xml version="1.0" encoding="iso-8859-1"?><a>{E}</a>'.encode(),
        b"\xef\xbb\xbf<a>",
        b"\x00\x01",
    ],
)
def test_a_file_that_is_not_in_order_is_left_alone(data: bytes) -> None:
    assert fixed(data) == data


def test_a_byte_order_mark_goes_and_line_ends_stay() -> None:
    data = (
        b'\xef\xbb\xbf<?xml version="1.0"?>\r\n<!DOCTYPE a [<!ENTITY b "<c/>">]>\r<a  b = "1"/>\n\n'
    )
    assert fixed(data) == data[3:]


@given(st.text(alphabet="<>&\"'= abe\u0301\u0338\u00e9\u212b\u05b8;#\n", max_size=40))
def test_nothing_becomes_markup(text: str) -> None:
    data = f"<a>{text}</a>".encode()
    result = fixed(data)
    assert fixed(result) == result
    for character in "<>&\"'=":
        assert result.count(character.encode()) == data.count(character.encode())


def test_composing_is_what_unicode_says() -> None:
    assert composed("A\u030a\u0301 \u1100\u1161") == "\u01fa \uac00"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "edition"
    path.mkdir()
    return Folder(path)


def test_ids_are_corrected_with_their_pointers(folder: Folder) -> None:
    folder.write(
        "r/persons.xml",
        f'{TEI}<person xml:id="anna maria"/><person xml:id=" bert "/><p corresp="#anna  maria"/>'
        '<p xml:id="a b"/><p xml:id="a"/><p xml:id="c d"/><p xml:id="c_d"/></TEI>',
    )
    folder.write(
        "a.xml",
        f'{TEI}<p n="#anna maria" corresp="r/persons.xml#anna maria #anna%20maria x.xml#anna maria"'
        ' ana="r/persons.xml#a b" sameAs="#bert"/></TEI>',
    )
    assert main(["validate", str(folder.path), "--fix", "--write", "-q"]) == 0
    assert (folder.path / "r/persons.xml").read_text() == (
        f'{TEI}<person xml:id="anna_maria"/><person xml:id="bert"/><p corresp="#anna_maria"/>'
        '<p xml:id="a_b"/><p xml:id="a"/><p xml:id="c d"/><p xml:id="c_d"/></TEI>'
    )
    assert (folder.path / "a.xml").read_text() == (
        f'{TEI}<p n="#anna maria" corresp="r/persons.xml#anna_maria #anna_maria x.xml#anna maria"'
        ' ana="r/persons.xml#a b" sameAs="#bert"/></TEI>'
    )


def test_ids_of_two_files_are_not_mixed_up() -> None:
    one = b'<a><b xml:id="x y" corresp="#x y"/></a>'
    ids = odd_ids([("1.xml", one), ("2.xml", one)])
    pointer = b'<a><b corresp="#x y"/></a>'
    assert fixed(one, "1.xml", ids) == one.replace(b"x y", b"x_y")
    assert fixed(pointer, "3.xml", ids) == pointer
    assert fixed(pointer, "3.xml", odd_ids([("1.xml", one)])) == pointer.replace(b"x y", b"x_y")


def test_a_diff_that_git_applies(
    folder: Folder, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = [f"<p>line {number}</p>" for number in range(30)]
    lines[2] = lines[4] = lines[20] = f"<p>caf{E}</p>"
    text = "\ufeff" + "\r\n".join([TEI, *lines]) + "</TEI>"
    folder.write("texts/a b.xml", text)
    folder.write("b.xml", f'{TEI}\n<p xml:id="a\nb"/>\n</TEI>\n')
    before = {path: path.read_bytes() for path in folder.path.rglob("*.xml")}
    root = str(folder.path)
    assert main(["validate", root, "--fix"]) == 1
    out, err = capsysbinary.readouterr()
    assert b"2 files with something to correct; --write" in err
    assert out.count(b"@@ ") == 3
    assert before == {path: path.read_bytes() for path in folder.path.rglob("*.xml")}
    subprocess.run(["git", "apply", "-"], cwd=root, input=out, check=True)
    applied = {path: path.read_bytes() for path in folder.path.rglob("*.xml")}
    for path, data in before.items():
        path.write_bytes(data)
    assert main(["validate", root, "--fix", "--write"]) == 0
    assert applied == {path: path.read_bytes() for path in folder.path.rglob("*.xml")}
    assert b"corrected: texts/a b.xml" in capsysbinary.readouterr().err
    assert main(["validate", root, "--fix"]) == 0
    assert capsysbinary.readouterr().out == b""


def test_what_is_found_is_gone_after_it(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("a.xml", f'\ufeff{TEI}<p xml:id="a b" corresp="#a b">caf{E}</p></TEI>')
    root = str(folder.path)
    arguments = ["validate", root, "--fail-on", "info", "--format", "github"]
    assert main(arguments) == 1
    found = capsys.readouterr().out
    assert all(code in found for code in ("XML-BOM", "XML-UNNORMALISED", "XML-ID-NAME"))
    assert main([*arguments, "--fix", "--write"]) == 0
    path = folder.path / "a.xml"
    path.write_text("\ufeff<p/>", encoding="utf-8")
    assert main(["validate", str(path), "--fix"]) == 1
    assert main(["validate", root, "--write"]) == 2
