"""Kills builds of an edition at random moments, and tells what each left; a program of its own.

It never starts the XSLT engine itself, so that it may fork: a build begins in a moment and not with
a second of imports. Writes a JSON object per kill to standard output.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from editio.edition.settings import load_settings
from editio.publish.site import swapping
from editio.publish.site.inside import AREAS
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

WORDS = ("kettle", "saucepan")
#: Longer than it takes to put the folders of a build in their places.
_PUBLISHING = 0.0004

State = dict[str, dict[str, bytes]]


def main() -> None:
    root, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    states = [edited(root, word) for word in WORDS]
    start = time.monotonic()
    edited(root, WORDS[0])
    length = time.monotonic() - start
    for number in range(kills):
        old, new = states[number % 2], states[(number + 1) % 2]
        write(root, WORDS[(number + 1) % 2])
        publishing = number % 4 == 0
        after = chance.uniform(0.000_001, _PUBLISHING if publishing else length)
        _, status = os.waitpid(started(root, after, publishing, remember=number % 5 != 1), 0)
        found = {
            "publishing": publishing,
            "killed": os.WIFSIGNALED(status),
            **seen(root / "build", old, new),
        }
        finish(started(root))
        found["next"] = published(root / "build") == new
        found["names"] = sorted(path.name for path in (root / "build").iterdir())
        sys.stdout.write(json.dumps(found) + "\n")


def seen(target: Path, old: State, new: State) -> dict[str, object]:
    """Tell what is published, and whether somebody has to finish it."""
    left = published(target)
    return {
        "left": "old" if left == old else "new" if left == new else "some of each",
        "whole": all(left[area] in (old[area], new[area]) for area in AREAS),
        "pending": any(target.glob(".staging-*/.journal")),
    }


def write(root: Path, word: str) -> None:
    template = (root / "one.in").read_text(encoding="utf-8")
    (root / "one.xml").write_text(template.replace("WORD", word), encoding="utf-8")


def edited(root: Path, word: str) -> State:
    """Build the edition with a word in one of its texts, and return what is published."""
    write(root, word)
    finish(started(root))
    return published(root / "build")


def started(
    root: Path, after: float = 0, publishing: bool = False, *, remember: bool = True
) -> int:
    """Begin a build in a process of its own, and return its number.

    The system kills it ``after`` so many seconds, from its start or from when it publishes.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which is the end, like SIGKILL
        swapping.flush = lambda _: (
            signal.setitimer(signal.ITIMER_REAL, after) if publishing else None
        )
        signal.setitimer(signal.ITIMER_REAL, 0 if publishing else after)
        build(load_settings(root), root / "build", SerialExecutor(), remember=remember)
        code = 0
    finally:
        os._exit(code)


def finish(child: int) -> None:
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise SystemExit("a build failed")


def published(target: Path) -> State:
    return {
        area: {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in sorted((target / area).rglob("*"))
            if path.is_file()
        }
        for area in AREAS
    }


if __name__ == "__main__":
    main()
