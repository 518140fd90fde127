"""What an edition answers to findings: in its documents, in its settings, in its baseline.

A build reports what is left, as ``editio validate`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.loading import load
from editio.validate.baseline import Baseline, read_baseline
from editio.validate.ignoring import Ignored, read_instructions
from editio.validate.report import ordered
from editio.validate.selection import selected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.edition.settings import Settings
    from editio.findings import Finding


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of an edition. ``baseline`` is what it accepts."""

    settings: Settings
    baseline: Baseline | None

    @classmethod
    def of(cls, settings: Settings) -> Answers:
        """Read the baseline. Raises :class:`~editio.errors.ConfigError` where it is none."""
        path = settings.baseline
        return cls(settings, None if path is None else read_baseline(path, settings.root))

    def unanswered(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that nothing answers, in the order of reports.

        Only the files that they are about are looked at for instructions.
        """
        found = list(findings)
        ignored = Ignored()
        for file in sorted({item.file for item in found if item.file}):
            ignored.add(
                read_instructions(load(self.settings.root / file).source, file), frozenset()
            )
        left = ordered(list(selected(ignored.left(found), self.settings.rules)))
        return left if self.baseline is None else list(self.baseline.new(left))
