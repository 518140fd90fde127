"""How fast Editio builds, measured against the least that any XSLT pipeline must do.

    python scripts/bench_build.py [--corpora DIR] [--megabytes 60] [--jobs 2] [--schema RNG]

Makes a corpus of at least so many megabytes by repeating the documents in DIR, and prints CPU
seconds and MB/s, each stage as a multiple of the identity transform (parse, copy, serialise),
which is measured in the same run, document by document, so that a noisy machine touches all alike.
After that the commands are measured as users run them, with all their processes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from editio.edition.settings import load_settings
from editio.edition.source import open_document
from editio.errors import EditioError
from editio.patience import collect_less_often
from editio.run.document import Workshop
from editio.run.executors import SerialExecutor
from editio.run.pipeline import Survey, survey
from editio.saxon import Stylesheet, processor
from measuring import editio, machine, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from editio.edition.settings import Settings
    from editio.saxon import Node, ParameterValue, Transformed

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "shared/tei/p5-4.9.0a/compiled/tei_all.rng"
MEGABYTE = 1_000_000
#: The exit code of a command that found mistakes.
WITH_FINDINGS = 1
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
        report_commands(edition, options, clock.spent["identity"])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the build.")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="what validate checks with")
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


def report_commands(edition: Path, options: argparse.Namespace, floor: float) -> None:
    """Run the commands, and print what each took.

    ``floor`` are the CPU seconds of the identity transform.
    """
    print(f"\n{'command':<24}{'CPU s':>8}{'s':>8}{'x identity':>12}{'peak, MiB':>11}{'worker':>8}")
    alone, several = "--executor=serial", f"--jobs={options.jobs}"
    validate = ("validate", f"--schema={options.schema}")
    for name, command in (
        ("build, one process", ("build", alone)),
        ("build, nothing changed", ("build", alone)),
        (f"build, {options.jobs} workers", ("build", several, "--no-cache")),
        ("validate, one process", (*validate, alone, "--no-cache")),
        (f"validate, {options.jobs} workers", (*validate, several, "--no-cache")),
    ):
        cost = measure(editio(*command, "--quiet", str(edition)))
        print(
            f"{name:<24}{cost.cpu:>8.2f}{cost.wall:>8.1f}{cost.cpu / floor:>12.2f}"
            f"{cost.memory:>11.0f}{cost.worker:>8.0f}"
        )
        if cost.status > WITH_FINDINGS:
            print(cost.log, file=sys.stderr)


if __name__ == "__main__":
    main()
