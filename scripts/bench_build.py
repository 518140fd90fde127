"""How fast Editio builds, measured against the least that any XSLT pipeline must do.

    python scripts/bench_build.py [--corpora DIR] [--megabytes 60] [--jobs 2]

Makes a corpus of at least so many megabytes by repeating the documents in DIR, and prints CPU
seconds and MB/s, each stage as a multiple of the identity transform (parse, copy, serialise),
which is measured in the same run, document by document, so that a noisy machine touches all alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from editio import __version__
from editio.edition.settings import load_settings
from editio.edition.source import open_document
from editio.errors import EditioError
from editio.run.document import Workshop
from editio.run.executors import SerialExecutor, collect_less_often
from editio.run.pipeline import Survey, survey
from editio.saxon import Stylesheet, processor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from editio.edition.settings import Settings
    from editio.saxon import Node, ParameterValue, Transformed

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
IDENTITY = Path(__file__).with_name("identity.xsl")


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.process_time()
        try:
            yield
        finally:
            self.spent[stage] += time.process_time() - start


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="editio-bench-") as folder:
        edition = Path(folder) / "edition"
        size, count = make_corpus(options.corpora, edition, options.megabytes * MEGABYTE)
        print(machine())
        print(f"{count} documents, {size / MEGABYTE:.1f} MB\n")
        settings = load_settings(edition)
        found = survey(settings, SerialExecutor())
        with timed_engine() as engine:
            clock = measure_stages(settings, found)
        report_stages(clock, engine(), size)
        report_build(edition, size, options.jobs)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the build.")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not options.corpora.is_dir():
        parser.error(f"no corpora at {options.corpora}: name a folder of TEI with --corpora")
    return options


def make_corpus(source: Path, edition: Path, least: int, pattern: str = "*.xml") -> tuple[int, int]:
    """Copy the files of ``source`` until there are ``least`` bytes; return bytes and files."""
    files = sorted(path for path in source.rglob(pattern) if path.is_file())
    size = count = 0
    while size < least:
        copy = edition / f"copy{count:06}"
        for path in files:
            target = copy / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            size += target.stat().st_size
            count += 1
    return size, count


def measure_stages(settings: Settings, found: Survey) -> Clock:
    """Run every stage on every document in this process, set up as the workers of a build are."""
    collect_less_often()
    clock = Clock()
    with processor() as engine:
        identity = engine.compile(IDENTITY)
        workshop = Workshop.equip(settings, engine)
        for ref in found.refs:
            with clock("open"):
                document = open_document(ref, settings.root, members=found.neighbours.members)
            if not document.usable:
                continue
            with clock("identity"):
                identity.transform(document.parse(engine))
            with clock("parse"):
                node = document.parse(engine)
            try:
                workshop.render(document, node, found.neighbours.resolver, clock)
            except EditioError as error:
                print(f"{ref.path}: {error.message}", file=sys.stderr)
    return clock


@contextmanager
def timed_engine() -> Iterator[Callable[[], float]]:
    """Hand out what returns the CPU seconds that stylesheets ran, those of the build alone."""
    spent = 0.0
    transform = Stylesheet.transform

    def timed(
        stylesheet: Stylesheet, node: Node, parameters: Mapping[str, ParameterValue] | None = None
    ) -> Transformed:
        nonlocal spent
        start = time.process_time()
        try:
            return transform(stylesheet, node, parameters)
        finally:
            if stylesheet.path != IDENTITY:
                spent += time.process_time() - start

    with mock.patch.object(Stylesheet, "transform", timed):
        yield lambda: spent


def report_stages(clock: Clock, engine: float, size: int) -> None:
    floor = clock.spent["identity"]
    step = sum(seconds for stage, seconds in clock.spent.items() if stage != "identity")
    engine += clock.spent["parse"]
    print(f"{'stage':<24}{'CPU s':>8}{'MB/s':>8}{'x identity':>12}")
    for stage, seconds in (
        *clock.spent.items(),
        ("per-document step", step),
        ("the engine's part of it", engine),
    ):
        print(
            f"{stage:<24}{seconds:>8.2f}{size / MEGABYTE / seconds:>8.1f}{seconds / floor:>12.2f}"
        )


def report_build(edition: Path, size: int, jobs: int) -> None:
    """The whole command, as users run it, in one process (exact CPU time) and in several."""
    alone = run_build(edition, 1)
    print(
        f"\nwhole build, 1 process: {alone.cpu:.1f} CPU s, {alone.wall:.1f} s, "
        f"{size / MEGABYTE / alone.cpu:.1f} MB per CPU s, exit code {alone.status}"
    )
    again = run_build(edition, 1)
    print(f"the same again, nothing changed: {again.cpu:.1f} CPU s, {again.wall:.1f} s")
    several = run_build(edition, jobs, "--no-cache")
    print(
        f"whole build, {jobs} workers: {several.wall:.1f} s, "
        f"{alone.wall / several.wall:.2f} times as fast, exit code {several.status}"
    )
    print(
        f"peak memory: {several.worker:.0f} MiB in the largest worker, "
        f"{several.parent:.0f} MiB in the process that merges"
    )


@dataclass(frozen=True)
class Run:
    """What a run of the command took: seconds, and peak memory in MiB (Linux; 0 elsewhere)."""

    cpu: float
    wall: float
    parent: float
    worker: float
    status: int


def run_build(edition: Path, jobs: int, *options: str) -> Run:
    """Run the command, and look at its processes while it runs."""
    script = (
        "import resource, sys; from editio.cli.main import main; code = main(sys.argv[1:]);"
        "own = resource.getrusage(resource.RUSAGE_SELF);"
        "print(own.ru_utime + own.ru_stime, code)"
    )
    arguments = ("build", "--quiet", f"--jobs={jobs}", *options, str(edition))
    command = (sys.executable, "-c", script, *arguments)
    start = time.perf_counter()
    peaks: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            peaks.update(memory(running.pid))
            time.sleep(0.1)
        cpu, status = (running.stdout.read() if running.stdout else b"0 2").split()
    wall = time.perf_counter() - start
    parent = peaks.pop(running.pid, 0.0)
    return Run(float(cpu), wall, parent, max(peaks.values(), default=0.0), int(status))


def memory(pid: int) -> dict[int, float]:
    """Return the peak memory so far of a process and its descendants, in MiB."""
    found: dict[int, float] = {}
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        # Workers are children of the threads that wait for them.
        lists = Path(f"/proc/{pid}/task").glob("*/children")
        children = [child for file in lists for child in file.read_text(encoding="ascii").split()]
    except OSError:
        return found
    if peak := re.search(r"VmHWM:\s+(\d+)", status):
        found[pid] = int(peak[1]) / 1024
    for child in children:
        found |= memory(int(child))
    return found


def machine() -> str:
    return (
        f"Editio {__version__}, Python {platform.python_version()}, "
        f"saxonche {version('saxonche')}, "
        f"lxml {version('lxml')}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
