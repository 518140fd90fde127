"""Which files are documents, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.find import document_ids, find_documents
from editio.edition.model import Role
from editio.edition.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<TEI/>", encoding="utf-8")


def test_texts_are_found_in_all_folders_but_the_reserved_ones(tmp_path: Path) -> None:
    touch(tmp_path, "a.xml", "deep/er/b.tei", "c.odd", "notes.txt")
    touch(tmp_path, "build/site/d.xml", "schemas/e.xml", ".git/f.xml", "deep/build/g.xml")
    paths = [ref.path for ref in find_documents(load_settings(tmp_path))]
    assert paths == ["a.xml", "c.odd", "deep/build/g.xml", "deep/er/b.tei"]


def test_what_a_build_wrote_into_a_folder_of_the_edition_is_no_source(tmp_path: Path) -> None:
    touch(tmp_path, "a.xml", "public/site/download/tei/a.xml", "public/.editio", ".editio")
    assert [ref.path for ref in find_documents(load_settings(tmp_path))] == ["a.xml"]


def test_patterns_choose_texts_registers_and_exclusions(tmp_path: Path) -> None:
    touch(tmp_path, "t/a.xml", "t/sub/b.xml", "r/persons.xml", "t/draft-c.xml", "old/d.xml")
    (tmp_path / "edition.toml").write_text(
        '[sources]\ntexts = ["t/**/*.xml", "old/*.xml"]\nregisters = ["r/*.xml"]\n'
        'exclude = ["**/draft-*", "old"]\n',
        encoding="utf-8",
    )
    refs = find_documents(load_settings(tmp_path))
    assert [(ref.id, ref.role) for ref in refs] == [
        ("persons", Role.REGISTER),
        ("a", Role.TEXT),
        ("b", Role.TEXT),
    ]


def test_texts_come_in_the_order_that_the_edition_gives(tmp_path: Path) -> None:
    touch(tmp_path, "a.xml", "b.xml", "c.xml", "part/1.xml", "part/0.xml")
    (tmp_path / "edition.toml").write_text(
        '[sources]\norder = ["c.xml", "part/*.xml", "missing.xml"]\n', encoding="utf-8"
    )
    paths = [ref.path for ref in find_documents(load_settings(tmp_path))]
    assert paths == ["c.xml", "part/0.xml", "part/1.xml", "a.xml", "b.xml"]


def test_the_order_of_texts_does_not_change_their_ids(tmp_path: Path) -> None:
    touch(tmp_path, "a/t.xml", "a-t.xml", "b/t.xml")
    before = {ref.path: ref.id for ref in find_documents(load_settings(tmp_path))}
    config = '[sources]\norder = ["b/t.xml", "a/t.xml"]\n'
    (tmp_path / "edition.toml").write_text(config, encoding="utf-8")
    assert {ref.path: ref.id for ref in find_documents(load_settings(tmp_path))} == before


def test_links_out_of_the_edition_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.xml", "edition/a.xml")
    (tmp_path / "edition" / "link.xml").symlink_to(tmp_path / "outside" / "secret.xml")
    refs = find_documents(load_settings(tmp_path / "edition"))
    assert [ref.path for ref in refs] == ["a.xml"]


def test_ids_are_unique_on_any_disk_and_safe_in_a_url() -> None:
    ids = document_ids(
        ["one/Text.xml", "two/text.xml", "con.xml", "a b&c.xml", "-.xml", "x/..y.xml"]
    )
    assert ids["one/Text.xml"] == "one-Text"
    assert ids["two/text.xml"] == "two-text"
    assert ids["con.xml"] == "_con"
    assert ids["a b&c.xml"] == "a-b-c"
    assert ids["-.xml"] == "document"
    assert ids["x/..y.xml"] == "y"
    assert len({name.casefold() for name in ids.values()}) == len(ids)
