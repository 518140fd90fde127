"""What is published is lean: no comments, no indentation, nothing that is said twice.

A dense text names somebody in every tenth word, so each mention counts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from markupsafe import Markup

from editio.publish.site.parts import Parts

_HEAD = re.compile(r"/\*.*?\*/\n", re.DOTALL)
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_AROUND = re.compile(r'("[^"]*")|\s*([{};,>])\s*')
_VALUE = re.compile(r"(?<=[{;])([a-z-]+): ")
#: White space that browsers read as one blank; a space that does not break is not among it.
_BLANKS = " \t"
_NAMESPACE = ' xmlns="http://www.w3.org/1999/xhtml"'
_NAME = re.compile(
    r'(<a href="\.\./(person|place|organisation|work|event)[/-][^"]*") class="name (\w+)"'
)
#: In a tag: what is less or greater is escaped in values.
_MADE = re.compile(r' data-made=""(?=[^<>]*>)')
_MOVED = re.compile(r'(<a [^<>]*) data-moved="[^"]*"')
#: The folders of entries, each with the class of their names.
_KINDS = {
    "person": "person",
    "place": "place",
    "organisation": "org",
    "work": "work",
    "event": "event",
}
_PRE = re.compile(
    r"(<pre(?:\s[^<>]*)?>(?:<code(?:\s[^<>]*)?>)?)(.*?)((?:</code>)?</pre>)", re.DOTALL
)
_KEPT = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)


def lean(name: str, content: str) -> str:
    """Return one of our stylesheets or scripts as it is published, with its first comment.

    It relies on how they are written: comments that are to go begin a line, and no string goes
    over several lines.
    """
    found = _HEAD.match(content)
    head = found.group() if found else ""
    rest = _INDENT.sub("", _COMMENT.sub("", content[len(head) :]))
    if name.endswith(".css"):
        rest = _VALUE.sub(r"\1:", _AROUND.sub(_tight, rest))
    return head + rest.lstrip("\n")


def _tight(found: re.Match[str]) -> str:
    string, mark = found.groups()
    return string or (mark + "\n" * (mark == "}"))


def lean_html(html: str) -> str:
    """Return the output of the HTML stylesheet without what a browser does not need.

    That is: white space with a line end is one line end, but in ``pre``, which loses the
    indentation that all its lines share; a link to an entry has no class that only repeats what its
    address says; and there is no namespace.
    """
    html = _without_namespace(_NAME.sub(_without_class, html))
    if "<pre" not in html:
        return _in_lines(html)
    pieces = _KEPT.split(html)
    pieces[::2] = [_in_lines(piece) for piece in pieces[::2]]
    pieces[1::2] = [_dedented(piece) for piece in pieces[1::2]]
    return "".join(pieces)


def _in_lines(html: str) -> str:
    """Return ``html`` without blanks around its line ends and without empty lines.

    A line end at its beginning or end stays: something stands before or after it.
    """
    first, *lines = html.split("\n")
    if not lines:
        return html
    last = lines.pop().lstrip(_BLANKS)
    middle = filter(None, [line.strip(_BLANKS) for line in lines])
    return "\n".join((first.rstrip(_BLANKS), *middle, last))


def _dedented(piece: str) -> str:
    """Return a ``pre`` without empty lines around it and the indentation that all lines share.

    The line that the element begins with has none, unless it is empty.
    """
    found = _PRE.fullmatch(piece)
    if found is None:
        return piece
    first, *lines = found[2].rstrip().split("\n")
    shared = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    kept = [line[shared:] for line in lines]
    return "".join((found[1], "\n".join([first, *kept] if first.strip() else kept), found[3]))


def lean_parts(parts: Parts) -> Parts:
    """Return the parts of a page, when nothing is done with them any more, with shorter tags.

    What has moved is where the link leads; what is made is marked by an attribute without a value.
    """
    return Parts(
        *(
            Markup(_MADE.sub(" data-made", _without_moved(str(part))))  # noqa: S704  as it was
            for part in (parts.toc, parts.text, parts.notes, parts.apparatus, parts.about)
        )
    )


def _without_moved(html: str) -> str:
    return _MOVED.sub(r"\1", html) if " data-moved=" in html else html


def _without_namespace(html: str) -> str:
    """Leave out what stands behind a name, and nothing else that looks like it."""
    pieces = html.split(_NAMESPACE)
    return pieces[0] + "".join(
        piece if "a" <= before[-1:] <= "z" else f"{_NAMESPACE}{piece}"
        for before, piece in pairwise(pieces)
    )


def _without_class(found: re.Match[str]) -> str:
    link, folder, kind = found.groups()
    return link if _KINDS[folder] == kind else found.group()
