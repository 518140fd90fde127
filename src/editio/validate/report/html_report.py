"""Findings as one page for a browser: filters by rule, file and severity, excerpts of the source.

The page needs nothing but itself, and a Content Security Policy lets it run nothing but its own
script. Without scripts it shows everything. Whatever a document holds is text in it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html import escape
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.lines import lines_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.findings import Finding
    from editio.validate.report import Listed, ReportOptions

#: Characters of a line that are shown, around the place.
_WIDTH = 160
#: What is marked at a place: a tag's name, a word, or a character.
_TOKEN = re.compile(r"</?[\w:.-]+|[\w:.-]+|.", re.DOTALL)


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield the page in pieces; findings are in the order given (by file)."""
    style, script = _asset("html_report.css"), _asset("html_report.js")
    title = escape(f"Findings: {options.root.name}")
    yield _HEAD.format(
        title=title, style=style, style_hash=_digest(style), script_hash=_digest(script)
    )
    yield f"<h1>{title}</h1>\n<p>{_counts(findings)}</p>\n"
    if findings:
        yield from _filters(findings)
    for file, group in groupby(findings, key=lambda item: item.file):
        lines = lines_of(options.root / file) if file else []
        name = escape(visible(file)) or "the edition"
        yield f'<section data-file="{name}">\n<h2>{name}</h2>\n<ol>\n'
        for finding in group:
            yield from _item(finding, lines)
        yield "</ol>\n</section>\n"
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
"""  # noqa: E501 - a policy is one line


def _asset(name: str) -> str:
    text = (resources.files("editio.validate.report") / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _counts(findings: Listed) -> str:
    counts = Counter(finding.severity for finding in findings)
    names = {Severity.INFO: "remark"}
    parts = [
        f"{counts[severity]} {names.get(severity, severity.value)}{'s'[: counts[severity] != 1]}"
        for severity in reversed(Severity)
        if counts[severity]
    ]
    return ", ".join(parts) or "Nothing was found."


def _filters(findings: Listed) -> Iterator[str]:
    """Yield the filters, which the script shows."""
    yield '<form id="filters" hidden>\n'
    severities = Counter(finding.severity.value for finding in findings)
    yield from _select("severity", "Severity", [(s.value, severities[s.value]) for s in Severity])
    yield from _select("code", "Rule", sorted(Counter(i.code for i in findings).items()))
    files = Counter(visible(finding.file) or "the edition" for finding in findings)
    yield from _select("file", "File", sorted(files.items()))
    yield '<output id="shown" aria-live="polite"></output>\n</form>\n'


def _select(name: str, label: str, choices: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield f'<label>{label} <select name="{name}"><option value="">all</option>'
    for value, count in choices:
        if count:
            shown = escape(value)
            yield f'<option value="{shown}">{shown} ({count})</option>'
    yield "</select></label>\n"


def _item(finding: Finding, lines: Sequence[str]) -> Iterator[str]:
    severity, code = finding.severity.value, escape(finding.code)
    where = f"{finding.line}:{finding.column}" if finding.line else ""
    yield f'<li data-severity="{severity}" data-code="{code}">\n'
    yield f'<p><span class="where">{where}</span> <strong>{severity}</strong> '
    yield f"{escape(visible(finding.message))} <code>{code}</code></p>\n"
    if 0 < finding.line <= len(lines):
        yield f"<pre>{_excerpt(lines, finding)}</pre>\n"
    if finding.hint:
        yield f'<p class="hint">{escape(visible(finding.hint))}</p>\n'
    yield "</li>\n"


def _excerpt(lines: Sequence[str], finding: Finding) -> str:
    """Return the line of a finding with its place marked, between its neighbours."""
    index = max(finding.column - 1, 0)
    start = 0 if index < _WIDTH // 2 else index - _WIDTH // 4
    shown = []
    for number in range(max(finding.line - 1, 1), min(finding.line + 1, len(lines)) + 1):
        line = lines[number - 1]
        if number == finding.line:
            text = _marked(line, start, index if finding.column else len(line))
        else:
            text = _piece(line, start, start + _WIDTH)
        shown.append(f'<span class="line">{number}</span> {text}')
    return "\n".join(shown)


def _marked(line: str, start: int, index: int) -> str:
    token = _TOKEN.match(line, index)
    end = min(token.end(), start + _WIDTH) if token else index
    marked = f"<mark>{_piece(line, index, end)}</mark>" if token else ""
    before = ("…" if start else "") + _piece(line, start, index)
    more = "…" if len(line) > start + _WIDTH else ""
    return before + marked + _piece(line, end, start + _WIDTH) + more


def _piece(line: str, start: int, end: int) -> str:
    return escape(visible(line[start:end]))
