"""A small invented edition: results of documents and a register, made by hand."""

from __future__ import annotations

import pytest

from editio.edition.model import (
    DocumentRef,
    DocumentResult,
    Entry,
    Identifier,
    Interval,
    Kind,
    Mention,
    Metadata,
    Role,
    Unit,
)
from editio.edition.registers import Registers


def day(year: int, month: int, dom: int) -> Interval:
    return Interval(earliest=(year, month, dom), latest=(year, month, dom))


def mention(kind: Kind, form: str, *pointers: str, **more: object) -> Mention:
    values: dict[str, object] = {"unit": "p1", "before": "Then ", "after": " came.", **more}
    return Mention(kind=kind, form=form, pointers=pointers, **values)  # type: ignore[arg-type]


def document(
    *mentions: Mention, name: str = "one", links: tuple[tuple[str, str], ...] = ()
) -> DocumentResult:
    return DocumentResult(
        ref=DocumentRef(id=name, path=f"tei/{name}.xml", role=Role.TEXT),
        metadata=Metadata(title=f"Text {name}", authors=("Ada Fern",)),
        units=(
            Unit(id="d1", kind="div", parent="", label="One", text="Öl und Wachs"),
            Unit(id="p1", kind="p", parent="d1", label="One, § 1", text="Then Ada came."),
        ),
        mentions=mentions,
        links=links,
    )


@pytest.fixture
def registers() -> Registers:
    return Registers.of(
        [
            Entry(
                key="fern",
                kind=Kind.PERSON,
                id="fern",
                document="persons",
                heading="Fern, Ada",
                forms=("Ada Fern", "Lady Wax"),
                dates="1820–1880",
                identifiers=(Identifier(kind="GND", value="1", url="https://d-nb.info/gnd/1"),),
                uris=("https://d-nb.info/gnd/1",),
            ),
            Entry(
                key="seals",
                kind=Kind.WORK,
                id="seals",
                document="works",
                heading="The Book of Seals",
                author="Fern, Ada",
            ),
        ]
    )
