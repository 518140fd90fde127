"""What a command costs, with all processes that it starts. Linux only."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from editio import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Runs a command as a small process that inherits what the command leaves behind (a subreaper), so
#: that every process is waited for, and none counts the memory of the one that measures. Workers
#: that the command itself waits for are looked at now and then: their peak is lost in its own.
_SPAWN = """
import ctypes, glob, json, os, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
null = os.open(os.devnull, os.O_WRONLY); os.dup2(null, 1); log = os.open(sys.argv[2], 577, 0o600)
os.dup2(log, 2); start = time.monotonic()
first = os.spawnvp(os.P_NOWAIT, sys.argv[3], sys.argv[3:])
cpu, own, others, status = 0.0, 0, 0, 0
def peak(process):
    try:
        lines = open(f"/proc/{process}/status").read().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
def look():
    global own, others
    own = max(own, peak(first))
    for name in glob.glob(f"/proc/{first}/task/*/children"):
        try:
            children = open(name).read().split()
        except OSError:
            continue
        others = max(others, *map(peak, children), 0)
looked = 0
while True:
    try:
        process, code, used = os.wait4(-1, os.WNOHANG)
    except ChildProcessError:
        break
    if process == 0:
        if time.monotonic() - looked > 0.5:
            look(); looked = time.monotonic()
        time.sleep(0.02)
        continue
    cpu += used.ru_utime + used.ru_stime
    if process == first:
        own, status = own or used.ru_maxrss, os.waitstatus_to_exitcode(code)
        wall = time.monotonic() - start
    else:
        others = max(others, used.ru_maxrss)
with open(sys.argv[1], "w") as out:
    json.dump([cpu, wall, own / 1024, others / 1024, status], out)
"""


@dataclass(frozen=True)
class Cost:
    """Seconds, peak memory in MiB (of the first process, and of the largest other), exit code."""

    cpu: float
    wall: float
    memory: float
    worker: float
    status: int
    log: str

    @property
    def peak(self) -> float:
        """The memory of the largest process in MiB."""
        return max(self.memory, self.worker)


def measure(command: Sequence[str], timeout: float | None = None) -> Cost:
    """Run a command and return what it took."""
    with tempfile.TemporaryDirectory(prefix="editio-measure-") as folder:
        result, log = f"{folder}/result", f"{folder}/log"
        spawn = (sys.executable, "-S", "-c", _SPAWN, result, log, *command)
        subprocess.run(spawn, check=True, timeout=timeout, env=_environment())
        with open(log, encoding="utf-8", errors="replace") as text:  # noqa: PTH123
            said = text.read()
        with open(result, encoding="utf-8") as numbers:  # noqa: PTH123
            return Cost(*json.load(numbers), said)


@cache
def _compiled() -> tempfile.TemporaryDirectory[str]:
    """Return the folder with what Python compiles, filled by commands that nobody measures."""
    folder = tempfile.TemporaryDirectory(prefix="editio-measure-")
    environment = _with_bytecode(folder.name)
    with tempfile.TemporaryDirectory(prefix="editio-measure-") as edition:
        for command in ("init", "build", "validate"):
            subprocess.run(
                editio(command, edition), check=True, env=environment, capture_output=True
            )
    return folder


def _environment() -> dict[str, str]:
    """Return the environment of a command: Python finds compiled what it imports, as after pip."""
    return _with_bytecode(_compiled().name)


def _with_bytecode(folder: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def editio(*arguments: str) -> tuple[str, ...]:
    """Return the command line that runs Editio with these arguments."""
    return (sys.executable, "-c", "from editio.cli.main import run; run()", *arguments)


def machine(*packages: str) -> str:
    """Return one line on what the figures were taken with: machine, Python, packages."""
    versions = "".join(f", {name} {version(name)}" for name in ("saxonche", "lxml", *packages))
    return (
        f"Editio {__version__}, Python {platform.python_version()}{versions}, "
        f"{platform.system()} {platform.machine()}, {processor()}, {os.cpu_count()} cores"
    )


def processor() -> str:
    """Return the name of the processor, as the kernel has it."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(names, "unknown processor")
