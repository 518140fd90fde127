"""What code hosts know a finding by from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from editio.validate.baseline import kind_of

if TYPE_CHECKING:
    from editio.findings import Finding
    from editio.validate.baseline import Kind


class Fingerprints:
    """Gives each finding of a report a name that stays when lines move (as in a baseline).

    The findings come file by file: those of one file are remembered, and no more.
    """

    def __init__(self) -> None:
        self._file = ""
        self._seen: Counter[Kind] = Counter()

    def next(self, finding: Finding) -> str:
        """Return the name of the next finding: 32 hexadecimal digits, another for each."""
        kind = kind_of(finding)
        if finding.file != self._file:
            self._file = finding.file
            self._seen.clear()
        self._seen[kind] += 1
        text = "\0".join((*kind, str(self._seen[kind])))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
