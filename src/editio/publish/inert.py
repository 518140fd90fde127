"""Data in scripts: JSON that stays data wherever a script of the site has it."""

from __future__ import annotations

import json


def inert(data: str) -> str:
    """Return JSON that neither HTML takes for the end of a script nor JavaScript for a line's."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def inert_json(value: object) -> str:
    """Return a value as such JSON, without spaces."""
    return inert(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
