"""Import and tag texts made to be hard, at full size; print what became of each, and the time.

    python scripts/bench_hostile_texts.py [--only WORD]

Each is imported as plain text with the registers of the sample edition, and then tagged as a
paragraph of a TEI document. The tests do the same at a size that takes no time
(tests/unit/encode). Ends with 1 where anything but a result or a clear error comes out.
"""

from __future__ import annotations

import argparse
import platform
import resource
import sys
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from editio import __version__  # noqa: E402
from editio.cli.import_ import tags_of  # noqa: E402
from editio.edition.settings import load_settings  # noqa: E402
from editio.encode.importing import import_text  # noqa: E402
from editio.encode.tagging import Outcome, Tagger  # noqa: E402
from editio.errors import EditioError  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

_SENTENCE = "In May 1917 Lenin said that “the war is lost”, and Trotsky agreed. "
_NOTES = 10_000
_RIGHT_TO_LEFT = "שלום עולם „גשם“ Lenin. مرحبا بالعالم في 1917. "
_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'

CASES: Final[dict[str, bytes]] = {
    "no end of line": _SENTENCE.strip().encode(),
    "one line of 10 MB": (_SENTENCE * (10_000_000 // len(_SENTENCE.encode()))).encode(),
    "one word of 10 MB": b"a" * 10_000_000,
    "a million quotation marks": "“".encode() * 1_000_000,
    "a million straight marks": b'"' * 1_000_000,
    "marks of all kinds, a million": "“‘«„\"'»”’".encode() * 111_111,
    "10,000 footnotes": (
        "\n\n".join(f"Lenin wrote it.[{n}] And so on." for n in range(1, _NOTES + 1))
        + "\n\nNotes\n\n"
        + "\n".join(f"[{n}] V. I. Lenin, Works, vol. {n}, 1917." for n in range(1, _NOTES + 1))
    ).encode(),
    "control characters": "".join(map(chr, range(1, 160))).encode() * 2_000 + b" Lenin. " * 60_000,
    "right to left": (_RIGHT_TO_LEFT * 20_000).encode(),
    "binary": bytes(range(256)) * 4_000,
    "UTF-16 without a mark": _SENTENCE.encode("utf-16-le") * 2_000,
}


def main() -> int:
    """Run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="cases with this in their names")
    options = parser.parse_args()
    print(f"Editio {__version__}, Python {platform.python_version()}, {platform.machine()}")
    tags = tags_of(load_settings(ROOT), ROOT / "build")
    failed = False
    for name, data in CASES.items():
        if options.only not in name:
            continue
        print(f"\n{name}: {len(data):,} bytes")
        failed |= not _tried(
            "import", lambda data=data: import_text(data, "a.txt", date="2026-01-02", tags=tags)
        )
        document = _document(data)
        failed |= not _tried("tag", lambda document=document: _tag(tags.tagger, document))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:,.0f} MB")
    return int(failed)


def _document(data: bytes) -> bytes:
    """The text as a paragraph; notes where the source has them; what is no text as it is."""
    text = data.decode("utf-8", "surrogateescape")
    if "\0" in text:
        return data
    if "[1] V." in text:
        notes = (f"Lenin.<note>V. I. Lenin, Works, vol. {n}, 1917.</note> " for n in range(_NOTES))
        return _TEI.format(f"<p>{''.join(notes)}</p>").encode()
    return _TEI.format(f"<p>{escape(text, quote=False)}</p>").encode("utf-8", "surrogateescape")


def _tag(tagger: Tagger, document: bytes) -> str:
    found = tagger.tag(document)
    count = sum(one.outcome is Outcome.TAGGED for one in found.decisions)
    codes = sorted({finding.code for finding in found.findings})
    return f"{count:,} places marked up{'; ' if codes else ''}{', '.join(codes)}"


def _tried(what: str, run: Callable[[], object]) -> bool:
    began = time.process_time()
    try:
        result = run()
        said = result if isinstance(result, str) else "a document"
    except EditioError as error:
        said = f"error: {error}"
    except Exception as error:
        said = f"CRASH: {error!r:.200}"
    print(f"  {what:7}{time.process_time() - began:7.1f} s  {said[:150]}", flush=True)
    return not said.startswith("CRASH")


if __name__ == "__main__":
    sys.exit(main())
