"""Well-formedness: whether the file is XML at all, in its encoding, with its entities.

These findings come from opening a document (`edition/source.py`), so that `build` has them too.
They cannot be switched off.

## XML-SYNTAX: the file is not well-formed

The XML breaks a rule of the language, so no tool can read it: a quotation mark or `>` is missing
in a tag, `<` stands in the text, a comment holds `--`, or something follows the root element. The
message says which, the place is where reading stopped; the mistake is there or shortly before.

Bad: `<p>1 < 2</p>`, `<hi rend=italic>`.
Good: `<p>1 &lt; 2</p>`, `<hi rend="italic">`.

## XML-TAG: start and end tags do not match

Elements must be closed in the reverse order of their opening. The message names the line of the
start tag that is still open: compare it with the end tag that was found.

Bad: `<p>a <hi>word</p>`.
Good: `<p>a <hi>word</hi></p>`.

## XML-AMPERSAND: an ampersand stands alone

`&` begins an entity such as `&amp;`. Where the character itself is meant, it is written `&amp;`,
in texts and in attribute values (addresses of web pages often hold some).

Bad: `Chatto & Windus`.
Good: `Chatto &amp; Windus`.

## XML-ATTRIBUTE: an attribute occurs twice in one tag

Each attribute may be there once. Where two values are meant, TEI takes them in one attribute,
with a space between them.

Bad: `<persName ref="#a" ref="#b">`.
Good: `<persName ref="#a #b">`.

## XML-PREFIX: a namespace prefix is not declared

A name such as `xi:include` needs `xmlns:xi="…"` on the element or on one around it.

Bad: `<TEI><xi:include href="a.xml"/></TEI>`.
Good: `<TEI xmlns:xi="http://www.w3.org/2001/XInclude">…`.

## XML-CHARACTER: a character that XML does not allow

Control characters and noncharacters cannot be in an XML file, not even as `&#1;`. They come from
old word processors or from copying. Remove them, or encode what they stood for.

## XML-NONCHARACTER: a character that Unicode keeps for programs

U+FDD0 to U+FDEF stand for nothing in any text; programs use them as marks, and so does Editio. XML
does not forbid them. They come from damaged conversions, and are shown as the replacement sign.

## XML-DEPTH: elements nest too deeply

More than 2,000 elements lie inside each other. Programs run out of memory there, and texts do not
do it: usually an end tag is missing in a pattern that repeats.

## XML-ENGINE: an engine refuses the document

The file is well-formed, but the XSLT engine or libxml2 gives up on it: more than 2,000 elements
inside each other after files were included, or names that only newer editions of XML allow. The
message is the engine's own. The document is left out of the edition.

## XML-UNREADABLE: the file cannot be read

The operating system refuses it: permissions, or a folder where a file is expected. Or its name is
not in UTF-8, as the names of files from old archives sometimes are not: rename it.

## XML-EMPTY: the file is empty

It has no element. Write a document into it, or remove it from the edition.

## XML-NOT-XML: the file is something else

A picture, an office document, plain text. Leave it out with `exclude` in `edition.toml`.

## XML-ENCODING: the encoding is not the one declared

The bytes contradict the XML declaration, or have none and are not UTF-8. Editio reads them as what
they most likely are, so that the text shows, but other tools refuse the file or show wrong letters.
Save it as UTF-8.

Bad: a file from an old editor in Windows-1252 that begins `<?xml version="1.0"?>`.
Good: the same file saved as UTF-8.

## XML-BOM: the file begins with a byte order mark

Three bytes before the first `<` that UTF-8 does not need. Harmless here; some tools stumble.

## XML-DOCTYPE: a DTD is named, and not read

TEI P5 needs no DTD, and reading one from elsewhere is unsafe. Remove the declaration.

## XML-ENTITY: an entity is not declared

`&eacute;` and the like are declared in a DTD, which is not read. For the names that HTML and the
ISO sets know, the character is taken (a warning); any other reference stays visible in the text
as it is (an error). Without a DOCTYPE the file is not XML at all.

Bad: `caf&eacute;`.
Good: `café`.

## XML-ENTITY-EXTERNAL: an entity stands for another file

Files are never read through entities, for safety. Use XInclude, which stays in the edition.

Bad: `<!ENTITY chap1 SYSTEM "chap1.xml">` and `&chap1;`.
Good: `<xi:include href="chap1.xml"/>`.

## XML-ENTITY-LOOP: an entity contains itself

Expanding it would never end. Correct its declaration in the DOCTYPE.

## XML-ENTITY-BOMB: entities grow beyond all measure

Entities made of entities made of entities expand to more than eight megabytes. This is an attack
on the programs that read the file, or a mistake; it is not expanded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options

#: Codes that begin so belong to other families.
_OTHERS = ("XML-ID-", "XML-INCLUDE-", "XML-P4", "XML-NAMESPACE", "XML-NOT-TEI")


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what opening the document found wrong with it as XML."""
    return (item for item in document.findings if not item.code.startswith(_OTHERS))
