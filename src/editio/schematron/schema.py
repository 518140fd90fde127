"""A schema ready for use: ``load_schema``, and ``Schema.validate`` with its findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editio.addresses import split_uri
from editio.errors import SourceError, TransformError
from editio.findings import Finding, Severity
from editio.schematron.compiling import compile_phases, compile_schema, engine
from editio.schematron.positions import places
from editio.schematron.reading import locate_file, read_sources
from editio.schematron.results import read_results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.saxon import Node, Stylesheet
    from editio.schematron.positions import Place
    from editio.schematron.reading import Sources
    from editio.schematron.results import Result

_SEVERITIES = {
    **dict.fromkeys(("info", "information", "informational", "notice", "note", "hint"), "info"),
    **dict.fromkeys(("debug", "trace", "remark"), "info"),
    **dict.fromkeys(("warn", "warning", "caution", "nonfatal", "non-fatal"), "warning"),
    **dict.fromkeys(("error", "fatal", "err"), "error"),
}
#: How an XML declaration begins: ``<?xml-model`` is none.
_DECLARATION = (b"<?xml ", b"<?xml\t", b"<?xml\n", b"<?xml\r")
_CODES = {
    "failed-assert": "SCH-ASSERT",
    "successful-report": "SCH-REPORT",
    "failed": "SCH-EVALUATION",
    "missing": "SCH-DOCUMENT",
}


def load_schema(
    path: Path | str,
    phase: str | None = None,
    *,
    uri: str = "",
    locate: Callable[[str], tuple[str, Path]] = locate_file,
) -> Schema:
    """Compile a schema: Schematron, or RELAX NG or ODD with Schematron in it.

    ``phase`` is the id of a phase, ``#ALL``, ``#DEFAULT`` (the same as ``None``: the schema's
    ``defaultPhase``, else all), or ``#ANY``: for each document the first phase whose ``when`` is
    true. ``uri`` is the address of the schema where it is not that of ``path``; ``locate`` finds
    the files that it includes, given their URI, and returns their own URI and path. By default only
    local files are found.

    Raises :class:`SchemaError`, with file, line and column, if the schema is wrong.
    """
    path = Path(path)
    sources = read_sources(path, uri, locate)
    wanted = phase or "#DEFAULT"
    if wanted == "#ANY":
        return Schema(path, wanted, sources, compile_phases(sources))
    return Schema(path, wanted, sources, {wanted: compile_schema(sources, wanted)})


@dataclass(slots=True)
class Schema:
    """A compiled schema. It stays in the process that compiled it."""

    path: Path
    phase: str
    _sources: Sources = field(repr=False)
    _stylesheets: dict[str, Stylesheet] = field(repr=False)

    @property
    def rules(self) -> int:
        """How many rules, asserts and reports its files hold; all are accounted for."""
        return self._sources.rules.total()

    def validate(self, path: Path | str) -> Iterator[Finding]:
        """Yield what the rules say about a document, in the order of the document.

        The severity is that of ``severity``, ``role`` or ``flag`` of the assertion, its rule or
        its pattern, where that is a word such as ``warning``, and ``error`` otherwise. Diagnostics
        are the hint. Raises :class:`~editio.errors.SourceError` if the document cannot be read.
        """
        path = Path(path)
        try:
            source = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror}", "correct the path") from error
        node = engine().parse_file(path)
        yield from self._validated(node, source, str(path))

    def speaks(self, namespace: str) -> bool:
        """Tell whether the schema names a namespace."""
        return any(f'"{namespace}"' in text for text in self._sources.texts)

    def validate_text(self, text: bytes, path: Path) -> Iterator[Finding]:
        """Yield the same for a document in memory, in UTF-8, that is to be taken for ``path``."""
        start = text.find(b"?>") + 2 if text.startswith(_DECLARATION) else 0
        node = engine().parse_text(text[start:].decode("utf-8-sig"), path.resolve().as_uri())
        yield from self._validated(node, text, str(path), "utf-8")

    def svrl(self, path: Path | str) -> str:
        """Return the results for a document in the vocabulary of SVRL.

        Only ``failed-assert`` and ``successful-report`` are in it, without ``location``.
        """
        return self._svrl(engine().parse_file(Path(path)))

    def _svrl(self, node: Node) -> str:
        return self._stylesheet(node).transform(node).output

    def _stylesheet(self, node: Node) -> Stylesheet:
        if self.phase != "#ANY":
            return self._stylesheets[self.phase]
        chosen = self._stylesheets["#ANY"].transform(node).output
        return self._stylesheets[read_results(chosen)[0].message]

    def _validated(
        self, node: Node, source: bytes, file: str, encoding: str | None = None
    ) -> Iterator[Finding]:
        try:
            results = read_results(self._svrl(node))
        except TransformError as error:
            yield _failure(error, file)
            return
        found: list[Finding] = []
        for uri in dict.fromkeys(result.file for result in results):
            of_file = [result for result in results if result.file == uri]
            marks = {result.mark for result in of_file}
            if uri:
                path = Path(unquote(split_uri(uri).path))
                known = places(path.read_bytes(), marks)
            else:
                path, known = Path(file), places(source, marks, encoding)
            found += [
                _placed(_finding(result, self._sources), str(path), known.get(result.mark))
                for result in of_file
            ]
        yield from sorted(found, key=lambda f: (f.file != file, f.file, f.line, f.column))


def _placed(finding: Finding, file: str, place: Place | None) -> Finding:
    if place is None:
        return finding.at(file=file)
    return replace(finding, file=file, line=place.line, column=place.column, xpath=place.xpath)


def _finding(result: Result, sources: Sources) -> Finding:
    """Return the finding of a result, without its place."""
    if result.kind == "failed":
        spot = sources.spot(result.at)
        return Finding(
            code="SCH-EVALUATION",
            severity=Severity.WARNING,
            message=f"a rule cannot be applied here: {result.message}",
            hint=f"the rule is in {Path(spot.file).name}, line {spot.line}",
        )
    if result.kind == "missing":
        return Finding(
            code="SCH-DOCUMENT",
            severity=Severity.ERROR,
            message=f"a rule is about the document {result.uri}, which cannot be read",
            hint="correct the pointer to it",
        )
    message = result.message or f"{result.kind.replace('-', ' ')}: {result.test}"
    return Finding(
        code=_CODES[result.kind],
        severity=_severity(result),
        message=f"{message} [{result.id}]" if result.id else message,
        hint=" ".join(result.diagnostics),
    )


def _severity(result: Result) -> Severity:
    words = (result.severity, result.role, result.flag)
    known = (_SEVERITIES.get(word.strip().lower()) for word in words)
    return Severity(next(filter(None, known), "error"))


def _failure(error: TransformError, file: str) -> Finding:
    return Finding(
        code="SCH-EVALUATION",
        severity=Severity.ERROR,
        message=f"the schema cannot be applied to the document: {error.message}",
        hint="correct the expression in the schema",
        file=file,
        line=1,
        column=1,
    )
