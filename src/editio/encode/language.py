"""The language of a text, by py3langid: one of ninety-seven, with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

#: Characters from the middle of a text: enough to be sure, little enough to be fast.
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Language:
    """A language as BCP 47 has it, and how it is known: ``given`` or ``detected``."""

    code: str
    how: str


def detect(text: str) -> Language:
    """Return the language of ``text``: ``und`` where there is nothing to tell it by."""
    start = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[start : start + _SAMPLE]
    if sum(character.isalpha() for character in sample) < 20:
        return Language("und", "not detected")
    import py3langid

    code, _ = py3langid.classify(sample)
    return Language(code, "detected")
