"""A finding knows its place and its weight."""

from editio.findings import Finding, Severity


def test_severities_are_ordered() -> None:
    assert Severity.INFO.rank < Severity.WARNING.rank < Severity.ERROR.rank


def test_placing_a_finding_keeps_the_rest() -> None:
    finding = Finding(code="XML-SYNTAX", severity=Severity.ERROR, message="m", line=3, column=4)
    placed = finding.at(file="a.xml", document="a")
    assert (placed.file, placed.document, placed.line, placed.column) == ("a.xml", "a", 3, 4)
    assert placed.at(file="b.xml").document == "a"
    assert finding.file == ""
