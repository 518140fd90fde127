"""Try Editio on inputs that nobody would write: no traceback, no hang, no write elsewhere.

    python scripts/fuzz.py [--inputs 100000] [--seed 1] [--only TARGET] [--failures DIR]
    python scripts/fuzz.py --show TARGET NUMBER [--seed 1] > input

Every input is a seed (fixtures of the tests, the sample edition, and ../shared: corpora, the suite
of RELAX NG) after a few changes of its bytes, its text or its tree, and is the same for the same
seed and number. Each target runs in processes of its own, so that a crash or an input that takes
more than its seconds of CPU time is seen, named and passed over. Failing inputs are written to a
folder, to become fixtures of tests; the exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from editio.edition.entries import entries_of
from editio.edition.model import DocumentRef, Role
from editio.edition.pointers import Resolver
from editio.edition.registers import Registers
from editio.edition.settings import load_settings
from editio.edition.source import open_document
from editio.encode.importing import import_text
from editio.encode.tagging import Tagger
from editio.errors import EditioError
from editio.relaxng import load_schema
from editio.run.document import Workshop
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from editio.run.processed import Neighbours
from editio.saxon import open_processor
from mutations import Seeds, mutated, read_seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
SECONDS = 20
"""CPU time that an input may take, before it counts as a hang."""
_PATIENCE = 900
"""Seconds without any progress after which a process is ended."""


class Workplace:
    """Where a process tries its inputs, with the tools that it makes once."""

    def __init__(self, folder: Path, shared: Path = SHARED) -> None:
        self.root = folder / "edition"
        self.root.mkdir()
        self._shared = shared
        self.ref = DocumentRef(id="input", path="input.xml", role=Role.TEXT)

    @cached_property
    def seeds(self) -> Seeds:
        return read_seeds(ROOT, self._shared)

    @cached_property
    def schema(self) -> Any:
        return load_schema(ROOT / "schemas" / "editio.rng")

    @cached_property
    def registers(self) -> Registers:
        entries = []
        for path in sorted((ROOT / "tei/registers").glob("*.xml")):
            ref = DocumentRef(id=path.stem, path=path.name, role=Role.REGISTER)
            entries += entries_of(open_document(ref, path.parent).root(), ref, "en")
        return Registers.of(entries)

    @cached_property
    def tagger(self) -> Tagger:
        return Tagger(self.registers, language="en", schema=self.schema)

    @cached_property
    def workshop(self) -> Workshop:
        return Workshop.equip(load_settings(self.root), open_processor())

    def write(self, data: bytes, name: str = "input.xml") -> Path:
        path = self.root / name
        path.write_bytes(data)
        return path


def parse(place: Workplace, data: bytes) -> None:
    place.write(data)
    document = open_document(place.ref, place.root)
    if document.usable:
        for element in document.root().iter("*"):
            document.locate(element.getroottree().getpath(element))
            break
        document.parse(place.workshop.processor)


def relaxng(place: Workplace, data: bytes) -> None:
    """A schema, or a document to validate."""
    if data[:1] == b"\0":
        list(place.schema.validate(data[1:]))
        return
    schema = load_schema(data)
    list(schema.validate(b"<a b='c'>d<c/></a>"))


def importing(place: Workplace, data: bytes) -> None:
    name = "input.md" if data[:1] == b"\0" else "input.txt"
    import_text(data.removeprefix(b"\0"), name, date="2026-01-01")


def tag(place: Workplace, data: bytes) -> None:
    place.tagger.tag(data)


def render(place: Workplace, data: bytes) -> None:
    """The step of a build that is done per document."""
    place.write(data)
    resolver = Resolver(place.registers, [place.ref])
    place.workshop.process(place.ref, Neighbours(resolver, {}))


def building(place: Workplace, data: bytes) -> None:
    """A whole edition of one document, which may be its register, too."""
    place.write(data)
    build(load_settings(place.root), place.root / "build", SerialExecutor())


def settings(place: Workplace, data: bytes) -> None:
    path = place.write(data, "edition.toml")
    try:
        load_settings(place.root)
    finally:
        path.unlink()


def registers(place: Workplace, data: bytes) -> None:
    place.write(data)
    document = open_document(place.ref, place.root)
    if document.usable:
        found = Registers.of(entries_of(document.root(), place.ref, "en"))
        Resolver(found, [place.ref]).links(["#a", "x.xml#a"], place.ref, (), frozenset())


@dataclass(frozen=True)
class Target:
    """What is tried: on which of the seeds, and how many of a thousand inputs."""

    run: Callable[[Workplace, bytes], None]
    seeds: tuple[str, ...]
    share: int


TARGETS = {
    "parse": Target(parse, ("documents",), 250),
    "relaxng": Target(relaxng, ("schemas", "documents"), 240),
    "import": Target(importing, ("texts",), 70),
    "tag": Target(tag, ("documents",), 60),
    "render": Target(render, ("documents",), 70),
    "build": Target(building, ("documents", "registers"), 10),
    "settings": Target(settings, ("settings",), 150),
    "registers": Target(registers, ("registers",), 150),
}


def input_of(place: Workplace, name: str, seed: int, number: int) -> bytes:
    """Return an input: the same for the same target, seed and number."""
    chance = random.Random(f"{seed}/{name}/{number}")
    kinds = TARGETS[name].seeds
    kind = chance.choice(kinds)
    data = mutated(getattr(place.seeds, kind), chance)
    # Where a target takes two forms, a zero in front stands for the second.
    second = (name == "relaxng" and kind == "documents") or (
        name == "import" and chance.random() < 0.5
    )
    return b"\0" + data if second else data


# --- the process that tries ---------------------------------------------------------------------


def work(name: str, seed: int, first: int, last: int) -> None:
    """Try inputs, and write a line for each that fails, and after all of them ``done``."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="editio-fuzz-") as folder:
        guard = Guard(Path(folder))
        place = Workplace(Path(folder))
        run = TARGETS[name].run
        run_safely(run, place, b"<a/>")  # tools are made before the clock runs
        sys.addaudithook(guard)
        slowest, which = 0.0, first
        for number in range(first, last):
            data = input_of(place, name, seed, number)
            say(at=number)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)  # the end of the process, unless in time
            start = time.process_time()
            failure = run_safely(run, place, data)
            slowest, which = max((slowest, which), (time.process_time() - start, number))
            signal.setitimer(signal.ITIMER_PROF, 0)
            if failure or guard.seen:
                say(failed=number, why=failure or f"wrote elsewhere: {guard.seen}")
                guard.seen = ""
        say(done=last, slowest=slowest, which=which)


def run_safely(run: Callable[[Workplace, bytes], None], place: Workplace, data: bytes) -> str:
    """Run a target, and return the traceback of what it must not raise."""
    try:
        run(place, data)
    except EditioError as error:
        if not error.message or "\n\n" in error.message:
            return f"no message: {error!r}"
    except Exception:
        return traceback.format_exc(limit=-6)
    return ""


def say(**found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


class Guard:
    """Notes what is written outside the folder of the process, as Python sees it."""

    #: Events of Python with the place of the descriptor that a relative path begins at.
    _WRITING: Final = {
        "open": None, "os.mkdir": 2, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2,
        "os.symlink": 2, "os.truncate": None, "shutil.rmtree": None,
    }  # fmt: skip
    _NEVER = ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")

    def __init__(self, folder: Path) -> None:
        scratch = tempfile.gettempdir() + "/editio-"
        cache = os.environ.get("EDITIO_CACHE_DIR", str(folder))
        self._allowed = (str(folder), scratch, "/dev/", cache)
        self.seen = ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self._NEVER:
            self.seen = f"{event} {arguments[0]!r}"
        elif event in self._WRITING and (event != "open" or _writes(arguments)):
            path, base = arguments[0], self._WRITING[event]
            if isinstance(path, str | bytes | os.PathLike):
                place = _resolved(os.fsdecode(path), arguments[base] if base else None)
                nameless = event == "open" and os.path.isdir(place)  # noqa: PTH112  a file without a name
                if not place.startswith(self._allowed) and not nameless:
                    self.seen = f"{event} {place}"


def _resolved(path: str, descriptor: object) -> str:
    if isinstance(descriptor, int) and descriptor >= 0:
        path = os.path.join(os.path.realpath(f"/proc/self/fd/{descriptor}"), path)  # noqa: PTH118
    return os.path.realpath(path)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


# --- the process that watches -------------------------------------------------------------------


@dataclass(frozen=True)
class Failure:
    """An input that failed, and how."""

    target: str
    number: int
    why: str


def tried(name: str, seed: int, count: int, report: Counter[str]) -> Iterator[Failure]:
    """Try so many inputs on a target; yield what fails."""
    first = 0
    while first < count:
        at = first
        command = (sys.executable, __file__, "--work", name, str(seed), str(first), str(count))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            timer = Watch(running)
            for line in running.stdout:
                timer.seen()
                found = json.loads(line)
                at = found.get("at", at)
                if "failed" in found:
                    yield Failure(name, found["failed"], found["why"])
                if "done" in found:
                    at = count
                    report[f"{name}: slowest, CPU ms"] = round(1000 * found["slowest"])
                    report[f"{name}: the slowest input"] = found["which"]
            timer.stop()
        report[f"{name}: inputs"] += min(at + 1, count) - first
        if at < count:
            yield Failure(name, at, f"the process ended: {running.returncode}")
        first = at + 1 if at < count else count


class Watch:
    """Ends a process that says nothing for a long time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        signal.signal(signal.SIGALRM, lambda *_: process.kill())
        self.seen()

    def seen(self) -> None:
        signal.alarm(_PATIENCE)

    def stop(self) -> None:
        signal.alarm(0)


def main() -> None:
    if sys.argv[1:2] == ["--work"]:
        name, *numbers = sys.argv[2:]
        work(name, *map(int, numbers))
        return
    parser = argparse.ArgumentParser(description="Try Editio on inputs that nobody would write.")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=TARGETS, action="append")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--show", nargs=2, metavar=("TARGET", "NUMBER"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="editio-fuzz-") as folder:
        place = Workplace(Path(folder))
        if options.show:
            name, number = options.show
            sys.stdout.buffer.write(input_of(place, name, options.seed, int(number)))
            return
        report: Counter[str] = Counter()
        failures = 0
        for name in options.only or TARGETS:
            count = max(options.inputs * TARGETS[name].share // 1000, 1)
            for failure in tried(name, options.seed, count, report):
                failures += 1
                options.failures.mkdir(parents=True, exist_ok=True)
                path = options.failures / f"{name}-{failure.number}"
                path.write_bytes(input_of(place, name, options.seed, failure.number))
                print(f"{path}: {failure.why}", flush=True)
            print(*(f"{key}: {value}" for key, value in report.items() if name in key), sep="; ")
    total = sum(value for key, value in report.items() if key.endswith("inputs"))
    print(f"{total:,} inputs, seed {options.seed}: {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
