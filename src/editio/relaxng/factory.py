"""Makes patterns from the simple form of a schema, equal ones only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.errors import SchemaError
from editio.relaxng import patterns
from editio.relaxng.datatypes import NO_CONTEXT, Context, find_datatype
from editio.relaxng.datatypes.base import is_space
from editio.relaxng.nameclasses import NameClass, name_class
from editio.relaxng.patterns import Choice, Element, Group, Interleave, OneOrMore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editio.relaxng.form import Form, SchemaForm
    from editio.relaxng.patterns import Pattern


#: No schema that somebody wrote comes near.
_LONGEST = 100_000


def _bounded(parts: list[Pattern]) -> list[Pattern]:
    """Return ``parts``, unless definitions that double one another have made too many of them."""
    if len(parts) > _LONGEST:
        raise SchemaError(
            f"The schema unfolds to more than {_LONGEST:,} patterns in a row",
            "write a repetition (zeroOrMore) in the place of definitions that double one another",
        )
    return parts


class Patterns:
    """Makes the patterns of one schema, each once, from its simple form."""

    def __init__(self, form: SchemaForm) -> None:
        self.form = form
        self._known: dict[tuple[object, ...], Pattern] = {}
        self._count = 0
        self._defines: dict[int, Pattern] = {}
        self._elements: dict[int, Element] = {}
        self.empty = self._new(patterns.Empty(nullable=True))
        self.not_allowed = self._new(patterns.NotAllowed())
        self.any_text = self._new(patterns.Text(nullable=True))

    def start(self) -> Pattern:
        """Return the start pattern of the schema."""
        return self.build(self.form.start)

    def _new(self, pattern: Pattern) -> Pattern:
        pattern.uid = self._count
        self._count += 1
        return pattern

    def _intern(self, key: tuple[object, ...], pattern: Pattern) -> Pattern:
        self._known[key] = self._new(pattern)
        return pattern

    # -- constructors: they do sections 4.20 and 4.21 on the way --------------------------------

    def choice(self, options: Iterable[Pattern]) -> Pattern:
        """Return the choice between ``options``."""
        flat: dict[int, Pattern] = {}
        for option in options:
            if option is not self.not_allowed:
                for one in option.parts if isinstance(option, Choice) else (option,):
                    flat[one.uid] = one
        if self.empty.uid in flat and sum(p.nullable for p in flat.values()) > 1:
            del flat[self.empty.uid]
        if not flat:
            return self.not_allowed
        order = sorted(flat)
        if len(order) == 1:
            return flat[order[0]]
        key = ("|", *order)
        found = self._known.get(key)
        return found or self._intern(key, Choice(tuple(flat[uid] for uid in order)))

    def group(self, first: Pattern, rest: Pattern) -> Pattern:
        """Return ``first`` followed by ``rest``."""
        if first is self.not_allowed or rest is self.not_allowed:
            return self.not_allowed
        if first is self.empty:
            return rest
        if rest is self.empty:
            return first
        if first is self.any_text and self._begins_with_texts(rest):
            return rest
        if isinstance(first, Group):
            return self.sequence(_bounded([*first.spine(), rest]))
        key = (",", first.uid, rest.uid)
        found = self._known.get(key)
        return found or self._intern(key, Group(first, rest))

    def _begins_with_texts(self, pattern: Pattern) -> bool:
        """Return whether any text may come before ``pattern`` without changing what it matches.

        That holds for mixed content, ``(text | …)*``: without this each text in it would lead to
        a state that differs from the one before in form only.
        """
        first = pattern.first if isinstance(pattern, Group) else pattern
        if not isinstance(first, OneOrMore):
            return False
        part = first.part
        return part is self.any_text or (isinstance(part, Choice) and self.any_text in part.parts)

    def sequence(self, members: Sequence[Pattern]) -> Pattern:
        """Return ``members`` one after the other."""
        pattern = self.empty
        for member in reversed(members):
            pattern = self.group(member, pattern)
        return pattern

    def interleave(self, members: Iterable[Pattern]) -> Pattern:
        """Return ``members`` mixed in any order."""
        flat: list[Pattern] = []
        for member in members:
            if member is self.not_allowed:
                return member
            if member is not self.empty:
                flat += member.parts if isinstance(member, Interleave) else (member,)
        if len(_bounded(flat)) < 2:
            return flat[0] if flat else self.empty
        flat.sort(key=lambda part: part.uid)
        key = ("&", *(part.uid for part in flat))
        found = self._known.get(key)
        return found or self._intern(key, Interleave(tuple(flat)))

    def one_or_more(self, part: Pattern) -> Pattern:
        """Return ``part`` repeated."""
        if part is self.not_allowed or part is self.empty or isinstance(part, OneOrMore):
            return part
        key = ("+", part.uid)
        found = self._known.get(key)
        return found or self._intern(key, OneOrMore(part))

    def listing(self, content: Pattern) -> Pattern:
        """Return the list of ``content``."""
        if content is self.not_allowed:
            return content
        key = ("list", content.uid)
        return self._known.get(key) or self._intern(key, patterns.List(content))

    def after(self, content: Pattern, number: int) -> Pattern:
        """Return ``content`` marked by ``number``."""
        if content is self.not_allowed:
            return content
        key = ("after", content.uid, number)
        return self._known.get(key) or self._intern(key, patterns.After(content, number))

    def attribute(self, names: NameClass, content: Pattern, documentation: str) -> Pattern:
        """Return an attribute pattern."""
        if content is self.not_allowed:
            return content
        key = ("@", names, content.uid, documentation)
        found = self._known.get(key)
        return found or self._intern(key, patterns.Attribute(names, content, documentation))

    # -- from the simple form ------------------------------------------------------------------

    def build(self, form: Form) -> Pattern:
        """Return the pattern of a simple form."""
        return _BUILDERS[form[0]](self, form)

    def _several(self, form: Form) -> Pattern:
        parts = [self.build(part) for part in form[1:]]
        if form[0] == "choice":
            return self.choice(parts)
        return self.sequence(parts) if form[0] == "group" else self.interleave(parts)

    def _one_or_more(self, form: Form) -> Pattern:
        return self.one_or_more(self.build(form[1]))

    def _attribute(self, form: Form) -> Pattern:
        return self.attribute(name_class(form[1]), self.build(form[2]), form[3])

    def _list(self, form: Form) -> Pattern:
        return self.listing(self.build(form[1]))

    def _leaf(self, form: Form) -> Pattern:
        return {"empty": self.empty, "text": self.any_text}.get(form[0], self.not_allowed)

    def _define(self, form: Form) -> Pattern:
        number: int = form[1]
        found = self._defines.get(number)
        if found is None:
            found = self._defines[number] = self.build(self.form.defines[number])
        return found

    def _element(self, form: Form) -> Pattern:
        number: int = form[1]
        found = self._elements.get(number)
        if found is None:
            source = self.form.elements[number]
            found = Element(number, name_class(source.names), source.documentation, self)
            self._new(found)
            self._elements[number] = found
        return found

    def elements(self) -> list[Element]:
        """Return every element that can be reached from the start, in the order of the schema."""
        found = [self._element(("element", number)) for number in self.form.reachable]
        return [element for element in found if isinstance(element, Element)]

    def element_content(self, number: int) -> Pattern:
        """Return the content of the element of that number."""
        return self.build(self.form.elements[number].content)

    def _data(self, form: Form) -> Pattern:
        _, library, kind, params, excepted = form
        params = tuple((name, value) for name, value in params)
        other = None if excepted is None else self.build(excepted)
        if other is self.not_allowed:
            other = None
        key = ("data", library, kind, params, -1 if other is None else other.uid)
        found = self._known.get(key)
        return found or self._intern(
            key, patterns.Data(find_datatype(library, kind, params), other)
        )

    def _value(self, form: Form) -> Pattern:
        _, library, kind, written, namespaces, documentation = form
        bound = frozenset((namespaces or {}).items())
        key = ("value", library, kind, written, bound, documentation)
        found = self._known.get(key)
        if found is None:
            context = Context(dict(namespaces)) if namespaces else NO_CONTEXT
            found = patterns.Value(find_datatype(library, kind), written, context, documentation)
            self._intern(key, found)
        return found


_BUILDERS: dict[str, Callable[[Patterns, Form], Pattern]] = {
    "define": Patterns._define,
    "element": Patterns._element,
    "choice": Patterns._several,
    "group": Patterns._several,
    "interleave": Patterns._several,
    "oneOrMore": Patterns._one_or_more,
    "attribute": Patterns._attribute,
    "list": Patterns._list,
    "data": Patterns._data,
    "value": Patterns._value,
    "empty": Patterns._leaf,
    "text": Patterns._leaf,
    "notAllowed": Patterns._leaf,
}


def matches(pattern: Pattern, text: str, context: Context, make: Patterns) -> bool:
    """Return whether ``text``, the whole value of an attribute or element, matches ``pattern``."""
    if pattern.text(text, context, make).nullable:
        return True
    return pattern.nullable and is_space(text)
