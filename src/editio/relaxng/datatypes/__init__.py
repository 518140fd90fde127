"""Datatype libraries: the one built into RELAX NG, and that of XML Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.relaxng.datatypes.base import NO_CONTEXT, Context, Datatype, DatatypeError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NO_CONTEXT", "Context", "Datatype", "DatatypeError", "find_datatype"]

_XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
_COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"


def find_datatype(library: str, name: str, params: Sequence[tuple[str, str]] = ()) -> Datatype:
    """Return a datatype with its parameters. Raises :class:`DatatypeError`.

    ``library`` is the value of ``datatypeLibrary`` ("" for the built-in library).
    """
    # XML Schema's part is only loaded when a schema asks for it
    if library == "":
        from editio.relaxng.datatypes.base import builtin_datatype

        return builtin_datatype(name, params)
    if library == _XSD or (library == _COMPATIBILITY and name in ("ID", "IDREF", "IDREFS")):
        from editio.relaxng.datatypes.facets import xsd_datatype

        return xsd_datatype(name, params)
    raise DatatypeError(f"the datatype library “{library}” is not known")
