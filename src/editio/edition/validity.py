"""A quick look at whether data follow a JSON Schema, for data that nearly always do.

``jsonschema`` takes longer to import than Editio takes to find out that nothing has changed. It has
the words for what is wrong, and is asked where this module is not sure, for whatever reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    #: Tells whether data follow a keyword, by its value and the schema that it is in.
    Keyword: TypeAlias = Callable[[Any, Any, Mapping[str, Any]], bool]

_TYPES: Final = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def is_surely_valid(data: Any, schema: Mapping[str, Any]) -> bool:
    """Tell whether data are valid, by what is known here of JSON Schema (2020-12).

    False means that they are not, or that the schema asks for what is not known here.
    """
    # By the type, so that all others may rely on it: true is no integer.
    return type(data) is _TYPES.get(schema.get("type", "")) and all(
        name in _KEYWORDS and _KEYWORDS[name](data, value, schema) for name, value in schema.items()
    )


def _properties(data: Any, value: Any, _: Mapping[str, Any]) -> bool:
    return all(is_surely_valid(data[key], inner) for key, inner in value.items() if key in data)


def _additional(data: Any, value: Any, schema: Mapping[str, Any]) -> bool:
    others = data.keys() - schema.get("properties", {}).keys()
    return all(value is not False and is_surely_valid(data[key], value) for key in others)


_KEYWORDS: Final[Mapping[str, Keyword]] = {
    **dict.fromkeys(("$schema", "$id", "title", "description", "default"), lambda *_: True),
    "type": lambda *_: True,
    "enum": lambda data, value, _: data in value,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": lambda data, value, _: all(key in data for key in value),
    "items": lambda data, value, _: all(is_surely_valid(item, value) for item in data),
    "uniqueItems": lambda data, *_: len({item for item in data if type(item) is str}) == len(data),
    "pattern": lambda data, value, _: re.search(value, data) is not None,
    "minLength": lambda data, value, _: len(data) >= value,
    "maxLength": lambda data, value, _: len(data) <= value,
    "minimum": lambda data, value, _: data >= value,
    "maximum": lambda data, value, _: data <= value,
}
