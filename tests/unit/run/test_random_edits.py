"""Random sequences of edits: after each, the build is what a build from nothing would be."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from unit.run.test_remembered import TEI, published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("Ida", "Otto", "Mara", "Juri")
PLACES = ("Kew", "Holm")


class Editor:
    """Somebody who works on an edition, at random."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        (root / "texts").mkdir(parents=True)
        self.people = list(NAMES[:2])
        self.write_register()
        for number in range(3):
            self.write_text(f"t{number}")

    def edit(self) -> None:
        """Do one thing."""
        steps: list[Callable[[], None]] = [
            self.change_text, self.change_text, self.add_text, self.delete_text,
            self.rename_text, self.change_register, self.change_settings,
        ]  # fmt: skip
        self.random.choice(steps)()

    def texts(self) -> list[Path]:
        return sorted((self.root / "texts").glob("*.xml"))

    def write_text(self, name: str) -> None:
        body = "".join(self.paragraph(number) for number in range(self.random.randint(1, 4)))
        title = self.random.choice(("One", "Two", name))
        path = self.root / "texts" / f"{name}.xml"
        path.write_text(TEI.format(title=title, body=body), encoding="utf-8")

    def paragraph(self, number: int) -> str:
        choice = self.random.choice
        person, place, year = choice(NAMES), choice(PLACES), self.random.randint(1850, 1853)
        other = choice(self.texts() or [self.root / "texts" / "t0.xml"]).name
        return (
            f'<p xml:id="p{number}" corresp="{other}#p{number}">'
            f'<persName ref="#{person.lower()}">{person}</persName> came to <placeName>{place}'
            f'</placeName> in <date when="{year}">{year}</date> and said <quote source="#w{year}">'
            f'well</quote>; see <ref target="{other}">there</ref>.</p>'
        )

    def change_text(self) -> None:
        if texts := self.texts():
            self.write_text(self.random.choice(texts).stem)

    def add_text(self) -> None:
        self.write_text(f"t{self.random.randint(0, 9)}")

    def delete_text(self) -> None:
        if texts := self.texts():
            self.random.choice(texts).unlink()

    def rename_text(self) -> None:
        if texts := self.texts():
            target = self.root / "texts" / f"r{self.random.randint(0, 9)}.xml"
            if not target.exists():
                self.random.choice(texts).rename(target)

    def change_register(self) -> None:
        self.people = self.random.sample(NAMES, self.random.randint(1, len(NAMES)))
        self.write_register()

    def write_register(self) -> None:
        entries = "".join(
            f'<person xml:id="{name.lower()}"><persName>{name} {self.random.choice("AB")}.'
            f"</persName><note>{self.random.choice(('a', 'b'))}</note></person>"
            for name in self.people
        )
        works = "".join(f'<bibl xml:id="w{year}"><title>W</title></bibl>' for year in (1850, 1851))
        body = f"<listPerson>{entries}</listPerson><listBibl>{works}</listBibl>"
        path = self.root / "register.xml"
        path.write_text(TEI.format(title="Register", body=body), encoding="utf-8")

    def change_settings(self) -> None:
        title, reading = self.random.choice("XY"), self.random.choice(("reading", "diplomatic"))
        frequent, spread = self.random.randint(0, 3), self.random.choice(("true", "false"))
        asked = self.random.sample(["came to", "ida", "kew*", "#otto", "1851", "#w1850"], 2)
        text = (
            f'[edition]\ntitle = "{title}"\n[render]\nreading = "{reading}"\nspread = {spread}\n'
            f"[index]\nconcordance = {asked}\nconcordance_frequent = {frequent}\n"
        )
        (self.root / "edition.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_a_build_is_that_from_nothing(tmp_path: Path, seed: int) -> None:
    editor = Editor(tmp_path / "edition", seed)
    target, clean = tmp_path / "edition" / "build", tmp_path / "clean"
    for _ in range(8):
        settings = load_settings(editor.root)
        report = build(settings, target, SerialExecutor())
        again = build(settings, clean, SerialExecutor(), remember=False)
        assert published(target) == published(clean)
        assert report == again
        shutil.rmtree(clean)
        editor.edit()
