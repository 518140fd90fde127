"""Building again what has changed, as long as somebody looks at it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.settings import CONFIG_NAME, load_settings
from editio.errors import EditioError
from editio.run.executors import executor
from editio.run.pipeline import build
from editio.run.serving.watching import changes, snapshot
from editio.run.steps import forget_stylesheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.run.executors import Executor
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


@dataclass(slots=True)
class Rebuilder:
    """Builds the edition in ``root`` into ``target``, and tells ``live`` of it.

    Its workers stay from build to build, as long as stylesheets and settings stay the same.
    """

    root: Path
    target: Path
    live: Live
    jobs: int = 0
    _workers: Executor | None = None

    def rebuilds(self, progress: Progress | None = None) -> Iterator[Rebuilt | None]:
        """Build now, and whenever a file of the edition changes.

        Yields what was done, and ``None`` at each look that finds nothing changed. What fails is
        yielded, too: the site stays as it was.
        """
        before = snapshot(self.root, [self.target])
        try:
            yield self.build(progress=progress)
            for changed in changes(self.root, [self.target], before):
                yield self.build(changed) if changed else None
        finally:
            self._dismiss()

    def build(
        self, changed: frozenset[str] = frozenset(), progress: Progress | None = None
    ) -> Rebuilt:
        """Build once, after these files have changed."""
        start = time.monotonic()
        if any(path.endswith(_STYLESHEETS) for path in changed):
            forget_stylesheets()
            self._dismiss()
        if any(path.endswith(CONFIG_NAME) for path in changed):
            self._dismiss()
        try:
            settings = load_settings(self.root)
            self._workers = self._workers or executor(self.jobs, limits=settings.limits)
            report = build(settings, self.target, self._workers, progress)
        except EditioError as error:
            failure = "\n".join(part for part in (error.message, error.hint) if part)
            self.live.failed(failure)
            return Rebuilt(changed, time.monotonic() - start, failure=failure)
        self.live.built(report.findings)
        return Rebuilt(changed, time.monotonic() - start, report)

    def _dismiss(self) -> None:
        """End the workers."""
        workers, self._workers = self._workers, None
        if workers is not None:
            workers.__exit__(None, None, None)
