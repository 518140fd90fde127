"""Spellings of Slavic names in Latin letters: one name, several systems.

"Ezhov" and "Yezhov", "Piatakov" and "Pyatakov", "Preobrazhenskii" and "Preobrazhensky", "Eltsin"
and "Yeltsin": the Library of Congress, the British Standard and newspapers each have their own.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What makes a name Slavic, as far as a name tells.
_SLAVIC = re.compile(
    r"(?:[oe]v|[iy]n|sk(?:[iy]{1,2}|iy|ij|oi|oy)|enko|[yi]ch|uk|iuk|yuk|[oe]va|ina|skaya|skaia|shvili"
    r"|adze|dze|ian|yan|chuk|aia|aya)$"
)
#: Spellings of the same sound at the beginning of a name, and inside it.
_STARTS = (
    ("Ye", "E", "Je"),
    ("Ya", "Ia", "Ja"),
    ("Yu", "Iu", "Ju"),
    ("Zh", "Ž"),
    ("Kh", "Ch", "H"),
)
_INSIDE = (("ya", "ia", "ja"), ("yu", "iu", "ju"), ("kh", "ch", "h"), ("zh", "ž"), ("ks", "x"))
_ENDINGS = (
    ("sky", "skii", "skij", "skiy", "ski"),
    ("oy", "oi", "oj"),
    ("ey", "ei", "ej"),
    ("iy", "ii", "ij", "y"),
    ("yev", "ev", "iev"),
    ("ayeva", "aeva", "aieva"),
    ("uyeva", "ueva", "uieva"),
    ("aya", "aia", "aja"),
    ("ov", "off"),
)
_MOST = 40


def transliterations(name: str) -> tuple[str, ...]:
    """Return other spellings of a Slavic surname in Latin letters; none for other names."""
    if " " in name or not name[:1].isupper() or not _SLAVIC.search(name):
        return ()
    units = list(_units(name))
    found = ("".join(parts) for parts in itertools.islice(itertools.product(*units), _MOST))
    spelled = dict.fromkeys(found)
    if "'" in name or "’" in name:
        spelled |= dict.fromkeys([re.sub("['’]", "", variant) for variant in spelled])
    spelled.pop(name, None)
    return tuple(spelled)


def _units(name: str) -> Iterator[tuple[str, ...]]:
    """Take a name apart into sounds, each with its spellings, the given one first."""
    ending = next((e for group in _ENDINGS for e in group if _ends(name, e)), "")
    stem = name[: len(name) - len(ending)]
    at = 0
    while at < len(stem):
        spellings = _spellings(stem, at)
        yield spellings
        at += len(spellings[0])
    if ending:
        group = next(group for group in _ENDINGS if ending in group)
        yield (ending, *(other for other in group if other != ending))


def _ends(name: str, ending: str) -> bool:
    return name.endswith(ending) and len(name) > len(ending) + 2


def _spellings(stem: str, at: int) -> tuple[str, ...]:
    for group in _STARTS if at == 0 else _INSIDE:
        for spelling in sorted(group, key=len, reverse=True):
            if stem.startswith(spelling, at) and stem[at + len(spelling) :][:1] not in {"", " "}:
                return (spelling, *(other for other in group if other != spelling))
    return (stem[at],)
