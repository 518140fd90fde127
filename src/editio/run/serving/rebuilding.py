"""Building again what has changed, as long as somebody looks at it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.settings import load_settings
from editio.errors import EditioError
from editio.run.executors import executor
from editio.run.pipeline import build, forget_stylesheets
from editio.run.serving.watching import changes, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.run.progress import Progress
    from editio.run.serving.server import Live
    from editio.run.unchanged import BuildReport

_STYLESHEETS = (".xsl", ".xslt")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A build that was made or that failed, what had changed, and how many seconds it took."""

    changed: frozenset[str]
    seconds: float
    report: BuildReport | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Rebuilder:
    """Builds the edition in ``root`` into ``target``, and tells ``live`` of it."""

    root: Path
    target: Path
    live: Live
    jobs: int = 0

    def rebuilds(self, progress: Progress | None = None) -> Iterator[Rebuilt | None]:
        """Build now, and whenever a file of the edition changes.

        Yields what was done, and ``None`` at each look that finds nothing changed. What fails is
        yielded, too: the site stays as it was.
        """
        before = snapshot(self.root, [self.target])
        yield self.build(progress=progress)
        for changed in changes(self.root, [self.target], before):
            yield self.build(changed) if changed else None

    def build(
        self, changed: frozenset[str] = frozenset(), progress: Progress | None = None
    ) -> Rebuilt:
        """Build once, after these files have changed."""
        start = time.monotonic()
        if any(path.endswith(_STYLESHEETS) for path in changed):
            forget_stylesheets()
        try:
            with executor(self.jobs) as workers:
                report = build(load_settings(self.root), self.target, workers, progress)
        except EditioError as error:
            failure = "\n".join(part for part in (error.message, error.hint) if part)
            self.live.failed(failure)
            return Rebuilt(changed, time.monotonic() - start, failure=failure)
        self.live.built(report.findings)
        return Rebuilt(changed, time.monotonic() - start, report)
