"""Spellings of Slavic names in Latin letters: one name, several systems.

"Ezhov" and "Yezhov", "Piatakov" and "Pyatakov", "Preobrazhenskii" and "Preobrazhensky", "Eltsin"
and "Yeltsin": the Library of Congress, the British Standard and newspapers each have their own.
"""

from __future__ import annotations

import re

#: What makes a name Slavic, as far as a name tells.
_SLAVIC = re.compile(
    r"(?:[oe]v|[iy]n|sk(?:[iy]{1,2}|iy|ij|oi|oy)|enko|[yi]ch|uk|iuk|yuk|[oe]va|ina|skaya|skaia|shvili"
    r"|adze|dze|ian|yan|chuk|aia|aya)$"
)
#: Groups of spellings of the same sounds. In each, any stands for any.
_GROUPS = (
    (r"\b", ("Ye", "E", "Je")),
    (r"\b", ("Ya", "Ia", "Ja")),
    (r"\b", ("Yu", "Iu", "Ju")),
    (r"\b", ("Zh", "J", "Ž")),
    (r"(?<=[a-zA-Z])", ("ya", "ia", "ja")),
    (r"(?<=[a-zA-Z])", ("yu", "iu", "ju")),
    (r"(?<=[a-zA-Z])", ("kh", "ch", "h")),
    (r"(?<=[a-zA-Z])", ("zh", "ž")),
    (r"(?<=[a-zA-Z])", ("ks", "x")),
)
_ENDINGS = (
    ("sky", "skii", "skij", "skiy", "ski", "skyi"),
    ("oy", "oi", "oj", "oï"),
    ("ey", "ei", "ej"),
    ("iy", "ii", "y", "ij"),
    ("ev", "yev", "iev", "eff", "ieff"),
    ("aeva", "ayeva", "aieva"),
    ("uyeva", "ueva", "uieva"),
    ("aya", "aia", "aja"),
)
_MOST = 24


def transliterations(name: str) -> tuple[str, ...]:
    """Return other spellings of a Slavic surname in Latin letters; none for other names."""
    if " " in name or not name[:1].isupper() or not _SLAVIC.search(name):
        return ()
    found = {name: None}
    for variant in _starts(name):
        found[variant] = None
    for variant in tuple(found):
        for other in _ends(variant):
            found[other] = None
    if "'" in name or "’" in name:
        for variant in tuple(found):
            found[re.sub("['’]", "", variant)] = None
    found.pop(name)
    return tuple(found)[:_MOST]


def _starts(name: str) -> list[str]:
    found = [name]
    for lead, spellings in _GROUPS:
        for variant in tuple(found):
            for spelling in spellings:
                pattern = re.compile(lead + spelling + "(?=[a-z])")
                if pattern.search(variant):
                    found += [
                        pattern.sub(other, variant, count=1)
                        for other in spellings
                        if other != spelling
                    ]
                    break
        found = list(dict.fromkeys(found))[:_MOST]
    return found


def _ends(name: str) -> list[str]:
    for endings in _ENDINGS:
        ending = next((e for e in sorted(endings, key=len, reverse=True) if name.endswith(e)), "")
        if ending and len(name) > len(ending) + 2:
            return [name[: -len(ending)] + other for other in endings if other != ending]
    return []
