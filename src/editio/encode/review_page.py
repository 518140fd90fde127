"""The review of tagging as a page to look at: every decision in its context, in colour.

One file that needs nothing else, runs no script and asks no network; all that comes from documents
is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging import Decision

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 75rem; padding: 1rem }
table { border-collapse: collapse; width: 100% }
caption { font-weight: 600; padding: 1.5rem 0 .5rem; text-align: start }
th, td { border-block-end: 1px solid #8886; padding: .3rem .6rem; text-align: start;
  vertical-align: top }
thead th { background: Canvas; inset-block-start: 0; position: sticky }
td.context { font-family: Georgia, serif; min-width: 22rem }
td.value { font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere }
td.line { text-align: end }
mark { border-radius: .2em; color: inherit; padding: 0 .15em }
.high mark { background: #2a9d4a44 }
.medium mark { background: #e0a80055 }
.low mark { background: #d6404055 }
.unplaced mark, .rejected mark { background: #8884; text-decoration: line-through }
.badge { white-space: nowrap }
nav a { margin-inline-end: 1rem }
"""


def review_page(title: str, decisions: Sequence[tuple[str, Decision]]) -> str:
    """Return the page for decisions, each with the file that it is about."""
    return "".join(_page(title, decisions))


def _page(title: str, decisions: Sequence[tuple[str, Decision]]) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{escape(title)}</h1>"
    layers = Counter(decision.layer for _, decision in decisions)
    yield "<nav>"
    for layer, count in sorted(layers.items()):
        yield f'<a href="#{escape(layer)}">{escape(layer)} ({count:,})</a>'
    yield "</nav><p>Green is sure, yellow less so, red is a guess; what is struck out was not "
    yield "marked up. To change something, edit the table (CSV) and give it back with "
    yield "<code>--apply</code>.</p>"
    for layer in sorted(layers):
        yield from _table(layer, [item for item in decisions if item[1].layer == layer])
    yield "</body></html>\n"


def _table(layer: str, decisions: Sequence[tuple[str, Decision]]) -> Iterator[str]:
    yield f'<table id="{escape(layer)}"><caption>{escape(layer)}</caption><thead><tr>'
    for heading in ("File", "Line", "In the text", "Value", "Sure", "Why", "Candidates"):
        yield f'<th scope="col">{heading}</th>'
    yield "</tr></thead><tbody>\n"
    for file, one in decisions:
        state = one.confidence.value if one.outcome.value == "tagged" else one.outcome.value
        label = state if state == one.confidence.value else f"{one.confidence.value}, {state}"
        yield f'<tr class="{escape(state)}"><td>{escape(file)}</td><td class="line">{one.line}</td>'
        yield f'<td class="context">{escape(one.before)}<mark>{escape(one.form)}</mark>'
        yield f'{escape(one.after)}</td><td class="value">{escape(one.element)} '
        yield f'{escape(one.value)}</td><td class="badge">{escape(label)}</td>'
        others = ", ".join(one.candidates[1:]) if len(one.candidates) > 1 else ""
        yield f"<td>{escape(one.reason)}</td><td>{escape(others)}</td></tr>\n"
    yield "</tbody></table>"
