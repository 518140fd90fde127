from __future__ import annotations

import itertools
import tracemalloc
from dataclasses import replace

import pytest

from editio.errors import EditioError
from editio.findings import Finding, Severity
from editio.validate.report import ordered
from editio.validate.waiting import SortedFindings, Spool

ONE = Finding(
    code="DAT-VALUE",
    severity=Severity.WARNING,
    message="“1871-02-30” is no date",
    hint="correct it",
    file="briefe/ä.xml",
    line=3,
    column=7,
    xpath="/TEI[1]/text[1]",
    document="ä",
)


def test_records_come_back_in_their_order_and_by_place() -> None:
    spool: Spool[str] = Spool()
    for place, record in ((2, "c"), (0, "a"), (2, "d"), (1, "b")):
        spool.add(place, record)
    assert list(spool) == [(2, "c"), (0, "a"), (2, "d"), (1, "b")]
    assert list(spool.groups()) == [(0, ["a"]), (1, ["b"]), (2, ["c", "d"])]
    assert len(spool) == 4


def test_findings_are_in_the_order_of_reports_each_once() -> None:
    found = [
        replace(ONE, file=file, line=line, document=document, message=message)
        for file, line, document, message in itertools.product(
            ("b.xml", "a.xml", "\udc80.xml", "é.xml", "𝄞.xml"),
            (12, 2),
            ("y", "x"),
            ("s", "S", "n\udc80"),
        )
    ]
    findings = SortedFindings(found)
    assert list(findings) == ordered(found)
    assert len(findings) == len(ordered(found)) == 30
    findings.add([replace(ONE, file="0.xml")])
    assert next(iter(findings)).file == "0.xml"
    assert list(SortedFindings([ONE])) == [ONE]
    assert not SortedFindings()


def test_many_findings_take_little_memory() -> None:
    tracemalloc.start()
    findings = SortedFindings(
        replace(ONE, line=number, message="x" * 900) for number in range(9000)
    )
    spool: Spool[str] = Spool()
    for number in range(9000):
        spool.add(number, f"{number} {'x' * 900}")
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(findings) == len(spool) == 9000
    assert held < 200_000


def test_no_room_is_said() -> None:
    spool: Spool[str] = Spool()
    spool._database.execute("PRAGMA max_page_count = 3")
    with pytest.raises(EditioError, match="no room for temporary files"):
        spool.add(0, "x" * 100_000)
