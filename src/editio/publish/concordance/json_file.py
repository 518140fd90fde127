"""A concordance as JSON, one line of the file for each line of it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from editio import resources
from editio.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.publish.concordance.model import Concordance

_SCHEMA = "index/concordance.schema.json"


def json_pieces(item: Concordance, language: str) -> Iterator[str]:
    """Yield the file of a concordance in pieces: ``schemas/index/concordance.schema.json``.

    The lines are in the order of the edition. Raises :class:`~editio.errors.PublishError` where
    the file does not follow its schema, which is a bug.
    """
    head: dict[str, Any] = {
        "concordance": item.wanted.asked,
        "label": item.label,
        "language": language,
        "count": item.count,
        "texts": dict(item.counts),
    }
    _check("", {**head, "lines": []})
    yield "{\n"
    for key, value in head.items():
        yield f' "{key}": {_dumped(value)},\n'
    yield ' "lines": ['
    between = "\n  "
    for line in item.lines():
        data = {
            "document": line.document,
            "unit": line.unit,
            "label": line.label,
            "before": line.before,
            "keyword": line.keyword,
            "after": line.after,
            "part": line.part,
        }
        _check("line", data)
        yield f"{between}{_dumped(data)}"
        between = ",\n  "
    yield "]\n}\n" if between == "\n  " else "\n ]\n}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _check(part: str, data: dict[str, Any]) -> None:
    import fastjsonschema

    try:
        _validator(part)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        raise PublishError(
            f"a concordance does not follow its schema: {error.message}",
            "this is a bug in Editio: please report it with the text that is named",
        ) from error


@cache
def _validator(part: str) -> Callable[[dict[str, Any]], object]:
    """Return what checks a whole file, or a part of one that the schema defines."""
    # Compiled, because jsonschema takes seconds for many lines.
    import fastjsonschema

    schema = json.loads(resources.schema(_SCHEMA).read_text(encoding="utf-8"))
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    found: Callable[[dict[str, Any]], object] = fastjsonschema.compile(schema)
    return found
