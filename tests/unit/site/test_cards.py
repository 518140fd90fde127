"""The data of cards: spread as the script expects, and inert whatever a register says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sample_site as sample
from editio.publish.site.cards import Shards, fnv1a

if TYPE_CHECKING:
    from pathlib import Path


def test_the_hash_is_fnv1a() -> None:
    assert (fnv1a(""), fnv1a("a"), fnv1a("foobar")) == (0x811C9DC5, 0xE40C292C, 0xBF9CF968)


def test_many_entries_are_spread_over_files() -> None:
    shards = Shards.of([sample.Kind.PERSON] * 81 + [sample.Kind.PLACE])
    assert dict(shards.number) == {"person": 3, "place": 1}
    files = {shards.file("person", f"p{number}") for number in range(81)}
    assert files == {"person-0", "person-1", "person-2"}


def test_a_card_is_data_and_nothing_else(tmp_path: Path) -> None:
    evil = '</script><script>alert(1)</script>"\u2028'
    entry = sample.replace(
        sample.BRANDT,
        heading=evil,
        identifiers=(sample.Identifier(kind="GND", value="1", url="javascript:alert(1)"),),
    )
    site = sample.write_edition(tmp_path, [sample.result("a")], [sample.persons("a")], (entry,))
    script = (site / "data/person-0.js").read_text(encoding="utf-8")
    assert "<" not in script
    assert "\u2028" not in script
    head, _, rest = script.partition(",")
    assert head == 'editio.cards("person"'
    card = json.loads(rest.removesuffix(");\n"))["brandt"]
    assert card["heading"] == evil
    assert card["ids"] == [["GND", "1", ""]]
    assert card["texts"] == [["../text/a.html#body.1.p1", "Text a", 1]]
