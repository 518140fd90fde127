"""Failures that are the machine's and not Editio's: a full disk, missing rights, odd names."""

from __future__ import annotations

import errno
from typing import Final

from editio.errors import EditioError

#: What the system says when it is the circumstances, with what to do about it.
_SYSTEM: Final = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room: the files of this account are too many or too large",
    errno.EFBIG: "the system allows no file of this size",
    errno.EACCES: "check who may read and write there",
    errno.EPERM: "check who may read and write there",
    errno.EROFS: "the disk is mounted for reading only",
    errno.EIO: "check the disk or the network that it is on",
    errno.ESTALE: "check the disk or the network that it is on",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ENFILE: "end other programs: the system has no more open files to give",
    errno.ENOMEM: "end other programs, or use fewer processes (--jobs)",
    errno.EAGAIN: "end other programs: the system has no more processes to give",
}
#: Beginnings of what SQLite says of them; its errors have no number in Python 3.11 on all systems.
_DATABASE: Final = {
    "database or disk is full": "make room on the disk",
    "disk I/O error": "check the disk or the network that it is on",
    "attempt to write a readonly database": "check who may write there",
    "unable to open database file": "check who may read and write there, and make room on the disk",
}
#: What Python has in the place of a byte of a name that is no character (PEP 383).
_NO_CHARACTER: Final = "surrogates not allowed"


def of_the_machine(error: BaseException) -> EditioError | None:
    """Return what to say where the machine is at fault; ``None`` where it is not known to be."""
    if isinstance(error, MemoryError):
        hint = "end other programs, or use fewer processes (--jobs)"
        return EditioError("the memory of this computer is not enough", hint)
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        place = f"{error.filename}: " if error.filename else ""
        return EditioError(f"{place}{error.strerror}", _SYSTEM[error.errno])
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return EditioError("the current folder has been removed", "go to another folder")
    if isinstance(error, UnicodeEncodeError) and error.reason == _NO_CHARACTER:
        hint = "rename the folder: the XSLT engine opens only files whose names are Unicode"
        return EditioError(f"{error.object}: the name is not in UTF-8", hint)
    if type(error).__module__ == "sqlite3":
        for beginning, hint in _DATABASE.items():
            if str(error).startswith(beginning):
                return EditioError(f"a database cannot be written: {error}", hint)
    return None
