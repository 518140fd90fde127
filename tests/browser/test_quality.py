"""Every kind of page, of the sample and of real corpora: accessible, valid, light, printable."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.publish.site.lean import lean
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from conftest import Visit

_CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: What is looked for: in the dark, only what differs there.
_ONLY: dict[str, object] = {
    "light": {"type": "tag", "values": _RULES},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
_CHECKER = _CACHE / "editio-test-tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


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
        build(load_settings(_CORPORA / name), target, SerialExecutor())
        made[name] = target / "site"
    return made


def kinds(site: Path, each: int = 2) -> list[Path]:
    """The first pages of every folder, none of a size that takes an engine minutes."""
    folders = [site, *sorted(path for path in site.iterdir() if path.is_dir())]
    pages = [path for folder in folders for path in sorted(folder.glob("*.html"))[:each]]
    return [path for path in pages if path.stat().st_size < 150_000]


def violations(browser: Browser, axe: str, pages: list[Path], scheme: str) -> Iterator[str]:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate("(only) => axe.run({ runOnly: only })", _ONLY[scheme])
        for item in found["violations"]:
            yield f"{path.name} {scheme}: {item['id']} {item['nodes'][0]['html'][:120]}"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sample_is_accessible(
    browser: Browser, axe: str, sample_edition: Path, kettles: Path, parallel: Path, scheme: str
) -> None:
    pages = [*kinds(sample_edition, 2), *kinds(kettles, 1), *kinds(parallel, 1)]
    assert list(violations(browser, axe, pages, scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_corpora_are_accessible(
    browser: Browser, axe: str, corpora: dict[str, Path], scheme: str
) -> None:
    pages = [path for site in corpora.values() for path in kinds(site, 1)]
    assert list(violations(browser, axe, pages, scheme)) == []


@pytest.mark.parametrize(
    "opened", [".view > summary", ".note-ref", ".app-ref", "article [href*='/person/']", ".handle"]
)
def test_what_opens_is_accessible(inspected: Visit, axe: str, opened: str) -> None:
    page = inspected.open("text/kettles.html")
    page.locator(opened).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pop:popover-open, .view[open]")
    page.evaluate(axe)
    found = page.evaluate("(only) => axe.run({ runOnly: only })", _ONLY["light"])
    assert [item["id"] for item in found["violations"]] == []


def invalid(pages: list[Path]) -> list[str]:
    """What the Nu checker says about pages; errors only."""
    if not _CHECKER.is_file() or shutil.which("java") is None:
        pytest.skip("no Nu checker: see scripts/ensure_test_tools.sh")
    command = ["java", "-Xss8m", "-jar", str(_CHECKER), "--errors-only", "--format", "gnu"]
    run = subprocess.run(
        [*command, *map(str, pages)], capture_output=True, text=True, check=False, timeout=300
    )
    return [line for line in run.stderr.splitlines() if ": error" in line]


def test_the_sample_is_valid_html(sample_edition: Path, kettles: Path) -> None:
    assert invalid(sorted(sample_edition.rglob("*.html")) + sorted(kettles.rglob("*.html"))) == []


def test_corpora_are_valid_html(corpora: dict[str, Path]) -> None:
    assert invalid([path for site in corpora.values() for path in kinds(site, 8)]) == []


def test_pictures_are_accessible_and_valid(
    browser: Browser, axe: str, sample_edition: Path
) -> None:
    names = ("map", "timeline", "network")
    pages = [sample_edition / "index" / f"{name}.html" for name in names]
    assert list(violations(browser, axe, pages, "light")) == []
    assert list(violations(browser, axe, pages, "dark")) == []
    assert invalid(pages) == []


def test_hostile_documents_make_valid_html(hostile_edition: Path) -> None:
    assert invalid(sorted(hostile_edition.rglob("*.html"))) == []


def weight(page: Path) -> int:
    """The bytes of a page, its stylesheets and its scripts, as they are on the disk."""
    loaded = re.findall(
        r'<(?:link rel="stylesheet" href|script src)="([^"]*)"', page.read_text("utf-8")
    )
    assert len(loaded) > 5
    return sum(path.stat().st_size for path in (page, *(page.parent / link for link in loaded)))


def test_lean_styles_mean_what_ours_do(browser: Browser) -> None:
    folder = resources.files("editio.publish.site") / "assets"
    rules = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(/,\\s+/g, ","));
    }"""
    page = browser.new_page()
    for file in folder.iterdir():
        if file.name.endswith(".css"):
            text = file.read_text(encoding="utf-8")
            found = page.evaluate(rules, text)
            assert len(found) > 5
            assert page.evaluate(rules, lean(file.name, text)) == found, file.name
    page.close()


def test_the_densest_text_of_the_sample_is_light(sample_edition: Path) -> None:
    """Nearly 5,000 words, a link in every tenth; nothing is compressed."""
    words = (sample_edition / "download/text/collection.txt").read_text("utf-8").split()
    assert len(words) > 4_800
    assert weight(sample_edition / "text/collection.html") < 150_000


def test_a_text_of_5000_words_is_light_and_does_not_shift(browser: Browser, tmp_path: Path) -> None:
    line = "The water sings, and nobody hears it but the cat. " * 7
    name = "<persName ref='#brandt'>Ida Brandt</persName> <note>Who made the kettle.</note>"
    paragraphs = f"<p>{line} {name}</p>" * 66
    kettle_edition.write(tmp_path, body=f"<text><body>{paragraphs}</body></text>")
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    site = tmp_path / "build" / "site"
    page = site / "text" / "kettles.html"
    words = len((site / "download/text/kettles.txt").read_text("utf-8").split())
    assert words > 5_000
    assert weight(page) < 150_000
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(page.as_uri())
    shift = """() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 500);
    })"""
    assert opened.evaluate(shift) < 0.01
    context.close()


def test_print_has_every_note(inspected: Visit) -> None:
    page = inspected.open("text/kettles.html")
    page.emulate_media(media="print")
    for words in ("with a dent", "called Dampf", "burnt", "The copy of the copper smith"):
        assert page.locator("article, .about").get_by_text(words).last.is_visible(), words
    assert not page.locator(".masthead nav, .view, .contents").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
