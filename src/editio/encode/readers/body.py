"""What a reader yields: the text of a document as TEI, and all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.encode.conservation import Kept

if TYPE_CHECKING:
    from lxml.etree import _Element

    from editio.encode.rich.archive import Picture

#: A confidence below this is worth a look.
DOUBTFUL = 0.65


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision on structure that an editor should look at; ``line`` counts from 1."""

    line: int
    kind: str
    text: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The ``text`` element of a document, the text of its source, and how the two relate.

    ``source`` is what the text of the result is compared with, ``form`` says what the file is,
    ``rules`` are sentences for the header, ``counts`` the number of blocks by kind, ``left_out``
    what is not kept as text with how often, ``joined`` the words that were divided at line ends,
    ``pictures`` those that the file holds itself.
    """

    text: _Element
    source: str
    form: str
    encoding: str
    title: str = ""
    authors: tuple[str, ...] = ()
    kept: Kept = field(default_factory=lambda: Kept((), {}))
    rules: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    joined: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pictures: tuple[Picture, ...] = ()
