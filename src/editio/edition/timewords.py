"""What times are called in the languages that the pages speak: days, years, centuries, spans.

Years are astronomical: 0 is 1 BC. A language that is not here has English words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from editio.edition.dates import days_in_month

Day: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The words of one language.

    ``months`` are those that stand alone, ``dated`` those beside the number of a day where they
    are others. What has ``{}`` in it is filled with a year, a number, or a day and its month.
    """

    months: tuple[str, ...]
    dated: tuple[str, ...] = ()
    number: str = "{}"
    first: str = ""
    day: str = "{} {}"
    until: str
    since: str
    before: str
    after: str
    era: str
    century: str
    century_era: str
    roman: bool = True

    def year(self, year: int) -> str:
        """Return a year: 1851, 44 BC."""
        return str(year) if year > 0 else self.era.format(1 - year)

    def span_of_years(self, first: int, last: int) -> str:
        """Return several years: 1900–1999."""
        return f"{self.year(first)}–{self.year(last)}"

    def century_of(self, century: int) -> str:
        """Return a century: 19 is "19th century", -1 is "1st century BC"; there is no 0."""
        number = abs(century)
        shown = _roman(number) if self.roman else str(number)
        if self is _ENGLISH:
            shown += _english_ending(number)
        elif self.first and number == 1:
            shown += "er"
        elif self.first:
            shown += "e"
        return (self.century if century > 0 else self.century_era).format(shown)

    def days(self, first: Day, last: Day) -> str:
        """Return a span inside a year: "May", "7 May", "3–7 May", "3 May – 2 June"."""
        month, last_month = self.months[first[1] - 1], self.months[last[1] - 1]
        if first == last:
            return self._date(self._number(first[2]), first[1])
        if first[2] == 1 and last[2] == days_in_month(*last[:2]):
            return month if first[1] == last[1] else f"{month}–{last_month}"
        if first[1] == last[1]:
            return self._date(f"{self._number(first[2])}–{self._number(last[2])}", first[1])
        ends = (self._date(self._number(day[2]), day[1]) for day in (first, last))
        return " – ".join(ends)

    def span(self, first: Day | None, last: Day | None) -> str:
        """Return a span of days with its years: "7 May 1851", "1851–1853", "until 3 May 1851"."""
        if first is None or last is None:
            day, form = (last, self.until) if first is None else (first, self.since)
            whole = day is not None and day[1:] == ((12, 31) if first is None else (1, 1))
            return form.format(self._day_or_year(day, whole=whole)) if day else ""
        years = first[1:] == (1, 1) and last[1:] == (12, 31)
        if years and first[0] == last[0]:
            return self.year(first[0])
        if years:
            return self.span_of_years(first[0], last[0])
        if first[0] == last[0]:
            return f"{self.days(first, last)} {self.year(first[0])}"
        return " – ".join(self._day_or_year(day, whole=False) for day in (first, last))

    def _day_or_year(self, day: Day, *, whole: bool) -> str:
        year = self.year(day[0])
        return year if whole else f"{self.days(day, day)} {year}"

    def _date(self, number: str, month: int) -> str:
        return self.day.format(number, (self.dated or self.months)[month - 1])

    def _number(self, day: int) -> str:
        return self.first if self.first and day == 1 else self.number.format(day)


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_ENGLISH = TimeWords(
    months=_months(
        "January February March April May June July August September October November December"
    ),
    until="until {}",
    since="from {}",
    before="before {}",
    after="after {}",
    era="{} BC",
    century="{} century",
    century_era="{} century BC",
    roman=False,
)
_LANGUAGES = {
    "de": TimeWords(
        months=_months(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        number="{}.",
        until="bis {}",
        since="ab {}",
        before="vor {}",
        after="nach {}",
        era="{} v. Chr.",
        century="{}. Jahrhundert",
        century_era="{}. Jahrhundert v. Chr.",
        roman=False,
    ),
    "fr": TimeWords(
        months=_months(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        first="1er",
        until="jusqu’en {}",
        since="à partir de {}",
        before="avant {}",
        after="après {}",
        era="{} av. J.-C.",
        century="{} siècle",
        century_era="{} siècle av. J.-C.",
    ),
    "es": TimeWords(
        months=_months(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
            " diciembre"
        ),
        day="{} de {}",
        until="hasta {}",
        since="desde {}",
        before="antes de {}",
        after="después de {}",
        era="{} a. C.",
        century="siglo {}",
        century_era="siglo {} a. C.",
    ),
    "it": TimeWords(
        months=_months(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
            " dicembre"
        ),
        until="fino al {}",
        since="dal {}",
        before="prima del {}",
        after="dopo il {}",
        era="{} a.C.",
        century="{} secolo",
        century_era="{} secolo a.C.",
    ),
    "ru": TimeWords(
        months=_months(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
        ),
        dated=_months(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        ),
        until="до {}",
        since="с {}",
        before="до {}",
        after="после {}",
        era="{} до н. э.",
        century="{} век",
        century_era="{} век до н. э.",
    ),
}


@cache
def time_words(language: str = "") -> TimeWords:
    """Return the words of a BCP 47 tag's language; those of English where it is not known."""
    return _LANGUAGES.get(language.lower().replace("_", "-").partition("-")[0], _ENGLISH)


def _english_ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman(number: int) -> str:
    found = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found += sign
            number -= value
    return found
