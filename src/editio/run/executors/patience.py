"""How processes of a run treat their memory."""

from __future__ import annotations

import gc


def collect_less_often() -> None:
    """Make this process collect garbage less often: records live long and hold few cycles.

    For processes that belong to a run: its workers, the command line.
    """
    gc.set_threshold(50_000, 20, 50)
