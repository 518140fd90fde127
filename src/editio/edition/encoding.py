"""From the bytes of a file to UTF-8, whatever they are said to be.

XML 1.0, section 4.3.3 and appendix F: a byte order mark decides, then the XML declaration, then
UTF-8. Where the bytes contradict the declaration, the bytes win and a finding says so.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from editio.findings import Finding, Severity

_DECLARED = re.compile(
    rb"""\A<\?xml\b[^>]*?\bencoding\s*=\s*(?:"([^"]*)"|'([^']*)')""",
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PATTERNS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
#: Encodings that documents may declare; Python knows others, which are no encodings of text files.
_KNOWN = re.compile(
    r"(?:iso8859-\d+|cp\d+|koi8-\w|mac-\w+|shift_jis\w*|euc_\w+|gb2312|gbk|gb18030|big5\w*"
    r"|iso2022_\w+|johab|hz|tis-620|ptcp154)\Z"
)
_LINE_END = re.compile(rb"\r\n?|\n")
_C1 = re.compile(rb"[\x80-\x9f]")
_REMEDY = "save the file as UTF-8, and declare UTF-8 or no encoding at all"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document in UTF-8, without byte order mark.

    ``native`` tells whether an XML parser reads the file itself in the same way.
    """

    text: bytes
    native: bool
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return ``data`` in UTF-8, with an XML declaration that names no other encoding.

    Bytes that are said to be UTF-8 are handed on unchecked, so that good files cost nothing: the
    parser notices, and then :func:`recover` is asked.
    """
    decoded = _decode(data)
    return replace(decoded, text=_neutral(decoded.text))


def readable(data: bytes) -> str:
    """Return what people see of a file: its characters as they are read, its declaration as it is.

    Bytes that are no characters of its encoding are U+FFFD.
    """
    decoded = _decode(data)
    return (recover(decoded.text) or decoded).text.decode("utf-8", "replace")


def _neutral(text: bytes) -> bytes:
    """Blank the encoding in the XML declaration where it is not UTF-8; columns stay."""
    match = _DECLARED.match(text)
    if match is None or _canonical(declared_encoding(text)) == "utf-8":
        return text
    start = text.index(b"encoding")
    return text[:start] + b" " * (match.end() - start) + text[match.end() :]


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding)
    for pattern, encoding in _PATTERNS:
        if data.startswith(pattern):
            return _from_units(data, encoding, native=encoding.startswith("utf-16"))
    declared = declared_encoding(data)
    if not declared:
        return Decoded(data, native=True)
    name = _canonical(declared)
    if name == "utf-8" or (name == "ascii" and data.isascii()):
        return Decoded(data, native=True)
    return _declared(data, declared, name)


def recover(data: bytes) -> Decoded | None:
    """Return what ``data``, taken for UTF-8 and not being it, most likely is: Windows-1252.

    ``None`` if the bytes are UTF-8.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(data, error.start)
        said = declared_encoding(data)
        message = (
            f"the file is not in {said or 'UTF-8'}"
            + (" as it declares" if said else ", and declares no other encoding")
            + f": byte {data[error.start]:02X} is read as Windows-1252"
        )
        found = _finding("XML-ENCODING", Severity.ERROR, message, line, column)
        return Decoded(_windows(data), native=False, findings=(found,))
    return None


def declared_encoding(data: bytes) -> str:
    """Return the encoding named in the XML declaration, empty if there is none."""
    match = _DECLARED.match(data)
    return (match[1] or match[2] or b"").decode("ascii", "replace") if match else ""


def place(data: bytes, offset: int) -> tuple[int, int]:
    """Return line and column (from 1, in characters) of a byte offset in UTF-8 or 8-bit text."""
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1


class Lines:
    """Lines and columns of many offsets in one text, in logarithmic time each."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(data))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return what :func:`place` does."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        return line, len(self._data[start:offset].decode("utf-8", "replace")) + 1


def _with_mark(data: bytes, encoding: str) -> Decoded:
    """Decode what follows a byte order mark."""
    if encoding != "utf-8":
        return _from_units(data, encoding, native=encoding.startswith("utf-16"))
    mark = _finding(
        "XML-BOM",
        Severity.INFO,
        "the file begins with a byte order mark, which UTF-8 does not need",
        1,
        1,
        "save it as UTF-8 without BOM: some tools stumble over it",
    )
    declared = declared_encoding(data)
    if declared and _canonical(declared) != "utf-8":
        return Decoded(data, native=False, findings=(mark, _contradiction(data, declared, "UTF-8")))
    return Decoded(data, native=True, findings=(mark,))


def _from_units(data: bytes, encoding: str, *, native: bool) -> Decoded:
    """Decode UTF-16 or UTF-32."""
    label = encoding[:6].upper()
    text = data.decode(encoding, "replace")
    utf8 = text.encode("utf-8", "replace")
    findings: list[Finding] = []
    declared = declared_encoding(utf8)
    if declared and not _canonical(declared).startswith(encoding[:6]):
        findings.append(_contradiction(utf8, declared, label))
        native = False
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode(encoding, "replace").encode(), 1 << 62)
        message = f"the file is in {label}, but these bytes are no character of it"
        findings.append(_finding("XML-ENCODING", Severity.ERROR, message, line, column))
        native = False
    return Decoded(utf8, native=native, findings=tuple(findings))


def _declared(data: bytes, declared: str, name: str) -> Decoded:
    """Decode 8-bit text that declares another encoding than UTF-8."""
    if data.isascii() and not name.startswith(("iso2022", "hz")):
        known = bool(name) and not name.startswith("utf-")
        found = () if known else (_contradiction(data, declared, "ASCII"),)
        return Decoded(data, native=name == "iso8859-1", findings=found)
    if _is_utf8(data):
        return Decoded(data, native=False, findings=(_contradiction(data, declared, "UTF-8"),))
    if name == "iso8859-1":
        odd = _C1.search(data)
        if odd is None:
            return Decoded(data.decode("latin-1").encode(), native=True)
        return Decoded(_windows(data), False, (_quotes(data, declared, odd.start()),))
    if _KNOWN.match(name):
        return _decoded_as(data, declared, name)
    found = (_contradiction(data, declared, "Windows-1252, as far as can be seen"),)
    return Decoded(_windows(data), native=False, findings=found)


def _decoded_as(data: bytes, declared: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name).encode(), native=False)
    except UnicodeDecodeError as error:
        line, column = place(data, error.start)
        message = f"the file declares {declared}, but byte {data[error.start]:02X} is none of it"
        found = _finding("XML-ENCODING", Severity.ERROR, message, line, column)
        return Decoded(data.decode(name, "replace").encode(), native=False, findings=(found,))


def _canonical(declared: str) -> str:
    """Return Python's name of an encoding, empty if it is none that documents use."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if name.startswith("utf-") or name == "ascii" or _KNOWN.match(name) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _windows(data: bytes) -> bytes:
    """Decode as Windows-1252; its five undefined bytes as in ISO 8859-1."""
    try:
        return data.decode("cp1252").encode()
    except UnicodeDecodeError:
        table = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
        return "".join(map(table.__getitem__, data)).encode()


def _contradiction(data: bytes, declared: str, real: str) -> Finding:
    line, column = place(data, max(data.find(b"encoding"), 0))
    message = f"the file declares the encoding {declared}, but is in {real}"
    return _finding("XML-ENCODING", Severity.WARNING, message, line, column)


def _quotes(data: bytes, declared: str, offset: int) -> Finding:
    line, column = place(data, offset)
    message = (
        f"the file declares {declared}, where byte {data[offset]:02X} is a control character: "
        "it is read as Windows-1252"
    )
    return _finding("XML-ENCODING", Severity.WARNING, message, line, column)


def _finding(  # noqa: PLR0913, PLR0917 - a finding has that many parts
    code: str, severity: Severity, message: str, line: int, column: int, hint: str = _REMEDY
) -> Finding:
    return Finding(
        code=code, severity=severity, message=message, hint=hint, line=line, column=column
    )
