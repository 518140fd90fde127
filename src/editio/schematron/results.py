"""The results of a compiled schema: the elements of SVRL, with what ``runtime.xsl`` adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.errors import TransformError
from editio.schematron.positions import Mark
from editio.schematron.reading import NS

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = frozenset({"failed-assert", "successful-report", "failed", "missing", "phase"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result. ``kind`` is the local name of its element; ``at`` the place of its assertion.

    ``file`` is the URI of the document if it is not the one that is validated, ``uri`` that of a
    document that is missing.
    """

    kind: str
    mark: Mark
    message: str = ""
    diagnostics: tuple[str, ...] = ()
    at: str = ""
    id: str = ""
    test: str = ""
    role: str = ""
    severity: str = ""
    flag: str = ""
    file: str = ""
    uri: str = ""


def read_results(svrl: str) -> list[Result]:
    """Return the results in a document of SVRL.

    Raises :class:`~editio.errors.TransformError` if it is none: XSLT of the schema can write
    anything.
    """
    try:
        return _Reader().read(svrl)
    except expat.ExpatError as error:
        raise TransformError("the results are not SVRL", "correct the XSLT in it") from error


class _Reader:
    def __init__(self) -> None:
        self.results: list[Result] = []
        self.attributes: Mapping[str, str] | None = None
        self.message: list[str] = []
        self.diagnostics: list[list[str]] = []
        self.into: list[str] = []

    def read(self, svrl: str) -> list[Result]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(svrl.encode(), True)
        return self.results

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self.attributes is None and local in _KINDS:
            self.attributes = attributes
            self.message = self.into = []
            self.diagnostics = []
        elif local == "diagnostic-reference":
            self.into = []
            self.diagnostics.append(self.into)
        elif local == "property-reference":
            self.into = []

    def _text(self, text: str) -> None:
        self.into.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self.attributes is not None and local in _KINDS:
            self.results.append(self._result(local, self.attributes))
            self.attributes = None

    def _result(self, kind: str, attributes: Mapping[str, str]) -> Result:
        get = attributes.get
        number = int(get(f"{NS} mark", "0"))
        return Result(
            kind=kind,
            mark=Mark(number, get(f"{NS} kind", "other"), get(f"{NS} name", "")),
            message=_words(self.message),
            diagnostics=tuple(filter(None, map(_words, self.diagnostics))),
            at=get(f"{NS} at") or get("at", ""),
            id=get("id", ""),
            test=get("test", ""),
            role=get("role", ""),
            severity=get("severity", ""),
            flag=get("flag", ""),
            file=get(f"{NS} file", ""),
            uri=get("uri", ""),
        )


def _words(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
