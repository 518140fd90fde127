"""The schemas that a document names itself: ``xml-model`` (and the older ``oxygen``) instructions.

Associating Schemas with XML documents 1.0 (W3C Working Group Note, ISO/IEC 19757-11). Only RELAX
NG, in both of its syntaxes, and Schematron are of use here; instructions that name something else
are passed over.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat

from editio.addresses import is_uri_reference, split_uri
from editio.edition.parsers import new_parser, release
from editio.names import RELAXNG_NS, SCHEMATRON_NS

if TYPE_CHECKING:
    from collections.abc import Mapping

_PSEUDO_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COMPACT = "application/relax-ng-compact-syntax"
_SCHEMATRONS = frozenset({SCHEMATRON_NS, "http://www.ascc.net/xml/schematron"})
_PIECE = 4096


class SchemaKind(StrEnum):
    """What a schema can be."""

    GRAMMAR = "grammar"
    RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """A schema that a document names. ``href`` is as written, relative to the document.

    ``compact`` tells that a grammar is in the compact syntax of RELAX NG; ``phase`` is that of
    Schematron. ``line`` and ``column`` are those of the instruction, from 1.
    """

    href: str
    kind: SchemaKind
    compact: bool = False
    phase: str = ""
    line: int = 0
    column: int = 0


class _EndOfPrologError(Exception):
    """The root element has come: what follows names no schema."""


def associations(source: bytes) -> tuple[Association, ...]:
    """Return the schemas named before the root element of a document in UTF-8, in their order."""
    if b"<?xml-model" not in source and b"<?oxygen" not in source:
        return ()
    found: list[Association] = []
    parser = new_parser()

    def instruction(target: str, data: str) -> None:
        kind = _READERS.get(target)
        named = kind(_pseudo_attributes(data)) if kind is not None else None
        if named is not None:
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            found.append(
                Association(
                    href=named.href.strip(),
                    kind=named.kind,
                    compact=named.compact,
                    phase=named.phase,
                    line=line,
                    column=column,
                )
            )

    def start(_name: str, _attributes: object) -> None:
        raise _EndOfPrologError

    parser.ProcessingInstructionHandler = instruction
    parser.StartElementHandler = start
    try:
        for begin in range(0, len(source), _PIECE):
            parser.Parse(source[begin : begin + _PIECE], False)
    except (_EndOfPrologError, expat.ExpatError):
        pass
    finally:
        release(parser)
    return tuple(found)


def _pseudo_attributes(data: str) -> dict[str, str]:
    return {
        match[1]: html.unescape(match[2] if match[2] is not None else match[3])
        for match in _PSEUDO_ATTRIBUTE.finditer(data)
    }


def _xml_model(values: Mapping[str, str]) -> Association | None:
    href, media = values.get("href", ""), values.get("type", "").partition(";")[0].strip()
    language = values.get("schematypens", "").strip()
    extension = _extension(href)
    compact = media == _COMPACT or (extension == ".rnc" and media != "application/xml")
    if language in _SCHEMATRONS or (not language and extension in {".sch", ".isosch"}):
        return Association(href=href, kind=SchemaKind.RULES, phase=values.get("phase", ""))
    if language == RELAXNG_NS or (not language and (compact or extension == ".rng")):
        return Association(href=href, kind=SchemaKind.GRAMMAR, compact=compact)
    return None


def _oxygen(values: Mapping[str, str]) -> Association | None:
    grammar, rules = values.get("RNGSchema"), values.get("SCHSchema")
    if grammar is not None:
        compact = values.get("type") == "compact" or _extension(grammar) == ".rnc"
        return Association(href=grammar, kind=SchemaKind.GRAMMAR, compact=compact)
    if rules is not None:
        return Association(href=rules, kind=SchemaKind.RULES, phase=values.get("phase", ""))
    return None


_READERS = {"xml-model": _xml_model, "oxygen": _oxygen}


def _extension(href: str) -> str:
    path = split_uri(href).path if is_uri_reference(href) else ""
    return PurePosixPath(unquote(path)).suffix.casefold()
