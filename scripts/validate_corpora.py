"""Validate the corpora of ../shared/corpora, beside jing, and write what is found and why.

python scripts/validate_corpora.py            writes docs/explanation/corpora.md
python scripts/validate_corpora.py --check    exits with 1 where the page would change

Each document is checked against the schema of its project where the corpus has it, and else against
TEI All. jing (installed) judges the same files against the same schemas. Every difference of the
verdicts, and every code that a corpus has, is explained below by name: the script fails where an
explanation is missing, and where one is no longer needed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpora_explained import DIFFERENCES, DRACOR_ALLOWED, EXPLAINED
from editio.edition.find import find_documents
from editio.edition.settings import load_settings
from editio.findings import Severity
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import DocumentRef
    from editio.findings import Finding

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared")).resolve()
CORPORA = SHARED / "corpora"
PAGE = ROOT / "docs" / "explanation" / "corpora.md"
TEI_ALL = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
_DRACOR = "drama-gerdracor/schema/dracor-p5_4.9.0a"

#: Schemas of their own, by the beginning of a document's path: grammar, and rules if there are any.
SCHEMAS = {
    "cmif/": ("cmif/schema/cmi-customization.rng", ""),
    "dracor-schema-tests/": (f"{_DRACOR}.rng", f"{_DRACOR}.isosch"),
    "drama-gerdracor/tei/": (f"{_DRACOR}.rng", f"{_DRACOR}.isosch"),
    "prose-eltec-eng/": ("prose-eltec-eng/schema/eltec-1.rng", ""),
    "verse-disco/": ("verse-disco/schema/schema/tei_all_DISCO.rnc", ""),
}
#: Codes that say that a document cannot be read as a whole, so that it has no verdict but one.
_UNREADABLE = re.compile(
    r"XML-(?!ID-|LANG|CONTROL|REPLACEMENT|UNNORMALISED|BOM|DOCTYPE|NOT-TEI|NAMESPACE|P4)"
)
_LINE = re.compile(r"(?P<file>.+?):\d+:\d+: (?P<kind>error|fatal|warning): ")


@dataclass(slots=True)
class Group:
    """Documents of a corpus with the same schema: what Editio and jing say."""

    corpus: str
    schema: Path
    documents: list[str]
    findings: list[Finding]
    ours: frozenset[str]
    theirs: frozenset[str] = field(default_factory=frozenset)


def surveyed(corpus: str, *, with_jing: bool = True) -> Iterator[Group]:
    """Yield the groups of a corpus, validated."""
    root = CORPORA / corpus
    settings = load_settings(root)
    edition = find_documents(settings)
    groups: dict[tuple[str, str], list[DocumentRef]] = {}
    for ref in edition:
        path = f"{corpus}/{ref.path}"
        own = next((pair for start, pair in SCHEMAS.items() if path.startswith(start)), ("", ""))
        groups.setdefault(own, []).append(ref)
    for (grammar, rules), refs in groups.items():
        group = _validated(corpus, CORPORA / grammar if grammar else TEI_ALL, rules, refs, edition)
        if with_jing:
            group.theirs = frozenset(_jing(group.schema, root, group.documents))
        yield group


def _validated(
    corpus: str,
    grammar: Path,
    rules: str,
    refs: Sequence[DocumentRef],
    edition: Sequence[DocumentRef],
) -> Group:
    options = Options(
        relaxng_schema=grammar,
        schematron=CORPORA / rules if rules else None,
        today=(2027, 1, 1),
    )
    results = validate_documents(
        Request(refs, CORPORA / corpus, options, edition=edition, language="en"), SerialExecutor()
    )
    findings = [item for result in results for item in result]
    left_out = {item.document for item in findings if item.code == "XML-NOT-TEI"}
    wrong = {
        item.document
        for item in findings
        if item.code.startswith("RNG-")
        or (item.severity is Severity.ERROR and _UNREADABLE.match(item.code))
    }
    documents = [ref.path for ref in refs if ref.id not in left_out]
    ours = frozenset(ref.path for ref in refs if ref.id in wrong)
    return Group(corpus, grammar, documents, findings, ours)


def _jing(schema: Path, root: Path, documents: Sequence[str]) -> Iterator[str]:
    """Yield the documents that jing rejects. It stops at a fatal error: the rest is asked again."""
    compact = ["-c"] if schema.suffix == ".rnc" else []
    left = [str(root / path) for path in documents]
    while left:
        done = subprocess.run(
            ["jing", "-i", *compact, schema, *left], capture_output=True, text=True, check=False
        )
        lines = [found for line in done.stdout.splitlines() if (found := _LINE.match(line))]
        wrong = {line["file"] for line in lines if line["kind"] != "warning"} & set(left)
        yield from (Path(file).relative_to(root).as_posix() for file in wrong)
        fatal = [line["file"] for line in lines if line["kind"] == "fatal" and line["file"] in left]
        left = left[left.index(fatal[-1]) + 1 :] if fatal else []


def corpora() -> list[str]:
    """Return the names of all corpora."""
    return sorted(path.name for path in CORPORA.iterdir() if path.is_dir())


def problems(groups: Sequence[Group]) -> Iterator[str]:
    """Yield what is not explained, and what is explained and not there."""
    found = {f"{group.corpus}/{path}" for group in groups for path in group.ours ^ group.theirs}
    yield from (
        f"no explanation of the verdict on {path}" for path in sorted(found - set(DIFFERENCES))
    )
    yield from (f"the verdicts agree on {path}" for path in sorted(set(DIFFERENCES) - found))
    codes = {(group.corpus, item.code) for group in groups for item in group.findings}
    known = {(corpus, code) for corpus, rows in EXPLAINED.items() for code in rows}
    yield from (f"{code} of {corpus} is not explained" for corpus, code in sorted(codes - known))
    yield from (f"{corpus} has no {code}" for corpus, code in sorted(known - codes))


def page(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# What validating real corpora finds\n"
    yield "Made by `scripts/validate_corpora.py`, which runs Editio and jing over the same files;"
    yield "the explanations are written by people who looked (`scripts/corpora_explained.py`).\n"
    yield "## Verdicts\n"
    yield "Against the schema of the project where the corpus has it, else against TEI All 4.9.0a."
    yield "“Invalid” counts documents that break the schema or cannot be read as a whole.\n"
    yield "| corpus | schema | documents | invalid (Editio) | invalid (jing) | different |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for group in groups:
        counts = (len(group.documents), len(group.ours), len(group.theirs))
        numbers = " | ".join(map(str, (*counts, len(group.ours ^ group.theirs))))
        yield f"| {group.corpus} | `{group.schema.name}` | {numbers} |"
    yield "\nWhere the verdicts differ:\n"
    yield from (f"* `{path}`: {reason}" for path, reason in DIFFERENCES.items())
    yield "\n## Findings\n"
    for corpus in dict.fromkeys(group.corpus for group in groups):
        findings = [item for group in groups if group.corpus == corpus for item in group.findings]
        yield f"### {corpus}\n"
        if not findings:
            yield "None.\n"
            continue
        yield "| code | number | files | why |\n| --- | ---: | ---: | --- |"
        for code, count in sorted(Counter(item.code for item in findings).items()):
            files = len({item.file for item in findings if item.code == code})
            link = f"[{code}](../reference/findings/{code}.md)"
            yield f"| {link} | {count} | {files} | {EXPLAINED.get(corpus, {}).get(code, '')} |"
        yield ""
    yield "## The tests of DraCor’s schema\n"
    yield "Each file of `dracor-schema-tests` shows a feature or a mistake, told in its name and in"
    yield "a comment. Every mistake is found but those that the schema, as it is, allows; jing and"
    yield "the rules of DraCor say the same:\n"
    yield from (f"* `{name}`: {reason}" for name, reason in DRACOR_ALLOWED.items())


def main() -> int:
    parser = argparse.ArgumentParser(description="Validate the corpora beside jing.")
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    groups = [group for corpus in corpora() for group in surveyed(corpus)]
    wrong = list(problems(groups))
    print("\n".join(wrong))
    text = "\n".join(page(groups)).rstrip() + "\n"
    same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
    if not check:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(groups)} groups, {sum(len(group.documents) for group in groups)} documents")
    return 1 if wrong or (check and not same) else 0


if __name__ == "__main__":
    sys.exit(main())
