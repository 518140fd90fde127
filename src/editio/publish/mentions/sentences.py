"""Sentences in any language: where one ends, so that a mention has a context that can be read.

Not linguistics but a rule that errs on the side of the longer sentence: a sentence ends at a mark
that ends sentences, when the next one begins with no small letter and what stands before is
neither an initial nor an abbreviation nor a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

#: The marks that end sentences: Latin and Greek, and, wherever they stand, Armenian, Hebrew,
#: Arabic, Syriac, Devanagari, Ethiopic, Tibetan, Chinese and Japanese.
_MARK, _WIDE = ".!?…:;", "。！？｡।॥۔؟։።܀܁܂།"
#: Which kind it is, is asked behind the first mark: so a text is searched for one set of signs,
#: which takes a third of the time.
_END = re.compile(
    rf"""
    [{_MARK}{_WIDE}]
    (?: (?<=[{_WIDE}])(?P<wide>[{_WIDE}]*[\s"'”’»«)\]]*)
      | (?<![{_MARK}][{_MARK}])(?P<more>[{_MARK}]*+)
        ["'”’»“‘)\]]*+\s++(?=["'“‘„»«(\[¿¡–—-]*+[^\W\d_]) )
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘„»«-]*\Z")
_ROMAN = re.compile(r"[IVXLCDM]+|[ivxlcdm]{1,4}")

#: Words before a full stop that does not end the sentence, in the languages of the field.
_ABBREVIATIONS = frozenset(
    """
    abs abt al anm apr art aufl aug av bd bde bearb bes betr bez bibl bl bsp bzw ca cap cf
    cfr ch chr co cod col dat dec dept dez dgl dr ebd ed edd eds ehem eigtl engl etc ev evtl
    exc excl f feb ff fig fol fr franz frl geb gen gest gr hl hon hr hrn hrsg hs inkl insb
    insbes it jan jg jh jhd jhdt jr kap kgl lat lib lic lt mag maj mlle mme mons mr mrs ms
    msgr mss n nachm nat nb ndr no nov nr núm núms obs oct okt op pag par pf phil pl pp prof
    ps pt q.e.d r rer resp rev s s.v sc scil sen sept seq sg sig so sog spr sq sqq sr sra st
    ste str suppl t tab th tom tr u ubs usf usw v verf vgl vid viz vol vols vs wg z zb zit
    ztr österr übers
    """.split()  # noqa: SIM905 - a list of words is easier to read and to extend
)

#: Longest context on each side, in characters.
LIMIT = 280


class Sentences:
    """The sentences of one unit's text. ``ends`` are further ends that the document marks."""

    def __init__(self, text: str, ends: tuple[int, ...] = ()) -> None:
        self._text = text
        self._ends = sorted({*ends, *_sentence_ends(text)})

    def around(self, start: int, end: int) -> tuple[str, str]:
        """Return the rest of the sentences before ``start`` and after ``end``.

        Offsets are in characters; ``before + text[start:end] + after`` is a part of the text,
        but for the sign "…" where a context is cut at :data:`LIMIT`.
        """
        ends = self._ends
        left = bisect_right(ends, start)
        begin = ends[left - 1] if left else 0
        right = bisect_left(ends, end)
        stop = ends[right] if right < len(ends) else len(self._text)
        before = self._text[begin:start].lstrip()
        after = self._text[end:stop].rstrip()
        return _cut_left(before), _cut_right(after)


def _sentence_ends(text: str) -> list[int]:
    """The offsets at which a new sentence begins."""
    found = []
    for match in _END.finditer(text):
        if match["wide"] is None and not _ends_sentence(text, match):
            continue
        found.append(match.end())
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 3].lstrip("\"'“‘„»«([¿¡–—-")
    mark = text[match.start() : match.end("more")]
    if following[:1].islower() or mark.endswith((";", ":")):
        return False
    if mark != ".":
        return True
    word = _last_word(text, match.start())
    if not word or word[-1].isdigit() or len(word) == 1 or "." in word:
        return bool(word) and len(word) == 4 and word.isdigit()
    return word.casefold() not in _ABBREVIATIONS and not _ROMAN.fullmatch(word)


def _last_word(text: str, end: int) -> str:
    found = _LAST_WORD.search(text, max(0, end - 40), end)
    return found[0] if found else ""


def _cut_left(text: str) -> str:
    if len(text) <= LIMIT:
        return text
    cut = text.find(" ", len(text) - LIMIT)
    return "…" + text[cut if cut >= 0 else len(text) - LIMIT :]


def _cut_right(text: str) -> str:
    if len(text) <= LIMIT:
        return text
    cut = text.rfind(" ", 0, LIMIT)
    return text[: cut if cut > 0 else LIMIT] + "…"
