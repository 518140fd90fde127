"""What tagging knows of each language: one TOML file per language, in this folder.

The sections: ``names`` (titles, inflection, words that make another name), ``dates`` (the
grammar of dates) and ``quotations`` (verbs of saying and the like). A language without a file has
empty sections: its names are found as they are written, and its dates where numbers alone tell.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Endings, and what may stand instead.
_Rules: TypeAlias = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

_CODE = re.compile(r"[a-z]{2,3}\Z")


@dataclass(frozen=True)
class Language:
    """One language: its code, and the sections of its file."""

    code: str
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return a list of words of the file, empty where it says none."""
        return frozenset(self.sections.get(section, {}).get(key, "").split())

    @property
    def calendar(self) -> frozenset[str]:
        """The names of months and days of the week, in all their forms."""
        dates = self.sections.get("dates", {})
        rows = (*dates.get("months", ()), *dates.get("weekdays", ()))
        return frozenset(word for row in rows for word in row.split())

    @cached_property
    def _rules(self) -> _Rules:
        return self._rules_of("inflection")

    @cached_property
    def _noun_rules(self) -> _Rules:
        return self._rules_of("noun_inflection")

    def _rules_of(self, key: str) -> _Rules:
        rules = self.sections.get("names", {}).get(key, [])
        return tuple((re.compile(rule["ending"]), tuple(rule["forms"])) for rule in rules)

    @cached_property
    def _spellings(self) -> tuple[tuple[str, str], ...]:
        pairs = self.sections.get("names", {}).get("spellings", [])
        return tuple((one, other) for pair in pairs for one, other in (pair, pair[::-1]))

    @cached_property
    def _location(self) -> re.Pattern[str] | None:
        pattern = self.sections.get("names", {}).get("location", "")
        return re.compile(pattern) if pattern else None

    @cached_property
    def _ordinals(self) -> dict[str, str]:
        words = self.sections.get("dates", {}).get("ordinals", "").split()
        figures = self.sections.get("names", {}).get("ordinal_figures", "").split()
        pairs = list(zip(words, figures, strict=False))
        return {**dict(pairs), **{figure: word.capitalize() for word, figure in pairs}}

    def numbered(self, name: str) -> str:
        """Return "18th Congress" for "Eighteenth Congress" and the other way; empty for others."""
        first, space, rest = name.partition(" ")
        other = self._ordinals.get(first.casefold())
        return f"{other} {rest}" if other and space else ""

    def spelled(self, name: str) -> Iterator[str]:
        """Yield other spellings of a name: "Rath" for "Rat", each with one pair exchanged."""
        for one, other in self._spellings:
            if one in name:
                yield name.replace(one, other)

    def without_location(self, name: str) -> str:
        """Return the name of a place without where it lies ("am Main"), empty if it says none."""
        found = self._location.search(name) if self._location is not None else None
        return name[: found.start()] if found is not None and found.start() else ""

    def inflected(self, name: str, *, nouns: bool = False) -> Iterator[str]:
        """Yield the other cases of a name, by the rule for its ending.

        Only the last word is inflected. A rule is a regular expression for the ending and what
        may stand instead of it. ``nouns`` asks for the endings of names that are nouns.
        """
        for ending, forms in self._noun_rules if nouns else self._rules:
            match = ending.search(name)
            if match is not None:
                stem = name[: match.start()]
                for form in forms:
                    yield stem + match.expand(form)
                return


def load_language(tag: str) -> Language:
    """Return a language by its BCP 47 tag (``en-GB``); one without a file knows nothing."""
    code = tag.partition("-")[0].casefold()
    if not _CODE.match(code):
        return Language(code)
    file = resources.files(__name__).joinpath(f"{code}.toml")
    if not file.is_file():
        return Language(code)
    return Language(code, tomllib.loads(file.read_text(encoding="utf-8")))
