"""The indexes and the list of documents as JSON, each checked against its JSON Schema.

The bytes depend on the content alone: keys in a fixed order, UTF-8, one value a line.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from editio import resources
from editio.edition.model import Interval, Kind
from editio.errors import PublishError
from editio.findings import Severity
from editio.publish.index.model import Heading, Locator, Outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.model import DocumentResult
    from editio.edition.siteplan import SitePlan
    from editio.publish.index.made import Made
    from editio.publish.index.model import IndexName


#: The list of documents, in a build.
DOCUMENTS = "index/documents.json"


def index_pieces(
    name: IndexName,
    language: str,
    count: int,
    groups: Iterable[tuple[str, str, Iterable[str]]],
) -> Iterator[str]:
    """Yield the file of an index in pieces: ``schemas/index/NAME.schema.json``.

    ``groups`` are ids, labels and headings, those in the form of :func:`checked_heading`.
    """
    head: dict[str, Any] = {"index": name.value, "language": language, "count": count, "groups": []}
    _check_frame(name.value, head)
    yield "{\n"
    for key in ("index", "language", "count"):
        yield f' "{key}": {_dumped(head[key])},\n'
    yield ' "groups": ['
    between = "\n"
    for group, label, headings in groups:
        frame = {"id": group, "label": label, "headings": []}
        _check_frame(name.value, {**head, "groups": [frame]})
        yield f'{between}  {{\n   "id": {_dumped(group)},\n   "label": {_dumped(label)},\n'
        yield '   "headings": [\n    '
        yield ",\n    ".join(headings)
        yield "\n   ]\n  }"
        between = ",\n"
    yield "]\n}\n" if between == "\n" else "\n ]\n}\n"


def checked_heading(name: IndexName, heading: Heading) -> str:
    """Return a heading as one line of JSON.

    Raises :class:`PublishError` if it does not follow the schema of its index, which is a bug.
    """
    data = heading_json(heading)
    message = _heading_validator(name.value)(data)
    if message:
        raise _broken(name.value, message)
    return _dumped(data)


def _dumped(value: object) -> str:
    return _encoder().encode(value)


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False)


def documents_file(made: Iterable[Made], plan: SitePlan) -> str:
    """Return the content of the list of documents (:data:`DOCUMENTS`)."""
    data = {"documents": [document_json(item.result, *_files(item, plan)) for item in made]}
    message = _compiled(_schema("documents"))(data)
    if message:
        raise _broken("documents", message)
    return _text(data)


#: Ends of a line; they stand in no string, where JSON has no bare quotation mark.
_LOCATORS = ', "locators": ['
_NO_CHILDREN = ', "children": []}'
#: Stands in a line with a see-reference, and in no other.
_SEE = '"see": ["'


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
        "locators": [_locator(locator) for locator in heading.locators],
        "children": [heading_json(child) for child in heading.children],
    }


def heading_of(line: str) -> Heading:
    """Return the heading that :func:`checked_heading` wrote."""
    return _heading(json.loads(line))


def locators_of(line: str) -> tuple[Locator, ...]:
    """Return the locators of a heading, from its line; not those of the headings in it."""
    return _locators(json.loads(line))


def targets_of(line: str) -> Iterator[str]:
    """Yield the ids that the see-references of a heading mean, and of those in it."""
    if _SEE in line:
        yield from heading_of(line).targets


def outline_of(line: str) -> Outline:
    """Return what a heading is called, from its line; the locators are read only if they must."""
    if not line.endswith(_NO_CHILDREN):
        return Outline.of(heading_of(line))
    data = json.loads(f"{line[: line.index(_LOCATORS)]}}}")
    return Outline(data["id"], data["label"], data["dates"], data["count"], bool(data["see"]))


def _heading(data: dict[str, Any]) -> Heading:
    values = {key: data[key] for key in ("id", "label", "entry", "dates", "description")}
    latitude, longitude = data["coordinates"] or (None, None)
    return Heading(
        **values,
        kind=Kind(data["kind"]),
        see=tuple(data["see"]),
        forms=tuple(data["forms"]),
        uris=tuple(data["uris"]),
        coordinates=None if latitude is None or longitude is None else (latitude, longitude),
        interval=_interval_of(data["interval"]),
        locators=_locators(data),
        children=tuple(map(_heading, data["children"])),
    )


def _locators(data: dict[str, Any]) -> tuple[Locator, ...]:
    # There are many: by their places, which :func:`_locator` keeps to, it takes half the time.
    return tuple(Locator._make(item.values()) for item in data["locators"])


def _interval_of(data: dict[str, Any] | None) -> Interval | None:
    if data is None:
        return None
    ends = {key: tuple(data[key]) if data[key] else None for key in ("earliest", "latest")}
    return Interval(**(data | ends))


def _locator(locator: Locator) -> dict[str, str | int]:
    return {
        "document": locator.document,
        "unit": locator.unit,
        "label": locator.label,
        "form": locator.form,
        "before": locator.before,
        "after": locator.after,
        "note": locator.note,
        "part": locator.part,
    }


def _files(made: Made, plan: SitePlan) -> tuple[list[str], str]:
    """Return the pages of a document (that of the whole, then its parts) and its plain text."""
    if not made.rendered:
        return [], ""
    name = made.result.ref.id
    parts = (plan.part(name, number) for number in range(1, made.parts + 1))
    return [plan.text(name), *parts], plan.file("text", f"{name}.txt", name)


def document_json(result: DocumentResult, pages: list[str], text: str) -> dict[str, Any]:
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
        "html": pages,
        "text": text,
        "findings": {
            severity.value: found[severity]
            for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        },
    }


def _check_frame(name: str, data: dict[str, Any]) -> None:
    """Check an index without its headings, which are checked one by one."""
    message = _frame_validator(name)(data)
    if message:
        raise _broken(name, message)


def _broken(name: str, message: str) -> PublishError:
    return PublishError(
        f"index/{name}.json does not follow its schema: {message}",
        "this is a bug in Editio: please report it with the document that is named",
    )


@cache
def _frame_validator(name: str) -> Callable[[dict[str, Any]], str]:
    """That of an index whose groups are empty: without headings it compiles in a moment."""
    schema = _schema(name)
    del schema["$defs"], schema["properties"]["groups"]["items"]["properties"]["headings"]["items"]
    return _compiled(schema)


@cache
def _heading_validator(name: str) -> Callable[[dict[str, Any]], str]:
    definitions = _schema(name)["$defs"]
    # In its place, since a reference is a call and a path in words for each locator.
    definitions["heading"]["properties"]["locators"]["items"] = definitions.pop("locator")
    return _compiled({"$ref": "#/$defs/heading", "$defs": definitions})


def _schema(name: str) -> dict[str, Any]:
    text = resources.schema(f"index/{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _compiled(schema: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    # Compiled, because jsonschema takes seconds for the index of a large edition.
    import fastjsonschema

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


def _text(data: dict[str, Any]) -> str:
    return f"{_lines(data, 0)}\n"


def _lines(value: Any, depth: int) -> str:
    if depth == _LINES or not value or not isinstance(value, dict | list):
        return _dumped(value)
    indent = " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{_dumped(key)}: {_lines(item, depth + 1)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [_lines(item, depth + 1) for item in value]
        opening, closing = "[", "]"
    inner = f",\n{indent}".join(items)
    return f"{opening}\n{indent}{inner}\n{indent[1:]}{closing}"
