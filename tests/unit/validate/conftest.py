"""A folder for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import Folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def documents(tmp_path: Path) -> Folder:
    """An empty folder to write documents into."""
    return Folder(tmp_path)
