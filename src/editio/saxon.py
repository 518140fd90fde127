"""The only importer of saxonche: hardened processors, compiled stylesheets, their messages.

One processor per process (threads gain nothing, and clones of executables crash), one
:class:`Stylesheet` per stylesheet and processor, compiled once. Documents are passed as nodes,
parsed once and dropped after use.
"""

from __future__ import annotations

import atexit
import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from saxonche import PySaxonApiError, PySaxonProcessor

from editio.errors import SourceError, TransformError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: A node of the XDM; nothing outside this module looks into it.
Node: TypeAlias = Any
ParameterValue: TypeAlias = str | bool | int | dict[str, str]

_FEATURE = "http://saxon.sf.net/feature/"
_HARDENING = {
    # No network, neither for document() nor for DTDs and imports.
    f"{_FEATURE}allowedProtocols": "file",
    # A document can never pull in another file: neither by entities nor by its DTD.
    f"{_FEATURE}parserFeature?uri=http://xml.org/sax/features/external-general-entities": "false",
    f"{_FEATURE}parserFeature?uri=http://xml.org/sax/features/external-parameter-entities": "false",
    f"{_FEATURE}parserFeature?uri=http://apache.org/xml/features/nonvalidating/load-external-dtd": (
        "false"
    ),
    # Real documents nest deeper than the JDK's default of 100, but without a limit the engine's
    # stack overflows and the process dies. How often entities are expanded stays limited; the
    # limits of their size count every &amp; of a document, too, and leave room for a hundred MB.
    f"{_FEATURE}parserProperty?uri=jdk.xml.maxElementDepth": "2000",
    f"{_FEATURE}parserProperty?uri=jdk.xml.elementAttributeLimit": "100000",
    f"{_FEATURE}parserProperty?uri=jdk.xml.maxGeneralEntitySizeLimit": "100000000",
    f"{_FEATURE}parserProperty?uri=jdk.xml.totalEntitySizeLimit": "100000000",
}


@dataclass(frozen=True, slots=True)
class Message:
    """An ``xsl:message`` whose content is one element: its name and its attributes."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Transformed:
    """The serialised result of a transformation, and the messages it sent."""

    output: str
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What Saxon says about a line of a stylesheet; ``file`` is the URI of the module."""

    message: str
    file: str
    line: int
    column: int


class CompileError(TransformError):
    """A stylesheet does not compile; ``mistakes`` say where."""

    def __init__(self, name: Path, mistakes: tuple[Mistake, ...]) -> None:
        words = mistakes[0].message if mistakes else "unknown reason"
        super().__init__(f"{name} does not compile: {words}", "correct it")
        self.mistakes = mistakes


@dataclass(slots=True)
class Stylesheet:
    """A compiled stylesheet of one processor. Not shared between threads or processes."""

    path: Path
    _executable: Any
    _processor: Processor
    _parameters: set[str] = field(default_factory=set)

    def transform(
        self, node: Node, parameters: Mapping[str, ParameterValue] | None = None
    ) -> Transformed:
        """Transform ``node``.

        ``parameters`` are named in Clark notation; those of an earlier call do not stay. An empty
        map leaves the parameter at its default.
        Raises :class:`TransformError` when the stylesheet fails on the document.
        """
        executable = self._executable
        executable.clear_xsl_messages()
        # The engine does not take an empty map: the one of the transformation before would stay.
        wanted = {name: value for name, value in (parameters or {}).items() if value != {}}
        for stale in self._parameters - wanted.keys():
            executable.remove_parameter(stale)
        self._parameters = set(wanted)
        for name, value in wanted.items():
            executable.set_parameter(name, self._processor.value(value))
        try:
            output = executable.transform_to_string(xdm_node=node)
        except PySaxonApiError as error:
            raise TransformError(
                f"{self.path.name} fails: {_one_line(error)}",
                "if the stylesheet is your own, correct it; if it is Editio's, report a bug",
            ) from error
        return Transformed(output or "", tuple(_messages(executable)))


@dataclass(slots=True)
class Processor:
    """A hardened Saxon processor; see :func:`processor`."""

    _saxon: Any
    _xslt: Any

    def parse_file(self, path: Path) -> Node:
        """Parse a file as it is; DTD and external entities are not read.

        Raises :class:`SourceError` if it is not well-formed.
        """
        try:
            return self._saxon.parse_xml(xml_file_name=str(path))
        except PySaxonApiError as error:
            raise SourceError(f"{path}: {_one_line(error)}", "correct the XML") from error

    def parse_text(self, text: str, base_uri: str = "") -> Node:
        """Parse XML held in a string (any encoding it declares is ignored)."""
        builder = self._saxon.new_document_builder()
        if base_uri:
            builder.set_base_uri(base_uri)
        try:
            return builder.parse_xml(xml_text=text, encoding="UTF-8")
        except PySaxonApiError as error:
            raise SourceError(f"{base_uri}: {_one_line(error)}", "correct the XML") from error

    def compile(self, path: Path) -> Stylesheet:
        """Compile a stylesheet. Raises :class:`TransformError` with Saxon's own words."""
        try:
            executable = self._xslt.compile_stylesheet(stylesheet_file=str(path))
        except PySaxonApiError as error:
            raise TransformError(
                f"{path} does not compile: {_one_line(error)}", "correct the stylesheet"
            ) from error
        executable.set_save_xsl_message(True)
        return Stylesheet(path, executable, self)

    def compile_text(self, text: str, name: Path) -> Stylesheet:
        """Compile a stylesheet held in a string; ``name`` is what it is made from.

        Raises :class:`CompileError` with the mistakes and their places in the text.
        """
        try:
            executable = self._xslt.compile_stylesheet(stylesheet_text=text, encoding="UTF-8")
        except PySaxonApiError as error:
            raise CompileError(name, _mistakes(str(error))) from error
        executable.set_save_xsl_message(True)
        return Stylesheet(name, executable, self)

    def value(self, value: ParameterValue) -> Any:
        """Return ``value`` as an XDM value: a dict becomes ``map(xs:string, xs:string)``."""
        saxon = self._saxon
        if isinstance(value, bool):
            return saxon.make_boolean_value(value)
        if isinstance(value, int):
            return saxon.make_integer_value(value)
        if isinstance(value, str):
            return saxon.make_string_value(value)
        string = saxon.make_string_value
        return saxon.make_map({string(key): string(item) for key, item in value.items()})


@contextmanager
def processor() -> Iterator[Processor]:
    """Hand out a hardened processor: no network, no external entities, no external functions."""
    with PySaxonProcessor(license=False) as saxon:
        for name, value in _HARDENING.items():
            saxon.set_configuration_property(name, value)
        yield Processor(saxon, saxon.new_xslt30_processor())


def open_processor() -> Processor:
    """Return a processor for the rest of this process: for workers, which end with their work."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(processor())


def _messages(executable: Any) -> Iterator[Message]:
    messages = executable.get_xsl_messages()
    for index in range(messages.size if messages is not None else 0):
        item = messages.item_at(index)
        if not item.is_node:
            continue
        node = item.get_node_value()
        if node.node_kind_str == "document" and node.children:
            node = node.children[0]
        if node.node_kind_str != "element":
            yield Message("", {}, node.string_value)
            continue
        attributes = {item.local_name: item.string_value for item in node.attributes}
        yield Message(node.local_name, attributes, node.string_value)


#: "Error … on line 3 column 21 of file:///…:" and, in the next lines, a code and the reason.
_MISTAKE = re.compile(
    r" on line (\d+)(?: column (\d+))? of (\S+):\s+(.*?)(?=\nError |\Z)", re.DOTALL
)


def _mistakes(report: str) -> tuple[Mistake, ...]:
    found = tuple(
        Mistake(" ".join(words.split()), file, int(line), int(column or 0))
        for line, column, file, words in _MISTAKE.findall(report)
    )
    return found or (Mistake(" ".join(report.split()), "", 0, 0),)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
