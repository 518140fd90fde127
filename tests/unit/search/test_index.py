"""The files of the search: what is in them, and which of them a change touches."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from editio.edition.model import (
    DocumentRef,
    DocumentResult,
    Entry,
    Interval,
    Kind,
    Mention,
    Metadata,
    Role,
    Unit,
)
from editio.publish.search import index as search_index
from editio.publish.search.index import open_search
from editio.publish.search.postings import CHUNK, postings_of
from unit.search.numbers import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from editio.publish.search.index import SearchSummary

BRANDT = Entry(key="brandt", kind=Kind.PERSON, id="brandt", document="people", heading="Brandt")


def unit(name: str, text: str, kind: str = "p", parent: str = "body.1") -> Unit:
    return Unit(id=name, kind=kind, parent=parent, label=name, text=text)


def document(name: str, *units: Unit, **changes: object) -> DocumentResult:
    made = DocumentResult(
        ref=DocumentRef(id=name, path=f"{name}.xml", role=Role.TEXT),
        metadata=Metadata(title=f"On {name}", language="en"),
        html="<p/>",
        units=units,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class Disk:
    """What a build writes, and what of it is as it was in the build before."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.made: list[str] = []

    def __call__(self, path: str, key: str, make: Callable[[], str]) -> None:
        if not key or self.keys.get(path) != key:
            self.files[path] = make()
            self.made.append(path)
        self.keys[path] = key

    def read(self, name: str) -> object:
        text = self.files[f"search/{name}.js"]
        start = f'editio.give("{name}",'
        assert text.startswith(start)
        assert text.endswith(");\n")
        return json.loads(text[len(start) : -3])


def build(
    disk: Disk, documents: Iterable[DocumentResult], cache: Path | None = None
) -> SearchSummary:
    disk.made.clear()
    with open_search(cache, "1") as opened:
        search = opened.into(disk)
        for item in documents:
            key = "" if cache is None else repr(item)
            search.add(item.ref.id, key, partial(postings_of, item))
        return search.finish([BRANDT])


def terms(result: DocumentResult) -> dict[str, list[int]]:
    lines = (line.split("\t") for line in postings_of(result).terms.split("\n"))
    return {word: decode(places) for word, places in lines}


def places(numbers: list[int]) -> list[int]:
    found, at = [], 0
    for step in numbers[1:]:
        at += step
        found.append(at)
    return found


def test_words_have_places_and_units_are_apart() -> None:
    found = terms(document("a", unit("p1", "Tea and tea."), unit("p2", "Tea")))
    assert places(found["tea"]) == [1, 3, 5]
    assert places(found["and"]) == [2]


def test_the_lines_of_a_stanza_are_read_on_and_those_of_two_are_not() -> None:
    found = terms(
        document(
            "a",
            unit("l1", "the black", "l", "lg1"),
            unit("l2", "kettle", "l", "lg1"),
            unit("l3", "sings", "l", "lg2"),
        )
    )
    assert places(found["kettle"]) == [3]
    assert places(found["sings"]) == [5]


def test_marks_hold_for_the_units_of_mentions_and_for_kinds() -> None:
    result = document(
        "a",
        unit("p1", "Ida Brandt said: Enough is enough."),
        unit("n1", "A note of hers", "note", "p1"),
        unit("q1", "block", "quote"),
        mentions=(
            Mention(kind=Kind.PERSON, unit="p1", form="Ida Brandt", pointers=("#b",)),
            Mention(
                kind=Kind.QUOTATION, unit="p1", form="Enough is enough", before="Ida Brandt said: "
            ),
            Mention(kind=Kind.PERSON, unit="nowhere", form="Ida", pointers=("#b",)),
        ),
        links=(("#b", "brandt"),),
        metadata=Metadata(
            title="A", language="en", date=Interval(earliest=(1917, 3, 1), latest=None)
        ),
    )
    found = terms(result)
    assert found["=ebrandt"] == [1, 1, 6]
    assert found["=knote"] == [1, 8, 4]
    assert found["=kquotation"] == [2, 4, 3, 6, 1]
    assert found["=kmain"] == [2, 1, 6, 6, 1]
    assert found["=d1910"] == found["=len"] == [1, 0, 14]


def test_readings_of_the_apparatus_are_found_without_what_the_page_makes() -> None:
    html = (
        "<!--part:text--><p>boiled</p><!--part:apparatus--><ol><li id='app.a1'>"
        "<b data-made=''>boiled</b><span>burnt &amp; spilt</span></li></ol>"
        "<!--part:about--><p>x</p>"
    )
    found = terms(document("a", unit("p1", "She boiled"), html=html))
    assert places(found["burnt"]) == [4]
    assert found["=kapparatus"] == [1, 4, 2]
    assert places(found["boiled"]) == [2]
    assert "x" not in found


def test_a_document_without_a_page_adds_nothing() -> None:
    disk = Disk()
    summary = build(disk, [document("a", unit("p1", "tea"), html="")])
    assert disk.read("texts") == []
    assert summary.kinds == ()


def test_long_texts_are_loaded_in_pieces() -> None:
    long = "word " * (CHUNK // 4)
    postings = postings_of(document("a", unit("p1", long), unit("p2", long), unit("p3", "end")))
    pieces = [json.loads(piece) for piece in postings.pieces]
    assert [[row[0] for row in piece] for piece in pieces] == [["p1"], ["p2"], ["p3"]]
    assert [piece[0][2] for piece in pieces] == list(postings.chunks)


def test_the_files_say_where_words_are() -> None:
    disk = Disk()
    summary = build(disk, [document("a", unit("p1", "tea")), document("b", unit("p1", "the tea"))])
    assert disk.read("w/74-65-0") == {"tea": "AABBBBC"}
    assert disk.read("w/74-68-0") == {"the": "ABBB"}
    assert disk.read("t/62/b-0") == [["p1", "p1", 1, "the tea"]]
    assert disk.read("b/0") == [
        ["a", "On a", "", "", "en", 0, [1]],
        ["b", "On b", "", "", "en", 0, [1]],
    ]
    assert disk.read("texts") == [["a", "On a"], ["b", "On b"]]
    assert summary.languages == (("en", 2),)


def test_text_cannot_end_the_script() -> None:
    disk = Disk()
    build(disk, [document("a", unit("p1", "</script><!-- \u2028"))])
    assert all("<" not in text and "\u2028" not in text for text in disk.files.values())


def test_entries_that_are_mentioned_can_be_chosen() -> None:
    disk = Disk()
    mention = Mention(kind=Kind.PERSON, unit="p1", form="I. B.", pointers=("#b",))
    item = document("a", unit("p1", "I. B."), mentions=(mention,), links=(("#b", "brandt"),))
    assert build(disk, [item]).entries == (Kind.PERSON,)
    assert disk.read("names") == [["person", "brandt", "Brandt", "", 1]]
    assert build(disk, [document("b", unit("p1", "tea"))]).entries == ()


def test_a_bucket_too_large_for_one_file_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "FILE_SIZE", 20)
    disk = Disk()
    build(disk, [document("a", unit("p1", "tea teach team tear"))])
    found = disk.read("index")
    assert isinstance(found, dict)
    firsts = found["buckets"]["te"]
    assert firsts
    first, second = disk.read("w/74-65-0"), disk.read(f"w/74-65-{len(firsts)}")
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert max(first) < firsts[0] <= min(second)


@pytest.fixture
def many() -> list[DocumentResult]:
    return [document(f"d{n:03}", unit("p1", f"tea and word{n} {n}")) for n in range(200)]


def test_one_change_touches_its_own_files(tmp_path: Path, many: list[DocumentResult]) -> None:
    disk = Disk()
    build(disk, many, tmp_path)
    everything = len(disk.made)
    build(disk, many, tmp_path)
    assert disk.made == []
    many[7] = document("d007", unit("p1", "tea and kettles 7"))
    build(disk, many, tmp_path)
    assert set(disk.made) == {
        "search/t/53/d007-0.js",
        "search/w/77-6f-0.js",
        "search/w/6b-65-0.js",
        "search/index.js",
    }
    assert len(disk.made) < everything


def test_of_the_words_with_the_same_letters_only_files_that_change_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "FILE_SIZE", 4)
    disk = Disk()
    build(disk, [document("a", unit("p1", "tea teach team"))], tmp_path)
    build(disk, [document("a", unit("p1", "tea teach and team"))], tmp_path)
    assert {path for path in disk.made if "/74-65-" in path} == {"search/w/74-65-2.js"}
    del disk.keys["search/w/74-65-1.js"]
    build(disk, [document("a", unit("p1", "tea teach and team"))], tmp_path)
    assert disk.made == ["search/w/74-65-1.js"]
    assert disk.read("w/74-65-1") == {"teach": "AABC"}


@pytest.mark.parametrize(
    "change",
    [
        lambda items: items.pop(3),
        lambda items: items.insert(0, document("new", unit("p1", "a new kettle"))),
        lambda items: items.extend(document(f"e{n}", unit("p1", "more")) for n in range(200)),
        lambda items: items.clear(),
        lambda items: items.reverse(),
        lambda items: items.__setitem__(5, document("d005", unit("p1", "a tea 5 57 x"))),
        lambda items: items.__setitem__(5, document("d005", metadata=Metadata(title="57"))),
        lambda items: items.__setitem__(5, document("d005")),
    ],
)
def test_a_build_that_goes_on_is_one_from_nothing(
    tmp_path: Path, many: list[DocumentResult], change: Callable[[list[DocumentResult]], object]
) -> None:
    build(Disk(), many, tmp_path)
    change(many)
    on, anew = Disk(), Disk()
    assert build(on, many, tmp_path) == build(anew, many)
    assert on.files == anew.files


def test_a_damaged_state_is_made_anew(tmp_path: Path, many: list[DocumentResult]) -> None:
    (tmp_path / "search.sqlite").write_bytes(b"no database at all" * 100)
    disk, anew = Disk(), Disk()
    build(disk, many, tmp_path)
    build(anew, many)
    assert disk.files == anew.files
