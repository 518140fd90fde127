"""One mistake, one finding, at its place, in words that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from editio.findings import Finding
    from editio.relaxng import Schema

LETTER = """<letter xmlns="urn:letters">
  <head>
    <sender ref="#ada">Ada</sender>
    <date when="1828-09-09">then</date>
  </head>
  <body>
    <para>Dear <person>Bo</person>, see <pages>12</pages>.</para>
  </body>
</letter>
"""


def findings(schema: Schema, old: str, new: str) -> list[Finding]:
    """Return what is found when ``old`` is replaced in the letter."""
    assert old in LETTER
    return list(schema.validate(LETTER.replace(old, new).encode()))


def test_a_valid_letter_has_no_findings(letters: Schema) -> None:
    assert letters.is_valid(LETTER.encode())
    assert list(letters.validate(LETTER.encode())) == []


CASES = {
    "misspelt element": (
        "<para>",
        "<pra>",
        ("RNG-UNKNOWN", 7, 5),
        "<pra> does not exist in this schema",
        "Did you mean <para>?",
    ),
    "misspelt element, with its end": (
        "<person>Bo</person>",
        "<persn>Bo</persn>",
        ("RNG-UNKNOWN", 7, 16),
        "<persn> does not exist",
        "<person>",
    ),
    "unlike any element": (
        "<person>Bo</person>",
        "<zebra>Bo</zebra>",
        ("RNG-UNKNOWN", 7, 16),
        "<zebra> does not exist in this schema in <para>",
        "",
    ),
    "missing in the middle": (
        '<sender ref="#ada">Ada</sender>\n    ',
        "",
        ("RNG-MISSING", 3, 5),
        "<sender> must come before <date> in <head>",
        "says who wrote the letter",
    ),
    "missing at the end": (
        '\n    <date when="1828-09-09">then</date>',
        "",
        ("RNG-MISSING", 4, 3),
        "<head> is not complete: it lacks <date>",
        "",
    ),
    "in the wrong place": (
        "</head>\n",
        "</head><place>Ulm</place>\n",
        ("RNG-ELEMENT", 5, 10),
        "<place> is not allowed in <letter>; expected <body>",
        "",
    ),
    "text where there is none": (
        "</head>\n",
        "</head>oops\n",
        ("RNG-TEXT", 5, 10),
        "text is not allowed directly in <letter>: “oops”; expected <body>",
        "",
    ),
    "misspelt value": (
        'ref="#ada"',
        'ref="#ada" role="autor"',
        ("RNG-VALUE", 3, 24),
        "“autor” is not a value of @role on <sender>; expected author or scribe",
        "Did you mean “author”?",
    ),
    "no such day": (
        "1828-09-09",
        "1828-09-31",
        ("RNG-VALUE", 4, 11),
        "“1828-09-31” is not a value of @when on <date>; expected a date like",
        "",
    ),
    "content that is no number": (
        "<pages>12",
        "<pages>twelve",
        ("RNG-CONTENT", 7, 48),
        "“twelve” is not a value of <pages>; expected a whole number from 1 up",
        "",
    ),
    "missing attribute": (
        ' ref="#ada"',
        "",
        ("RNG-ATTRIBUTE-MISSING", 3, 5),
        "<sender> lacks the attribute @ref",
        "",
    ),
    "misspelt attribute that is required": (
        "when=",
        "wehn=",
        ("RNG-ATTRIBUTE", 4, 11),
        "@wehn is not allowed on <date>, which lacks @when",
        "Did you mean @when?",
    ),
    "attribute of nowhere": (
        "<body>",
        '<body style="x">',
        ("RNG-ATTRIBUTE", 6, 9),
        "@style is not allowed on <body>",
        "",
    ),
    "wrong namespace": (
        "urn:letters",
        "urn:lettres",
        ("RNG-NAMESPACE", 1, 1),
        "<letter> is in the namespace “urn:lettres”; it belongs to the namespace urn:letters",
        'Add xmlns="urn:letters" to <letter>.',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_mistake_is_one_finding(letters: Schema, case: str) -> None:
    old, new, place, message, hint = CASES[case]
    if case == "misspelt element":
        found = findings(letters, "<para>Dear", "<pra>Dear")
        assert [one.code for one in found] == ["RNG-UNKNOWN", "XML-SYNTAX"]
        found = list(letters.validate(LETTER.replace("para>", "pra>").encode()))
    else:
        found = findings(letters, old, new)
    assert [(one.code, one.line, one.column) for one in found] == [place]
    assert message in found[0].message
    assert hint in found[0].hint
    assert bool(hint) == bool(found[0].hint) or found[0].hint.startswith("<")


def test_two_in_the_wrong_order_are_one_finding(letters: Schema) -> None:
    first, second = '<sender ref="#ada">Ada</sender>', '<date when="1828-09-09">then</date>'
    text = (
        LETTER.replace(first, "A")
        .replace(second, first)
        .replace(">\n    A\n", f">\n    {second}\n")
    )
    found = list(letters.validate(text.encode()))
    assert [one.code for one in found] == ["RNG-ORDER"]
    assert "<sender> must come before <date> in <head>" in found[0].message
    assert found[0].line == 4


def test_an_element_in_place_of_the_required_one_is_one_finding(letters: Schema) -> None:
    found = findings(
        letters, "<para>Dear <person>Bo</person>, see <pages>12</pages>.</para>", "<place>X</place>"
    )
    assert [one.code for one in found] == ["RNG-ELEMENT"]


def test_the_path_leads_to_the_mistake(letters: Schema) -> None:
    found = findings(letters, "</para>", '</para><para>a</para><para id="x">b</para>')
    assert [one.xpath for one in found] == ["/letter[1]/body[1]/para[3]/@id"]


def test_every_mistake_is_found(letters: Schema) -> None:
    text = LETTER.replace("1828-09-09", "soon").replace("12", "0").replace("<body>", '<body n="">')
    found = list(letters.validate(text.encode()))
    assert [one.code for one in found] == ["RNG-VALUE", "RNG-ATTRIBUTE", "RNG-CONTENT"]


def test_positions_in_other_encodings_and_over_lines(letters: Schema) -> None:
    text = LETTER.replace("Ada", "Ädä 𝔄").replace(' when="1828-09-09"', '\n      when = "soon"')
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>' + text.replace("𝔄", "A")
        (finding,) = letters.validate(declared.encode(encoding))
        assert (finding.code, finding.line, finding.column) == ("RNG-VALUE", 5, 7)


def test_a_space_of_another_script_is_text_and_is_shown(letters: Schema) -> None:
    (finding,) = findings(letters, "</head>\n", "</head>\u00a0\n")
    assert (finding.code, finding.line, finding.column) == ("RNG-TEXT", 5, 10)
    assert "“[U+00A0]”" in finding.message
