"""Quotations in running text (TEI Guidelines, chapter 3.3)."""

from __future__ import annotations

from editio.encode.tagging.quotations.finding import QuotationFinder, Quotations
from editio.encode.tagging.quotations.joining import PART, REFERENCE

__all__ = ["PART", "REFERENCE", "QuotationFinder", "Quotations"]
