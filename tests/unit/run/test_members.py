from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from editio.edition.model import DocumentRef, Role
from editio.run.executors import places
from editio.run.members import Members

if TYPE_CHECKING:
    from pathlib import Path


def ref(path: str, name: str) -> DocumentRef:
    return DocumentRef(id=name, path=path, role=Role.TEXT)


def test_documents_are_known_by_resolved_path(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "there").mkdir()
    (root / "link").symlink_to(root / "there")
    (root / "here").symlink_to(root)
    (root / "b.xml").symlink_to(root / "there" / "c.xml")
    refs = [ref("ä/a.xml", "ä-a"), ref("b.xml", "b"), ref("link/d.xml", "d")]
    refs.append(ref("here/f.xml", "f"))
    refs.append(ref(str(root.parent / "e\udc80.xml"), "e"))
    members: Members = pickle.loads(pickle.dumps(Members(root, refs)))
    assert dict(members) == {
        root / "ä" / "a.xml": "ä-a",
        root / "there" / "c.xml": "b",
        root / "there" / "d.xml": "d",
        root / "f.xml": "f",
        root.parent / "e\udc80.xml": "e",
    }
    assert root / "b.xml" not in members
    assert members.get(root / "z.xml", "") == members.get(root / "a", "") == ""
    assert not Members(root, [])


def test_another_computer_may_have_the_edition_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    known = Members(here, [ref("texts/one.xml", "one")])
    data = places.dumps((here, here / "texts", tmp_path, known), here)
    root, folder, outside, members = places.loads(data, there)
    assert (root, folder, outside) == (there, there / "texts", tmp_path)
    assert dict(members) == {there / "texts" / "one.xml": "one"}
    assert here / "texts" / "one.xml" not in members
