"""What patterns have in common, and those that join no others: text, values, attributes, elements.

Those that do are in :mod:`editio.relaxng.patterns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from editio.relaxng.datatypes.base import split

if TYPE_CHECKING:
    from editio.relaxng.datatypes import Context, Datatype
    from editio.relaxng.factory import Patterns
    from editio.relaxng.nameclasses import NameClass

Pairs: TypeAlias = "tuple[tuple[Pattern, Pattern], ...]"
"""(what is inside, what follows), for each way to take a tag or an attribute."""

NO_NAMES: frozenset[str] = frozenset()


class Pattern:
    """A pattern; compare with ``is``. Only :class:`~editio.relaxng.factory.Patterns` makes them.

    ``kind``: what it is called in schemas; ``nullable``: it matches nothing at all;
    ``reads_text``: it looks at the characters of a text; ``has_attributes``: there are attributes
    in it, outside of elements.
    """

    kind: ClassVar[str]

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

    kind = "empty"
    __slots__ = ()


class NotAllowed(Pattern):
    """What nothing matches."""

    kind = "notAllowed"
    __slots__ = ()


class Text(Pattern):
    """Any text."""

    kind = "text"
    __slots__ = ()

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return self


class Data(Pattern):
    """A text of a datatype, and not of ``excepted``."""

    kind = "data"
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

    kind = "value"
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

    kind = "list"
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

    kind = "attribute"
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

    kind = "element"
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
