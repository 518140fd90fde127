"""What concordances take in of one document: its text in a small form, and how often it has words.

A pure function of the result of the document and of what the edition asks for.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.model import Role
from editio.publish.concordance.lines import stretches_of, word_counts
from editio.publish.concordance.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import DocumentResult
    from editio.edition.settings import Settings
    from editio.publish.concordance.lines import Stretch


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, packed, and how often it has the words that tell something of it.

    ``counts`` are sorted by word, and empty where the edition does not ask for frequent words.
    """

    packed: bytes
    counts: tuple[tuple[str, int], ...] = ()


def is_wanted(settings: Settings) -> bool:
    """Whether an edition asks for concordances."""
    return bool(settings.concordance or settings.concordance_frequent)


def reading_of(result: DocumentResult, settings: Settings) -> Reading | None:
    """Return what concordances take in; None for a register, and where none are asked for."""
    if not is_wanted(settings) or result.ref.role is not Role.TEXT:
        return None
    stretches = tuple(stretches_of(result.units, result.parts))
    packed = zlib.compress(json.dumps(stretches, ensure_ascii=False).encode(), 1)
    if not settings.concordance_frequent:
        return Reading(packed)
    language = result.metadata.language or settings.language
    return Reading(packed, tuple(_counts(stretches, stop_words(language))))


def unpacked(packed: bytes) -> Sequence[Stretch]:
    """Return what is read as one, from the small form."""
    found: Sequence[Stretch] = json.loads(zlib.decompress(packed))
    return found


def _counts(stretches: Iterable[Stretch], ignored: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the words with letters alone, without those that every text of the language has."""
    for word, number in sorted(word_counts(stretches).items()):
        if len(word) > 1 and word.isalpha() and word not in ignored:
            yield word, number
