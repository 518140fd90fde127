"""What a schema must not say although its syntax would allow it: RELAX NG section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.relaxng.form import Place
from editio.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    NotAllowed,
    OneOrMore,
    Pattern,
    Text,
    Value,
)
from editio.relaxng.simplify import schema_error_at
from editio.relaxng.traversal import everywhere

if TYPE_CHECKING:
    from editio.errors import SchemaError
    from editio.relaxng.factory import Patterns
    from editio.relaxng.nameclasses import NameClass

# 7.1: what must not stand below what
_FORBIDDEN = {
    "start": {
        *("attribute", "data", "value", "text", "list"),
        *("group", "interleave", "oneOrMore", "empty"),
    },
    "attribute": {"attribute", "element"},
    "list": {"list", "element", "attribute", "text", "interleave"},
    "except": {
        *("attribute", "element", "list", "text"),
        *("empty", "group", "interleave", "oneOrMore"),
    },
}
_EMPTY, _COMPLEX, _SIMPLE = range(3)


def check_restrictions(make: Patterns) -> None:
    """Check everything that can be reached from the start pattern, and note what that is.

    Raises :class:`~editio.errors.SchemaError` at the element that breaks a rule.
    """
    _Checker(make).run()


class _Checker:
    def __init__(self, make: Patterns) -> None:
        self.make = make
        self.place: Place = make.form.elements[0].place if make.form.elements else Place()
        self.seen_below: set[tuple[str, int]] = set()
        self.kinds: dict[int, int | None] = {}
        self.elements: dict[int, Element] = {}
        self.waiting: list[Element] = []

    def error(self, message: str) -> SchemaError:
        return schema_error_at(self.place, message, "See RELAX NG, section 7.")

    def run(self) -> None:
        start = self.make.start()
        self.below("start", start)
        self.visit(start)
        while self.waiting:
            element = self.waiting.pop()
            self.place = self.make.form.elements[element.number].place
            content = element.content
            self.visit(content)
            if not isinstance(content, NotAllowed) and self.content_type(content) is None:
                raise self.error("Data, values or lists cannot stand beside elements or text")
            self.attributes(content, repeated=False)
            self.interleaved(content)
        self.make.form.reachable = sorted(self.elements)

    def visit(self, root: Pattern) -> None:
        """Check contexts (7.1) below ``root``, up to the elements, and note these."""
        waiting = [(root, False, False)]
        seen = set()
        while waiting:
            pattern, repeated, grouped = waiting.pop()
            if (pattern.uid, repeated, grouped) in seen:
                continue
            seen.add((pattern.uid, repeated, grouped))
            if isinstance(pattern, Element):
                if pattern.number not in self.elements:
                    self.elements[pattern.number] = pattern
                    self.waiting.append(pattern)
            elif isinstance(pattern, Attribute):
                if grouped:
                    raise self.error("An attribute in a group cannot be repeated")
                self.below("attribute", pattern.content)
                self.visit(pattern.content)
            elif isinstance(pattern, List):
                self.below("list", pattern.content)
                self.visit(pattern.content)
            elif isinstance(pattern, Data) and pattern.excepted is not None:
                self.below("except", pattern.excepted)
            repeated = repeated or isinstance(pattern, OneOrMore)
            grouped = grouped or (repeated and isinstance(pattern, Group | Interleave))
            waiting += [(part, repeated, grouped) for part in pattern.parts]

    def below(self, what: str, root: Pattern) -> None:
        """Refuse under ``root`` what must not stand in ``what``."""
        waiting = [root]
        while waiting:
            pattern = waiting.pop()
            if (what, pattern.uid) in self.seen_below:
                continue
            self.seen_below.add((what, pattern.uid))
            if pattern.kind in _FORBIDDEN[what]:
                raise self.error(f"<{pattern.kind}> cannot stand in <{what}>")
            waiting += pattern.parts
            if isinstance(pattern, List):
                waiting.append(pattern.content)
            elif isinstance(pattern, Data) and pattern.excepted is not None:
                waiting.append(pattern.excepted)

    def content_type(self, pattern: Pattern) -> int | None:
        """Return the content type (7.2), ``None`` where there is none."""
        if pattern.uid not in self.kinds:
            self.kinds[pattern.uid] = self._content_type(pattern)
        return self.kinds[pattern.uid]

    def _content_type(self, pattern: Pattern) -> int | None:
        if isinstance(pattern, Value | List):
            return _SIMPLE
        if isinstance(pattern, Text | Element):
            return _COMPLEX
        if isinstance(pattern, Data):
            kinds = [] if pattern.excepted is None else [self.content_type(pattern.excepted)]
            return _highest([_SIMPLE, *kinds])
        if isinstance(pattern, Attribute):
            return None if self.content_type(pattern.content) is None else _EMPTY
        members = pattern.spine() if isinstance(pattern, Group) else pattern.parts
        kinds = [self.content_type(part) for part in members]
        together = isinstance(pattern, Group | Interleave) and kinds.count(_EMPTY) < len(kinds) - 1
        if _SIMPLE in kinds and (together or isinstance(pattern, OneOrMore)):
            return None
        return _highest([_EMPTY, *kinds])

    def attributes(self, pattern: Pattern, *, repeated: bool) -> tuple[set[str], list[NameClass]]:
        """Return the attributes in ``pattern``; refuse the same one twice in a group (7.3)."""
        if not pattern.has_attributes:
            return set(), []
        if isinstance(pattern, Attribute):
            if not pattern.names.wild:
                return set(pattern.names.exact), []
            if not repeated:
                raise self.error("An attribute with any name must stand in <oneOrMore>")
            return set(), [pattern.names]
        repeated = repeated or isinstance(pattern, OneOrMore)
        exact: set[str] = set()
        wild: list[NameClass] = []
        members = pattern.spine() if isinstance(pattern, Group) else pattern.parts
        for member in members:
            names, classes = self.attributes(member, repeated=repeated)
            if not isinstance(pattern, Choice):
                self.disjoint(exact, wild, names, classes)
            exact |= names
            wild += classes
        return exact, wild

    def disjoint(
        self, exact: set[str], wild: list[NameClass], names: set[str], classes: list[NameClass]
    ) -> None:
        twice = [name for name in names if name in exact or any(c.contains(name) for c in wild)]
        for one in classes:
            twice += [name for name in exact if one.contains(name)]
        if twice:
            name = min(twice).rpartition("\f")[2]
            raise self.error(f"The attribute “{name}” is allowed twice on one element")
        if any(one.overlaps(other) for one in wild for other in classes):
            raise self.error("Two patterns for attributes with any name overlap")

    def interleaved(self, root: Pattern) -> None:
        """Refuse what makes an interleave ambiguous (7.4)."""
        for pattern in everywhere(root):
            if isinstance(pattern, Interleave):
                self.branches(pattern)

    def branches(self, pattern: Interleave) -> None:
        found = [_occurring(part) for part in pattern.parts]
        if sum(has_text for _, has_text in found) > 1:
            raise self.error("Text is allowed in two branches of one <interleave>")
        exact: set[str] = set()
        wild: list[NameClass] = []
        for names, _ in found:
            for one in names:
                clash = not exact.isdisjoint(one.exact) or any(one.overlaps(w) for w in wild)
                if clash or (one.wild and any(one.contains(name) for name in exact)):
                    raise self.error("The same element is allowed in two branches of <interleave>")
            exact |= {name for one in names for name in one.exact}
            wild += [one for one in names if one.wild]


def _occurring(root: Pattern) -> tuple[list[NameClass], bool]:
    """Return the name classes of the elements in ``root``, and whether there is text."""
    there = list(everywhere(root))
    names = [pattern.names for pattern in there if isinstance(pattern, Element)]
    return names, any(isinstance(pattern, Text) for pattern in there)


def _highest(kinds: list[int | None]) -> int | None:
    return None if None in kinds else max(kind for kind in kinds if kind is not None)
