"""Is it well-formed, and if not: where, and what would an editor call the mistake?

XML 1.0 and Namespaces in XML 1.0, as expat reads them. Nothing outside the bytes is ever read:
expat without a handler for external entities skips them.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from editio.edition.encoding import place
from editio.edition.parsers import new_parser, read
from editio.findings import Finding, Severity

#: Deeper nesting is refused: XSLT engines run out of stack, and libxml2 stops at 2048.
MAX_DEPTH = 2_000

_CODES = expat.errors.codes
_ERRORS = expat.errors
_AMPERSAND = re.compile(rb"&[^;<&\s]*\Z")
_ATTRIBUTE_START = re.compile(rb"<[^\s<>/]+(?:\s[^<>]*)?=\s*[\"'][^\"'<>]*\Z")
_NAME = re.compile(rb"[^\s/>\"'=<]+")


class Diagnosis(NamedTuple):
    """What is wrong, what to do, and the byte where it is."""

    code: str
    message: str
    hint: str
    offset: int


class OpenTag(NamedTuple):
    """A start tag whose end has not come yet; ``offset`` is the byte of its ``<``."""

    name: str
    offset: int


@dataclass(slots=True)
class _Failure:
    data: bytes
    code: int
    offset: int
    open_tags: list[OpenTag] = field(default_factory=list)

    @property
    def rest(self) -> bytes:
        return self.data[self.offset : self.offset + 80]

    def line(self, offset: int) -> int:
        return place(self.data, offset)[0]

    def name_at(self, offset: int) -> str:
        match = _NAME.match(self.data, offset)
        return match[0].decode("utf-8", "replace") if match else ""


def check(data: bytes, max_depth: int = MAX_DEPTH) -> Finding | None:
    """Return why ``data`` (UTF-8) is not well-formed or cannot be processed; ``None`` if it is."""
    parser = new_parser()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        failure = _Failure(data, error.code, max(parser.ErrorByteIndex, 0))
        failure.open_tags = _open_tags(data)
        return _finding(data, _diagnose(failure))
    return _unknown_version(data) or _too_deep(data, max_depth)


#: Expat takes any version; the other engines do not.
_VERSION = re.compile(rb"\A<\?xml\s+version\s*=\s*[\"']([^\"']*)[\"']")
_VERSIONS = frozenset({b"1.0", b"1.1"})


def _unknown_version(data: bytes) -> Finding | None:
    declared = _VERSION.match(data)
    if declared is None or declared[1] in _VERSIONS:
        return None
    version = declared[1].decode("utf-8", "replace")
    message = f"there is no version “{version}” of XML"
    return _finding(
        data, Diagnosis("XML-SYNTAX", message, 'write version="1.0"', declared.start(1))
    )


def _finding(data: bytes, diagnosis: Diagnosis) -> Finding:
    line, column = place(data, diagnosis.offset)
    return Finding(
        code=diagnosis.code,
        severity=Severity.ERROR,
        message=diagnosis.message,
        hint=diagnosis.hint,
        line=line,
        column=column,
    )


def _open_tags(data: bytes) -> list[OpenTag]:
    """Parse again up to the mistake, and return the elements open there, outermost first."""
    parser = expat.ParserCreate("utf-8")
    stack: list[OpenTag] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        stack.append(OpenTag(name, parser.CurrentByteIndex))

    def end(_name: str) -> None:
        stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with contextlib.suppress(expat.ExpatError):
        read(parser, data)
    return stack


def _diagnose(failure: _Failure) -> Diagnosis:
    """Say in plain words what expat's code means here."""
    special = _SPECIAL.get(failure.code)
    if special is not None:
        return special(failure)
    code, message, hint = _PLAIN.get(
        failure.code,
        ("XML-SYNTAX", f"not well-formed: {expat.ErrorString(failure.code)}", "correct the XML"),
    )
    return Diagnosis(code, message, hint, failure.offset)


def _mismatch(failure: _Failure) -> Diagnosis:
    found = failure.name_at(failure.offset)
    opened = failure.open_tags[-1] if failure.open_tags else OpenTag("", 0)
    start = failure.data.rfind(b"<", 0, failure.offset)
    message = (
        f"</{found}> closes <{opened.name}>, which was opened in line {failure.line(opened.offset)}"
    )
    if any(tag.name == found for tag in failure.open_tags):
        hint = f"</{opened.name}> is missing before </{found}>"
    else:
        hint = f"write </{opened.name}>, or open <{found}> before"
    return Diagnosis("XML-TAG", message, hint, start)


def _ends_early(failure: _Failure) -> Diagnosis:
    if not failure.open_tags:
        message = "the file holds no element"
        return Diagnosis("XML-EMPTY", message, "write a TEI document into it, or remove it", 0)
    opened = failure.open_tags[-1]
    message = f"the file ends, but <{opened.name}> is still open"
    return Diagnosis("XML-TAG", message, f"add </{opened.name}> where it ends", opened.offset)


def _unclosed_token(failure: _Failure) -> Diagnosis:
    rest = failure.rest
    what, end = "tag", ">"
    if rest.startswith(b"<!--"):
        what, end = "comment", "-->"
    elif rest.startswith(b"<?"):
        what, end = "processing instruction", "?>"
    elif rest.startswith(b"<![CDATA["):
        what, end = "CDATA section", "]]>"
    elif rest.startswith(b"&"):
        return _ampersand(failure, failure.offset)
    message = f"the file ends inside a {what} that begins here"
    hint = f"close it with {end}"
    if what == "tag":
        hint += "; perhaps a quotation mark is missing in it"
    return Diagnosis("XML-SYNTAX", message, hint, failure.offset)


def _undefined_entity(failure: _Failure) -> Diagnosis:
    name = failure.rest[1:].split(b";")[0].decode("utf-8", "replace")
    message = f"the entity &{name}; is not declared"
    return Diagnosis(
        "XML-ENTITY", message, f"write the character itself instead of &{name};", failure.offset
    )


def _duplicate(failure: _Failure) -> Diagnosis:
    name = failure.name_at(failure.offset)
    message = f"the attribute {name} occurs twice in this tag"
    return Diagnosis("XML-ATTRIBUTE", message, "keep one of them", failure.offset)


def _prefix(failure: _Failure) -> Diagnosis:
    tag = failure.data[failure.offset : failure.data.find(b">", failure.offset) + 1]
    declared = re.compile(rb"(?<![\w.:-])(?!xml)([^\s<>/=\"':]+):[^\s=/>]")
    prefixes = [match[1].decode("utf-8", "replace") for match in declared.finditer(_unquoted(tag))]
    prefix = prefixes[0] if len(set(prefixes)) == 1 else ""
    message = (
        f"the prefix {prefix}: is bound to no namespace" if prefix else "a prefix is not bound"
    )
    hint = f'add xmlns:{prefix or "prefix"}="…" to this element or to the root'
    return Diagnosis("XML-PREFIX", message, hint, failure.offset)


def _unquoted(tag: bytes) -> bytes:
    return re.sub(rb"\"[^\"]*\"|'[^']*'", b'""', tag)


def _invalid(failure: _Failure) -> Diagnosis:
    """Tell apart the many mistakes that expat calls an invalid token."""
    data, offset = failure.data, failure.offset
    before = data[max(data.rfind(b"\n", 0, offset), offset - 400, 0) : offset]
    byte = data[offset] if offset < len(data) else 0
    if byte < 0x20 and byte not in b"\t\n\r":
        return _character(failure, f"U+{byte:04X}")
    if byte >= 0x80:
        return _odd_character(failure)
    ampersand = _AMPERSAND.search(before)
    if ampersand:
        return _ampersand(failure, offset - len(before) + ampersand.start())
    if before.endswith(b"]]") and byte == ord(">"):
        hint = "write ]]&gt; instead"
        return Diagnosis("XML-SYNTAX", "]]> stands in the text", hint, offset - 2)
    comment = data.rfind(b"<!--", 0, offset)
    if before.endswith(b"--") and comment > data.rfind(b"-->", 0, offset):
        hint = "replace -- by a dash or by two hyphens with a space between"
        return Diagnosis("XML-SYNTAX", "-- stands inside a comment", hint, offset - 2)
    return _in_tag(failure, before)


def _in_tag(failure: _Failure, before: bytes) -> Diagnosis:
    data, offset = failure.data, failure.offset
    opening = data.rfind(b"<", 0, offset)
    tag = data[opening:offset]
    byte = data[offset : offset + 1]
    if len(tag) <= 1 or tag == b"</":
        return Diagnosis(
            "XML-SYNTAX", "< stands in the text, but begins no tag", "write &lt;", max(opening, 0)
        )
    if byte == b"<":
        message = f"< stands inside the tag <{failure.name_at(opening + 1)}"
        hint = "a > or a closing quotation mark is missing before it; in a value, write &lt;"
        return Diagnosis("XML-SYNTAX", message, hint, offset)
    message = f"the tag <{failure.name_at(opening + 1).lstrip('/')}> is not written as XML wants"
    hint = 'attributes are written name="value", with quotation marks and spaces between them'
    return Diagnosis("XML-SYNTAX", message, hint, offset)


def _ampersand(_failure: _Failure, offset: int) -> Diagnosis:
    return Diagnosis("XML-AMPERSAND", "& stands alone, but begins no entity", "write &amp;", offset)


def _character(failure: _Failure, name: str) -> Diagnosis:
    message = f"the character {name} is not allowed in XML"
    return Diagnosis(
        "XML-CHARACTER",
        message,
        "remove it, or encode what it stands for as TEI <g>",
        failure.offset,
    )


def _odd_character(failure: _Failure) -> Diagnosis:
    character = failure.rest.decode("utf-8", "replace")[:1]
    if character in "\ufffe\uffff":
        return _character(failure, f"U+{ord(character):04X}")
    message = f"the character {character} (U+{ord(character):04X}) is not allowed in a name"
    return Diagnosis("XML-SYNTAX", message, "write < as &lt; if it is no tag", failure.offset)


def _reference(failure: _Failure) -> Diagnosis:
    text = failure.rest.split(b";")[0].decode("utf-8", "replace")
    message = f"{text}; stands for a character that is not allowed in XML"
    return Diagnosis("XML-CHARACTER", message, "remove it", failure.offset)


def _junk(failure: _Failure) -> Diagnosis:
    message = "something follows the end of the root element"
    hint = "an end tag comes too early, or two documents are in one file"
    return Diagnosis("XML-SYNTAX", message, hint, failure.offset)


_SPECIAL = {
    _CODES[_ERRORS.XML_ERROR_TAG_MISMATCH]: _mismatch,
    _CODES[_ERRORS.XML_ERROR_NO_ELEMENTS]: _ends_early,
    _CODES[_ERRORS.XML_ERROR_UNCLOSED_TOKEN]: _unclosed_token,
    _CODES[_ERRORS.XML_ERROR_INVALID_TOKEN]: _invalid,
    _CODES[_ERRORS.XML_ERROR_UNDEFINED_ENTITY]: _undefined_entity,
    _CODES[_ERRORS.XML_ERROR_DUPLICATE_ATTRIBUTE]: _duplicate,
    _CODES[_ERRORS.XML_ERROR_UNBOUND_PREFIX]: _prefix,
    _CODES[_ERRORS.XML_ERROR_BAD_CHAR_REF]: _reference,
    _CODES[_ERRORS.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: _junk,
}
_AMPLIFICATION = 43
_PLAIN = {
    _CODES[_ERRORS.XML_ERROR_SYNTAX]: (
        "XML-NOT-XML",
        "the file does not begin as XML does",
        "leave it out of the edition, or make it XML",
    ),
    _CODES[_ERRORS.XML_ERROR_PARTIAL_CHAR]: (
        "XML-CHARACTER",
        "the file ends inside a character",
        "it was cut off: copy it again from its source",
    ),
    _CODES[_ERRORS.XML_ERROR_RECURSIVE_ENTITY_REF]: (
        "XML-ENTITY-LOOP",
        "this entity contains itself",
        "correct its declaration in the DOCTYPE",
    ),
    _CODES[_ERRORS.XML_ERROR_ASYNC_ENTITY]: (
        "XML-ENTITY",
        "this entity opens an element that it does not close",
        "correct its declaration in the DOCTYPE",
    ),
    _CODES[_ERRORS.XML_ERROR_MISPLACED_XML_PI]: (
        "XML-SYNTAX",
        "the XML declaration is not at the very beginning of the file",
        "remove the space, the empty lines or the second declaration before it",
    ),
    _CODES[_ERRORS.XML_ERROR_UNCLOSED_CDATA_SECTION]: (
        "XML-SYNTAX",
        "the file ends inside a CDATA section",
        "close it with ]]>",
    ),
    _CODES[_ERRORS.XML_ERROR_XML_DECL]: (
        "XML-SYNTAX",
        "the XML declaration is not written as it should be",
        'write <?xml version="1.0" encoding="UTF-8"?>',
    ),
    _AMPLIFICATION: (
        "XML-ENTITY-BOMB",
        "the entities of this file grow beyond all measure when they are expanded",
        "remove the DOCTYPE, or declare entities that stand for characters only",
    ),
}


def _too_deep(data: bytes, most: int) -> Finding | None:
    """Return a finding if elements nest deeper than ``most``.

    Tags are counted in pieces, which is cheap, and exactly only where that leaves a doubt. A
    document made to deceive the count is stopped by the limits of the engines.
    """
    if data.count(b"<") < 2 * most:
        return None
    if not (_may_be_deep(data, most, ()) and _may_be_deep(data, most, _NO_START)):
        return None
    offset = _depth_exceeded_at(data, most)
    if offset is None:
        return None
    message = f"elements nest more than {most:,} deep"
    hint = "no text needs that: an end tag is probably missing again and again"
    return _finding(data, Diagnosis("XML-DEPTH", message, hint, offset))


_PIECE = 1 << 16
#: In an empty element, a comment and a processing instruction: of what opens no element, or none
#: that stays open.
_NO_START = (b"/>", b"<!", b"<?")


def _may_be_deep(data: bytes, most: int, closed: tuple[bytes, ...]) -> bool:
    """Tell whether the depth, estimated at every piece from above, exceeds the limit.

    ``closed`` is written where ``<`` begins nothing that stays open; without it, all counts as if
    it did.
    """
    depth = 0
    for start in range(0, len(data), _PIECE):
        # An end tag cut in two by the border of a piece counts in the next.
        end = start + _PIECE
        end -= data[end - 1 : end] in {b"<", b"/"}
        begin = start - (data[start - 1 : start] in {b"<", b"/"}) if start else 0
        ends = data.count(b"</", begin, end)
        starts = data.count(b"<", begin, end) - ends
        if depth + starts > most:
            return True
        depth += starts - ends - sum(data.count(mark, begin, end) for mark in closed)
    return False


class _TooDeepError(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def _depth_exceeded_at(data: bytes, most: int) -> int | None:
    """Return the offset of the first start tag that is too deep, by counting exactly."""
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise _TooDeepError(parser.CurrentByteIndex)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        read(parser, data)
    except _TooDeepError as error:
        return error.offset
    return None
