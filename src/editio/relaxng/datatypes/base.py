"""What a datatype is to the validator, and the library that is built into RELAX NG."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SPACE = " \t\n\r"
"""White space of XML: what Python's own ``split()`` and ``strip()`` take is much more."""
_ANY_SPACE = re.compile(f"[{SPACE}]")


class DatatypeError(ValueError):
    """A schema asks for a datatype or parameter that does not exist; the message says which."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the meaning of a value may depend on besides its text.

    ``namespaces`` maps prefixes to URIs ("" is the default namespace); ``entities`` and
    ``notations`` are the unparsed entities and notations that the document declares.
    """

    namespaces: Mapping[str, str] = field(default_factory=dict)
    entities: frozenset[str] = frozenset()

    def resolve(self, qname: str) -> tuple[str, str] | None:
        """Return namespace and local name of ``qname``, ``None`` where its prefix is unbound."""
        prefix, colon, local = qname.rpartition(":")
        uri = self.namespaces.get(prefix)
        if uri is None:
            return None if colon else ("", local)
        return uri, local


NO_CONTEXT = Context()


class Datatype(Protocol):
    """A datatype with its parameters applied."""

    @property
    def name(self) -> str:
        """The local name, as in ``type="…"``."""
        ...

    @property
    def needs_context(self) -> bool:
        """Whether the same text can mean different things in different places."""
        ...

    @property
    def id_kind(self) -> str:
        """``ID``, ``IDREF`` or ``IDREFS`` where the values are such; else empty."""
        ...

    @property
    def plain(self) -> bool:
        """Whether there are no parameters."""
        ...

    @property
    def any_text(self) -> bool:
        """Whether every text is a value."""
        ...

    @property
    def plain_words(self) -> tuple[str, ...]:
        """Expressions of words that are sure to be values (see :mod:`.plain`)."""
        ...

    def value(self, text: str, context: Context) -> object | None:
        """Return what ``text`` means (equal values are equal objects), ``None`` if nothing."""
        ...

    def describe(self) -> str:
        """Return what a value is, in words that fit after "expected"."""
        ...


def collapse(text: str) -> str:
    """Return ``text`` without space at its ends, and with one space for each run inside."""
    return " ".join(split(text)) if _ANY_SPACE.search(text) else text


def split(text: str) -> list[str]:
    """Return the parts of ``text`` between white space, as XML defines it."""
    for char in "\t\n\r":
        if char in text:
            text = text.replace(char, " ")
    return [part for part in text.split(" ") if part]


def is_space(text: str) -> bool:
    """Return whether ``text`` is empty or white space only, as XML defines it."""
    return not text.strip(SPACE)


@dataclass(frozen=True, slots=True)
class _Builtin:
    name: str
    read: Callable[[str], str]
    needs_context: bool = False
    id_kind: str = ""
    plain: bool = True
    any_text: bool = True

    @property
    def plain_words(self) -> tuple[str, ...]:
        from editio.relaxng.datatypes.plain import FORMS

        return tuple(form.expression for form in FORMS["string"])

    def value(self, text: str, context: Context) -> str:
        return self.read(text)

    def describe(self) -> str:
        return "text"


def builtin_datatype(name: str, params: Sequence[tuple[str, str]]) -> Datatype:
    """Return ``string`` or ``token`` (RELAX NG section 4.3). Raises :class:`DatatypeError`."""
    if name not in ("string", "token"):
        raise DatatypeError(f"RELAX NG itself has the datatypes string and token, not “{name}”")
    if params:
        raise DatatypeError(f"the datatype {name} of RELAX NG itself takes no parameters")
    return _Builtin(name, collapse if name == "token" else str)
