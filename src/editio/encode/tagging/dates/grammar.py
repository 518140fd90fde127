"""The grammar of dates of a language, from its file, as one regular expression.

The named expressions that a pattern of the file can use are in :data:`_NUMBERS` (the same in every
language) and in :meth:`Grammar.of` (from the words of the language).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editio.encode.tagging.dates.values import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.encode.tagging.languages import Language

_NUMBERS: Mapping[str, str] = {
    "day": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "day2": r"(?P<day2>0?[1-9]|[12]\d|3[01])",
    "daynumber": r"(?P<day>\d\d?)",
    "monthnumber": r"(?P<monthnumber>1[0-2]|0?[1-9])",
    "monthroman": r"(?P<monthroman>VIII|VII|VI|IV|IX|V|III|II|I|XII|XI|X)",
    "isoyear": r"(?P<year>\d{4})",
    "year": r"(?P<year>1\d{3}|20\d\d)(?![\d.,]\d|\w)",
    "year2": r"(?P<year2>1\d{3}|20\d\d)(?![\d.,]\d|\w)",
    "anyyear": r"(?P<year>[1-9]\d{0,3})",
    "short": r"(?P<short>\d\d)",
    "single": r"(?P<single>\d)",
    "elided": r"['’‘](?P<elided>\d\d)(?![\d\w])",
    "quarternumber": r"(?P<quarter>first|second|third|fourth|[1-4](?:st|nd|rd|th)|Q[1-4])",
    "romannumber": r"(?P<roman>[XVI]{1,5})",
}
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
#: How much of a date can stand before its first figure or telling word, and behind its last.
_BEFORE = 30
_BEHIND = 60
_DECADE = r"(?:(?P<decade>1\d\d0|20\d0)|['’‘]?(?P<shortdecade>[1-9]0))"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern of the file says beside its expression."""

    needs_lead: bool
    is_dual: bool


@dataclass(frozen=True)
class Grammar:
    """The grammar of one language, compiled."""

    expression: re.Pattern[str]
    #: The words of which a date has one, where it has no figures, in small letters.
    telling: frozenset[str]
    century: re.Pattern[str]
    patterns: tuple[Pattern, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    ordinals: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    decades: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]
    part_words: re.Pattern[str]
    relations: tuple[tuple[Relation, re.Pattern[str]], ...]
    between: re.Pattern[str]
    starting: re.Pattern[str]
    joiner: re.Pattern[str]
    conjunction: re.Pattern[str]
    old_style: re.Pattern[str]
    article: re.Pattern[str]
    before_christ: re.Pattern[str]
    no_year_before: frozenset[str]
    no_year_after: frozenset[str]
    leads: frozenset[str]
    name_words: frozenset[str]
    month_leads: frozenset[str]
    counted: re.Pattern[str]
    uncounted: frozenset[str]
    elsewhere: re.Pattern[str]

    @classmethod
    def of(cls, language: Language) -> Grammar | None:
        """Compile the grammar of a language; None if its file has none."""
        data = language.sections.get("dates")
        if not data:
            return None
        words = _Words(data)
        patterns = data["patterns"]
        expression = "|".join(
            f"(?P<p{n}>{_numbered(words.filled(item['regex']), n)})"
            for n, item in enumerate(patterns)
        )
        ranges = data.get("ranges", {})
        no_year = data.get("no_year", {})
        return cls(
            expression=re.compile(rf"(?<![\w$£€#§№])(?<!\d[.,])(?:{expression})(?!\w)"),
            telling=frozenset(
                part
                for table in (
                    words.months,
                    words.weekdays,
                    words.ordinals,
                    words.seasons,
                    words.decades,
                )
                for word in table
                for part in _LETTERS.findall(word)
            ),
            century=re.compile(data.get("century", "(?!)")),
            patterns=tuple(
                Pattern(bool(item.get("lead")), bool(item.get("dual"))) for item in patterns
            ),
            months=words.months,
            weekdays=words.weekdays,
            ordinals=words.ordinals,
            seasons=words.seasons,
            decades=words.decades,
            parts={key.casefold(): (v[0], v[1]) for key, v in data.get("parts", {}).items()},
            part_words=_parts_before(data.get("parts", {}), ranges.get("and", "(?!)")),
            relations=tuple(
                (Relation(name), _before(words_of, " (?:the )?"))
                for name, words_of in data.get("relations", {}).items()
            ),
            between=_before(ranges.get("between", "(?!)"), " (?:the )?"),
            starting=_before(ranges.get("from", "(?!)"), " (?:the )?"),
            joiner=re.compile(f"(?:{ranges.get('joiner', ' ?[–—-] ?')})(?:the )?"),
            conjunction=re.compile(f"(?:{ranges.get('and', '(?!)')})(?:the )?"),
            old_style=re.compile(rf",? ?[(\[]?{data.get('old_style', '(?!)')}[)\]]?"),
            article=re.compile(rf"(?:{data.get('article', '(?!)')}) ", re.IGNORECASE),
            before_christ=re.compile(data.get("before_christ", "(?!)")),
            no_year_before=frozenset(no_year.get("before", "").split()),
            no_year_after=frozenset(no_year.get("after", "").split()),
            month_leads=frozenset(no_year.get("month_leads", "").split()),
            name_words=frozenset(no_year.get("names", "").split()),
            counted=re.compile(no_year.get("counted", "(?!)")),
            uncounted=frozenset(no_year.get("uncounted", "").split()),
            elsewhere=_before(data.get("elsewhere", "(?!)"), " (?:the )?"),
            leads=frozenset(data.get("leads", no_year.get("leads", "")).split()),
        )

    def windows(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a text in which there can be dates, in order.

        A date has figures or one of the telling words, and what else it has is near.
        """
        places = [
            match.start()
            for match in _TOKEN.finditer(text, start, end)
            if match[0][0].isdecimal() or match[0].casefold() in self.telling
        ]
        places += [match.start() for match in self.century.finditer(text, start, end)]
        begin = last = -1
        for place in sorted(places):
            if begin >= 0 and place - _BEFORE > last + _BEHIND:
                yield max(start, begin - _BEFORE), min(end, last + _BEHIND)
                begin = -1
            begin = place if begin < 0 else begin
            last = place
        if begin >= 0:
            yield max(start, begin - _BEFORE), min(end, last + _BEHIND)


class _Words:
    """The words of a language's file, as tables and as expressions."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.months = _numbered_rows(data.get("months", ()))
        self.weekdays = _numbered_rows(data.get("weekdays", ()))
        self.ordinals = _counted(data.get("ordinals", ""))
        self.seasons = {w.casefold(): (v[0], v[1]) for w, v in data.get("seasons", {}).items()}
        self.decades = _counted(data.get("decades", ""))
        endings = data.get("ordinal_ending", "(?!)")
        month = _words(self.months, data.get("small_months", False))
        self.expressions = {
            **_NUMBERS,
            "th": endings,
            "month": f"(?P<month>{month})",
            "month2": f"(?P<month2>{month})",
            "weekday": f"(?P<weekday>{_words(self.weekdays, True)})\\.?",
            "dayword": f"(?P<dayword>{_words(self.ordinals, True)})",
            "season": f"(?P<season>{_words(self.seasons, True)})",
            "season2": f"(?P<seasonend>{_words(self.seasons, True)})",
            "century": (
                f"(?:(?P<centurynumber>\\d\\d?)(?:{endings}|\\.)?"
                f"|(?P<centuryroman>[XVI]{{1,5}})(?:{endings}|\\.)?"
                f"|(?P<centuryword>{_words(self.ordinals, True)}))"
            ),
            "centuryword": data.get("century", "(?!)"),
            "decade": _DECADE + data.get("decade_ending", "['’]?s"),
            "wholedecade": r"(?:(?P<decade>1\d\d0|20\d0)|(?P<shortdecade>[1-9]0))(?!\d)",
            "decadeword": f"(?P<decadeword>{_words(self.decades, True)})",
            "quarterword": data.get("quarter", "(?!)"),
            "bc": f"(?P<bc>{data.get('before_christ', '(?!)')})",
            "era": (
                f"(?:(?P<bc>{data.get('before_christ', '(?!)')})"
                f"|(?:{data.get('after_christ', '(?!)')}))"
            ),
        }

    def filled(self, template: str) -> str:
        """Put the expressions into the places of a pattern."""
        return re.sub(r"\{([a-z]+\d?)\}", lambda m: self.expressions[m[1]], template)


def _numbered(expression: str, number: int) -> str:
    """Give the groups of a pattern names of its own: ``day`` → ``day_3``; a second, ``day__3``."""
    seen: set[str] = set()

    def named(match: re.Match[str]) -> str:
        name = match[1]
        while name in seen:
            name += "x"
        seen.add(name)
        return f"(?P<{name}_{number}>"

    return re.sub(r"\(\?P<(\w+)>", named, expression)


def _numbered_rows(rows: Iterable[str]) -> dict[str, int]:
    return {word.casefold(): n for n, row in enumerate(rows, 1) for word in row.split()}


def _counted(words: str) -> dict[str, int]:
    return {word.casefold(): number for number, word in enumerate(words.split(), 1)}


def _words(table: Iterable[str], small: bool) -> str:
    """An expression for words: with a capital or in capitals, and as they are if ``small``."""
    forms: set[str] = set()
    for word in table:
        forms |= {word.capitalize(), word.upper()}
        if small:
            forms.add(word)
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _parts_before(parts: Iterable[str], conjunction: str) -> re.Pattern[str]:
    """Parts of a period before it: "late", and two of them, "middle and late"."""
    words = _alternatives(parts)
    pair = rf"(?:(?P<first>{words})-?(?:{conjunction})(?:the )?)?"
    return re.compile(rf"(?<![\w-]){pair}(?P<words>{words})[ -](?:the )?\Z", re.IGNORECASE)


def _before(words: str, gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<words>{words}){gap}\Z", re.IGNORECASE)
