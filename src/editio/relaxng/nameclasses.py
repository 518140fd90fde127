"""Name classes: which names an element or attribute pattern takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng.form import Form

XML = "http://www.w3.org/XML/1998/namespace"
XMLNS = "http://www.w3.org/2000/xmlns"
SEPARATOR = "\f"
"""Between namespace and local name in expat's names: no document can contain it."""

_FRESH = "\v"
"""A name that no schema can contain: it stands for all that are not mentioned."""


def key_of(uri: str, local: str) -> str:
    """Return a name as expat writes it."""
    return f"{uri}{SEPARATOR}{local}" if uri else local


def split_key(key: str) -> tuple[str, str]:
    """Return namespace and local name of a name as expat writes it."""
    uri, _, local = key.rpartition(SEPARATOR)
    return uri, local


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All names, or all of one namespace (``uri``), but not those of ``excepted``."""

    uri: str | None
    excepted: NameClass | None

    def contains(self, key: str) -> bool:
        """Return whether the name ``key`` is meant."""
        if self.uri is not None and split_key(key)[0] != self.uri:
            return False
        return self.excepted is None or not self.excepted.contains(key)


@dataclass(frozen=True, slots=True)
class NameClass:
    """The names of ``exact``, and those that a wildcard means."""

    exact: frozenset[str]
    wild: tuple[Wildcard, ...] = ()

    def contains(self, key: str) -> bool:
        """Return whether the name ``key`` is meant."""
        return key in self.exact or any(wildcard.contains(key) for wildcard in self.wild)

    def overlaps(self, other: NameClass) -> bool:
        """Return whether some name is meant by both."""
        if not self.wild and not other.wild:
            return not self.exact.isdisjoint(other.exact)
        samples = {*self._samples(), *other._samples()}
        return any(self.contains(key) and other.contains(key) for key in samples)

    def _samples(self) -> Iterator[str]:
        """Yield names such that classes with a name in common share one of both's samples."""
        yield from self.exact
        yield key_of(_FRESH, _FRESH)
        for wildcard in self.wild:
            if wildcard.uri is not None:
                yield key_of(wildcard.uri, _FRESH)
            if wildcard.excepted is not None:
                yield from wildcard.excepted._samples()


def name_class(form: Form) -> NameClass:
    """Return the name class of a simple form."""
    if form[0] == "name":
        return NameClass(frozenset((key_of(form[1], form[2]),)))
    if form[0] == "choice":
        parts = [name_class(part) for part in form[1:]]
        exact = frozenset().union(*(part.exact for part in parts))
        return NameClass(exact, tuple(wildcard for part in parts for wildcard in part.wild))
    excepted = None if form[-1] is None else name_class(form[-1])
    return NameClass(frozenset(), (Wildcard(None if form[0] == "anyName" else form[1], excepted),))
