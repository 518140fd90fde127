"""Quotations in running text (TEI Guidelines, chapter 3.3)."""

from __future__ import annotations

from editio.encode.tagging.quotations.finding import REFERENCE, QuotationFinder, Quotations

__all__ = ["REFERENCE", "QuotationFinder", "Quotations"]
