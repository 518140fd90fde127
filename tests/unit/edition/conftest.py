"""What tests of the edition share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import Folder
from editio.saxon import Processor, processor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder of an edition, with room around it."""
    path = tmp_path / "edition"
    path.mkdir()
    return Folder(path)


@pytest.fixture(scope="session")
def saxon() -> Iterator[Processor]:
    """One hardened XSLT processor for all tests."""
    with processor() as running:
        yield running
