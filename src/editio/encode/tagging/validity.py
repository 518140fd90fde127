"""The result against the schema: what makes a valid document invalid is not inserted.

That an element may stand somewhere in another does not say that it may at every place there, nor
that the schema takes every value of an attribute. So the result is validated, and what the
findings point to is taken back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from editio.encode.tagging.insertion import Placed, nested, written
from editio.encode.tagging.model import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.encode.tagging.source import Source
    from editio.findings import Finding
    from editio.relaxng.schema import Schema

_TRIES = 5


def acceptable(
    source: Source, document: bytes, placed: Sequence[Placed], schema: Schema
) -> tuple[list[Placed], list[Placed]]:
    """Return what can be inserted so that a valid document stays valid, and what cannot.

    A document that is not valid before is left to the editor: everything can be inserted.
    """
    kept, dropped = list(placed), list[Placed]()
    for attempt in range(_TRIES):
        text, places = written(source, kept)
        result = source.encode(text)
        if not kept or schema.is_valid(result):
            return kept, dropped
        if attempt == 0 and not schema.is_valid(document):
            return kept, dropped
        guilty = _guilty(text, places, schema.diagnose(result))
        kept, dropped = _without(kept, guilty, dropped)
    return [], [*dropped, *kept]


def _guilty(text: str, places: Sequence[int], findings: Sequence[Finding]) -> set[int]:
    """The numbers of the new elements that findings point to: those that begin last before."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    order = sorted(range(len(places)), key=lambda number: places[number])
    starts = [places[number] for number in order]
    guilty: set[int] = set()
    for finding in findings:
        offset = lines[min(max(finding.line, 1), len(lines)) - 1] + max(finding.column, 1) - 1
        # The place of an attribute is inside the tag.
        guilty.add(order[max(bisect_right(starts, offset) - 1, 0)])
    return guilty


def _without(
    kept: Sequence[Placed], guilty: set[int], dropped: Sequence[Placed]
) -> tuple[list[Placed], list[Placed]]:
    """Take back the guilty: a date first loses its value only, which the schema may not know."""
    left: list[Placed] = []
    gone = list(dropped)
    for number, one in enumerate(kept):
        if number not in guilty:
            left.append(one)
        elif one.span.layer is Layer.DATES and one.span.attributes:
            one.span = replace(one.span, attributes=())
            left.append(one)
        else:
            gone.append(one)
    fitting, crossing = nested(left)
    return fitting, [*gone, *crossing]
