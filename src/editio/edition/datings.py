"""When an entry lived, happened or appeared: its interval, and how that is said in words.

TEI Guidelines, chapters 14.3.1 (``birth``, ``death``, ``floruit``), 14.4 and 3.12 (dates of works).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.edition.dates import interval_of
from editio.edition.model import Kind
from editio.edition.nameforms import plain_text
from editio.edition.nearby import first_child
from editio.names import tei

if TYPE_CHECKING:
    from lxml.etree import _Element

    from editio.edition.model import Interval
    from editio.edition.timewords import TimeWords


def interval(element: _Element, kind: Kind, words: TimeWords) -> Interval | None:
    """Return the time of an entry: the life of a person, the date of an event or a work."""
    if kind is Kind.PERSON:
        return _life(element)
    own = interval_of(dict(element.attrib))  # type: ignore[arg-type]
    if own is not None:
        return replace(own, label=_label(own, words))
    paths = ("date", "imprint/date", "monogr/imprint/date", "publicationStmt/date")
    for path in paths if kind is Kind.WORK else ("date", "desc/date"):
        date = element.find("/".join(tei(step) for step in path.split("/")))
        if date is not None:
            found = interval_of(dict(date.attrib), plain_text(date))  # type: ignore[arg-type]
            if found is not None:
                return found
    return None


def _life(element: _Element) -> Interval | None:
    """From birth to death; where neither is known, when a person flourished."""
    ends = []
    for tag in ("birth", "death"):
        child = first_child(element, tag)
        ends.append(_dated(child) if child is not None else None)
    birth, death = ends
    if birth or death:
        return replace(
            birth or death,  # type: ignore[type-var]
            earliest=birth.earliest if birth else None,
            latest=death.latest if death else None,
            label="",
        )
    floruit = first_child(element, "floruit")
    return _dated(floruit) if floruit is not None else None


def _dated(element: _Element) -> Interval | None:
    found = interval_of(dict(element.attrib), "")  # type: ignore[arg-type]
    if found is not None:
        return found
    date = first_child(element, "date")
    if date is not None:
        return interval_of(dict(date.attrib), plain_text(date))  # type: ignore[arg-type]
    return interval_of({}, plain_text(element))


def dates(element: _Element, kind: Kind, time: Interval | None, words: TimeWords) -> str:
    """Return the label of an entry's dates: "1870–1924", "† 1605", "fl. 1211".

    ``time`` is what :func:`interval` returns for it.
    """
    if time is None:
        return ""
    if kind is not Kind.PERSON:
        return time.label or _label(time, words)
    birth, death = first_child(element, "birth"), first_child(element, "death")
    born = _dated(birth) if birth is not None else None
    died = _dated(death) if death is not None else None
    if born and died:
        return f"{_label(born, words)}–{_label(died, words)}"
    if born:
        return f"* {_label(born, words)}"
    if died:
        return f"† {_label(died, words)}"
    return f"fl. {_label(time, words)}"


def _label(interval: Interval, words: TimeWords) -> str:
    """The years of a span: "1870", "1211–1215", "after 1211", "44 BC"."""
    first = words.year(interval.earliest[0]) if interval.earliest else ""
    last = words.year(interval.latest[0]) if interval.latest else ""
    if first and last:
        return first if first == last else f"{first}/{last}"
    return words.after.format(first) if first else words.before.format(last)
