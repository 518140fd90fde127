"""The indexes of an edition: as records, as JSON, and as an SQLite database."""

from editio.publish.index.model import Group, Heading, Index, IndexName, Locator

__all__ = ["Group", "Heading", "Index", "IndexName", "Locator"]
