"""James Clark's suites for the datatypes and regular expressions of XML Schema, all of them."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

from lxml import etree

from editio.errors import SchemaError
from editio.relaxng import load_schema
from editio.relaxng.datatypes.regex import Regex, RegexError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
# in the suite, but datatypes of XPath and no part of XML Schema Part 2
NOT_XSD = {"untypedAtomic", "anyAtomicType"}


def _schema(child: etree._Element) -> bytes:
    root = etree.Element(
        "element",
        {"name": "doc", "datatypeLibrary": XSD},
        nsmap={None: "http://relaxng.org/ns/structure/1.0"},
    )
    root.append(child)
    return etree.tostring(root)


def _data(kind: str, **params: str) -> bytes:
    data = etree.Element("{http://relaxng.org/ns/structure/1.0}data", {"type": kind})
    for name, value in params.items():
        param = etree.SubElement(data, "{http://relaxng.org/ns/structure/1.0}param", {"name": name})
        param.text = value
    return _schema(data)


def _value(kind: str, node: etree._Element) -> bytes:
    namespaces = {prefix: uri for prefix, uri in node.nsmap.items() if prefix}
    tag = "{http://relaxng.org/ns/structure/1.0}value"
    value = etree.Element(tag, {"type": kind}, nsmap=namespaces)
    value.text = node.text
    return _schema(value)


def _document(node: etree._Element) -> bytes:
    doc = etree.Element("doc", nsmap=node.nsmap)
    doc.text = node.text
    subset = node.get("internalSubset", "")
    declared = '<!NOTATION jpeg SYSTEM "jpeg">' + subset
    return (f"<!DOCTYPE doc [{declared}]>" if subset else "").encode() + etree.tostring(doc)


def _holds(schema: bytes, node: etree._Element, *, wanted: bool) -> bool:
    try:
        return load_schema(schema).is_valid(_document(node)) is wanted
    except SchemaError:
        return not wanted


def _datatype_checks(datatype: etree._Element) -> Iterator[tuple[str, bool]]:
    kind = datatype.get("name", "")
    for node in datatype.iterchildren("valid", "invalid"):
        holds = _holds(_data(kind), node, wanted=node.tag == "valid")
        yield f"{kind} {node.tag} {node.text!r}", holds
    for equivalence in datatype.iterchildren("equiv"):
        classes = [list(one) for one in equivalence]
        for one in classes:
            for left, right in permutations(one, 2):
                holds = _holds(_value(kind, left), right, wanted=True)
                yield f"{kind} {left.text!r} = {right.text!r}", holds
        for one, other in combinations(classes, 2):
            holds = _holds(_value(kind, one[0]), other[0], wanted=False)
            yield f"{kind} {one[0].text!r} ≠ {other[0].text!r}", holds
    for node in datatype.iterchildren("lessThan", "incomparable"):
        left, right = node
        less = node.tag == "lessThan"
        upward = _holds(_data(kind, minExclusive=left.text), right, wanted=less)
        downward = _holds(_data(kind, minExclusive=right.text), left, wanted=False)
        yield f"{kind} {node.tag} {left.text!r} {right.text!r}", upward and downward
    for node in datatype.iterchildren("length"):
        holds = _holds(_data(kind, length=node.get("value", "")), node, wanted=True)
        yield f"{kind} length {node.text!r}", holds


def test_datatypes(shared: Path) -> None:
    root = etree.parse(shared / "relaxng-spectest" / "xsdtest.xml").getroot()
    datatypes = [one for one in root.iter("datatype") if one.get("name") not in NOT_XSD]
    checks = [check for datatype in datatypes for check in _datatype_checks(datatype)]
    failed = [name for name, holds in checks if not holds]
    print(f"xsdtest: {len(checks) - len(failed)} of {len(checks)} checks passed")
    assert not failed, "\n".join(failed)
    assert len(datatypes) == 42


def _expression_checks(case: etree._Element) -> Iterator[tuple[str, bool]]:
    source = case[0].text or ""
    try:
        regex = Regex(source)
    except RegexError:
        yield f"{source!r} is incorrect", case[0].tag == "incorrect"
        return
    yield f"{source!r} is correct", case[0].tag == "correct"
    for node in case.iterchildren("valid", "invalid"):
        text = node.text or ""
        yield f"{source!r} {node.tag} {text!r}", regex.matches(text) is (node.tag == "valid")


def test_regular_expressions(shared: Path) -> None:
    root = etree.parse(shared / "relaxng-spectest" / "regextest.xml").getroot()
    checks = [check for case in root.iter("testCase") for check in _expression_checks(case)]
    failed = [name for name, holds in checks if not holds]
    print(f"regextest: {len(checks) - len(failed)} of {len(checks)} checks passed")
    assert not failed, "\n".join(failed)
    assert len(checks) > 100
