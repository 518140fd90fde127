"""A baseline: the findings that an edition has today, so that only new ones count.

A finding is known by its code, its file, the path of its element without numbers, and its message
without counts and lines: what is inserted above it does not make it new. How many of a kind there
are is counted; of more, the last ones are new.

## IGN-BASELINE: a finding of the baseline is no longer there

It was corrected, or the file is gone. Write the baseline again (`editio validate
--write-baseline`), so that it does not hide the next mistake of this kind.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from editio.errors import ConfigError
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The file of a baseline, unless the settings or an option say otherwise.
NAME = "editio-baseline.json"
_FORMAT = "editio-baseline"
_VERSION = 1
_NUMBERS = re.compile(r"\[\d+\]")
#: What in a message tells how many or where, and so may change without being new.
_COUNTS = re.compile(
    r" ?\((?=[^()]*\b(?:once|times|of them|places?|more)\b)[^()]*\)|(?<=\bline )\d+"
)


class Kind(NamedTuple):
    """What findings have in common that are the same wherever they stand."""

    file: str
    code: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are accepted. ``file`` is its name in reports."""

    file: str
    counts: dict[Kind, int]
    lines: dict[Kind, int]

    def new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that are not accepted."""
        left = dict(self.counts)
        for finding in findings:
            kind = kind_of(finding)
            if left.get(kind, 0):
                left[kind] -= 1
            else:
                yield finding

    def stale(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield a remark for each kind of which fewer findings are there than are accepted."""
        found = Counter(kind for item in findings if (kind := kind_of(item)) in self.counts)
        for kind, count in self.counts.items():
            gone = count - found[kind]
            if gone > 0:
                what = "this finding is" if gone == 1 else f"{gone} of these findings are"
                place = f" in {kind.file}" if kind.file else ""
                yield Finding(
                    code="IGN-BASELINE",
                    severity=Severity.INFO,
                    message=f"{what} no longer there{place}: {kind.code} {kind.message}",
                    hint="editio validate --write-baseline writes the baseline again",
                    file=self.file,
                    line=self.lines[kind],
                    column=1,
                )


def kind_of(finding: Finding) -> Kind:
    """Return what stays of a finding when lines move."""
    return Kind(
        finding.file,
        finding.code,
        _NUMBERS.sub("", finding.xpath),
        _COUNTS.sub("", finding.message),
    )


def written(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the pieces of a baseline: JSON, a line for each kind, in the order of the files."""
    counts = Counter(map(kind_of, findings))
    yield f'{{"format": "{_FORMAT}", "version": {_VERSION}, "findings": ['
    separator = "\n"
    for kind in sorted(counts):
        entry = {**kind._asdict(), "count": counts[kind]}
        text = json.dumps(entry, ensure_ascii=False)
        yield separator + re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)
        separator = ",\n"
    yield "\n]}\n"


def read_baseline(path: Path, root: Path) -> Baseline:
    """Read a baseline of the edition in ``root``.

    Raises :class:`ConfigError` where there is none, or where it is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except FileNotFoundError as error:
        hint = "editio validate --write-baseline writes it"
        raise ConfigError(f"there is no baseline {path}", hint) from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "check the file") from error
    except ValueError as error:
        raise ConfigError(f"{path} is no baseline: {error}", _AGAIN) from error
    counts = dict(_entries(data, path))
    return Baseline(Path(os.path.relpath(path, root)).as_posix(), counts, _lines(text, counts))


_AGAIN = "write it again with --write-baseline"


def _entries(data: Any, path: Path) -> Iterator[tuple[Kind, int]]:
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise ConfigError(f"{path} is no baseline", _AGAIN)
    if data.get("version") != _VERSION:
        raise ConfigError(f"{path} is a baseline of another version of Editio", _AGAIN)
    entries = data.get("findings")
    for entry in entries if isinstance(entries, list) else ():
        try:
            kind = Kind(*(str(entry[name]) for name in Kind._fields))
            count = int(entry["count"])
        except (TypeError, KeyError, ValueError) as error:
            raise ConfigError(f"{path}: this is no finding: {entry!r:.80}", _AGAIN) from error
        yield kind, count


def _lines(text: str, kinds: Iterable[Kind]) -> dict[Kind, int]:
    """Return in which line each kind stands; the first where somebody has laid it out anew."""
    found = dict.fromkeys(kinds, 1)
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            entry = json.loads(line.rstrip(","))
            kind = Kind(*(str(entry[name]) for name in Kind._fields))
        except (ValueError, TypeError, KeyError):
            continue
        found[kind] = number
    return found
