"""The checks of dates: what is wrong is found at its attribute, what is right is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.writtendates import written_dates
from editio.validate.checks import dates
from editio.validate.options import Options

if TYPE_CHECKING:
    from documents import Folder

OPTIONS = Options(today=(2030, 1, 1))


def codes(documents: Folder, content: str, options: Options = OPTIONS) -> list[str]:
    return [item.code for item in dates.run(documents.body(content), options)]


@pytest.mark.parametrize(
    "value",
    [
        "1848-02-30",
        "1848-13",
        "1848-00-01",
        "24.6.1812",
        "1812/06/24",
        "1848.05.02",
        "1848-5-2",
        "848",
        "May",
        "1848-05-02T25:00",
        "1900-02-29",
        "--02-30",
        "--13-01",
        "---32",
        "1848-",
        "1848-05-02T1:2",
        "25:00:00",
        "[1848]",
        "1848?",
        "1848-1850",
        "c.1848",
        "1848-W05",
    ],
)
def test_what_is_no_date_is_found(documents: Folder, value: str) -> None:
    assert codes(documents, f'<date when="{value}"/>') == ["DAT-VALUE"]


@pytest.mark.parametrize(
    "value",
    [
        "1848",
        "1848-05",
        "1848-05-02",
        "-0043",
        "0000",
        "1904-02-29",
        "--06-24",
        "--02-29",
        "---12",
        "--05",
        "12:30:00",
        "24:00:00",
        "1848-05-02T10:20:30",
        "1848-05-02T10:20:30.5Z",
        "1848-05-02+01:00",
        "12:30:00Z",
        "--06-24Z",
        "12000",
    ],
)
def test_what_is_a_date_is_left_alone(documents: Folder, value: str) -> None:
    assert set(codes(documents, f'<date when="{value}"/>')) <= {"DAT-FUTURE"}


def test_a_schema_says_itself_what_is_no_date(documents: Folder) -> None:
    with_schema = Options(relaxng_schema=documents.path / "any.rng")
    assert codes(documents, '<date when="May"/>', with_schema) == []


@pytest.mark.parametrize(
    "attributes",
    [
        'notBefore="1849" notAfter="1848"',
        'from="1918" to="1914"',
        'from="1848-05-03" to="1848-05-02"',
        'notBefore="1848-06" notAfter="1848-05-31"',
        'notBefore="-0042" notAfter="-0043"',
        'notBefore-iso="1848-W20" notAfter-iso="1848-W19"',
    ],
)
def test_dates_out_of_order_are_found(documents: Folder, attributes: str) -> None:
    assert codes(documents, f"<origDate {attributes}/>") == ["DAT-ORDER"]


@pytest.mark.parametrize(
    "element",
    [
        '<date from="1848" to="1848"/>',
        '<date notBefore="1848-05-02" notAfter="1848"/>',
        '<date notBefore="-0043" notAfter="-0042"/>',
        '<app from="#b" to="#a"/>',
        '<biblScope from="100" to="9"/>',
        '<locus from="1900" to="1800"/>',
    ],
)
def test_dates_in_order_and_places_in_texts_are_left_alone(documents: Folder, element: str) -> None:
    assert codes(documents, element) == []


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("1992-11-17", "7 November 1992"),
        ("1992-11-17", "on the 7th of November, 1992"),
        ("1992-10-07", "November 7, 1992"),
        ("1992-11-07", "Nov. 8th 1992"),
        ("1848-05-12", "Dienstag, den 2. Mai 1848"),
        ("1848-04-02", "2ten Mai 1848"),
        ("1848-02-02", "2. Jänner 1848"),
        ("1848-03-12", "2. März"),
        ("1849-05-01", "le 1er mai 1848"),
        ("1848-08-15", "15 juillet 1848"),
        ("1848-12-04", "4 février 1848"),
        ("1860-05-06", "5 maggio 1860"),
        ("1860-01-01", "1º febbraio 1860"),
        ("1873-02-12", "11 de febrero de 1873"),
        ("1936-06-18", "18 de julio de 1936"),
        ("1848-06", "May 1848"),
        ("1849", "1848"),
        ("1849", "(1848)"),
        ("1992-11-08", "7.11.1992"),
        ("1992-12-07", "7. XI. 1992"),
        ("1992-11-08", "7/11/1992"),
        ("1992-11-08", "1992-11-07"),
        ("--11-08", "7 November"),
        ("1812-06-25", "12 June 1812"),
    ],
)
def test_a_text_that_says_another_day_is_found(documents: Folder, when: str, text: str) -> None:
    assert codes(documents, f'<date when="{when}">{text}</date>') == ["DAT-TEXT"]


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("1992-11-07", "7 November 1992"),
        ("1992-11-07", "Saturday, the <hi>7th</hi> of November"),
        ("1992", "7 November 1992"),
        ("1992-11-07", "November 1992"),
        ("1992-11-07", "that Saturday"),
        ("1992-11-07", "7/11/1992"),
        ("1992-07-11", "7/11/1992"),
        ("1917-11-07", "25 October 1917"),
        ("1812-06-24", "12 June 1812"),
        ("1649-01-30", "30 January 1648"),
        ("1649-02-09", "30 January 1648"),
        ("1848-05-03", "2 and 3 May 1848"),
        ("1848-05-03", "2–3 May 1848"),
        ("1848-05-03", "2 May 1848 (rectius 3 May)"),
        ("1848-05-03", "10/22 April 1848"),
        ("1848-05-03", "<choice><sic>2</sic><corr>3</corr></choice> May 1848"),
        ("1848-05-03", "in 1847 or so"),
        ("1793-09-22", "an 2"),
        ("1848-05-02T10:00:00", "2 May 1848"),
    ],
)
def test_a_text_that_may_mean_the_day_is_left_alone(
    documents: Folder, when: str, text: str
) -> None:
    assert codes(documents, f'<date when="{when}">{text}</date>') == []


def test_other_calendars_are_not_compared(documents: Folder) -> None:
    text = '<date when="1848-05-03" calendar="#coptic">2 May 1848</date>'
    assert codes(documents, text) == []


def test_the_future_is_found_only_with_a_day_to_compare(documents: Folder) -> None:
    text = '<date when="2109-05-01"/><date when="2030-01-01"/>'
    assert codes(documents, text) == ["DAT-FUTURE"]
    assert codes(documents, text, Options()) == []


@pytest.mark.parametrize("name", ["from", "to", "notBefore", "notAfter", "when-iso", "to-iso"])
def test_the_future_is_found_in_every_attribute(documents: Folder, name: str) -> None:
    assert codes(documents, f'<date {name}="2109"/>') == ["DAT-FUTURE"]
    assert codes(documents, f'<availability><date {name}="2109"/></availability>') == []
    assert codes(documents, '<app from="2109"/>') == []


CALENDARS = (
    '<calendar xml:id="julian"><p>Old style</p></calendar>'
    '<calendar xml:id="old"><p>The Julian calendar</p></calendar>'
    '<calendar xml:id="republican"><p>Of the revolution</p></calendar><p xml:id="p1"/>'
)


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ('calendar="#julian" when="1917-10-25">25 October 1917', True),
        ('calendar="#old" when="1917-10-25">25 October 1917', True),
        ('calendar="https://example.org/Julian" when="1917-10-25">25 October 1917', True),
        ('calendar="#p1" when="1917-10-25">25 October 1917', True),
        ('calendar="#julian" when="1917-11-07">25 October 1917', False),
        ('calendar="#julian" when="1917">1917', False),
        ('calendar="#julian" when="1517-10-31">31 October 1517', False),
        ('calendar="#republican" when="1794-07-27">9 Thermidor II', False),
        ('when="1917-10-25">25 October 1917', False),
        ('calendar="#nowhere" when="1917-10-25">25 October 1917', False),
    ],
)
def test_a_day_of_the_julian_calendar_is_converted(
    documents: Folder, date: str, found: bool
) -> None:
    wanted = ["DAT-CALENDAR"] if found else []
    assert codes(documents, f"{CALENDARS}<date {date}</date>") == wanted


def test_findings_stand_at_the_attribute(documents: Folder) -> None:
    text = '<p>ä <date type="x"\n  when="1992-11-17">7 November 1992</date></p>'
    (item,) = dates.run(documents.body(text), OPTIONS)
    assert (item.line, item.column) == (3, 3)
    assert item.xpath == "/TEI[1]/p[1]/date[1]/@when"
    assert "7 November 1992" in item.message


def test_a_text_with_much_else_is_no_date() -> None:
    assert written_dates("7 November 1992, No. 12") == ()
    assert written_dates("x " * 200 + "7 November 1992") == ()
