"""Which links must not die: the ids of a build and of the release before, and where they went."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from editio.edition.siteplan import PLAIN, SitePlan
from editio.errors import ConfigError
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from editio.edition.settings import Release

#: Where a build keeps its permalinks.
FILE = "index/permalinks.json"


@dataclass(frozen=True, slots=True)
class Moved:
    """A passage that is elsewhere now: the anchor it had, and the page and anchor it has."""

    anchor: str
    page: str
    fragment: str


@dataclass(slots=True)
class Permalinks:
    """The citable units of every text of a build, by the id of the document, as lists in JSON.

    ``plan`` says where the pages of the texts lie.
    """

    units: dict[str, str] = field(default_factory=dict)
    plan: SitePlan = PLAIN

    def file(self, release: Release) -> str:
        """Return the file that a later release is compared with, a line per text."""
        lines = ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{ids}" for name, ids in self.units.items()
        )
        version = json.dumps(release.version, ensure_ascii=False)
        spread = json.dumps(self.plan.spread)
        return f'{{"version":{version},"spread":{spread},"texts":{{\n{lines}\n}}}}\n'

    def has(self, place: str) -> bool:
        """Whether there is such a text, or such a passage (``text#passage``)."""
        document, _, unit = place.partition("#")
        return document in self.units and (not unit or unit in self._units_of(document))

    def _units_of(self, document: str) -> frozenset[str]:
        return frozenset(json.loads(self.units[document]))

    def dead(self, release: Release) -> Iterator[Finding]:
        """Yield a finding for each permalink of the release before that would lead nowhere."""
        redirects = dict(release.redirects)
        for old, new in redirects.items():
            if not self.has(new):
                yield _gone(f"the redirect of {old} leads to {new}, which is not there")
        if release.previous is None:
            return
        version, texts, spread = _previous(release.previous)
        name = f"release {version}" if version else "the last release"
        if spread is not self.plan.spread:
            yield _elsewhere(name, spread=spread)
        for document, units in texts.items():
            if document not in self.units:
                if document not in redirects:
                    yield _gone(f"{name} has the text {document}, and this one has not")
                continue
            for unit in sorted(units - self._units_of(document)):
                if f"{document}#{unit}" not in redirects:
                    yield _gone(f"{name} has the passage {document}#{unit}, and this one has not")

    def moved(self, release: Release) -> dict[str, list[Moved]]:
        """Return what moved, by the document that had it, but for what leads nowhere."""
        found: dict[str, list[Moved]] = {}
        for old, new in release.redirects:
            document, _, anchor = old.partition("#")
            if self.has(new) and not self.has(old):
                target, _, fragment = new.partition("#")
                found.setdefault(document, []).append(
                    Moved(anchor, self.plan.text(target), fragment)
                )
        return found


def _previous(path: Path) -> tuple[str, Mapping[str, frozenset[str]], bool]:
    """Return the version of a release, its units by text, and whether its pages were spread."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        texts = {str(name): frozenset(map(str, ids)) for name, ids in data["texts"].items()}
        return str(data.get("version", "")), texts, data.get("spread") is True
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{path}: release.previous is no file of permalinks",
            "name a copy of index/permalinks.json from the build of that release",
        ) from error


def _gone(message: str) -> Finding:
    return _finding(
        message, "give the passage its id again, or say under [release.redirects] where it went"
    )


def _elsewhere(name: str, *, spread: bool) -> Finding:
    others = "in many folders" if spread else "in one folder"
    return _finding(
        f"{name} has its pages {others}, so that none of its links leads to a page of this one",
        f"say spread = {str(spread).lower()} under [render], as it was",
    )


def _finding(message: str, hint: str) -> Finding:
    return Finding(
        code="PTR-PERMALINK",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        file="edition.toml",
    )
