"""Writing the indexes into a build."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from editio.publish.index.assembly import Assembly
from editio.publish.index.collation import Collation
from editio.publish.index.model import IndexName
from editio.publish.index.sqlite import edit_database
from editio.publish.index.state import open_state
from editio.publish.index.stored import StoredIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.edition.registers import Registers
    from editio.publish.index.sqlite import Database
    from editio.publish.index.state import State
    from editio.publish.site.output import Output

_DATABASE = "index/edition.sqlite"
_STATE = "merge.sqlite"
#: The database before it was put into its canonical form, where the next build goes on writing.
_DRAFT = "draft.sqlite"


class Merge:
    """The state and the database of a build, while they are brought up to date."""

    def __init__(self, state: State, database: Database) -> None:
        self._state = state
        self._database = database

    def assembly(
        self, language: str, registers: Registers, refs: Sequence[DocumentRef]
    ) -> Assembly:
        """Return what takes in the results of the documents; ``language`` is the edition's."""
        return Assembly(self._state, self._database, Collation(language), registers, refs)

    @property
    def state(self) -> State:
        """The state, for what else is kept between builds."""
        return self._state

    def indexes(self, language: str) -> list[StoredIndex]:
        """Return all indexes, when the assembly is finished."""
        primary = Collation(language).language
        return [StoredIndex(self._state, name, primary) for name in IndexName]


@contextmanager
def open_merge(output: Output, token: str, language: str, *, remember: bool) -> Iterator[Merge]:
    """Go on from the state and the database of the previous build, or start anew.

    ``token`` stands for all that the whole state depends on. The state is kept when the block ends
    normally.
    """
    path = output.cache / _STATE if remember else None
    database, previous = output.reserve(_DATABASE), output.previous(_DATABASE)
    draft, kept = output.scratch() / _DRAFT, output.cache / _DRAFT
    state = open_state(path, token, stamp(previous))
    try:
        if not state.fresh:
            _go_on(kept, state.draft, previous, draft)
        with edit_database(draft, database) as editing:
            if state.fresh:
                editing.create(language)
            yield Merge(state, editing)
        state.commit(stamp(database), _keep(draft, kept) if remember else "")
    finally:
        state.close()


def _go_on(kept: Path, mark: str, previous: Path, draft: Path) -> None:
    """Put the draft that the previous build kept in its place, or a copy of what it published.

    While it is written into, it is out of the cache: a build that is killed leaves none.
    """
    with suppress(OSError):
        if mark and stamp(kept) == mark:
            kept.rename(draft)
            return
    shutil.copyfile(previous, draft)


def _keep(draft: Path, kept: Path) -> str:
    """Keep a draft for the next build; return its stamp, empty where that is not possible."""
    with suppress(OSError):
        draft.replace(kept)
        return stamp(kept)
    return ""


def stamp(path: Path) -> str:
    """Return what tells that a file is still the one that was written: its size and time."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"
