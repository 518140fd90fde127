"""From the bytes of a text file to its characters.

A byte order mark decides; then UTF-8, which other encodings hardly ever happen to be; then what
charset-normalizer finds most coherent. What was decided, and how sure, is reported.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from editio.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings of one byte, which text files of the last forty years are in; the first wins a draw.
_LEGACY = ("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "mac_roman", "cp437")
_SAMPLE = 200_000
#: What no text has: controls other than tabs, line ends, form feeds and a stray escape.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_SHARE = 0.01
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, or an office document under another name"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a compressed file"),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The characters of a file, the encoding they were in, and how that was known."""

    text: str
    encoding: str
    how: str


def decode(data: bytes, name: str) -> DecodedText:
    """Return the characters of ``data``; ``name`` is for messages.

    Raises :class:`SourceError` where the file is empty or is no text.
    """
    if not data.strip():
        raise SourceError(f"{name}: the file is empty", "there is nothing to import")
    _refuse_known(data, name)
    decoded = _decode(data)
    _refuse_binary(decoded.text, name)
    return decoded


def _decode(data: bytes) -> DecodedText:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return DecodedText(text, encoding, "byte order mark")
    try:
        return DecodedText(data.decode("utf-8"), "utf-8", "valid as such")
    except UnicodeDecodeError:
        pass
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_wide(data, encoding):
            return DecodedText(data.decode(encoding, "replace"), encoding, "every other byte is 0")
    return _guessed(data)


def _is_wide(data: bytes, encoding: str) -> bool:
    """Tell UTF-16 without a byte order mark: of Latin text every other byte is 0."""
    sample = data[:_SAMPLE]
    zeros = sample[1::2] if encoding == "utf-16-le" else sample[::2]
    return len(data) % 2 == 0 and zeros.count(0) > 0.4 * len(zeros)


def _guessed(data: bytes) -> DecodedText:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY), enable_fallback=False)
    known = sorted(matches, key=lambda match: (match.chaos, -match.coherence))
    likely = known[0].encoding if known else "cp1252"
    close = {match.encoding for match in known if match.chaos <= known[0].chaos + 0.02}
    encoding = next((name for name in _LEGACY if name in close), likely)
    return DecodedText(data.decode(encoding, "replace"), encoding, "guessed from its characters")


def _refuse_known(data: bytes, name: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(
                f"{name}: this is {what}, not a text", "save it as text, docx, odt or HTML first"
            )


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > max(8, _BINARY_SHARE * len(sample)):
        raise SourceError(
            f"{name}: this is no text: {controls} of {len(sample)} characters are control codes",
            "save it as text, docx, odt or HTML first",
        )
