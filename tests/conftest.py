"""What all tests share: where the corpora are, and that nothing skips in CI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from editio.publish.site import swapping

if TYPE_CHECKING:
    from collections.abc import Generator

# CI tries the same examples every time: a failure there is one of the change. Elsewhere they vary.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared")).resolve()


@pytest.fixture(scope="session", autouse=True)
def _cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Keep what commands keep between runs out of the cache of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDITIO_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("XML_CATALOG_FILES", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_disks() -> Generator[None]:
    """Builds of tests need not outlive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swapping, "flush", lambda _: None)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with corpora and reference schemas; tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no test material at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def corpora(shared: Path) -> Path:
    """The folder of real corpora."""
    return shared / "corpora"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: everything that tests need is there or installed."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {call.excinfo and call.excinfo.value}"
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden``: write what the code gives now; the diff is then reviewed as code."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected files of tests/golden"
    )
