"""A real Dask cluster, of processes that are started here, and killed: the bytes stay the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import deadly
from deadly import SEVEN, DeadlyStep, doubled
from editio.cli.main import main
from editio.edition.fate import Fate
from editio.edition.scaffolding import scaffold
from editio.edition.settings import Limits, load_settings
from editio.errors import ConfigError, EditioError
from editio.run import pipeline
from editio.run.executors import Cluster, executor
from editio.run.executors import cluster as cluster_module
from editio.run.executors.cluster import DaskExecutor
from editio.run.executors.processes import ProcessExecutor
from editio.run.executors.shared import ObjectStore, SharedFolder
from editio.run.pipeline import build
from faults.test_executors import LINUX, looping, worked
from unit.run.test_remembered import TEI, XI, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.run.executors import Executor

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    # Dask's own: on closing connections that are gone already.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


class DaskCluster:
    """A scheduler and its workers, on this computer."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder = folder
        self.scheduler = self.start_scheduler()
        self.workers = [self.start_worker(), self.start_worker()]

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start(
            *("scheduler", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--no-dashboard", "--dashboard-address", "127.0.0.1:0"),
        )

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            *("worker", self.address, "--host", "127.0.0.1", "--no-nanny", "--nthreads", "1"),
            *("--no-dashboard", "--local-directory", str(self._folder)),
        )

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        # Functions of the tests are found there, too.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        log = (self._folder / "log.txt").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-P", "-c", "from dask.__main__ import main; main()", *arguments],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=environment,
            )

    def restart(self) -> None:
        """Kill all, and start all again at the same address."""
        self.close()
        self.scheduler = self.start_scheduler()
        self.workers = [self.start_worker(), self.start_worker()]

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    running = DaskCluster(tmp_path_factory.mktemp("dask"))
    try:
        yield running
    finally:
        running.close()


def workers_of(cluster: DaskCluster, limits: Limits | None = None) -> DaskExecutor:
    return DaskExecutor(cluster.address, limits or Limits(), SharedFolder())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with texts, registers, an include, and mistakes."""
    root = tmp_path_factory.mktemp("edition")
    scaffold(root)
    texts = root / "tei" / "texts"
    for name in ("one", "two", "deadly"):
        text = TEI.format(title=name, body=f"<p>{name} <unheardof>of</unheardof></p>")
        (texts / f"{name}.xml").write_text(text, encoding="utf-8")
    (texts / "broken.xml").write_text("<TEI><p></TEI>", encoding="utf-8")
    include = f'<p {XI}>See <xi:include href="../parts/part.txt" parse="text"/></p>'
    (texts / "including.xml").write_text(TEI.format(title="i", body=include), encoding="utf-8")
    include = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" {XI}><xi:include href="one.xml"/>'
    (texts / "corpus.xml").write_text(f"{include}</teiCorpus>", encoding="utf-8")
    (root / "tei" / "parts").mkdir()
    (root / "tei" / "parts" / "part.txt").write_text("the part", encoding="utf-8")
    return root


def built(root: Path, target: Path, workers: Executor) -> dict[str, bytes]:
    with workers:
        build(load_settings(root), target, workers, remember=False)
    return published(target)


@pytest.fixture(scope="module")
def here(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build on this computer makes of it."""
    return built(root, tmp_path_factory.mktemp("here") / "build", ProcessExecutor(1))


def test_the_bytes_are_those_of_a_build_here(
    cluster: DaskCluster, root: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    options = ["--executor", "dask", "--scheduler", cluster.address, "--quiet"]
    assert main(["build", str(root), "-o", str(tmp_path / "there"), *options]) == 1
    assert published(tmp_path / "there") == here


def test_a_folder_may_have_another_path_for_the_workers(
    cluster: DaskCluster, root: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    near = shutil.copytree(root, tmp_path / "near")
    mounted = shutil.copytree(root, tmp_path / "mounted" / "elsewhere")
    # What only the workers need is out of sight here.
    shutil.rmtree(near / "tei" / "parts")
    workers = DaskExecutor(cluster.address, Limits(), SharedFolder(near, str(mounted)))
    assert built(near, tmp_path / "there", workers) == here


def test_a_folder_that_workers_do_not_see_is_told(cluster: DaskCluster, tmp_path: Path) -> None:
    place = SharedFolder(tmp_path, str(tmp_path / "nowhere"))
    with (
        DaskExecutor(cluster.address, Limits(), place) as workers,
        pytest.raises(EditioError, match="sees no folder"),
    ):
        list(workers.map(doubled, range(3)))


def test_an_object_store_holds_the_edition_for_the_workers(
    cluster: DaskCluster, root: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    store = (tmp_path / "store").as_uri()
    options = ["--executor", "dask", "--scheduler", cluster.address, "--quiet"]
    options += ["--shared", store]
    assert main(["build", str(root), "-o", str(tmp_path / "there"), *options]) == 1
    assert published(tmp_path / "there") == here
    objects = times(tmp_path / "store/objects")
    assert len(objects) > 5
    (root / "tei/texts/one.xml").write_text(
        TEI.format(title="1", body="<p>new</p>"), encoding="utf-8"
    )
    ObjectStore(root, store).there()
    after = times(tmp_path / "store/objects")
    assert len(after) == len(objects) + 1
    assert objects.items() <= after.items(), "sent once"


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_a_damaged_object_is_told(root: Path, tmp_path: Path) -> None:
    place = ObjectStore(root, (tmp_path / "store").as_uri()).there()
    assert place.fetched(tmp_path / "whole") == tmp_path / "whole"
    assert (tmp_path / "whole/tei/parts/part.txt").read_text(encoding="utf-8") == "the part"
    for path in (tmp_path / "store/objects").iterdir():
        path.write_bytes(b"something else")
    with pytest.raises(EditioError, match="damaged"):
        place.fetched(tmp_path / "damaged")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_validation_finds_the_same(
    cluster: DaskCluster,
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    elsewhere: bool,
) -> None:
    options = ["--format", "json", "--quiet", "--no-cache"]
    assert main(["validate", str(root), *options, "--executor", "serial"]) == 1
    here = json.loads(capsys.readouterr().out)
    assert here["findings"]
    options += ["--executor", "dask", "--scheduler", cluster.address]
    if elsewhere:
        mounted = shutil.copytree(root, tmp_path / "mounted")
        options += ["--shared", str(mounted)]
    assert main(["validate", str(root), *options]) == 1
    assert json.loads(capsys.readouterr().out) == here


def test_a_document_that_kills_its_worker_each_time_is_a_finding(
    cluster: DaskCluster,
    root: Path,
    here: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "ProcessStep", DeadlyStep)
    there = built(root, tmp_path / "there", workers_of(cluster))
    findings = json.loads(there["report/findings.json"])["findings"]
    (killer,) = [finding for finding in findings if finding["code"] == "XML-KILLER"]
    assert killer["file"] == "tei/texts/deadly.xml"
    assert {"text/deadly.txt", "site/text/deadly.html"} <= here.keys() - there.keys()
    assert there["text/two.txt"] == here["text/two.txt"]
    assert all(process.poll() is None for process in cluster.workers), "Dask has noticed nothing"


def test_limits_hold_on_the_cluster(cluster: DaskCluster) -> None:
    found: list[Fate] = []

    def lost(_number: int, fate: Fate) -> int:
        found.append(fate)
        return 0

    with workers_of(cluster, Limits(time=1)) as workers:
        results = list(workers.map(deadly.endless, range(10), lost))
    assert results == [0 if number == SEVEN else 2 * number for number in range(10)]
    assert found == [Fate.TIME]


def test_an_exception_reaches_the_caller_in_its_words(cluster: DaskCluster) -> None:
    with workers_of(cluster) as workers, pytest.raises(EditioError, match="3 is odd") as caught:
        list(workers.map(deadly.even, [0, 2, 3, 4]))
    assert caught.value.hint == "take another"


def test_a_worker_that_dies_in_the_middle(cluster: DaskCluster) -> None:
    with workers_of(cluster) as workers:
        results = workers.map(deadly.slow, range(30))
        assert [next(results) for _ in range(4)] == [0, 2, 4, 6]
        cluster.workers[0].send_signal(signal.SIGKILL)
        cluster.workers[0].wait()
        assert list(results) == [2 * number for number in range(4, 30)]
    cluster.workers[0] = cluster.start_worker()


def test_a_scheduler_that_restarts(cluster: DaskCluster) -> None:
    with workers_of(cluster) as workers:
        results = workers.map(deadly.slow, range(30))
        assert [next(results) for _ in range(4)] == [0, 2, 4, 6]
        cluster.restart()
        assert list(results) == [2 * number for number in range(4, 30)]


def test_a_worker_that_comes_later_knows_what_to_do(cluster: DaskCluster) -> None:
    with workers_of(cluster) as workers:
        for worker in cluster.workers:
            worker.kill()
            worker.wait()
        cluster.workers = [cluster.start_worker(), cluster.start_worker()]
        assert list(workers.map(doubled, range(5))) == [0, 2, 4, 6, 8]


@LINUX
def test_an_interrupt_ends_the_work_on_the_cluster(cluster: DaskCluster, tmp_path: Path) -> None:
    looping(tmp_path, "deadly")
    (tmp_path / "edition.toml").write_text(
        '[render]\nhtml_stylesheet = "own.xsl"\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "editio", "build", str(tmp_path), "--executor", "dask"]
    command += ["--scheduler", cluster.address]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=deadly.heed_interrupts,  # noqa: PLW1509
    ) as run:
        try:
            deadline = time.monotonic() + 180
            while max(worked(process.pid) for process in cluster.workers) < 2:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            run.send_signal(signal.SIGINT)
            _, said = run.communicate(timeout=30)
        finally:
            run.kill()
    assert (run.returncode, said) == (130, "\neditio: interrupted\n")
    deadline = time.monotonic() + 15
    while any(worked(process.pid) for process in cluster.workers):
        assert time.monotonic() < deadline, "the process that loops is ended"
        time.sleep(0.1)


def test_workers_of_another_program_are_refused(
    cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editio.run.executors.team.programs", lambda: "another")
    with workers_of(cluster) as workers, pytest.raises(EditioError, match="another Editio"):
        list(workers.map(doubled, range(3)))


def test_nothing_to_do_asks_nobody() -> None:
    with DaskExecutor("tcp://127.0.0.1:1", Limits(), SharedFolder()) as workers:
        assert list(workers.map(doubled, [])) == []


def test_without_a_scheduler_one_line_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_GREETING_SECONDS", 1.0)
    options = ["--executor", "dask", "--scheduler", "tcp://127.0.0.1:1", "--quiet"]
    assert main(["build", str(root), "--no-cache", *options]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("editio: no Dask scheduler answers at tcp://127.0.0.1:1")
    assert said[1].startswith("  hint: ")
    assert len(said) == 2


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    alone = DaskCluster.__new__(DaskCluster)
    alone._folder = tmp_path
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        alone.port = free.getsockname()[1]
    alone.address = f"tcp://127.0.0.1:{alone.port}"
    alone.workers, alone.scheduler = [], alone.start_scheduler()
    try:
        workers = DaskExecutor(alone.address, Limits(), SharedFolder(), patience=2.0)
        with workers, pytest.raises(EditioError, match="has no workers"):
            list(workers.map(doubled, range(3)))
    finally:
        alone.close()


def test_without_dask_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    workers = executor(0, "dask", cluster=Cluster("tcp://127.0.0.1:1", Path()))
    with workers, pytest.raises(ConfigError, match="not installed") as caught:
        list(workers.map(doubled, range(3)))
    assert "editio[cluster]" in caught.value.hint


@pytest.mark.parametrize(
    "options", [["--executor", "dask"], ["--scheduler", "tcp://x:1"], ["--shared", "/x"]]
)
def test_options_that_go_together(options: list[str], root: Path) -> None:
    assert main(["build", str(root), *options]) == 2
