"""Unknown names of documents, with what the registers and the dates do not account for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.loading import load_bytes
from editio.encode.tagging.candidates import Candidate, CandidateFinder
from editio.encode.tagging.languages import load_language
from editio.encode.tagging.source import language_of, read_source
from editio.encode.tagging.view import build_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.encode.tagging.tagger import Tagger


def unknown_names(documents: Iterable[bytes], tagger: Tagger) -> list[Candidate]:
    """Return the names of TEI documents that no register has, the likeliest first.

    Documents that are not well-formed are passed over. Raises
    :class:`~editio.errors.SourceError` where an encoding is unknown.
    """
    finders: dict[str, CandidateFinder] = {}
    for document in documents:
        if not load_bytes(document).well_formed:
            continue
        source = read_source(document)
        language = load_language(language_of(source) or tagger.language)
        if language.code not in finders:
            people = tagger.lexicon(language).people.values()
            forenames = {
                names[0] for name in people for names in name.given if names and len(names[0]) > 2
            }
            finders[language.code] = CandidateFinder(language, forenames)
        view = build_view(source, language=language.code, within=tagger.within)
        finders[language.code].read(view, tagger.names_in(view, language))
    return [one for finder in finders.values() for one in finder.candidates()]
