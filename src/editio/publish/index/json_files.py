"""The indexes and the list of documents as JSON, each checked against its JSON Schema.

The bytes depend on the content alone: keys in a fixed order, UTF-8, one value a line.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from editio import resources
from editio.errors import PublishError
from editio.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from editio.edition.model import DocumentResult, Interval
    from editio.publish.index.model import Heading, Index


def index_files(indexes: Iterable[Index]) -> Iterator[tuple[str, bytes]]:
    """Yield the path (``index/persons.json``) and the bytes of each index.

    Raises :class:`PublishError` if one does not follow its schema, which is a bug.
    """
    for index in indexes:
        data = index_json(index)
        check(index.name.value, data)
        yield f"index/{index.name.value}.json", _bytes(data)


def documents_file(
    results: Iterable[DocumentResult], rendered: Collection[str]
) -> tuple[str, bytes]:
    """Return the path (``index/documents.json``) and the bytes of the list of documents.

    ``rendered`` are the ids of the documents that have a page and a plain text.
    """
    data = {"documents": [document_json(item, item.ref.id in rendered) for item in results]}
    check("documents", data)
    return "index/documents.json", _bytes(data)


def index_json(index: Index) -> dict[str, Any]:
    """Return an index in the form of ``schemas/index/NAME.schema.json``."""
    return {
        "index": index.name.value,
        "language": index.language,
        "count": index.count,
        "groups": [
            {
                "id": group.id,
                "label": group.label,
                "headings": [heading_json(heading) for heading in group.headings],
            }
            for group in index.groups
        ],
    }


def heading_json(heading: Heading) -> dict[str, Any]:
    """Return a heading with its locators and children."""
    return {
        "id": heading.id,
        "label": heading.label,
        "kind": heading.kind.value,
        "entry": heading.entry,
        "registered": heading.registered,
        "see": list(heading.see),
        "forms": list(heading.forms),
        "dates": heading.dates,
        "description": heading.description,
        "uris": list(heading.uris),
        "coordinates": list(heading.coordinates) if heading.coordinates else None,
        "interval": _interval(heading.interval),
        "count": heading.count,
        "locators": [asdict(locator) for locator in heading.locators],
        "children": [heading_json(child) for child in heading.children],
    }


def document_json(result: DocumentResult, rendered: bool) -> dict[str, Any]:
    """Return a document in the form of ``schemas/index/documents.schema.json``."""
    found = Counter(finding.severity for finding in result.findings)
    metadata, ref = result.metadata, result.ref
    return {
        "id": ref.id,
        "source": ref.path,
        "role": ref.role.value,
        "title": metadata.title or ref.id,
        "authors": list(metadata.authors),
        "date": metadata.date_label,
        "interval": _interval(metadata.date),
        "language": metadata.language,
        "licence": metadata.licence,
        "html": [f"text/{ref.id}.html"] if rendered else [],
        "text": f"text/{ref.id}.txt" if rendered else "",
        "findings": {
            severity.value: found[severity]
            for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        },
    }


def check(name: str, data: dict[str, Any]) -> None:
    """Check what is to be written as ``index/NAME.json``.

    Raises :class:`PublishError` where it does not follow its schema.
    """
    message = _validator(name)(data)
    if message:
        raise PublishError(
            f"index/{name}.json does not follow its schema: {message}",
            "this is a bug in Editio: please report it with the document that is named",
        )


def _validator(name: str) -> Callable[[dict[str, Any]], str]:
    # Compiled, because jsonschema takes seconds for the index of a large edition.
    import fastjsonschema

    schema = json.loads(resources.schema(f"index/{name}.schema.json").read_text(encoding="utf-8"))
    validator = fastjsonschema.compile(schema)

    def run(data: dict[str, Any]) -> str:
        try:
            validator(data)
        except fastjsonschema.JsonSchemaValueException as error:
            return str(error.message)
        return ""

    return run


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {
        "earliest": list(interval.earliest) if interval.earliest else None,
        "latest": list(interval.latest) if interval.latest else None,
        "calendar": interval.calendar,
        "label": interval.label,
        "certain": interval.certain,
    }


#: Down to this depth of nesting every item has a line of its own: a heading, a fact of a document.
#: What lies deeper is on one line, which the encoder in C writes.
_LINES = 4


def _bytes(data: dict[str, Any]) -> bytes:
    return f"{_lines(data, 0)}\n".encode()


def _lines(value: Any, depth: int) -> str:
    if depth == _LINES or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    indent = " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_lines(item, depth + 1)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [_lines(item, depth + 1) for item in value]
        opening, closing = "[", "]"
    inner = f",\n{indent}".join(items)
    return f"{opening}\n{indent}{inner}\n{indent[1:]}{closing}"
