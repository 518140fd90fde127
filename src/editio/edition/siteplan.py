"""Where the pages of texts and entries lie in the site.

Every page lies one folder deep, so that links are relative and short, and the site works from a
disk. An edition may have its pages spread over many folders (``text-3f/ID.html``). In which one a
page lies depends on its id alone, and so does not change while the edition grows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from editio.edition.model import Kind

#: Over how many folders each kind of page is spread: sixty thousand texts are a thousand in each,
#: and the folders of all kinds, which lie side by side, are some hundred.
_FOLDERS = 64
_FROM_TEXT = re.compile(r"(?:\.\./text-[0-9a-f]{2}/)?([^/]+)\.html")


@lru_cache(maxsize=4096)
def folder_of(name: str, folders: int) -> str:
    """Return in which of so many folders a name lies, the same in every build, in hexadecimal.

    ``folders`` is a power of two, 256 at most. Scripts of the site work it out, too
    (``assets/search/index.js``).
    """
    number = 0
    for character in name:
        number = (number * 31 + ord(character)) % folders
    return f"{number:02x}"


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Where pages lie, from the root of the site, and files of which each document has one.

    With ``spread``, each folder of them is 64: for places that do not take folders of many files.
    """

    spread: bool = False

    def text(self, document: str) -> str:
        """Return the page of a document."""
        return f"{self._folder('text', document)}/{document}.html"

    def part(self, document: str, number: int | str) -> str:
        """Return the page of a part of a split text; all parts of a text lie in one folder."""
        return f"{self._folder('part', document)}/{document}-{number}.html"

    def passage(self, document: str, part: int) -> str:
        """Return the page that shows a passage: the part that has it, or (0) the whole text's."""
        return self.part(document, part) if part else self.text(document)

    def parallel(self, document: str, number: int) -> str:
        """Return a page of a document beside another text."""
        return f"{self._folder('parallel', document)}/{document}-{number}.html"

    def entry(self, kind: Kind, key: str) -> str:
        """Return the page of a register entry; works of the bibliography lie with all works."""
        name = Kind.WORK if kind is Kind.BIBLIOGRAPHY else kind
        return f"{self._folder(name.value, key)}/{key}.html"

    def from_text(self, document: str) -> str:
        """Return the way from the page of a text to that of another one."""
        return f"../{self.text(document)}" if self.spread else f"{document}.html"

    @staticmethod
    def linked_from_text(page: str) -> str | None:
        """Return the document to which :meth:`from_text` is the way; ``None`` for other pages."""
        found = _FROM_TEXT.fullmatch(page)
        return found[1] if found else None

    def file(self, folder: str, name: str, document: str) -> str:
        """Return where a file of a document lies which is no page: ``folder`` may have folders."""
        return (
            f"{folder}/{folder_of(document, _FOLDERS)}/{name}"
            if self.spread
            else f"{folder}/{name}"
        )

    def _folder(self, name: str, key: str) -> str:
        return f"{name}-{folder_of(key, _FOLDERS)}" if self.spread else name


#: A folder for each kind of page.
PLAIN = SitePlan()
