"""Patterns and their derivatives (James Clark, "An algorithm for RELAX NG validation").

Equal patterns are one object (hash-consing), so that a derivative is computed once and a pattern
can be the state of an automaton. Three things differ from the published algorithm:

* ``choice`` and ``interleave`` have any number of members, in a canonical order;
* the derivative with respect to a start tag is a list of pairs (element, what follows it), so that
  the content of an element does not depend on where the element stands;
* where a tag can begin several elements, their contents are followed side by side, each marked by
  ``After`` with a number; which numbers survive decides what follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from editio.relaxng.datatypes.base import split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.relaxng.datatypes import Context, Datatype
    from editio.relaxng.factory import Patterns
    from editio.relaxng.nameclasses import NameClass

Pairs: TypeAlias = "tuple[tuple[Pattern, Pattern], ...]"
"""(what is inside, what follows), for each way to take a tag or an attribute."""

NO_NAMES: frozenset[str] = frozenset()


class Pattern:
    """A pattern; compare with ``is``. Only :class:`~editio.relaxng.factory.Patterns` makes them.

    ``nullable``: it matches nothing at all; ``reads_text``: it looks at the characters of a text;
    ``has_attributes``: there are attributes in it, outside of elements.
    """

    __slots__ = ("_closed", "_heads", "has_attributes", "nullable", "reads_text", "uid")

    def __init__(self, *parts: Pattern, nullable: bool = False, reads_text: bool = False) -> None:
        self.uid = -1
        self.nullable: bool = nullable
        self.reads_text: bool = reads_text or any(part.reads_text for part in parts)
        self.has_attributes: bool = any(part.has_attributes for part in parts)
        self._heads: tuple[frozenset[str], bool] | None = None
        self._closed: Pattern | None = None

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """The patterns that this one is made of (not those inside elements and attributes)."""
        return ()

    def heads(self) -> tuple[frozenset[str], bool]:
        """Return the names that an element here can have, and whether a wildcard takes others."""
        if self._heads is None:
            self._heads = self._find_heads()
        return self._heads

    def may_start(self, key: str) -> bool:
        """Return whether an element of that name may come first (wildcards: perhaps)."""
        exact, wild = self.heads()
        return wild or key in exact

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return NO_NAMES, False

    def starts(self, key: str, make: Patterns) -> Pairs:
        """Return the elements that a start tag of that name can begin, with what follows each."""
        return ()

    def takes(self, key: str, make: Patterns) -> Pairs:
        """Return the value patterns for an attribute of that name, with what follows each."""
        return ()

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        """Return what may follow ``text``."""
        return make.not_allowed

    def close(self, make: Patterns) -> Pattern:
        """Return what is left when no more attributes come."""
        if not self.has_attributes:
            return self
        if self._closed is None:
            self._closed = self._close(make)
        return self._closed

    def _close(self, make: Patterns) -> Pattern:
        return self


class Empty(Pattern):
    """Nothing."""

    __slots__ = ()


class NotAllowed(Pattern):
    """What nothing matches."""

    __slots__ = ()


class Text(Pattern):
    """Any text."""

    __slots__ = ()

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return self


class Data(Pattern):
    """A text of a datatype, and not of ``excepted``."""

    __slots__ = ("datatype", "excepted")

    def __init__(self, datatype: Datatype, excepted: Pattern | None) -> None:
        super().__init__(reads_text=True)
        self.datatype = datatype
        self.excepted = excepted

    @property
    def is_plain_id(self) -> bool:
        """Whether every name without colon is allowed, as an id."""
        return self.datatype.id_kind == "ID" and self.datatype.plain and self.excepted is None

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        if self.datatype.value(text, context) is None:
            return make.not_allowed
        if self.excepted is not None and self.excepted.text(text, context, make).nullable:
            return make.not_allowed
        return make.empty


class Value(Pattern):
    """A text that means the same as the one in the schema."""

    __slots__ = ("datatype", "documentation", "meaning", "written")

    def __init__(self, datatype: Datatype, written: str, context: Context, doc: str) -> None:
        super().__init__(reads_text=True)
        self.datatype = datatype
        self.written = written
        self.documentation = doc
        self.meaning = datatype.value(written, context)

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        meaning = self.datatype.value(text, context)
        equal = meaning is not None and meaning == self.meaning
        return make.empty if equal else make.not_allowed


class List(Pattern):
    """A text that is cut at white space, each part matched in turn."""

    __slots__ = ("content",)

    def __init__(self, content: Pattern) -> None:
        super().__init__(reads_text=True)
        self.content = content

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        content = self.content
        for part in split(text):
            content = content.text(part, context, make)
            if content is make.not_allowed:
                return content
        return make.empty if content.nullable else make.not_allowed


class Attribute(Pattern):
    """One attribute."""

    __slots__ = ("content", "documentation", "names")

    def __init__(self, names: NameClass, content: Pattern, documentation: str) -> None:
        super().__init__()
        self.has_attributes = True
        self.names = names
        self.content = content
        self.documentation = documentation

    def takes(self, key: str, make: Patterns) -> Pairs:
        return ((self.content, make.empty),) if self.names.contains(key) else ()

    def _close(self, make: Patterns) -> Pattern:
        return make.not_allowed


class Element(Pattern):
    """One element; its content is made when it is first asked for."""

    __slots__ = ("_content", "_make", "documentation", "names", "number")

    def __init__(self, number: int, names: NameClass, documentation: str, make: Patterns) -> None:
        super().__init__()
        self.number = number
        self.names = names
        self.documentation = documentation
        self._make = make
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """What stands in the element, attributes included."""
        if self._content is None:
            self._content = self._make.element_content(self.number)
        return self._content

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return self.names.exact, bool(self.names.wild)

    def starts(self, key: str, make: Patterns) -> Pairs:
        return ((self, make.empty),) if self.names.contains(key) else ()


class Choice(Pattern):
    """One of several."""

    __slots__ = ("_index", "_parts", "_starts")

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        nullable = any(part.nullable for part in parts)
        super().__init__(*parts, nullable=nullable)
        self._parts = parts
        self._index: dict[str, list[Pattern]] | None = None
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return self._parts

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        heads = [part.heads() for part in self._parts]
        return NO_NAMES.union(*(exact for exact, _ in heads)), any(wild for _, wild in heads)

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is None:
            found = tuple(pair for part in self._starting(key) for pair in part.starts(key, make))
            if key in self.heads()[0]:  # a wildcard takes names without end: do not keep those
                self._starts[key] = found
        return found

    def _starting(self, key: str) -> Iterable[Pattern]:
        """Return the members that an element of that name can begin."""
        if self._index is None:
            self._index = {}
            for part in self._parts:
                for name in part.heads()[0]:
                    self._index.setdefault(name, []).append(part)
        named = self._index.get(key, [])
        if not self.heads()[1]:
            return named
        return [part for part in self._parts if part.may_start(key)]

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple(pair for part in self._parts for pair in part.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.choice([part.text(text, context, make) for part in self._parts])

    def _close(self, make: Patterns) -> Pattern:
        return make.choice([part.close(make) for part in self._parts])


class Group(Pattern):
    """One, then another; a longer sequence nests to the right."""

    __slots__ = ("_starts", "first", "rest")

    def __init__(self, first: Pattern, rest: Pattern) -> None:
        super().__init__(first, rest, nullable=first.nullable and rest.nullable)
        self.first = first
        self.rest = rest
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.first, self.rest)

    def spine(self) -> list[Pattern]:
        """Return the members of the whole sequence (without recursion: it may be long)."""
        members: list[Pattern] = []
        node: Pattern = self
        while isinstance(node, Group):
            members.append(node.first)
            node = node.rest
        return [*members, node]

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        exact, wild = set[str](), False
        for member in self.spine():
            more, wilder = member.heads()
            exact |= more
            wild = wild or wilder
            if not member.nullable:
                break
        return frozenset(exact), wild

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is not None:
            return found
        pairs: list[tuple[Pattern, Pattern]] = []
        node: Pattern = self
        while isinstance(node, Group):
            if node.first.may_start(key):
                rest = node.rest
                pairs += [(e, make.group(k, rest)) for e, k in node.first.starts(key, make)]
            if not node.first.nullable:
                break
            node = node.rest
        else:
            pairs += node.starts(key, make)
        if key in self.heads()[0]:
            self._starts[key] = tuple(pairs)
        return tuple(pairs)

    def takes(self, key: str, make: Patterns) -> Pairs:
        members = self.spine()
        return tuple(
            (v, make.sequence([*members[:i], k, *members[i + 1 :]]))
            for i, member in enumerate(members)
            if member.has_attributes
            for v, k in member.takes(key, make)
        )

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        options: list[Pattern] = []
        node: Pattern = self
        while isinstance(node, Group):
            options.append(make.group(node.first.text(text, context, make), node.rest))
            if not node.first.nullable:
                break
            node = node.rest
        else:
            options.append(node.text(text, context, make))
        return make.choice(options)

    def _close(self, make: Patterns) -> Pattern:
        return make.sequence([member.close(make) for member in self.spine()])


class Interleave(Pattern):
    """Several, mixed with each other in any order."""

    __slots__ = ("_parts", "_starts")

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        nullable = all(part.nullable for part in parts)
        super().__init__(*parts, nullable=nullable)
        self._parts = parts
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return self._parts

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        heads = [part.heads() for part in self._parts]
        return NO_NAMES.union(*(exact for exact, _ in heads)), any(wild for _, wild in heads)

    def _others(self, index: int, part: Pattern, make: Patterns) -> Pattern:
        return make.interleave([*self._parts[:index], part, *self._parts[index + 1 :]])

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is None:
            found = tuple(
                (e, self._others(i, k, make))
                for i, part in enumerate(self._parts)
                if part.may_start(key)
                for e, k in part.starts(key, make)
            )
            if key in self.heads()[0]:
                self._starts[key] = found
        return found

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple(
            (v, self._others(i, k, make))
            for i, part in enumerate(self._parts)
            for v, k in part.takes(key, make)
        )

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.choice(
            [
                self._others(i, part.text(text, context, make), make)
                for i, part in enumerate(self._parts)
            ]
        )

    def _close(self, make: Patterns) -> Pattern:
        return make.interleave([part.close(make) for part in self._parts])


class OneOrMore(Pattern):
    """The same, once or several times."""

    __slots__ = ("_more", "part")

    def __init__(self, part: Pattern) -> None:
        super().__init__(part, nullable=part.nullable)
        self.part = part
        self._more: Pattern | None = None

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.part,)

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return self.part.heads()

    def _again(self, following: Pattern, make: Patterns) -> Pattern:
        if following is make.not_allowed:
            return following
        if self._more is None:
            self._more = make.choice([self, make.empty])
        return make.group(following, self._more)

    def starts(self, key: str, make: Patterns) -> Pairs:
        return tuple((e, self._again(k, make)) for e, k in self.part.starts(key, make))

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple((v, self._again(k, make)) for v, k in self.part.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return self._again(self.part.text(text, context, make), make)

    def _close(self, make: Patterns) -> Pattern:
        return make.one_or_more(self.part.close(make))


class After(Pattern):
    """The content of one of several elements that a tag may have begun, marked by a number."""

    __slots__ = ("content", "number")

    def __init__(self, content: Pattern, number: int) -> None:
        super().__init__(content)
        self.content = content
        self.number = number

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.content,)

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return self.content.heads()

    def starts(self, key: str, make: Patterns) -> Pairs:
        return tuple((e, make.after(k, self.number)) for e, k in self.content.starts(key, make))

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple((v, make.after(k, self.number)) for v, k in self.content.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.after(self.content.text(text, context, make), self.number)

    def _close(self, make: Patterns) -> Pattern:
        return make.after(self.content.close(make), self.number)
