"""The cards of names: what a page shows of an entry where it is mentioned, as small data files.

A page that is opened from a disk may load nothing but scripts, so each file is one: a call with
JSON. Entries are spread over the files of their kind by a hash of their key, which the page works
out too (``cards.js``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.publish.inert import inert_json
from editio.publish.site import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.edition.model import Entry, Kind
    from editio.edition.siteplan import SitePlan
    from editio.publish.site.indexes import MentionsIn
    from editio.publish.site.words import Words

#: How many entries a file has, about.
PER_FILE = 40
#: How many texts a card names; the page of the entry has them all.
MOST_TEXTS = 6


@dataclass(frozen=True, slots=True)
class Shards:
    """Into how many files the cards of each kind are spread."""

    number: Mapping[str, int]

    @classmethod
    def of(cls, kinds: Iterable[Kind]) -> Shards:
        """Return the numbers for entries of these kinds, one item per entry."""
        return cls({kind.value: -(-n // PER_FILE) for kind, n in sorted(Counter(kinds).items())})

    def file(self, kind: str, key: str) -> str:
        """Return the name of the file that has the card of an entry."""
        return f"{kind}-{fnv1a(key) % self.number[kind]}"


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text in UTF-8 (draft-eastlake-fnv)."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def cards_path(name: str) -> str:
    """Return the path of a file of cards in the build."""
    return f"site/data/{name}.js"


class Cards:
    """Collects the cards of one file."""

    def __init__(self, kind: Kind, words: Words, plan: SitePlan) -> None:
        self._kind = kind
        self._words = words
        self._plan = plan
        self._cards: dict[str, object] = {}

    def add(self, entry: Entry, mentions: list[MentionsIn], forms: Iterable[str]) -> None:
        """Take in an entry, with where it is mentioned and its other names."""
        self._cards[entry.key] = {
            "heading": entry.heading,
            "dates": entry.dates,
            "description": entry.description,
            "forms": "; ".join(forms),
            "ids": [[item.kind, item.value, urls.external(item.url)] for item in entry.identifiers],
            "summary": self._summary(mentions),
            "texts": list(self._texts(mentions)),
        }

    def script(self) -> str:
        """Return the file."""
        return f'editio.cards("{self._kind.value}",{inert_json(self._cards)});\n'

    def _summary(self, mentions: list[MentionsIn]) -> str:
        count = sum(len(item.locators) for item in mentions)
        if not count:
            return self._words.say("Not mentioned in the texts")
        return self._words.say(
            "{mentions} in {texts}",
            mentions=self._words.counted(count, "mention", "mentions"),
            texts=self._words.counted(len(mentions), "text", "texts"),
        )

    def _texts(self, mentions: list[MentionsIn]) -> Iterator[list[object]]:
        for item in mentions[:MOST_TEXTS]:
            if item.rendered:
                first = item.locators[0]
                page = self._plan.passage(item.document, first.part)
                yield [urls.href(page, first.unit), item.title, len(item.locators)]
