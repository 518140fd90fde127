"""A build that remembers earlier ones makes what a build from nothing makes, byte for byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from editio.edition.scaffolding import scaffold
from editio.edition.settings import load_settings
from editio.run import steady
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from editio.run.steps import ProcessStep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editio.run.contributions import Contribution
    from editio.run.processed import Processed
    from editio.run.steps import Numbered

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    "</teiHeader><text><body>{body}</body></text></TEI>"
)
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


def published(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in {".cache", ".previous"}
    }


class Edition:
    """An edition that is built again and again, and the documents that were processed for it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.processed: list[str] = []
        process = ProcessStep.__call__

        def counted(
            step: ProcessStep, task: Numbered
        ) -> tuple[tuple[Processed, Contribution], str]:
            self.processed.append(task.ref.id)
            return process(step, task)

        monkeypatch.setattr(ProcessStep, "__call__", counted)

    def write(self, name: str, body: str) -> None:
        text = body if body.startswith("<TEI") else TEI.format(title=name, body=body)
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> list[str]:
        """Build; return the documents that were processed, and compare with a clean build."""
        self.processed.clear()
        settings = load_settings(self.root)
        report = build(settings, self.root / "build", SerialExecutor())
        processed = sorted(self.processed)
        clean = self.root.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        again = build(settings, clean, SerialExecutor(), remember=False)
        assert published(self.root / "build") == published(clean)
        assert report == again
        return processed


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    root = tmp_path / "edition"
    scaffold(root)
    return Edition(root, monkeypatch)


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    found = Edition(tmp_path / "edition", monkeypatch)
    found.write(
        "persons.xml",
        '<listPerson><person xml:id="ida"><persName>Ida</persName></person>'
        '<person xml:id="otto"><persName>Otto</persName></person></listPerson>',
    )
    found.write("a.xml", '<p><persName ref="#ida">Ida</persName> writes.</p>')
    found.write("b.xml", '<p><persName ref="#otto">Otto</persName> reads.</p>')
    return found


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_build_processes_nothing(edition: Edition) -> None:
    assert len(edition.build()) == 4
    assert edition.build() == []


def test_a_changed_document_is_processed_and_no_other(plain: Edition) -> None:
    plain.build()
    plain.write("a.xml", '<p><persName ref="#ida">Ida</persName> writes again.</p>')
    assert plain.build() == ["a"]


def test_an_entry_that_is_renamed_changes_those_that_mention_it(plain: Edition) -> None:
    plain.build()
    replaced(plain.root / "persons.xml", 'xml:id="otto"', 'xml:id="otto2"')
    assert plain.build() == ["b", "persons"]


def test_an_entry_that_is_described_otherwise_changes_its_register_alone(plain: Edition) -> None:
    plain.build()
    replaced(plain.root / "persons.xml", "<persName>Otto", "<persName>Otto the Reader")
    assert plain.build() == ["persons"]


def test_documents_come_and_go_and_change_their_names(plain: Edition) -> None:
    plain.build()
    plain.write("c.xml", '<p>See <ref target="a.xml">the first</ref>.</p>')
    assert plain.build() == ["c"]
    (plain.root / "a.xml").unlink()
    assert plain.build() == ["c"], "its link to the first leads nowhere now"
    (plain.root / "b.xml").rename(plain.root / "z.xml")
    assert plain.build() == ["z"]
    plain.write("sub/c.xml", "<p>Another of this name.</p>")
    assert plain.build() == ["sub-c"]


def test_an_included_file_counts(plain: Edition) -> None:
    plain.write("a.xml", f'<p {XI}>One <xi:include href="parts/p.txt" parse="text"/></p>')
    plain.build()
    (plain.root / "parts").mkdir()
    (plain.root / "parts" / "p.txt").write_text("two", encoding="utf-8")
    assert plain.build() == ["a"]
    (plain.root / "parts" / "p.txt").write_text("three", encoding="utf-8")
    assert plain.build() == ["a"]
    assert plain.build() == []


def test_settings_and_stylesheets_count(plain: Edition) -> None:
    plain.build()
    config = plain.root / "edition.toml"
    config.write_text('[render]\nreading = "diplomatic"\n', encoding="utf-8")
    assert plain.build() == ["a", "b", "persons"]
    config.write_text('[render]\nreading = "diplomatic"\n[edition]\ntitle = "T"\n', "utf-8")
    assert plain.build() == []
    (plain.root / "xslt").mkdir()
    module = plain.root / "xslt" / "module.xsl"
    sheet = (
        '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0">{}'
        "</xsl:stylesheet>"
    )
    module.write_text(sheet.format(""), encoding="utf-8")
    from editio import resources

    imports = f'<xsl:import href="{resources.stylesheet("html.xsl").as_uri()}"/>'
    own = sheet.format(f'{imports}<xsl:include href="module.xsl"/>')
    (plain.root / "xslt" / "own.xsl").write_text(own, encoding="utf-8")
    config.write_text('[render]\nhtml_stylesheet = "xslt/own.xsl"\n', encoding="utf-8")
    assert plain.build() == ["a", "b", "persons"]
    assert plain.build() == []
    module.write_text(sheet.format("<!-- changed -->"), encoding="utf-8")
    assert plain.build() == ["a", "b", "persons"]


def test_a_damaged_or_lost_store_costs_time_and_nothing_else(plain: Edition) -> None:
    plain.build()
    (plain.root / "build" / ".cache" / "results.sqlite").write_bytes(b"damaged")
    assert plain.build() == [], "the pages are there, and nothing else is needed"
    (plain.root / "build" / ".cache" / "merge.sqlite").write_bytes(b"damaged")
    assert plain.build() == ["a", "b", "persons"]
    page = plain.root / "build" / "site" / "text" / "a.html"
    page.write_text("changed by somebody", encoding="utf-8")
    assert plain.build() == []
    (plain.root / "build" / "index" / "edition.sqlite").unlink()
    assert plain.build() == []
    shutil.rmtree(plain.root / "build")
    assert plain.build() == ["a", "b", "persons"]


@pytest.mark.parametrize("state", ["as it was", "another", "gone"])
def test_the_database_goes_on_from_its_draft_or_from_what_is_published(
    plain: Edition, state: str, tmp_path: Path
) -> None:
    plain.build()
    draft, held = plain.root / "build/.cache/draft.sqlite", tmp_path / "held"
    held.hardlink_to(draft)  # so that no other file has its number
    if state == "another":
        draft.write_bytes(bytes(held.stat().st_size + 1))
    elif state == "gone":
        draft.unlink()
    plain.write("b.xml", "<p>Another <persName>Fern</persName>.</p>")
    assert plain.build() == ["b"]
    assert draft.samefile(held) == (state == "as it was")


def test_a_picture_that_changes_or_goes_is_seen(plain: Edition) -> None:
    plain.write("a.xml", '<p><figure><graphic url="a.png"/></figure></p>')
    picture = plain.root / "a.png"
    plain.build()
    for content in (b"one", b"two!"):
        picture.write_bytes(content)
        plain.build()
        assert (plain.root / "build/site/media/a.png").read_bytes() == content
    picture.unlink()
    assert plain.build() == []


def test_the_parts_of_a_text_are_kept(plain: Edition) -> None:
    (plain.root / "edition.toml").write_text("[render]\nsplit = 1\n", encoding="utf-8")
    divisions = "".join(f"<div><head>{name}</head><p>{name}</p></div>" for name in "ABC")
    plain.write("a.xml", divisions)
    plain.build()
    parts = [plain.root / f"build/site/part/a-{number}.html" for number in (1, 2, 3)]
    before = [part.stat().st_ino for part in parts]
    plain.write("b.xml", "<p>Another text, of one part.</p>")
    assert plain.build() == ["b"]
    assert [part.stat().st_ino for part in parts] == before
    parts[1].write_text("changed by somebody", encoding="utf-8")
    plain.write("b.xml", "<p>Again.</p>")
    plain.build()
    assert [part.stat().st_ino == old for part, old in zip(parts, before, strict=True)] == [
        True, False, True,
    ]  # fmt: skip
    plain.write("a.xml", divisions.replace("C", "D"))
    plain.build()
    assert "D" in parts[2].read_text("utf-8")
    plain.write("a.xml", "<p>One part.</p>")
    plain.build()
    assert not parts[0].exists()


def test_texts_side_by_side_follow_both(plain: Edition) -> None:
    page = plain.root / "build/site/parallel/a-1.html"
    original, translation = (
        '<p xml:id="{0}1">{0}</p><p xml:id="{0}2">More</p>',
        ('<p corresp="a.xml#{0}1">{1}</p><p corresp="a.xml#{0}2">mehr</p>'),
    )
    plain.write("a.xml", original.format("one"))
    plain.write("b.xml", translation.format("one", "eins"))
    plain.build()
    assert "eins" in page.read_text("utf-8")
    plain.write("b.xml", translation.format("one", "zwei"))
    assert plain.build() == ["b"]
    assert "zwei" in page.read_text("utf-8")
    plain.write("a.xml", original.format("one").replace("More", "Most"))
    assert plain.build() == ["a"]
    assert "Most" in page.read_text("utf-8")
    plain.write("c.xml", "<p>Nothing.</p>")
    before = page.stat().st_ino
    assert plain.build() == ["c"]
    assert page.stat().st_ino == before, "the page is that of the build before"
    plain.write("b.xml", "<p>Nothing.</p>")
    plain.build()
    assert not page.exists()
    assert "parallel" not in (plain.root / "build/site/text/a.html").read_text("utf-8")


def test_links_die_and_live_again_with_what_they_lead_to(plain: Edition) -> None:
    plain.write("b.xml", '<p><ref target="a.xml#one">there</ref></p>')
    for body in ('<p xml:id="one">One.</p>', "<p>Without.</p>", '<p xml:id="one">Again.</p>'):
        plain.write("a.xml", body)
        plain.build()
    plain.write("c.xml", '<p><ref target="a.xml#two">there</ref></p>')
    plain.build()
    plain.write("a.xml", '<p xml:id="two">One.</p>')
    plain.build()


def test_a_document_that_is_saved_while_it_is_read_is_read_again(
    plain: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.build()
    plain.write("a.xml", "<p>First.</p>")
    document = plain.root / "a.xml"
    steps: list[Callable[[], None]] = [lambda: plain.write("a.xml", "<p>Second.</p>")]
    digest = steady.file_digest

    def disturbed(path: Path) -> str:
        found = digest(path)
        if path == document and plain.processed and steps:
            steps.pop()()
        return found

    monkeypatch.setattr(steady, "file_digest", disturbed)
    plain.build()
    text = (plain.root / "build" / "text" / "a.txt").read_text(encoding="utf-8")
    assert text.strip().endswith("Second.")
