"""How processes treat their memory."""

from __future__ import annotations

import gc


def collect_less_often() -> None:
    """Make this process collect garbage less often: records live long and hold few cycles.

    For processes that belong to a run: its workers, the command line. The records of a novel are
    made between two collections: each one that falls in between would look at all of them in vain.
    """
    gc.set_threshold(200_000, 5, 50)
