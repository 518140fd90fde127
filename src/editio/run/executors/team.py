"""What runs inside a Dask worker: it passes documents on to processes of our own."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker

from editio.edition.fingerprints import program
from editio.errors import EditioError
from editio.run.executors.crew import Crew
from editio.run.executors.slot import Job, Outcome

if TYPE_CHECKING:
    from distributed import Worker

    from editio.edition.settings import Limits
    from editio.run.executors.shared import There


class Step(WorkerPlugin):
    """What is to be done with each document: a function, as bytes."""

    def __init__(self, name: str, function: bytes) -> None:
        self.name = name
        self.function = function


class Team(WorkerPlugin):
    """As many processes as the Dask worker has threads, for the edition that is at ``there``.

    ``expected`` is the hash of the program that the others run: results must not depend on the
    worker that makes them.
    """

    def __init__(self, name: str, limits: Limits, there: There, expected: str) -> None:
        self.name = name
        self._limits = limits
        self._there = there
        self._expected = expected

    def setup(self, worker: Worker) -> None:
        """Take the worker's place and size; all else waits for the first document."""
        self._worker = worker
        self._folder = ""
        self._lock = threading.Lock()
        self._crew: Crew | None = None

    def teardown(self, worker: Worker) -> None:
        """End the processes."""
        if self._crew is not None:
            self._crew.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def outcome(self, function: bytes, item: bytes) -> Outcome:
        """Do an item; from a thread of the Dask worker."""
        try:
            with self._lock:
                self._crew = self._crew or self._assembled()
        except EditioError as error:
            return Outcome.raised(error)
        return self._crew.submit(Job(function, item)).outcome()

    def _assembled(self) -> Crew:
        """Get the edition, unless it is in a folder that all see. Raises ``EditioError``."""
        if programs() != self._expected:
            raise EditioError(
                f"the Dask worker {self._worker.address} has another Editio, or other engines",
                "install the same versions of Python, editio, saxonche, lxml and jinja2 everywhere",
            )
        self._folder = tempfile.mkdtemp(prefix="editio-", dir=self._worker.local_directory)
        root = self._there.fetched(Path(self._folder))
        return Crew(self._worker.state.nthreads, self._limits, root)


def programs() -> str:
    """Return what results depend on besides the edition: Editio, its engines, Python."""
    return f"{program()} {sys.version_info.major}.{sys.version_info.minor}"


def work(team: str, step: str, item: bytes) -> Outcome:
    """Do an item on the Dask worker that this runs on, with its plugins of these names."""
    plugins: Any = get_worker().plugins
    outcome: Outcome = plugins[team].outcome(plugins[step].function, item)
    return outcome
