"""One file, read and made sure of: in UTF-8, well-formed, its entities settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.encoding import Decoded, decode, recover
from editio.edition.entities import Settled, bomb, settle
from editio.edition.noncharacters import without_noncharacters
from editio.edition.sniff import RootKind, Sniff, sniff
from editio.edition.syntax import MAX_DEPTH, check
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A file as the engines may see it.

    ``source`` is the file in UTF-8, to which all positions refer; ``text`` the same with its
    entities settled. ``native`` tells whether an engine reads the file itself in the same way.
    """

    source: bytes
    text: bytes
    native: bool
    sniff: Sniff
    findings: tuple[Finding, ...]
    well_formed: bool


def load(path: Path, max_depth: int = MAX_DEPTH) -> Loaded:
    """Read a file. All that is wrong with it is in the findings; nothing is raised."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return refused(
            "XML-UNREADABLE", f"the file cannot be read: {reason}", "check its permissions"
        )
    return load_bytes(data, max_depth)


def load_bytes(data: bytes, max_depth: int = MAX_DEPTH) -> Loaded:
    """Do what :func:`load` does with bytes that were read already."""
    if not data or data.isspace():
        hint = "write a TEI document into it, or remove it"
        return refused("XML-EMPTY", "the file is empty", hint)
    decoded = decode(data)
    if b"\0" in decoded.text[:4096]:
        message = "this is a binary file, not XML"
        return refused("XML-NOT-XML", message, "leave it out of the edition")
    loaded = _checked(decoded, max_depth)
    if not loaded.well_formed and (recovered := recover(decoded.text)) is not None:
        loaded = _checked(recovered, max_depth)
    return loaded


def _checked(decoded: Decoded, max_depth: int) -> Loaded:
    """Check a document that is in UTF-8, and settle its entities."""
    text = decoded.text
    sniffed = sniff(text)
    problem = bomb(text, sniffed.doctype) if sniffed.doctype else None
    problem = problem or check(text, max_depth)
    findings = decoded.findings
    settled = Settled(text)
    if problem is None:
        settled = settle(text, sniffed)
        findings += settled.findings
        if settled.text is not text:
            sniffed = sniff(settled.text)
            problem = check(settled.text, max_depth)
    cleaned, noncharacters = without_noncharacters(settled.text)
    if noncharacters is not None:
        findings = (*findings, noncharacters)
    return Loaded(
        source=text,
        text=cleaned,
        native=decoded.native and cleaned is text,
        sniff=sniffed,
        findings=findings if problem is None else (*findings, problem),
        well_formed=problem is None,
    )


def refused(code: str, message: str, hint: str) -> Loaded:
    """Return what stands for a file that was not even looked at."""
    finding = Finding(code=code, severity=Severity.ERROR, message=message, hint=hint)
    kind = RootKind.EMPTY if code == "XML-EMPTY" else RootKind.NOT_XML
    return Loaded(
        source=b"",
        text=b"",
        native=False,
        sniff=Sniff(kind=kind),
        findings=(finding,),
        well_formed=False,
    )
