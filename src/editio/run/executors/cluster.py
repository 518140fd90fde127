"""A Dask cluster that is there already: the per-document step runs on its workers.

Each Dask worker keeps processes of our own (:mod:`editio.run.executors.team`), so that neither
the engine, which lets nobody else have a word, nor a document that kills its process can take the
Dask worker with it. What is known of the edition goes to the workers as plugins, which those that
join later get, too.
"""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar

from editio.edition.fate import Fate
from editio.edition.fingerprints import digest
from editio.errors import ConfigError, EditioError
from editio.run.executors import available_cores, places
from editio.run.executors.ordering import in_order, settled
from editio.run.executors.processes import ProcessExecutor
from editio.run.executors.slot import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.settings import Limits
    from editio.run.executors.shared import Place

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Seconds to wait for an answer at a stretch, for the first one, and for what has gone.
_STRETCH_SECONDS = 1.0
_GREETING_SECONDS = 10.0
_PATIENCE_SECONDS = 120.0
#: How often the workers are counted, in seconds.
_COUNT_SECONDS = 2.0
#: How often an item is begun again that Dask gives up, or that fails outside of our processes.
_TRIES = 5


@dataclass(slots=True)
class _Ticket:
    """An item on the cluster: ``generation`` is that of the connection over which it was sent."""

    cluster: DaskExecutor
    step: str
    item: bytes
    future: Any
    generation: int
    tries: int = 0

    @property
    def is_done(self) -> bool:
        return bool(self.future.status == "finished")

    @property
    def size(self) -> int:
        """Return 0: results stay with the workers until they are asked for."""
        return 0

    def outcome(self) -> Outcome:
        """Wait for the outcome. Whatever goes and comes back meanwhile, the item is done."""
        while True:
            try:
                found: Outcome = self.future.result(timeout=_STRETCH_SECONDS)
            except TimeoutError:
                if self.cluster.is_there():
                    continue
                self.cluster.begin_again(self, is_lost=True)
            except Exception as error:  # Dask's failures have no class in common
                self.tries += 1
                if self.tries == _TRIES:
                    return self._given_up(error)
                self.cluster.begin_again(self, is_lost=not _is_killed(error))
            else:
                return found

    def drop(self) -> None:
        """Say that nobody waits any more."""
        with contextlib.suppress(Exception):
            self.future.cancel()

    def _given_up(self, error: Exception) -> Outcome:
        if _is_killed(error):
            return Outcome(fate=Fate.DIED)
        words = f"the Dask cluster fails at each try: {type(error).__name__}: {error}"
        return Outcome.raised(EditioError(words, "see the logs of its workers"))


@dataclass(slots=True)
class DaskExecutor:
    """The workers of the scheduler at ``address``, which see the edition at ``place``.

    ``patience`` are the seconds for which a scheduler may be away, or all of its workers.
    """

    address: str
    limits: Limits
    place: Place
    patience: float = _PATIENCE_SECONDS
    _client: Any = None
    _generation: int = 0
    _steps: dict[str, bytes] = field(default_factory=dict)
    _team: str = field(default_factory=lambda: f"editio-team-{uuid.uuid4().hex}")
    _workers: int = 0
    _counted: float = 0.0
    _seen: float = 0.0
    _near: ProcessExecutor | None = None

    @property
    def near(self) -> ProcessExecutor:
        """Processes of this computer: the workers of the cluster may be anywhere."""
        if self._near is None:
            self._near = ProcessExecutor(available_cores(), self.limits)
        return self._near

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        lost: Callable[[Item, Fate], Result] | None = None,
    ) -> Iterator[Result]:
        """Yield results in order; see :class:`editio.run.executors.Executor`.

        Raises :class:`ConfigError` if Dask is not installed or nobody answers at the address, and
        :class:`EditioError` if the scheduler or all workers go and do not come back.
        """
        root = self.place.root
        step = ""

        def begin(item: Item) -> _Ticket:
            nonlocal step
            step = step or self._taught(places.dumps(function, root))
            data = places.dumps(item, root)
            return _Ticket(self, step, data, self._submitted(step, data), self._generation)

        yield from settled(in_order(items, begin, self._count), lost, root)

    def is_there(self) -> bool:
        """Tell whether the scheduler is there. Raises :class:`EditioError` without any worker."""
        if self._client is None or self._client.status != "running":
            return False
        self._count()
        if self._workers == 0 and time.monotonic() - self._seen > self.patience:
            raise EditioError(
                f"the Dask scheduler at {self.address} has no workers",
                "start some: dask worker ADDRESS",
            )
        return True

    def begin_again(self, ticket: _Ticket, *, is_lost: bool) -> None:
        """Begin an item again; ``is_lost`` where the connection may be the reason."""
        if is_lost and ticket.generation == self._generation:
            self._reconnect()
        ticket.future = self._submitted(ticket.step, ticket.item)
        ticket.generation = self._generation

    def _submitted(self, step: str, item: bytes) -> Any:
        """Send an item to the cluster, and return Dask's future."""
        from editio.run.executors.team import work

        while True:
            try:
                return self._client.submit(work, self._team, step, item, pure=False)
            except Exception:  # the connection is closed: Dask has no class for that
                self._reconnect()

    def _count(self) -> int:
        """Return how many documents the cluster does at once, asked now and then."""
        now = time.monotonic()
        if now - self._counted > _COUNT_SECONDS:
            self._counted = now
            with contextlib.suppress(Exception):
                self._workers = sum(self._client.nthreads().values())
            if self._workers:
                self._seen = now
        return max(1, self._workers)

    def _taught(self, function: bytes) -> str:
        """Tell all workers what is to be done; return its name."""
        step = f"editio-step-{digest(self._team, function)}"
        if self._client is None:
            self._connect(_GREETING_SECONDS)
        if step not in self._steps:
            self._steps[step] = function
            self._teach(step)
        return step

    def _teach(self, step: str) -> None:
        from editio.run.executors.team import Step

        self._client.register_plugin(Step(step, self._steps[step]))

    def _connect(self, seconds: float) -> None:
        """Find the scheduler, and tell its workers all they need. Raises ``ConfigError``."""
        try:
            from distributed import Client

            from editio.run.executors.team import Team, programs
        except ImportError as error:
            raise ConfigError("Dask is not installed", "pip install 'editio[cluster]'") from error
        # What Dask logs of connections that end is said by this run in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        there = self.place.there()
        client: Any = Client
        try:
            self._client = client(self.address, timeout=seconds, set_as_default=False)
            self._client.register_plugin(Team(self._team, self.limits, there, programs()))
            for step in self._steps:
                self._teach(step)
        except ImportError as error:
            self._hang_up()
            raise ConfigError(
                f"a Dask worker cannot load Editio: {error}",
                "install Editio in the environment of the workers, too",
            ) from error
        except (OSError, TimeoutError, ValueError) as error:
            self._hang_up()
            raise ConfigError(
                f"no Dask scheduler answers at {self.address} ({error})",
                "start one: dask scheduler; and workers: dask worker ADDRESS",
            ) from error
        self._seen = time.monotonic()

    def _reconnect(self) -> None:
        """Wait for the scheduler to come back. Raises :class:`EditioError` if it does not."""
        self._hang_up()
        self._generation += 1
        deadline = time.monotonic() + self.patience
        while True:
            try:
                self._connect(min(_GREETING_SECONDS, self.patience))
            except ConfigError as error:
                if time.monotonic() > deadline:
                    raise EditioError(
                        f"the Dask scheduler at {self.address} has gone",
                        "start it, and run again: what was done is remembered",
                    ) from error
                time.sleep(_STRETCH_SECONDS)
            else:
                return

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.close(timeout=_STRETCH_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Dismiss the teams; the cluster stays."""
        if self._near is not None:
            self._near.__exit__()
        if self._client is not None and self._client.status == "running":
            for name in (*self._steps, self._team):
                with contextlib.suppress(Exception):
                    self._client.unregister_worker_plugin(name)
        self._hang_up()


def _is_killed(error: Exception) -> bool:
    """Tell whether Dask gave an item up because several workers died of it."""
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)
