"""Workers that die, loop, or take all there is: the rest is done, and what does it is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import deadly
from deadly import SEVEN, DeadlyStep, FatalStep, doubled
from editio.cli.executors import NAMES
from editio.cli.main import main
from editio.edition.fate import Fate
from editio.edition.settings import Limits, load_settings
from editio.errors import EditioError
from editio.run import pipeline
from editio.run.executors import EXECUTORS, SerialExecutor, executor, slot
from editio.run.executors.memory import resident
from editio.run.executors.processes import ProcessExecutor
from editio.run.pipeline import build
from unit.run.test_remembered import TEI

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.findings import Finding

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
LOOP = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 xmlns:m="urn:editio:modes" xpath-default-namespace="http://www.tei-c.org/ns/1.0">
<xsl:import href="{html}"/>
<xsl:template match="seg" mode="m:html">
<xsl:iterate select="1 to 2000000000"><xsl:param name="n" select="0"/>
<xsl:on-completion select="$n"/>
<xsl:next-iteration><xsl:with-param name="n" select="($n + .) mod 7"/></xsl:next-iteration>
</xsl:iterate></xsl:template></xsl:stylesheet>"""


def with_fates(
    function: Callable[[int], int], limits: Limits | None = None, jobs: int = 2
) -> list[int | Fate]:
    """Return the results for 0 to 29, and the fate of those that have none."""
    found: dict[int, Fate] = {}

    def lost(number: int, fate: Fate) -> int:
        found[number] = fate
        return number

    with ProcessExecutor(jobs, limits) as workers:
        results = list(workers.map(function, range(30), lost))
        # What follows finds workers as fresh as ever.
        assert list(workers.map(doubled, range(5))) == [0, 2, 4, 6, 8]
    return [found.get(number, result) for number, result in enumerate(results)]


def all_but_seven(fate: Fate) -> list[int | Fate]:
    return [fate if number == SEVEN else 2 * number for number in range(30)]


def test_results_come_in_order() -> None:
    with ProcessExecutor(2) as workers:
        assert list(workers.map(doubled, range(500))) == [2 * number for number in range(500)]
        assert list(workers.map(doubled, [])) == []


def test_more_workers_than_one_are_at_work() -> None:
    with ProcessExecutor(2) as workers:
        assert len(set(workers.map(deadly.process_of, range(200)))) == 2


def test_an_item_that_kills_its_worker_is_told_and_the_rest_is_done() -> None:
    assert with_fates(deadly.deadly) == all_but_seven(Fate.DIED)


def test_a_worker_that_dies_by_chance_leaves_no_trace(tmp_path: Path) -> None:
    marker = str(tmp_path / "marker")
    with ProcessExecutor(2) as workers:
        items = [(number, marker) for number in range(20)]
        assert list(workers.map(deadly.deadly_once, items)) == [2 * n for n in range(20)]


def test_without_anything_to_put_in_its_place_it_is_an_error() -> None:
    with ProcessExecutor(2) as workers, pytest.raises(EditioError, match="died"):
        list(workers.map(deadly.deadly, range(10)))


def test_an_item_that_never_ends_is_ended() -> None:
    assert with_fates(deadly.endless, Limits(time=1)) == all_but_seven(Fate.TIME)


def test_an_item_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slot, "_GRACE_SECONDS", 5)
    assert with_fates(deadly.sleepy, Limits(time=1), jobs=1) == all_but_seven(Fate.TIME)


@LINUX
def test_an_item_that_takes_too_much_memory_is_ended() -> None:
    assert with_fates(deadly.greedy, Limits(memory=300)) == all_but_seven(Fate.MEMORY)


def test_a_worker_without_memory_is_replaced() -> None:
    assert with_fates(deadly.poor) == all_but_seven(Fate.MEMORY)


def test_what_is_printed_does_not_get_into_the_answers() -> None:
    assert with_fates(deadly.printing) == [2 * number for number in range(30)]


def test_an_exception_reaches_the_caller_in_its_words() -> None:
    with ProcessExecutor(2) as workers, pytest.raises(EditioError, match="3 is odd") as caught:
        list(workers.map(deadly.even, [0, 2, 3, 4]))
    assert caught.value.hint == "take another"


def test_a_worker_that_has_grown_is_replaced() -> None:
    with ProcessExecutor(1, resident_bytes=1) as workers:
        found = list(workers.map(deadly.process_of, range(6)))
    assert len(set(found)) == 6
    with ProcessExecutor(1) as workers:
        assert len(set(workers.map(deadly.process_of, range(20)))) == 1


@LINUX
def test_a_large_document_is_done_by_a_fresh_worker() -> None:
    with ProcessExecutor(1, resident_bytes=1_000_000_000) as workers:
        small, other, large, last = workers.map(deadly.Weighing(), [0, 1, 20_000_000, 2])
    assert small == other != large == last


@LINUX
def test_a_worker_that_made_room_for_a_large_document_does_another() -> None:
    with ProcessExecutor(1, resident_bytes=1_000_000_000) as workers:
        small, large, other = workers.map(deadly.Weighing(), [0, 21_000_000, 21_000_000])
    assert small != large == other


@LINUX
def test_the_size_of_a_process_is_known() -> None:
    before = resident()
    assert before is not None
    more = bytearray(50_000_000)
    more[::4096] = b"x" * len(more[::4096])
    after = resident(os.getpid())
    assert after is not None
    assert 40_000_000 < after - before < 80_000_000


def test_nothing_stays_behind() -> None:
    with ProcessExecutor(2) as workers:
        processes = set(workers.map(deadly.process_of, range(200)))
        results = workers.map(deadly.sleepy, range(20))
        assert next(results) == 0
        start = time.monotonic()
    assert time.monotonic() - start < 5, "workers are ended, whatever they do"
    assert not any(is_alive(process) for process in processes)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def command(*lines: str) -> subprocess.Popen[str]:
    """Start a process of one thread with these lines: tests may run in one that has several."""
    start = "import deadly, os, threading", "from editio.run.executors import *", "jobs = executor"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    code = "\n".join((*start, *lines))
    arguments = [sys.executable, "-c", code]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment)


def said(*lines: str) -> list[str]:
    """Return the words that such a process prints."""
    with command(*lines) as run:
        output, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    return output.split()


#: What a worker finds in a module that was imported and changed before it began.
SEVENS = "print(*workers.map(deadly.seven, range(3)))"


@LINUX
def test_the_first_worker_of_a_command_may_be_a_copy_of_it() -> None:
    copied = ("deadly.SEVEN = 8", "with jobs(1, copied=True) as workers:", f"    {SEVENS}")
    assert said(*copied) == ["8", "8", "8"]
    assert said(*copied[:1], "with jobs(1) as workers:", f"    {SEVENS}") == ["7", "7", "7"]


@LINUX
def test_no_copy_is_made_while_another_thread_could_hold_a_lock() -> None:
    threads = "over = threading.Event()", "threading.Thread(target=over.wait).start()"
    copied = "deadly.SEVEN = 8", "with jobs(1, copied=True) as workers:", f"    {SEVENS}"
    assert said(*threads, *copied, "over.set()") == ["7", "7", "7"]


@LINUX
def test_no_copy_is_made_of_a_process_with_an_engine() -> None:
    engine = "from editio.saxon import processor", "engine = processor()", "engine.__enter__()"
    copied = "deadly.SEVEN = 8", "with jobs(1, copied=True) as workers:", f"    {SEVENS}"
    assert said(*engine, *copied, "engine.__exit__(None, None, None)") == ["7", "7", "7"]


@LINUX
def test_a_copy_that_dies_is_followed_by_a_fresh_worker() -> None:
    deaths = "lost = lambda number, fate: fate.value", "with jobs(1, copied=True) as workers:"
    found = said(*deaths, "    print(*workers.map(deadly.deadly, range(9), lost))")
    assert found == [Fate.DIED.value if n == SEVEN else str(2 * n) for n in range(9)]


@LINUX
def test_a_copy_ends_with_the_run() -> None:
    look = "try: print(os.waitpid(-1, os.WNOHANG))", "except ChildProcessError: print('none')"
    run = "with jobs(1, copied=True) as workers:", f"    {SEVENS}", *(f"    {at}" for at in look)
    assert said("deadly.SEVEN = 8", *run, *look) == ["8", "8", "8", "(0,", "0)", "none"]


@LINUX
@pytest.mark.parametrize("copied", [False, True])
def test_a_run_that_is_killed_leaves_no_worker(copied: bool) -> None:
    with command(
        f"with jobs(1, copied={copied}) as workers:",
        "    print(*workers.map(deadly.process_of, [1]), flush=True)",
        "    list(workers.map(deadly.sleepy, [7]))",
    ) as run:
        assert run.stdout is not None
        worker = int(run.stdout.readline())
        time.sleep(0.2)
        assert is_alive(worker)
        run.kill()
    deadline = time.monotonic() + 10
    while is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(worker)


def edition(folder: Path, *names: str, body: str = "") -> Path:
    for name in names:
        text = TEI.format(title=name, body=f"<p>{name}</p>{body if name == 'deadly' else ''}")
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


def built(root: Path, jobs: int = 2) -> list[Finding]:
    settings = load_settings(root)
    with ProcessExecutor(jobs, settings.limits) as workers:
        report = build(settings, root / "build", workers)
    pages = {path.stem for path in (root / "build/site").glob("text/*.html")}
    assert pages == {path.stem for path in root.glob("*.xml")} - {"deadly"}
    return [item for item in report.findings if item.document == "deadly"]


def test_a_document_that_kills_its_worker_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition(tmp_path, "a", "b", "c", "deadly")
    monkeypatch.setattr(pipeline, "ProcessStep", DeadlyStep)
    (finding,) = built(tmp_path)
    assert (finding.code, finding.file) == ("XML-KILLER", "deadly.xml")
    assert finding.hint


def test_where_processes_die_of_every_document_the_published_edition_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition(tmp_path, "a", "b")
    built(tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(TEI.format(title="new", body="<p>new</p>"))
    with monkeypatch.context() as dying:
        dying.setattr(pipeline, "ProcessStep", FatalStep)
        with pytest.raises(EditioError, match="nothing was published"):
            built(tmp_path)
    page = tmp_path / "build/site/text/a.html"
    assert "<title>a" in page.read_text("utf-8")
    built(tmp_path)
    assert "<title>new" in page.read_text("utf-8")


def looping(root: Path, *names: str) -> Path:
    """Write an edition with a stylesheet that loops on one text."""
    from editio import resources

    html = resources.stylesheet("html.xsl").as_uri()
    (root / "own.xsl").write_text(LOOP.format(html=html), encoding="utf-8")
    (root / "edition.toml").write_text(
        '[render]\nhtml_stylesheet = "own.xsl"\n[limits]\ntime = 2\n', encoding="utf-8"
    )
    return edition(root, *names, body="<p><seg>on and on</seg></p>")


@pytest.mark.parametrize("names", [("a", "b", "c", "deadly"), ("deadly",)])
def test_a_stylesheet_that_loops_is_a_finding(tmp_path: Path, names: tuple[str, ...]) -> None:
    (finding,) = built(looping(tmp_path, *names))
    assert (finding.code, finding.file) == ("XML-TIME", "deadly.xml")
    assert "2 seconds" in finding.message
    assert "limits.time" in finding.hint


def test_a_stylesheet_that_loops_is_a_finding_with_one_job_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looping(tmp_path, "a", "deadly")
    assert main(["build", str(tmp_path), "--jobs", "1", "--quiet"]) == 1
    assert "XML-TIME" in capsys.readouterr().err
    assert (tmp_path / "build/site/text/a.html").exists()


def test_a_rule_that_loops_is_a_finding_with_one_job_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = "count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a[. = $b]) = 7"
    (tmp_path / "own.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
        '<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="t:seg">'
        f'<assert test="{endless}">never</assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    (tmp_path / "edition.toml").write_text("[limits]\ntime = 2\n", encoding="utf-8")
    edition(tmp_path, "a", "deadly", body="<p><seg>on and on</seg></p>")
    options = "--jobs", "1", "--no-cache", "--quiet", "--schematron", str(tmp_path / "own.sch")
    assert main(["validate", str(tmp_path), *options]) == 1
    found = capsys.readouterr().out
    assert "XML-TIME" in found
    assert "deadly.xml" in found


def test_an_output_that_is_too_large_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text("[limits]\noutput = 1\n", encoding="utf-8")
    edition(tmp_path, "a", "deadly", body="<p>" + "on and on " * 120_000 + "</p>")
    (finding,) = built(tmp_path, jobs=1)
    assert (finding.code, finding.file) == ("TXT-SIZE", "deadly.xml")
    assert "limits.output" in finding.hint


def test_the_depth_of_elements_can_be_limited(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text("[limits]\ndepth = 12\n", encoding="utf-8")
    edition(tmp_path, "a", "deadly", body="<p>" + "<seg>" * 9 + "</seg>" * 9 + "</p>")
    (finding,) = built(tmp_path, jobs=1)
    assert (finding.code, finding.file, finding.line) == ("XML-DEPTH", "deadly.xml", 1)
    assert "12 deep" in finding.message


@LINUX
def test_an_interrupt_ends_all_at_once_with_one_line(tmp_path: Path) -> None:
    looping(tmp_path, "deadly")
    (tmp_path / "edition.toml").write_text(
        '[render]\nhtml_stylesheet = "own.xsl"\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "editio", "build", str(tmp_path)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=deadly.heed_interrupts,  # noqa: PLW1509
    ) as run:  # fmt: skip
        try:
            deadline = time.monotonic() + 180
            while worked(run.pid) < 2:  # by then, the stylesheet is compiled and in its loop
                assert time.monotonic() < deadline
                time.sleep(0.1)
            start = time.monotonic()
            os.killpg(run.pid, signal.SIGINT)
            _, said = run.communicate(timeout=20)
            assert time.monotonic() - start < 10
        finally:
            run.kill()
    # The empty line before it ends that of the ^C which a terminal shows.
    assert (run.returncode, said) == (130, "\neditio: interrupted\n")
    with pytest.raises(ProcessLookupError):  # nobody of the group is left
        os.killpg(run.pid, 0)


def worked(process: int) -> float:
    """Return the seconds for which the children of a process have worked."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    children = [child for file in lists for child in file.read_text(encoding="ascii").split()]
    fields = [Path(f"/proc/{child}/stat").read_bytes().split() for child in children]
    return sum(int(field[13]) / os.sysconf("SC_CLK_TCK") for field in fields)


def test_one_job_works_here_unless_processes_are_asked_for() -> None:
    assert isinstance(executor(1), ProcessExecutor)
    assert isinstance(executor(3, "serial"), SerialExecutor)
    assert isinstance(executor(1, "processes"), ProcessExecutor)
    assert isinstance(executor(0), ProcessExecutor)


def test_the_command_line_offers_every_executor() -> None:
    assert tuple(EXECUTORS) == NAMES
