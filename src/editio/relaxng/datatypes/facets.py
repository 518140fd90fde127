"""Parameters of ``<data>``: the facets of XML Schema Part 2, section 4.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editio.relaxng.datatypes.base import NO_CONTEXT, Context, Datatype, DatatypeError
from editio.relaxng.datatypes.regex import Regex, RegexError
from editio.relaxng.datatypes.xsd import Primitive, primitives

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

_BOUNDS: dict[str, tuple[tuple[int, ...], str]] = {
    "minInclusive": ((0, 1), "at least"),
    "maxInclusive": ((-1, 0), "at most"),
    "minExclusive": ((1,), "more than"),
    "maxExclusive": ((-1,), "less than"),
}
_LENGTHS = {"length": "exactly", "minLength": "at least", "maxLength": "at most"}


@dataclass(frozen=True, slots=True)
class Facet:
    """One parameter: ``test`` takes a value and its text; ``words`` say what it asks for."""

    name: str
    words: str
    test: Callable[[Any, str], bool]
    regex: Regex | None = None


@dataclass(frozen=True, slots=True)
class XsdDatatype:
    """A datatype of XML Schema with its parameters."""

    primitive: Primitive
    facets: tuple[Facet, ...] = ()

    @property
    def name(self) -> str:
        """The local name, as in ``type="…"``."""
        return self.primitive.name

    @property
    def needs_context(self) -> bool:
        """Whether the same text can mean different things in different places."""
        return self.primitive.needs_context

    @property
    def id_kind(self) -> str:
        """``ID``, ``IDREF``, ``IDREFS`` or empty."""
        return self.name if self.name in ("ID", "IDREF", "IDREFS") else ""

    @property
    def plain(self) -> bool:
        """Whether there are no parameters."""
        return not self.facets

    @property
    def any_text(self) -> bool:
        """Whether every text is a value."""
        return self.plain and self.primitive.words == "text"

    @property
    def plain_words(self) -> tuple[str, ...]:
        """Expressions of words that are sure to be values."""
        from editio.relaxng.datatypes.plain import FORMS, SAFE, narrowed

        forms = FORMS.get(self.name, ())
        for facet in self.facets:
            if facet.regex is None:
                return ()
            first, further = facet.regex.repeated(SAFE)
            forms = tuple(
                narrow for form in forms if (narrow := narrowed(form, first, further)) is not None
            )
        return tuple(form.expression for form in forms)

    def value(self, text: str, context: Context) -> object | None:
        """Return what ``text`` means, ``None`` where it is not of the datatype."""
        text = self.primitive.prepare(text)
        found: object | None = self.primitive.read(text, context)
        if found is None or not all(facet.test(found, text) for facet in self.facets):
            return None
        return found

    def describe(self) -> str:
        """Return what a value is, in words."""
        words = [facet.words for facet in self.facets]
        if not words:
            return self.primitive.words
        if self.primitive.words == "text":
            return "text " + " and ".join(words)
        return ", ".join([self.primitive.words, *words])


def xsd_datatype(name: str, params: Sequence[tuple[str, str]]) -> Datatype:
    """Return the datatype ``name`` with ``params`` applied. Raises :class:`DatatypeError`."""
    primitive = primitives().get(name)
    if primitive is None:
        raise DatatypeError(f"XML Schema has no datatype “{name}”")
    facets = tuple(_facet(primitive, *param) for param in params)
    _check_together(name, dict(params))
    return XsdDatatype(primitive, facets)


def _facet(primitive: Primitive, name: str, value: str) -> Facet:
    if name == "pattern":
        return _pattern(value)
    if name in _BOUNDS and primitive.order is not None:
        return _bound(primitive, primitive.order, name, value)
    if name in _LENGTHS and primitive.length is not None:
        return _length(primitive.length, name, _count(name, value))
    if name in ("totalDigits", "fractionDigits") and primitive.digits:
        return _digits(name, _count(name, value))
    raise DatatypeError(f"the datatype {primitive.name} has no parameter “{name}”")


def _pattern(source: str) -> Facet:
    try:
        regex = Regex(source)
    except RegexError as error:
        raise DatatypeError(f"the pattern is not a regular expression: {error}") from error
    return Facet("pattern", f"of the form {source}", lambda _, text: regex.matches(text), regex)


def _bound(
    primitive: Primitive, order: Callable[[Any, Any], int | None], name: str, text: str
) -> Facet:
    limit = primitive.read(primitive.prepare(text), NO_CONTEXT)
    if limit is None:
        raise DatatypeError(f"{name} of {primitive.name} cannot be “{text}”")
    allowed, words = _BOUNDS[name]
    return Facet(
        name, f"{words} {text.strip()}", lambda value, text: order(value, limit) in allowed
    )


def _length(measure: Callable[[Any], int], name: str, number: int) -> Facet:
    tests: dict[str, Callable[[Any, str], bool]] = {
        "length": lambda value, text: measure(value) == number,
        "minLength": lambda value, text: measure(value) >= number,
        "maxLength": lambda value, text: measure(value) <= number,
    }
    return Facet(name, f"{_LENGTHS[name]} {number} long", tests[name])


def _digits(name: str, number: int) -> Facet:
    if name == "totalDigits":
        if number == 0:
            raise DatatypeError("totalDigits must be at least 1")
        words = f"with at most {number} digits"
        return Facet(name, words, lambda value, text: sum(_digit_counts(value)) <= number)
    words = f"with at most {number} digits after the point"
    return Facet(name, words, lambda value, text: _digit_counts(value)[1] <= number)


def _digit_counts(value: Decimal) -> tuple[int, int]:
    """Return the number of digits before and after the point that count (no zeros at the ends)."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits))
    whole, fraction = (
        (text[:exponent], text[exponent:].rjust(-exponent, "0")) if exponent else (text, "")
    )
    return len(whole.lstrip("0")), len(fraction.rstrip("0"))


def _count(name: str, text: str) -> int:
    text = text.strip(" \t\n\r").removeprefix("+")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise DatatypeError(f"{name} must be a whole number, not “{text}”")
    return int(text)


def _check_together(name: str, params: dict[str, str]) -> None:
    """Refuse parameters that contradict each other (a minimum above the maximum)."""
    low, high = params.get("minLength"), params.get("maxLength")
    if (
        low is not None
        and high is not None
        and _count("minLength", low) > _count("maxLength", high)
    ):
        raise DatatypeError(f"minLength of {name} is above maxLength")
