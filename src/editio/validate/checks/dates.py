"""Dates: whether the attributes of dates are dates, are in order, and agree with the text.

The attributes are those of att.datable (`when`, `notBefore`, `notAfter`, `from`, `to`), which count
in the Gregorian calendar whatever calendar the text uses.

## DAT-VALUE: the attribute holds no date

It takes a year, a month, a day or a time as W3C and ISO write them. Said only where no schema is
checked, which says it too. Spans and weeks go into the attributes with `-iso`, all else into those
with `-custom`.

Bad: `<date when="24 June 1812">`, `<date when="1848-02-30">`.
Good: `<date when="1812-06-24">`, `<date when="--06-24">`.

## DAT-ORDER: the end comes before the beginning

`notAfter` lies before `notBefore`, or `to` before `from`. Often they are exchanged, or a digit is
wrong.

Bad: `<date from="1918" to="1914">`.
Good: `<date from="1914" to="1918">`.

## DAT-TEXT: the attribute and the text say different days

Dates written in English, German, French, Italian or Spanish are compared with `when`. A day in the
Julian calendar may differ from its Gregorian `when`, and a year that began in March may differ by
one. A text with more than one date is not compared.

Bad: `<date when="1992-11-17">7 November 1992</date>`.
Good: `<date when="1992-11-07">7 November 1992</date>`.

## DAT-FUTURE: the date lies in the future

Mostly a slip of the hand: 2109 for 2019. All attributes of a date are compared with the day of the
check, but not those in `availability`: an embargo ends in the future.

Bad: `<date when="2109-05-01">1 May 2019</date>`.
Good: `<date when="2019-05-01">1 May 2019</date>`.

## DAT-CALENDAR: the calendar of a date is not what it seems

`calendar` names the Julian calendar, and `when` has the very day of the text: it was not turned
into the Gregorian one, in which `when` counts. Days before the reform of 1582 are left alone, since
many editions do not convert them. Or `calendar` leads to something that is no `calendar`.

Bad: `<date calendar="#julian" when="1917-10-25">25 October 1917</date>`.
Good: `<date calendar="#julian" when="1917-11-07">25 October 1917</date>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.edition.dates import ATTRIBUTES, is_yearless, julian_to_gregorian, parse_date
from editio.edition.nameforms import running_text
from editio.edition.writtendates import WrittenDate, written_dates
from editio.findings import Severity
from editio.names import XML_ID, tei
from editio.validate.checks.placing import finding
from editio.validate.checks.relaxng import is_checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options

_DATED = frozenset(ATTRIBUTES)
#: Elements whose ``from`` and ``to`` are places in a text, not in time.
_PLACES = frozenset(
    tei(name) for name in ("app", "arc", "rt", "span", "locus", "biblScope", "citedRange")
)
_W3C = re.compile(
    r"(-?\d{4,}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?)?)?|\d\d:\d\d:\d\d(\.\d+)?|--.+)"
    r"(Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d:[0-5]\d", re.ASCII)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$", re.ASCII)
_PARTS = re.compile(r"(-?\d{4,})?(?:--?(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?", re.ASCII)

#: Elements whose text is the date that their ``when`` repeats.
_WRITTEN = frozenset(tei(name) for name in ("date", "docDate", "origDate", "birth", "death"))
#: What makes the text of an element more than one reading.
_READINGS = tuple(tei(name) for name in ("choice", "app", "del", "subst", "gap", "note", "unclear"))
#: Papal reform of the calendar.
_REFORM = (1582, 10, 15)
_GREGORIAN_OR_JULIAN = re.compile(r"(?:^|[#:/])(?:gregorian|julian)", re.IGNORECASE)


def run(document: OpenDocument, options: Options) -> Iterator[Finding]:
    """Yield the dates that are none, are out of order, or contradict the text."""
    if not document.usable:
        return
    root = document.root()
    tags = [tag for tag, names in document.attributes().items() if not _DATED.isdisjoint(names)]
    # Looking at the names of attributes takes a sixth of the time of an XPath that asks for each.
    items = root.iter(*tags) if tags else ()
    dated = [item for item in items if not _DATED.isdisjoint(map(str, item.keys()))]
    checked = is_checked(document, options)
    calendars = _calendars(root, dated)
    for element in dated:
        if not checked:
            yield from _values(document, element)
        yield from _order(document, element)
        yield from _text(document, element)
        yield from _calendar(document, element, calendars)
        if options.today is not None:
            yield from _future(document, element, options.today)


def _values(document: OpenDocument, element: _Element) -> Iterator[Finding]:
    for name in ("when", "from", "to", "notBefore", "notAfter"):
        value = element.get(name)
        if value is None or (name in {"from", "to"} and element.tag in _PLACES):
            continue
        if not _is_w3c(value.strip()):
            yield finding(
                document,
                element,
                "DAT-VALUE",
                Severity.ERROR,
                f'@{name} is "{value}", which is no date',
                hint="write 1848, 1848-05 or 1848-05-02",
                attribute=name,
            )


def _is_w3c(value: str) -> bool:
    if _W3C.fullmatch(value) is None:
        return False
    return (
        parse_date(value) is not None
        or is_yearless(_ZONE.sub("", value))
        or _TIME.match(value) is not None
    )


def _order(document: OpenDocument, element: _Element) -> Iterator[Finding]:
    for start, end in (("from", "to"), ("notBefore", "notAfter")):
        if start == "from" and element.tag in _PLACES:
            continue
        for suffix in ("", "-iso"):
            first, last = element.get(start + suffix), element.get(end + suffix)
            begin, stop = parse_date(first or ""), parse_date(last or "")
            if begin and stop and stop.last < begin.first:
                yield finding(
                    document,
                    element,
                    "DAT-ORDER",
                    Severity.ERROR,
                    f"@{end}{suffix} ({last}) lies before @{start}{suffix} ({first})",
                    hint="exchange them, or correct one",
                    attribute=end + suffix,
                )


def _text(document: OpenDocument, element: _Element) -> Iterator[Finding]:
    value = (element.get("when") or "").strip()
    if not value or element.tag not in _WRITTEN or not _comparable(element):
        return
    match = _PARTS.fullmatch(value)
    written = written_dates(running_text(element)) if match else ()
    if match is None or not written:
        return
    encoded = tuple(int(part) if part else None for part in match.groups())
    if not any(_agree(encoded, item) for item in written):
        text = written[0].text
        yield finding(
            document,
            element,
            "DAT-TEXT",
            Severity.WARNING,
            f'@when is {value}, but the text says "{text}"',
            hint="correct @when, or name the calendar in @calendar if the text uses another",
            attribute="when",
        )


def _comparable(element: _Element) -> bool:
    if next(element.iterdescendants(*_READINGS), None) is not None:
        return False
    calendar = element.get("calendar") or element.get("datingMethod") or ""
    return not calendar or _GREGORIAN_OR_JULIAN.search(calendar) is not None


def _agree(encoded: tuple[int | None, ...], written: WrittenDate) -> bool:
    year, month, day = encoded
    pairs = ((year, written.year), (month, written.month), (day, written.day))
    if all(left is None or right is None or left == right for left, right in pairs):
        return True
    said_year = written.year or year
    if said_year is None or written.month is None:
        return False
    # A year that began on 25 March (or at Easter) is one less in its first months.
    old = year is not None and said_year < 1753 and written.month <= 4 and year == said_year + 1
    if old and all(left in {None, right} or right is None for left, right in pairs[1:]):
        return True
    return any(_is_julian(encoded, said, written) for said in {said_year, said_year + old})


def _is_julian(encoded: tuple[int | None, ...], year: int, written: WrittenDate) -> bool:
    if written.month is None or written.day is None:
        return False
    return julian_to_gregorian((year, written.month, written.day)) == encoded


def _calendars(root: _Element, dated: Iterable[_Element]) -> Mapping[str, bool | None]:
    """Return the ids that ``calendar`` of dates points to: whether each is the Julian one.

    ``None`` stands for what is no calendar.
    """
    named = {token for item in dated for token in item.get("calendar", "").split()}
    if not named:
        return {}
    found: dict[str, bool | None] = {}
    for element in root.iter():
        name = element.get(XML_ID, "")
        if f"#{name}" in named:
            text = f"{name} {running_text(element)}" if element.tag == tei("calendar") else None
            found[name] = None if text is None else "julian" in text.casefold()
    return found


def _calendar(
    document: OpenDocument, element: _Element, calendars: Mapping[str, bool | None]
) -> Iterator[Finding]:
    names = element.get("calendar", "").split()
    if not names:
        return
    wrong = [name for name in names if calendars.get(name.removeprefix("#"), False) is None]
    message, attribute = "", "calendar"
    if wrong:
        message = f"@calendar points to {wrong[0]}, which is no calendar"
        hint = "point to a calendar in the calendarDesc"
    elif any(_is_of_julian(name, calendars) for name in names) and _is_unconverted(element):
        attribute = "when"
        message = f"@when is {element.get('when')}, the day of the Julian calendar"
        hint = "write the day that it was in the Gregorian calendar"
    if message:
        yield finding(
            document,
            element,
            "DAT-CALENDAR",
            Severity.WARNING,
            message,
            hint=hint,
            attribute=attribute,
        )


def _is_of_julian(name: str, calendars: Mapping[str, bool | None]) -> bool:
    return calendars.get(name.removeprefix("#")) or "julian" in name.casefold()


def _is_unconverted(element: _Element) -> bool:
    """Tell whether the text of a date and its ``when`` have the same day, after the reform."""
    span = parse_date(element.get("when") or "")
    if span is None or span.first != span.last or span.first < _REFORM:
        return False
    written = written_dates(running_text(element))
    return any((item.year, item.month, item.day) == span.first for item in written)


def _future(
    document: OpenDocument, element: _Element, today: tuple[int, int, int]
) -> Iterator[Finding]:
    for name in ATTRIBUTES:
        value = element.get(name) or ""
        span = parse_date(value)
        if span is None or span.first <= today or element.tag in _PLACES:
            continue
        if next(element.iterancestors(tei("availability")), None) is not None:
            return
        yield finding(
            document,
            element,
            "DAT-FUTURE",
            Severity.INFO,
            f"@{name} is {value}, a day that has not come yet",
            hint="correct the year",
            attribute=name,
        )
        return
