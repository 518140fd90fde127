"""A page that is open while the edition is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kettles as kettle_edition
from editio.run.serving.rebuilding import Rebuilder
from editio.run.serving.server import Live, open_server

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

#: The heading is again where the reader had it, or nearly.
STAYED = """before => [...document.querySelectorAll("h2, h3, h4")].some(
  (heading) => heading.textContent.includes("Late evening")
    && Math.abs(heading.getBoundingClientRect().y - before) < 40
)"""


def test_a_change_is_shown_at_the_place_of_the_reader(browser: Browser, tmp_path: Path) -> None:
    kettle_edition.write(tmp_path)
    live = Live()
    work = Rebuilder(tmp_path, tmp_path / "build", live, jobs=1)
    work.build()
    source = tmp_path / "kettles.xml"
    text = source.read_text(encoding="utf-8")
    with open_server(tmp_path / "build" / "site", live, 0) as address:
        page = browser.new_page(viewport={"width": 1000, "height": 400})
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{address}text/kettles.html")
        evening = page.get_by_role("heading", name="Evening")
        evening.evaluate("e => e.scrollIntoView()")
        before = evening.bounding_box()

        source.write_text(text.replace("Evening", "Late evening"), encoding="utf-8")
        work.build(frozenset({str(source)}))
        late = page.get_by_role("heading", name="Late evening")
        late.wait_for()
        assert before
        page.wait_for_function(STAYED, arg=before["y"])

        source.write_text(text.replace("</div></body>", "</body>"), encoding="utf-8")
        work.build(frozenset({str(source)}))
        panel = page.locator("#editio-serve")
        panel.wait_for()
        assert "kettles.xml:" in panel.inner_text()
        assert late.is_visible(), "the text stays until it can be read again"
        source.write_text(text.replace("Evening", "Very late evening"), encoding="utf-8")
        work.build(frozenset({str(source)}))
        page.get_by_role("heading", name="Very late evening").wait_for()
        assert not panel.is_visible()

        (tmp_path / "edition.toml").write_text("[edition", encoding="utf-8")
        work.build()
        page.get_by_text("The edition could not be built").wait_for()
        page.close()
    assert [text for text in troubles if "404" not in text] == []
