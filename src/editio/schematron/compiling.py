"""From the files of a schema to a stylesheet: ``xslt/schematron.xsl``, and the count of the rules.

What is wrong with the schema raises :class:`SchemaError` with the place in the schema's own file:
the stylesheet carries the place of every instruction in ``s:at``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat

from editio import resources
from editio.addresses import is_file, split_uri
from editio.errors import SourceError, TransformError
from editio.names import XSLT_NS
from editio.saxon import CompileError, open_processor
from editio.schematron.reading import NS, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editio.errors import SchemaError
    from editio.saxon import Mistake, Processor, Stylesheet
    from editio.schematron.reading import Sources

_PHASE = "{urn:editio:variables}phase"
_AT = re.compile(r'[\w.-]+:at="(\d+:\d+:\d+)"')
_HINT = "correct the schema; what each element means is in ISO/IEC 19757-3"


@cache
def engine() -> Processor:
    """Return the XSLT processor of this process."""
    return open_processor()


@cache
def _compiler() -> Stylesheet:
    return engine().compile(resources.stylesheet("schematron.xsl"))


def compile_phases(sources: Sources) -> dict[str, Stylesheet]:
    """Compile a schema for every phase with a condition, and for none (``#DEFAULT``).

    Under ``#ANY`` is the stylesheet that chooses. Raises :class:`SchemaError`.
    """
    phases = _contents(to_stylesheet(sources, "#ANY")).phases
    return {name: compile_schema(sources, name) for name in ("#ANY", "#DEFAULT", *phases)}


def compile_schema(sources: Sources, phase: str) -> Stylesheet:
    """Compile a schema for a phase. Raises :class:`SchemaError`."""
    text = to_stylesheet(sources, phase)
    try:
        return engine().compile_text(text, sources.paths[0])
    except CompileError as error:
        raise _in_schema(error.mistakes[0], text, sources) from error


def to_stylesheet(sources: Sources, phase: str) -> str:
    """Return the stylesheet of a schema, all its rules accounted for. Raises ``SchemaError``."""
    first = Spot(str(sources.paths[0]), 1, 1)
    try:
        node = engine().parse_text(sources.to_xml(), sources.paths[0].as_uri())
        text = _compiler().transform(node, {_PHASE: phase}).output
        contents = _contents(text)
    except (SourceError, TransformError) as error:
        raise first.error(error.message, _HINT) from error
    except expat.ExpatError as error:
        raise first.error("no stylesheet can be made of it", _HINT) from error
    if contents.errors:
        at, message = contents.errors[0]
        spot = sources.spot(at) if at else first
        raise spot.error(message, _HINT)
    if phase != "#ANY":
        _account(sources, contents)
    return text


@dataclass(slots=True)
class _Contents:
    """What a stylesheet says about itself: errors, what it expects to hold, and what it holds."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    expected: tuple[int, int] = (0, 0)
    left_out: set[str] = field(default_factory=set)
    phases: list[str] = field(default_factory=list)
    compiled: Counter[tuple[str, str]] = field(default_factory=Counter)


def _contents(stylesheet: str) -> _Contents:
    contents = _Contents()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get(f"{NS} kind", "")
        if kind and name.startswith(XSLT_NS):
            contents.compiled[kind, attributes[f"{NS} at"]] += 1
        elif name == f"{NS} error":
            contents.errors.append((attributes.get("at", ""), attributes["message"]))
        elif name == f"{NS} left-out":
            contents.left_out.add(attributes["at"])
        elif name == f"{NS} candidate":
            contents.phases.append(attributes["phase"])
        elif name == f"{NS} expected":
            contents.expected = (int(attributes["rules"]), int(attributes["assertions"]))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(stylesheet.encode(), True)
    return contents


def _account(sources: Sources, contents: _Contents) -> None:
    """Compare the rules of the sources with those of the stylesheet: none may get lost."""
    rules = sum(n for (kind, _), n in contents.compiled.items() if kind == "rule")
    assertions = contents.compiled.total() - rules
    if (rules, assertions) != contents.expected:
        wanted = "{} rules and {} assertions".format(*contents.expected)
        raise Spot(str(sources.paths[0]), 1, 1).error(
            f"of {wanted}, {rules} and {assertions} were compiled",
            "this is a mistake of Editio: please report it with the schema",
        )
    compiled = {at for _, at in contents.compiled}
    lost = [at for at in sources.rules if at not in compiled and at not in contents.left_out]
    if lost:
        raise sources.spot(lost[0]).error(
            f"{len(lost)} of {sources.rules.total()} rules and assertions would never be checked: "
            "they are not where Schematron has them",
            "put an assert into a rule, and a rule into a pattern",
        )


def _module(mistake: Mistake, sources: Sources) -> Path | None:
    """Return the stylesheet that the schema includes, if the mistake is there."""
    name = unquote(split_uri(mistake.file).path)
    places = (path.parent / name for path in sources.paths)
    return next((path for path in places if is_file(path)), None)


def _in_schema(mistake: Mistake, text: str, sources: Sources) -> SchemaError:
    """Return the error of the schema that a mistake in the stylesheet means."""
    path = _module(mistake, sources)
    if path is not None:
        return Spot(str(path), mistake.line, mistake.column).error(mistake.message, _HINT)
    # Saxon means the end of a start tag; the last place before it is that of the tag.
    lines = text.split("\n")[: mistake.line]
    if lines and mistake.column:
        lines[-1] = lines[-1][: mistake.column]
    for line in reversed(lines):
        if places := _AT.findall(line):
            return sources.spot(places[-1]).error(mistake.message, _HINT)
    return Spot(str(sources.paths[0]), 1, 1).error(mistake.message, _HINT)
