"""Corrections that are safe to make by program, on the bytes of a file; all else stays as it is.

These are: a byte order mark, characters that are not composed (Unicode NFC) in text, comments and
attributes that hold no pointers, and white space in ids with the pointers to them. A file that is
not UTF-8 or not well-formed is left alone, and so is one of which the correction would change
anything else: every result is compared with what it was made from.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat

from editio.edition.encoding import declared_encoding
from editio.edition.ids import is_ncname
from editio.edition.parsers import new_parser
from editio.edition.pointerattributes import is_pointer
from editio.edition.syntax import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
#: The parts of a well-formed document; what is between them is text.
_PART = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<pi><\?.*?\?>)|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|(?P<doctype><!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>)"
    r"""|(?P<tag><[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?<=\s)([^\s=<>"'/]+)(\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_ODD_ID = re.compile(rb"""\sxml:id\s*=\s*(?:"([^"]*\s[^"]*)"|'([^']*\s[^']*)')""")
_ANY_ID = re.compile(rb"""\sxml:id\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: A letter and what stands on it, where composing may change something.
_WORD = re.compile(r"[^\x00-\x7f]+|[A-Za-z][^\x00-\x7f]+")
#: Hebrew, Arabic, Syriac: there the order of points may be meant.
_POINTED = re.compile("[\u0590-\u074f\ufb1d-\ufdff]")
#: Attributes that are names of something, not words.
_NAMES = frozenset({"key", "url", "uri", "href", "src", "xmlns", "schemaLocation", "ident", "type"})


@dataclass(frozen=True, slots=True)
class OddIds:
    """Ids with white space in the files of an edition: by file, the id and what it becomes.

    ``names`` are all ids of each file that has such an id.
    """

    by_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)


def odd_ids(files: Iterable[tuple[str, bytes]]) -> OddIds:
    """Return the ids with white space in files, given by their path; those that can be corrected.

    An inner space becomes ``_``. An id stays as it is where the other is no name, or taken.
    """
    by_file: dict[str, dict[str, str]] = {}
    names: dict[str, frozenset[str]] = {}
    for path, data in files:
        if not _ODD_ID.search(data) or _decoded(data) is None:
            continue
        values = [_value(match) for match in _ANY_ID.finditer(data)]
        known = {" ".join(value.split()) for value in values}
        found: dict[str, str] = {}
        for value in values:
            name = " ".join(value.split())
            new = name.replace(" ", "_")
            is_free = new == name or new not in known
            if value != new and is_ncname(new) and is_free and values.count(value) == 1:
                found[value] = new
        if found:
            by_file[path], names[path] = found, frozenset(known)
    return OddIds(by_file, names)


def _value(match: re.Match[bytes]) -> str:
    value = match[1] if match[1] is not None else match[2]
    return value.decode("utf-8", "replace")


def fixed(data: bytes, path: str = "", ids: OddIds | None = None) -> bytes:
    """Return a file with what is safe corrected; the same bytes if there is nothing.

    ``path`` is the file's below the edition, and ``ids`` the odd ids of all its files.
    """
    decoded = _decoded(data)
    if decoded is None:
        return data
    known = ids or OddIds()
    new = _Fixer(path, known).text(decoded)
    result = new.encode("utf-8")
    if result == data or not _says_the_same(decoded.encode(), result, known):
        return data
    return result


def _decoded(data: bytes) -> str | None:
    """Return the text of a well-formed file in UTF-8, without its byte order mark."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if declared_encoding(data).casefold() not in _UTF8 or check(data) is not None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def composed(text: str) -> str:
    """Return a text in Unicode NFC, but for Hebrew, Arabic and Syriac words."""
    if text.isascii():
        return text
    return _WORD.sub(_composed_word, text)


def _composed_word(match: re.Match[str]) -> str:
    return match[0] if _POINTED.search(match[0]) else unicodedata.normalize("NFC", match[0])


@dataclass(frozen=True, slots=True)
class _Fixer:
    """Corrects the text of one file."""

    path: str
    ids: OddIds

    def text(self, text: str) -> str:
        if text.isascii() and not self.ids.by_file:
            return text
        out: list[str] = []
        position = 0
        for part in _PART.finditer(text):
            out.append(composed(text[position : part.start()]))
            match part.lastgroup:
                case "tag":
                    out.append(self._tag(part[0]))
                case "comment" | "cdata":
                    out.append(composed(part[0]))
                case _:
                    out.append(part[0])
            position = part.end()
        return "".join([*out, composed(text[position:])])

    def _tag(self, tag: str) -> str:
        if "=" not in tag or (tag.isascii() and not self.ids.by_file):
            return tag
        element = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0].rpartition(":")[2]

        def attribute(match: re.Match[str]) -> str:
            quote = '"' if match[3] is not None else "'"
            value = match[3] if match[3] is not None else match[4]
            new = self._attribute(element, match[1], value)
            return f"{match[1]}{match[2]}{quote}{new}{quote}"

        return _ATTRIBUTE.sub(attribute, tag)

    def _attribute(self, element: str, name: str, value: str) -> str:
        if name == "xml:id":
            return self.ids.by_file.get(self.path, {}).get(value, value)
        if is_pointer(element, name):
            return self._pointers(value) if " " in value.strip() or "%20" in value else value
        if ":" in name or name in _NAMES or re.search(r"[#/:]", value):
            return value
        return composed(value)

    def _pointers(self, value: str) -> str:
        """Correct the pointers to ids that had spaces, where they can mean nothing else."""
        for owner, changed in self.ids.by_file.items():
            for old, new in changed.items():
                words = old.split()
                if len(words) < 2 or words[0] in self.ids.names[owner]:
                    continue
                name = r"(?:\s+|%20)".join(map(re.escape, words))
                pattern = rf"(?<!\S)([^\s#]*)#{name}(?!\S)"
                value = re.sub(pattern, self._pointer(owner, new), value)
        return value

    def _pointer(self, owner: str, new: str) -> _Replace:
        def replace(match: re.Match[str]) -> str:
            if match[1]:
                folder = posixpath.dirname(self.path)
                there = posixpath.normpath(posixpath.join(folder, unquote(match[1])))
                is_meant = there == owner
            else:
                is_meant = owner == self.path or self._is_alone(owner, new)
            return f"{match[1]}#{new}" if is_meant else match[0]

        return replace

    def _is_alone(self, owner: str, new: str) -> bool:
        """Tell whether no other file has this id: then a bare ``#id`` means it from anywhere."""
        return self.path not in self.ids.by_file and not any(
            new in changed.values() for path, changed in self.ids.by_file.items() if path != owner
        )


if TYPE_CHECKING:
    from collections.abc import Callable

    _Replace = Callable[[re.Match[str]], str]


def _says_the_same(before: bytes, after: bytes, ids: OddIds) -> bool:
    """Tell whether two documents differ in nothing but what may be corrected."""
    if check(after) is not None:
        return False
    changed = {old: new for found in ids.by_file.values() for old, new in found.items()}
    try:
        return list(_events(before, changed)) == list(_events(after, changed))
    except expat.ExpatError:
        return False


def _events(data: bytes, ids: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield what a document says: elements, attributes, text, all composed, spaces in ids as is."""
    found: list[tuple[str, ...]] = []
    parser = new_parser()
    parser.buffer_text = True
    parser.ordered_attributes = True
    spaces = {" ".join(old.split()): new for old, new in ids.items()}

    def plain(value: str) -> str:
        for old, new in spaces.items():
            value = re.sub(r"(?:\s+|%20)".join(map(re.escape, old.split())), new, value)
        return unicodedata.normalize("NFC", value.strip())

    def start(name: str, attributes: list[str]) -> None:
        found.append(("start", name, *map(plain, attributes)))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: found.append(("end", name))
    parser.CharacterDataHandler = lambda text: found.append(
        ("text", unicodedata.normalize("NFC", text))
    )
    parser.CommentHandler = lambda text: found.append(
        ("comment", unicodedata.normalize("NFC", text))
    )
    parser.ProcessingInstructionHandler = lambda target, text: found.append(("pi", target, text))
    parser.Parse(data, True)
    yield from found


def unified_diff(before: bytes, after: bytes, path: str) -> Iterator[bytes]:
    """Yield the lines of a diff that ``git apply`` and ``patch`` take, in linear time.

    Corrections change lines and seldom add or remove any: where they do, one hunk holds them.
    """
    old, new = _lines(before), _lines(after)
    name = path.encode("utf-8", "surrogateescape")
    yield b"--- a/" + name + b"\n+++ b/" + name + b"\n"
    for start, stop, new_start, new_stop in _hunks(old, new):
        yield (
            f"@@ -{start + 1},{stop - start} +{new_start + 1},{new_stop - new_start} @@\n"
        ).encode()
        if len(old) != len(new):
            yield from _exchanged(old[start:stop], new[new_start:new_stop])
            continue
        for one, other in zip(old[start:stop], new[new_start:new_stop], strict=True):
            yield from (
                [_line(b" ", one)] if one == other else [_line(b"-", one), _line(b"+", other)]
            )


def _exchanged(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    """Yield a hunk of two unequal numbers of lines: what is the same, what goes, what comes."""
    begin = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    yield from (_line(b" ", line) for line in old[:begin])
    yield from (_line(b"-", line) for line in old[begin : len(old) - end])
    yield from (_line(b"+", line) for line in new[begin : len(new) - end])
    yield from (_line(b" ", line) for line in old[len(old) - end :])


def _lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + (line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n")


#: Lines of context around a change.
_CONTEXT = 3


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """Yield from where to where a hunk goes, in the old lines and in the new ones."""
    if len(old) != len(new):
        start = next(
            (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
            min(len(old), len(new)),
        )
        same = 0
        while same < min(len(old), len(new)) - start and old[-1 - same] == new[-1 - same]:
            same += 1
        begin, more = max(start - _CONTEXT, 0), min(same, _CONTEXT)
        yield begin, len(old) - same + more, begin, len(new) - same + more
        return
    differing = [n for n, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    begin = end = -1
    for number in differing:
        if begin >= 0 and number - end > 2 * _CONTEXT:
            yield _around(begin, end, len(old))
            begin = -1
        begin = number if begin < 0 else begin
        end = number
    if begin >= 0:
        yield _around(begin, end, len(old))


def _around(begin: int, end: int, count: int) -> tuple[int, int, int, int]:
    start, stop = max(begin - _CONTEXT, 0), min(end + _CONTEXT + 1, count)
    return start, stop, start, stop
