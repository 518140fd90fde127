"""RELAX NG validation in pure Python, with XSD datatypes. A library of its own.

>>> schema = load_schema(b'<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>')
>>> schema.is_valid(b"<p>text</p>"), schema.is_valid(b"<q/>")
(True, False)
"""

from __future__ import annotations

from editio.relaxng.schema import Schema, load_schema

__all__ = ["Schema", "load_schema"]
