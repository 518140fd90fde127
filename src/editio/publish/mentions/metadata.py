"""The records at the head of the stream: what the header says, and what the document points to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.dates import interval_from_text, interval_of
from editio.edition.model import Metadata
from editio.edition.prefixes import Prefix
from editio.publish.mentions.events import END, FIELD, attributes_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import Interval

#: ISO 639-2 and -3 codes of languages that have one of two letters, which BCP 47 wants instead.
_TWO_LETTERS = dict(
    pair.split("=")
    for pair in """
    afr=af ara=ar bel=be bul=bg cat=ca ces=cs cze=cs cym=cy wel=cy dan=da deu=de ger=de ell=el
    gre=el eng=en est=et eus=eu baq=eu fas=fa per=fa fin=fi fra=fr fre=fr gle=ga glg=gl heb=he
    hin=hi hrv=hr hun=hu hye=hy arm=hy isl=is ice=is ita=it jpn=ja kat=ka geo=ka kor=ko lat=la
    lit=lt lav=lv mkd=mk mac=mk nld=nl dut=nl nor=no nob=nb nno=nn oci=oc pol=pl por=pt ron=ro
    rum=ro rus=ru san=sa slk=sk slo=sk slv=sl sqi=sq alb=sq spa=es srp=sr swe=sv tur=tr ukr=uk
    yid=yi zho=zh chi=zh
    """.split()  # noqa: SIM905 - a list of words is easier to read and to extend
)
#: What ends the line of a title page, and no date.
_STOP = re.compile(r"(?<=\d{4})[.,;:]$")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its name without the ``@``, its text, its attributes."""

    name: str
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


def split_records(pieces: Sequence[str]) -> tuple[list[Record], Sequence[str]]:
    """Return the records at the head of a stream, and the pieces after them."""
    records: list[Record] = []
    text = pieces[0]
    for place, piece in enumerate(pieces[1:], 1):
        if not piece.startswith("@"):
            return records, [text, *pieces[place:]]
        name, fields, after = opened(piece)
        value, _, text = after.partition(END)
        records.append(Record(name[1:], value, tuple(attributes_of(fields).items())))
    return records, [text]


def metadata_of(records: Sequence[Record]) -> Metadata:
    """Return what the header says about the document; what it does not say is empty."""
    date = next((record for record in records if record.name == "date"), None)
    interval = _interval(date) if date else None
    return Metadata(
        title=_text(records, "title"),
        authors=tuple(_texts(records, "author")),
        date=interval,
        date_label=_date_label(date, interval),
        language=language_tag(_text(records, "language")),
        source=_text(records, "source"),
        licence=_text(records, "licence"),
    )


def prefixes_of(records: Sequence[Record]) -> tuple[Prefix, ...]:
    """Return the private URI schemes that the document defines."""
    return tuple(
        Prefix(
            ident=attributes["ident"],
            match_pattern=attributes["matchPattern"],
            replacement=attributes["replacementPattern"],
        )
        for attributes in (dict(item.attributes) for item in records if item.name == "prefix")
        if {"ident", "matchPattern", "replacementPattern"} <= attributes.keys()
    )


def pointers_in(records: Sequence[Record]) -> tuple[str, ...]:
    """Return all pointers and keys of the document as written, each once."""
    found = dict.fromkeys(
        pointer
        for text in _texts(records, "pointers")
        for value in text.split(FIELD)
        for pointer in value.split()
    )
    found.update(
        dict.fromkeys(key for text in _texts(records, "keys") for key in text.split(FIELD))
    )
    return tuple(found)


def language_tag(name: str) -> str:
    """Return a BCP 47 tag: ``eng`` becomes ``en``, ``de-AT`` stays."""
    first, dash, rest = name.strip().partition("-")
    code = first.casefold()
    return f"{_TWO_LETTERS.get(code, code)}{dash}{rest}" if code.isalpha() else ""


def _interval(record: Record) -> Interval | None:
    return interval_of(dict(record.attributes), record.text) or interval_from_text(record.text)


def _date_label(record: Record | None, interval: Interval | None) -> str:
    if record is None:
        return ""
    if record.text:
        return _STOP.sub("", record.text)
    attributes = dict(record.attributes)
    values = [
        value
        for name in ("when", "from", "notBefore", "to", "notAfter")
        for suffix in ("", "-iso", "-custom")
        if (value := attributes.get(name + suffix, ""))
    ]
    return "–".join(dict.fromkeys(values)) if interval else ""


def _texts(records: Sequence[Record], name: str) -> Iterator[str]:
    return (record.text for record in records if record.name == name)


def _text(records: Sequence[Record], name: str) -> str:
    return " ".join(next(_texts(records, name), "").split())
