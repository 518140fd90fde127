"""Records that pickle fast come back as they were."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from editio.edition import records
from editio.edition.model import DocumentRef, DocumentResult, Interval, Metadata, Role
from editio.edition.quick import quick


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    words: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Two(One):
    first: int
    made: list[int] = field(default_factory=list)


@pytest.mark.parametrize("record", [One(), One(words=("a", "b")), Two(1, [2], words=("c",))])
def test_a_record_comes_back_as_it_was(record: One) -> None:
    for found in (pickle.loads(pickle.dumps(record)), copy.copy(record)):
        assert found == record
        assert type(found) is type(record)
        with pytest.raises(FrozenInstanceError):
            found.words = ()  # type: ignore[misc]


def test_records_of_documents_come_back_from_the_store() -> None:
    day = Interval(earliest=(1851, 5, 22), latest=None)
    result = DocumentResult(
        ref=DocumentRef(id="a", path="a.xml", role=Role.TEXT),
        metadata=Metadata(title="A", authors=("B",), date=day),
    )
    assert records.load(records.dump(result)) == result
    assert records.load(records.dump_stable(result)) == result
