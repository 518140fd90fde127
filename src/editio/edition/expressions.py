"""Regular expressions that documents bring, compiled without a word to whoever sits there."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache


@lru_cache(maxsize=1000)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return an expression that a document has.

    Python warns of what may get another meaning one day (``[a||b]``); an encoder cannot know.
    Raises :class:`re.error`, :class:`OverflowError` or :class:`RecursionError` where it is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(pattern)
