"""Schematron: ISO/IEC 19757-3 (2016, 2020) compiled to XSLT 3.0, with the query language XPath.

docs/explanation/schematron.md says how it works and shows the use.

A schema is a program: its expressions can read files. What comes from elsewhere should be read
before it is used, like any script. The network is never asked.
"""

from __future__ import annotations

from editio.schematron.schema import Schema, load_schema

__all__ = ["Schema", "load_schema"]
