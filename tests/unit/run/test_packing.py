"""Results as the store keeps them."""

from __future__ import annotations

from editio.edition import records
from editio.edition.model import (
    DocumentRef,
    DocumentResult,
    Interval,
    Kind,
    Mention,
    Metadata,
    Role,
    Unit,
)
from editio.run.packing import packed, restored


def test_a_result_comes_back() -> None:
    on = Interval(earliest=(1871, 5, 2), latest=None)
    result = DocumentResult(
        ref=DocumentRef(id="a", path="a.xml", role=Role.TEXT),
        metadata=Metadata(title="A", date=on),
        html="<p>Tea</p>",
        text="Tea\n",
        units=(Unit(id="p1", kind="p", parent="", label="§ 1", text="Tea"),),
        mentions=(
            Mention(kind=Kind.PERSON, unit="p1", form="Ida", pointers=("#ida", "#i")),
            Mention(kind=Kind.DATE, unit="p1", form="in May", interval=on),
        ),
        links=(("#ida", "ida"),),
        parts={"p1": 1},
    )
    found = restored(records.load(packed(result)), result.html, result.text)
    assert found == result
    assert found.units[0].label == "§ 1"
    assert found.mentions[1].interval == on
