"""Dates in running text and their normalisation (TEI Guidelines, 3.6.4 and att.datable)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.tagging.dates.finding import DateFinder, DateStyle
from editio.encode.tagging.dates.grammar import Grammar
from editio.encode.tagging.languages import load_language

__all__ = ["DateStyle", "find_dates"]

if TYPE_CHECKING:
    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.model import Span
    from editio.encode.tagging.view import Flow, View


def find_dates(view: View, language: Language, style: DateStyle) -> list[Span]:
    """Return the dates of a text in order; ``language`` is that of flows which say none."""
    by_language: dict[str, list[Flow]] = {}
    for flow in view.flows:
        code = flow.language.partition("-")[0].casefold() or language.code
        by_language.setdefault(code, []).append(flow)
    found: list[Span] = []
    for code, flows in by_language.items():
        grammar = Grammar.of(load_language(code))
        if grammar is not None:
            found += DateFinder(grammar, view, style).spans(flows)
    return sorted(found, key=lambda span: span.start)
