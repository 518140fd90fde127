"""The page of the search. What it finds is loaded from the files of the search itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.search.postings import APPARATUS, MAIN, NOTE, QUOTATION, REGISTER
from editio.publish.site import urls
from editio.publish.site.pages import Page

if TYPE_CHECKING:
    from editio.publish.search.index import SearchSummary
    from editio.publish.site.pages import Frame

#: What the script says, by the names under which it looks for it.
WORDS = {
    "hits": "Hits",
    "texts": "Texts",
    "none": "Nothing was found.",
    "wait": "Searching …",
    "here": "More in this text",
    "short": "Before a * or ? there must be at least two letters.",
    "broken": "A file of the search could not be read. Reload the page.",
}
#: The kinds of text that can be searched alone.
KINDS = {
    MAIN: "Texts without notes",
    NOTE: "Notes",
    QUOTATION: "Quotations",
    APPARATUS: "Apparatus",
    REGISTER: "Registers",
}
#: The kinds of entries that can be filtered by.
ENTRIES = {
    Kind.PERSON: "Person",
    Kind.PLACE: "Place",
    Kind.ORGANISATION: "Organisation",
    Kind.WORK: "Work",
    Kind.EVENT: "Event",
}


def search_page(frame: Frame, search: SearchSummary) -> str:
    """Return the page of the search, with a field for each filter that can choose something."""
    say = frame.words.say
    kinds = dict(search.kinds)
    languages = [(value, count) for value, count in search.languages if value]
    return frame.render(
        "search.html",
        Page(path=urls.SEARCH, title=say("Search"), kind="search"),
        search_words=json.dumps({name: say(text) for name, text in WORDS.items()}),
        documents=search.documents,
        kinds=[(value, label) for value, label in KINDS.items() if kinds.get(value)],
        entries=[(kind.value, label) for kind, label in ENTRIES.items() if kind in search.entries],
        decades=sorted((int(value), count) for value, count in search.decades),
        languages=sorted(languages),
    )
