"""The words of the pages: English in the templates, other languages from a table each.

A table is a JSON object from the English words to those of the language (``words/de.json``). What
is counted ("texts") has a list: the forms for one and for many, in Russian for one, few and many
(CLDR's plural rules for whole numbers).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The languages that the pages speak; in any other the words are English.
LANGUAGES = ("en", "de", "fr", "es", "it", "ru")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    table: Mapping[str, str | list[str]] = field(default_factory=dict)

    def say(self, english: str, **values: object) -> str:
        """Return ``english`` in this language, with ``values`` in the places of their names."""
        found = self.table.get(english, english)
        words = found if isinstance(found, str) else found[-1]
        return words.format(**values) if values else words

    def counted(self, count: int, one: str, many: str) -> str:
        """Return a number with its noun: "1 mention", "12 mentions", "5 упоминаний"."""
        forms = self.table.get(many, [one, many])
        if isinstance(forms, str):
            forms = [forms]
        return f"{number(count)} {forms[min(self._form(count), len(forms) - 1)]}"

    def _form(self, count: int) -> int:
        if self.language == "ru":
            if count % 10 == 1 and count % 100 != 11:
                return 0
            return 1 if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else 2
        return 0 if count == 1 or (self.language == "fr" and count == 0) else 1


#: What stylesheets make in English: the label of a field, two names of links, the kind of a
#: division. Three expressions, because one that begins with any is looked for ten times as long.
_FIELD = re.compile(r'<dt data-made="">([^<>&]+)(?=<)')
_LINK = re.compile(r' aria-label="(Readings|Back to the text)(?=")')
_DIVISION = re.compile(r'<div class="div-kind" data-made="">([^<>&]+)(?=<)')


def in_language(html: str, words: Words) -> str:
    """Return the output of the HTML stylesheet with the labels that are ours in a language."""
    if not words.table:
        return html

    def said(found: re.Match[str]) -> str:
        before, label = found[0].removesuffix(found[1]), found[1]
        room = " " if label.endswith(" ") else ""
        return before + escape(words.say(label.rstrip())) + room

    return _DIVISION.sub(said, _LINK.sub(said, _FIELD.sub(said, html)))


def words_for(language: str) -> Words:
    """Return the words for a BCP 47 tag; English where there is no table for its language."""
    name = language.lower().replace("_", "-").split("-")[0]
    if name not in LANGUAGES or name == "en":
        return Words("en")
    file = resources.files("editio.publish.site") / "words" / f"{name}.json"
    return Words(name, json.loads(file.read_text(encoding="utf-8")))


def number(value: int) -> str:
    """Return a number for people, with thin spaces between thousands (ISO 80000-1)."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
