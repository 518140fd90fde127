"""A number of workers with a queue of jobs before them."""

from __future__ import annotations

import threading
from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from editio.errors import EditioError
from editio.run.executors.copies import copy_of_this_process
from editio.run.executors.slot import (
    RESIDENT_BYTES,
    ClosedError,
    Job,
    Outcome,
    Slot,
    Watch,
    block_interrupts,
    fresh_process,
)

if TYPE_CHECKING:
    from pathlib import Path

    from editio.edition.settings import Limits
    from editio.run.executors.copies import Copy
    from editio.run.executors.slot import Process

#: Jobs that wait before another worker is started: it costs as much as some of them.
_WORTH = 4
#: Jobs that a worker has at hand: it does not wait for this process, which may be busy.
_AT_HAND = 2
#: Seconds for which this process waits at a stretch; in between it can be interrupted anywhere.
_STRETCH_SECONDS = 1.0


class Ticket:
    """A job that somebody waits for."""

    __slots__ = ("_done", "_outcome", "is_dropped", "job")

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_dropped = False
        self._outcome = Outcome()
        self._done = threading.Event()

    @property
    def is_done(self) -> bool:
        """Tell whether the outcome is known."""
        return self._done.is_set()

    @property
    def size(self) -> int:
        """Return the bytes of the result that waits here."""
        return len(self._outcome.result or b"")

    def settle(self, outcome: Outcome) -> None:
        """Set the outcome, for whoever waits."""
        self._outcome = outcome
        self._done.set()

    def outcome(self) -> Outcome:
        """Wait for the outcome, and return it."""
        while not self._done.wait(_STRETCH_SECONDS):
            pass
        return self._outcome

    def drop(self) -> None:
        """Say that nobody waits any more."""
        self.is_dropped = True


class Crew:
    """At most ``count`` workers, each with a thread that waits for it; started when needed.

    Threads are no use for the work (the XSLT engine holds the GIL), but to wait they are.
    ``root`` is where paths of the edition lead for the workers, if not where they lead here. With
    ``copied``, the first worker begins as a copy of this process, where that is safe.
    """

    def __init__(
        self,
        count: int,
        limits: Limits,
        root: Path | None = None,
        resident_bytes: int = RESIDENT_BYTES,
        *,
        copied: bool = False,
    ) -> None:
        self.count = count
        self._limits = limits
        self._root = root
        self._resident_bytes = resident_bytes
        self._slots: list[Slot] = []
        self._threads: list[threading.Thread] = []
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()
        self._hiring = threading.Lock()
        self._watch: Watch | None = None
        self._copied = copied
        self._ready: Copy | None = None

    def submit(self, job: Job) -> Ticket:
        """Have a job done. From any thread."""
        ticket = Ticket(job)
        self._queue.put(ticket)
        with self._hiring:
            self._hire()
        return ticket

    def close(self) -> None:
        """End all workers: at once, whatever they do."""
        self._queue.put(None)
        with self._hiring:
            self.count = 0
        for slot in self._slots:
            slot.close()
        for thread in self._threads:
            thread.join()
        if self._ready is not None:
            self._ready.end()
        if self._watch is not None:
            self._watch.close()

    def _hire(self) -> None:
        """Start another worker if there is work for it."""
        if len(self._threads) >= self.count:
            return
        if self._queue.qsize() < (_WORTH if self._threads else 1):
            return
        if self._copied and not self._threads:
            self._ready = copy_of_this_process()
        slot = Slot(self._limits, self._root, self._resident_bytes, self._process)
        self._slots.append(slot)
        thread = threading.Thread(target=self._serve, args=(slot,), name="editio-slot", daemon=True)
        self._threads.append(thread)
        thread.start()
        self._watch = self._watch or Watch(self._slots)

    def _process(self) -> Process:
        """Return a worker's process: the one that is ready, or a fresh one."""
        with self._hiring:
            ready, self._ready = self._ready, None
        return ready or fresh_process()

    def _serve(self, slot: Slot) -> None:
        """Give one worker its work, until there is no more."""
        block_interrupts()
        held: deque[Ticket] = deque()
        try:
            with slot:
                while self._take(slot, held):
                    outcome = slot.receive()
                    held.popleft().settle(outcome)
        except ClosedError:
            pass
        except EditioError as error:
            while held:
                held.popleft().settle(Outcome.raised(error))

    def _take(self, slot: Slot, held: deque[Ticket]) -> bool:
        """Take work from the queue; tell whether there is some under way."""
        while len(held) < _AT_HAND:
            # Near the end, what one worker has at hand is what another would wait for.
            if held and self._queue.qsize() < self.count:
                return True
            try:
                ticket = self._queue.get(block=not held)
            except Empty:
                return True
            if ticket is None:
                self._queue.put(None)
                return bool(held)
            if not ticket.is_dropped:
                held.append(ticket)
                slot.send(ticket.job)
        return True
