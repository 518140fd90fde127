"""What a document mentions: metadata, citable units, and mentions with their contexts."""

from editio.publish.mentions.extractor import Extracted, Extractor

__all__ = ["Extracted", "Extractor"]
