"""A real Chromium, and an edition built once for all tests of this folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dogs
import hostile
import kettles as kettle_edition
import sample_site as sample
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request

_ROOT = Path(__file__).resolve().parents[2]
_CORPORA = _ROOT.parent / "shared" / "corpora"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the machine, without a window."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium: see scripts/ensure_test_tools.sh")
    with playwright.sync_playwright() as api:
        browser = api.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with every kind of page."""
    return sample.write_edition(
        tmp_path_factory.mktemp("edition"),
        [
            sample.result("a", "Zwieback"),
            sample.result("b", "apples"),
            sample.result("c", "Écluse", metadata=sample.Metadata(title="Écluse")),
        ],
        [sample.persons("a", "c"), sample.quotations("b")],
    )


@pytest.fixture(scope="session")
def sample_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own edition."""
    return _built(_ROOT, tmp_path_factory.mktemp("sample") / "build")


@pytest.fixture(scope="session")
def kettles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small edition with notes, variants, choices, verse and registers."""
    root = tmp_path_factory.mktemp("kettles")
    kettle_edition.write(root)
    return _built(root, root / "build")


@pytest.fixture(scope="session")
def split(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same edition with its texts split at their divisions."""
    root = tmp_path_factory.mktemp("split")
    kettle_edition.write(root, '[render]\nsplit = 1\n[index]\nconcordance = ["cat"]\n')
    return _built(root, root / "build")


@pytest.fixture(scope="session")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a text with its translation, and much around what corresponds."""
    root = tmp_path_factory.mktemp("parallel")
    dogs.write(root, "<p>Before.</p>" * 60)
    return _built(root, root / "build")


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same edition of a German editor."""
    root = tmp_path_factory.mktemp("german")
    kettle_edition.write(root, 'language = "de"\n')
    return _built(root, root / "build")


@pytest.fixture(scope="session")
def hostile_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an edition whose documents try to break out of their pages."""
    root = tmp_path_factory.mktemp("hostile")
    hostile.write(root)
    return _built(root, root / "build")


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility engine as a script."""
    package = pytest.importorskip("axe_playwright_python")
    return (resources.files(package) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites of three corpora: letters with registers, inscriptions, a critical edition."""
    names = ("letters-soldatenbriefe", "epigraphy-isicily", "critical-balex")
    if not all((_CORPORA / name).is_dir() for name in names):
        pytest.skip("no corpora beside the repository")
    made = {}
    for name in names:
        target = tmp_path_factory.mktemp(name) / "build"
        made[name] = _built(_CORPORA / name, target)
    return made


def _built(root: Path, target: Path) -> Path:
    build(load_settings(root), target, SerialExecutor())
    return target / "site"


@dataclass
class Visit:
    """A page that is open, and what went wrong on it."""

    page: Page
    site: Path
    troubles: list[str] = field(default_factory=list)

    def move(self, site: Path) -> None:
        """Read another site from now on."""
        self.site = site

    def open(self, path: str) -> Page:
        """Go to a page of the site, from the disk; ``path`` may have a query and a fragment."""
        name, mark, query = path.partition("?")
        self.page.goto((self.site / name).as_uri() + mark + query)
        return self.page


def visit(context: BrowserContext, site: Path) -> Visit:
    """Open an empty page that notes console messages, errors and requests to other hosts."""
    page = context.new_page()
    made = Visit(page, site)
    page.on("dialog", lambda dialog: (made.troubles.append("dialog"), dialog.dismiss()))
    page.on("console", lambda message: made.troubles.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: made.troubles.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((made.site.as_uri(), "data:"))
            else made.troubles.append(f"request: {request.url}")
        ),
    )
    page.on("requestfailed", lambda request: made.troubles.extend(_failed(request)))
    return made


def _failed(request: Request) -> list[str]:
    """What could not be loaded, unless the reader left the page while it was still loading."""
    if request.failure == "net::ERR_ABORTED":
        return []
    return [f"failed: {request.url}: {request.failure}"]


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Visit]:
    """A reader at a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield visit(context, site)
    context.close()


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Visit]:
    """A reader with a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    yield visit(context, site)
    context.close()


@pytest.fixture
def scriptless(browser: Browser, site: Path) -> Iterator[Visit]:
    """A reader without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield visit(context, site)
    context.close()


@pytest.fixture
def inspected(browser: Browser, kettles: Path) -> Iterator[Visit]:
    """A reader of the kettle book into whose pages a test may put scripts of its own."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield visit(context, kettles)
    context.close()
