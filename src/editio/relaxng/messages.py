"""The messages of the validator: what is wrong, in which element, what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.findings import Finding, Severity
from editio.relaxng.nameclasses import XML, split_key
from editio.relaxng.patterns import Choice, Data, Group, List, OneOrMore, Value
from editio.relaxng.vocabulary import SOME_TEXT
from editio.relaxng.words import closest, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from editio.relaxng.patterns import Pattern
    from editio.relaxng.vocabulary import Expected, Missing, Vocabulary

MAX_DOCUMENTATION = 240


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, line and column (from 1, in characters), and path."""

    line: int
    column: int
    file: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What surrounds a mistake.

    ``parent`` is the open element, ``after`` the sibling before (or ""); ``likely`` says how
    likely each element is to be the next: what is required first, then what the edition uses.
    """

    parent: str
    after: str
    likely: Mapping[str, int]
    expected: Expected


class Messages:
    """Phrases findings for one schema."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    # -- elements ------------------------------------------------------------------------------

    def wrong_namespace(self, place: Place, key: str, right: str) -> Finding:
        uri, local = split_key(key)
        wanted = split_key(right)[0]
        stands = f"the namespace {quoted(uri)}" if uri else "no namespace"
        needed = f"the namespace {wanted}" if wanted else "no namespace"
        hint = f'Add xmlns="{wanted}" to <{local}>.' if wanted else f"Take xmlns off <{local}>."
        return finding(
            "RNG-NAMESPACE", place, f"<{local}> is in {stands}; it belongs to {needed}", hint
        )

    def unknown_element(self, place: Place, key: str, parent: str, guess: str | None) -> Finding:
        message = f"<{_local(key)}> does not exist in this schema"
        if guess is not None:
            hint = f"Did you mean <{_local(guess)}>? {self.about(guess)}"
            return finding("RNG-UNKNOWN", place, message + self._in(parent), hint)
        return finding("RNG-UNKNOWN", place, message + self._in(parent), "")

    def misplaced_element(self, place: Place, key: str, where: Situation) -> Finding:
        local = _local(key)
        if not where.parent:
            message = f"a document cannot begin with <{local}>"
        elif where.after:
            message = f"<{local}> cannot come after <{_local(where.after)}>{self._in(where.parent)}"
        else:
            message = f"<{local}> is not allowed in <{_local(where.parent)}>"
        return finding("RNG-ELEMENT", place, message + self._expected(where), self.about(key))

    def missing_before(self, place: Place, missing: Missing, key: str, parent: str) -> Finding:
        needed = self._all_of(missing)
        message = f"{needed} must come before <{_local(key)}>{self._in(parent)}"
        return finding("RNG-MISSING", place, message, self._about_single(missing[0]))

    def wrong_order(self, place: Place, late: str, early: str, parent: str) -> Finding:
        message = f"<{_local(late)}> must come before <{_local(early)}>{self._in(parent)}"
        return finding("RNG-ORDER", place, message, "")

    def incomplete(self, place: Place, key: str, missing: Missing) -> Finding:
        needed = self._all_of(missing)
        message = f"<{_local(key)}> is not complete: it lacks {needed}"
        return finding(
            "RNG-MISSING", place, message, self._about_single(missing[0]) if missing else ""
        )

    # -- text and values -----------------------------------------------------------------------

    def text_not_allowed(self, place: Place, text: str, where: Situation) -> Finding:
        parent = _local(where.parent)
        message = f"text is not allowed directly in <{parent}>: {quoted(text)}"
        if not where.expected.elements and not where.expected.any_element:
            return finding("RNG-TEXT", place, message, f"<{parent}> must be empty here")
        return finding("RNG-TEXT", place, message + self._expected(where), "")

    def wrong_content(
        self, place: Place, text: str, key: str, patterns: Sequence[Pattern]
    ) -> Finding:
        what = f"is not a value of <{_local(key)}>" if text.strip() else f"<{_local(key)}> is empty"
        message = f"{quoted(text)} {what}" if text.strip() else what
        return finding("RNG-CONTENT", place, *self._value_words(message, text, patterns))

    def wrong_value(
        self, place: Place, attribute: str, value: str, element: str, patterns: Sequence[Pattern]
    ) -> Finding:
        message = (
            f"{quoted(value)} is not a value of {attribute_name(attribute)} on <{_local(element)}>"
        )
        return finding("RNG-VALUE", place, *self._value_words(message, value, patterns))

    def _value_words(
        self, message: str, value: str, patterns: Sequence[Pattern]
    ) -> tuple[str, str]:
        fixed, described = allowed_values(patterns)
        guess = closest(value.strip(), fixed)
        wanted = listed([*fixed, *described])
        documentation = fixed.get(guess, "") if guess else ""
        hint = f"Did you mean {quoted(guess)}? {documentation}" if guess else ""
        return f"{message}; expected {wanted}" if wanted else message, hint.strip()

    # -- attributes ----------------------------------------------------------------------------

    def unknown_attribute(
        self, place: Place, attribute: str, element: str, guess: str | None, missing: Sequence[str]
    ) -> Finding:
        message = f"{attribute_name(attribute)} is not allowed on <{_local(element)}>"
        if missing:
            message += f", which lacks {attribute_name(missing[0])}"
        hint = f"Did you mean {attribute_name(guess)}?" if guess else ""
        return finding("RNG-ATTRIBUTE", place, message, hint)

    def conflicting_attribute(self, place: Place, attribute: str, element: str) -> Finding:
        name = attribute_name(attribute)
        message = f"{name} of <{_local(element)}> cannot stand together with the attributes before"
        return finding("RNG-ATTRIBUTE", place, message, "")

    def missing_attribute(self, place: Place, names: frozenset[str], element: str) -> Finding:
        known = sorted(attribute_name(name) for name in names if name)
        kind = "the attribute" if len(known) < 2 else "one of the attributes"
        message = f"<{_local(element)}> lacks {kind} {listed(known)}".rstrip()
        return finding("RNG-ATTRIBUTE-MISSING", place, message, "")

    # -- parts ---------------------------------------------------------------------------------

    def about(self, key: str) -> str:
        """Return the schema's own documentation of an element, as a sentence; or ""."""
        text = self.vocabulary.documentation(key)
        if len(text) > MAX_DOCUMENTATION:
            text = text[: MAX_DOCUMENTATION - 1].rsplit(" ", 1)[0] + " …"
        return f"<{_local(key)}>: {text}" if text else ""

    def _about_single(self, names: frozenset[str]) -> str:
        return self.about(next(iter(names))) if len(names) == 1 else ""

    def _in(self, parent: str) -> str:
        return f" in <{_local(parent)}>" if parent else ""

    def _all_of(self, missing: Missing) -> str:
        return listed([self._one_of(names) for names in missing], "and")

    def _one_of(self, names: frozenset[str]) -> str:
        known = [_shown(name) for name in sorted(names)]
        return known[0] if len(known) == 1 else f"one of {listed(known)}"

    def _expected(self, where: Situation) -> str:
        expected, likely = where.expected, where.likely
        names = sorted(expected.elements, key=lambda key: (-likely.get(key, 0), _local(key)))
        words = [f"<{_local(key)}>" for key in names]
        if expected.text or expected.values:
            words.insert(0, "text")
        if expected.any_element:
            words.append("elements of other schemas")
        if not words:
            return "; nothing more may come here" if where.parent else "; the schema allows none"
        return f"; expected {listed(words)}"


def attribute_name(key: str) -> str:
    """Return the name of an attribute as people write it (``@xml:id``)."""
    uri, local = split_key(key)
    if uri == XML:
        return f"@xml:{local}"
    return f"@{local} (of {uri})" if uri else f"@{local}"


def allowed_values(patterns: Sequence[Pattern]) -> tuple[dict[str, str], list[str]]:
    """Return fixed values with their documentation, and descriptions of the others."""
    fixed: dict[str, str] = {}
    described: list[str] = []
    waiting = list(reversed(patterns))
    while waiting:
        pattern = waiting.pop()
        if isinstance(pattern, Value):
            fixed.setdefault(pattern.written, pattern.documentation)
        elif isinstance(pattern, Data):
            words = pattern.datatype.describe()
            if words not in described:
                described.append(words)
        elif isinstance(pattern, List):
            waiting.append(pattern.content)
        elif isinstance(pattern, Choice | Group | OneOrMore) or pattern.parts:
            waiting.extend(reversed(pattern.parts))
    return fixed, described


def _local(key: str) -> str:
    return split_key(key)[1]


def _shown(key: str) -> str:
    if key == SOME_TEXT:
        return "text"
    return f"<{_local(key)}>" if key else "an element"


def finding(code: str, place: Place, message: str, hint: str) -> Finding:
    """Return a finding of severity error."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        hint=hint.strip(),
        file=place.file,
        line=place.line,
        column=place.column,
        xpath=place.path,
    )
