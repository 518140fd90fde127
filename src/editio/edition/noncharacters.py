"""Unicode noncharacters, which the stylesheets use as marks and no text may contain.

U+FDD0 to U+FDEF are set aside by Unicode (chapter 23.7) for use inside programs. XML allows them,
so they can be in a document, as characters or as references.
"""

from __future__ import annotations

import re

from editio.edition.encoding import place
from editio.findings import Finding, Severity

#: Of three bytes, as is the replacement: offsets in the text stay as they are.
_CHARACTER = re.compile(rb"\xef\xb7[\x90-\xaf]")
_REFERENCE = re.compile(rb"&#(?:x0*[fF][dD][d-eD-E][0-9a-fA-F]|0*6(?:49[7-9]|500)\d);")
_FIRST, _LAST = 0xFDD0, 0xFDEF
_REPLACEMENT = "\ufffd".encode()


def without_noncharacters(text: bytes) -> tuple[bytes, Finding | None]:
    """Return UTF-8 with noncharacters replaced by U+FFFD, and what is to be said about it.

    A text without any comes back as it is, the same object.
    """
    # To look for one byte costs a twentieth of what two do, and these a twentieth of a pattern.
    characters = _CHARACTER.finditer(text) if 0xEF in text and b"\xef\xb7" in text else ()
    written = _REFERENCE.finditer(text) if b"&" in text and b"&#" in text else ()
    found = [match.start() for match in characters]
    references = [match for match in written if _is_noncharacter(match[0])]
    offsets = sorted([*found, *(match.start() for match in references)])
    if not offsets:
        return text, None
    cleaned = _CHARACTER.sub(_REPLACEMENT, text)
    cleaned = _REFERENCE.sub(
        lambda match: _REPLACEMENT if _is_noncharacter(match[0]) else match[0], cleaned
    )
    line, column = place(text, offsets[0])
    times = "" if len(offsets) == 1 else f" ({len(offsets)} of them)"
    return cleaned, Finding(
        code="XML-NONCHARACTER",
        severity=Severity.WARNING,
        message=f"a Unicode noncharacter is in the text{times}; it is shown as \ufffd",
        hint="remove it, or write the character that was meant",
        line=line,
        column=column,
    )


def _is_noncharacter(reference: bytes) -> bool:
    digits = reference[2:-1].decode("ascii")
    number = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return _FIRST <= number <= _LAST
