"""The schemas that a document names: every way to write the instruction."""

from __future__ import annotations

import pytest

from editio.edition.association import Association, SchemaKind, associations

RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"
GRAMMAR, RULES = SchemaKind.GRAMMAR, SchemaKind.RULES


def named(prolog: str) -> list[tuple[str, SchemaKind, bool, str]]:
    source = f"{prolog}<TEI><?xml-model href='late.rng'?></TEI>".encode()
    return [(item.href, item.kind, item.compact, item.phase) for item in associations(source)]


@pytest.mark.parametrize(
    ("prolog", "found"),
    [
        (f'<?xml-model href="a.rng" schematypens="{RNG}"?>', ("a.rng", GRAMMAR, False, "")),
        (f"<?xml-model schematypens='{RNG}'\n href='a.rng'?>", ("a.rng", GRAMMAR, False, "")),
        (f'<?xml-model href="schema" schematypens="{RNG}"?>', ("schema", GRAMMAR, False, "")),
        (f'<?xml-model href="a.rnc" schematypens="{RNG}"?>', ("a.rnc", GRAMMAR, True, "")),
        ('<?xml-model href="a.rnc"?>', ("a.rnc", GRAMMAR, True, "")),
        ('<?xml-model href="a.rng"?>', ("a.rng", GRAMMAR, False, "")),
        (
            '<?xml-model href="https://example.org/a.RNG?x=1"?>',
            ("https://example.org/a.RNG?x=1", GRAMMAR, False, ""),
        ),
        (
            '<?xml-model href="a" type="application/relax-ng-compact-syntax"?>',
            ("a", GRAMMAR, True, ""),
        ),
        (
            f'<?xml-model href="a.sch" schematypens="{SCH}" phase="#ALL"?>',
            ("a.sch", RULES, False, "#ALL"),
        ),
        (f'<?xml-model href="a.rng" schematypens="{SCH}"?>', ("a.rng", RULES, False, "")),
        ('<?xml-model href="a.sch" type="application/xml"?>', ("a.sch", RULES, False, "")),
        ('<?xml-model href="a.rng?x=1&amp;y=2"?>', ("a.rng?x=1&y=2", GRAMMAR, False, "")),
        (f'<?xml-model schematypens="{RNG}"?>', ("", GRAMMAR, False, "")),
        ('<?oxygen RNGSchema="a.rng" type="xml"?>', ("a.rng", GRAMMAR, False, "")),
        ('<?oxygen RNGSchema="a.rnc" type="compact"?>', ("a.rnc", GRAMMAR, True, "")),
        ('<?oxygen SCHSchema="a.sch"?>', ("a.sch", RULES, False, "")),
    ],
)
def test_schemas_are_recognised(prolog: str, found: tuple[str, SchemaKind, bool, str]) -> None:
    assert named(prolog) == [found]


@pytest.mark.parametrize(
    "prolog",
    [
        '<?xml-model href="a.xsd" schematypens="http://www.w3.org/2001/XMLSchema"?>',
        '<?xml-model href="a.dtd" type="application/xml-dtd"?>',
        '<?xml-model href="a.nvdl"?>',
        '<?oxygen NVDLSchema="a.nvdl"?>',
        '<?xml-stylesheet href="a.rng"?>',
        '<!-- <?xml-model href="a.rng"?> -->',
        "<?xml-model?>",
        '<?xml-model href="https://[a/b.rng"?>',
    ],
)
def test_what_is_no_schema_of_ours_is_passed_over(prolog: str) -> None:
    assert named(prolog) == []


def test_several_schemas_come_in_their_order_with_their_place() -> None:
    source = f'<?xml version="1.0"?>\n  <?xml-model href="a.rng"?><!--x-->\n<?xml-model href="a.sch"?>{" " * 9000}<?xml-model href="b.rng"?>\n<TEI/>'  # noqa: E501
    assert associations(source.encode()) == (
        Association(href="a.rng", kind=GRAMMAR, line=2, column=3),
        Association(href="a.sch", kind=RULES, line=3, column=1),
        Association(href="b.rng", kind=GRAMMAR, line=3, column=9027),
    )


def test_a_document_that_is_not_well_formed_names_what_it_names() -> None:
    assert len(associations(b'<?xml-model href="a.rng"?><TEI')) == 1
    assert associations(b'<?xml-model href="a.rng"') == ()


def test_a_hostile_instruction_takes_no_time() -> None:
    assert associations(b"<?xml-model " + b"a" * 200_000 + b"?><TEI/>") == ()
