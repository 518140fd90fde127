"""Editio beside other tools: the same documents, one run, whole processes.

    python scripts/bench_peers.py [--documents 500] [--schema tei_all.rng] [--write]

Measured are Saxon-HE in Java with Editio's own HTML stylesheet, libxslt (xsltproc) with a small
stylesheet that does about the least (scripts/small-html.xsl), jing, and Editio's builds and
validation. Each is one process for all documents, started anew; CPU time is that of all processes
and includes their start. What is not installed is left out (Debian: libsaxonhe-java, xsltproc,
jing). ``--write`` puts the table into docs/explanation/performance.md.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench_large import change
from make_corpus import CORPORA, make_edition
from measuring import Cost, editio, machine, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SAXON = Path("/usr/share/java/Saxon-HE.jar")
PAGE = ROOT / "docs" / "explanation" / "performance.md"
BEGIN, END = "<!-- written by scripts/bench_peers.py -->", "<!-- end -->"
SCHEMA = CORPORA.parent / "tei/p5-4.9.0a/compiled/tei_all.rng"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Editio beside other tools.")
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--schema", type=Path, default=SCHEMA)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="editio-peers-") as folder:
        edition = Path(folder) / "edition"
        size = make_edition(options.corpora, edition, options.documents, options.seed)
        lines = [
            f"{machine()}; {peers()}",
            "",
            f"{options.documents:,} documents, {size / 1e6:.1f} MB, and their registers:",
            "",
            "| what | CPU s | s | peak memory, MiB | CPU, of Saxon in Java |",
            "| --- | --: | --: | --: | --: |",
        ]
        print("\n".join(lines), flush=True)
        base = 0.0
        for name, cost in measured(Path(folder), edition, options.schema):
            base = base or cost.cpu
            lines.append(
                f"| {name} | {cost.cpu:.2f} | {cost.wall:.1f} | {cost.peak:.0f} | "
                f"{cost.cpu / base:.2f} |"
            )
            print(lines[-1], flush=True)
    if options.write:
        write(lines)


def measured(folder: Path, edition: Path, schema: Path) -> Iterator[tuple[str, Cost]]:
    """Yield what each tool takes."""
    flat = flattened(edition, folder / "flat")
    files = [str(path) for path in sorted(flat.iterdir())]
    if SAXON.is_file():
        (folder / "java").mkdir()
        transform = ("java", "-cp", str(SAXON), "net.sf.saxon.Transform")
        html = f"-xsl:{ROOT / 'xslt' / 'html.xsl'}"
        yield (
            "Saxon-HE in Java, Editio's HTML stylesheet, the texts",
            done((*transform, f"-s:{flat}", html, f"-o:{folder / 'java'}"), 0, 2),
        )
    if shutil.which("xsltproc"):
        command = ("xsltproc", str(ROOT / "scripts" / "small-html.xsl"), *files)
        yield "libxslt, a small stylesheet, the texts, written nowhere", done(command, 0)
    for jobs in (1, 2):
        yield from builds(edition, jobs)
    if schema.is_file():
        if shutil.which("jing"):
            yield f"jing, {schema.name}, the texts", done(("jing", str(schema), *files), 0, 1)
        check = ("validate", str(edition), f"--schema={schema}", "--executor=serial")
        yield "Editio, all checks, 1 process", done(editio(*check, "--no-cache"), 0, 1)


def builds(edition: Path, jobs: int) -> Iterator[tuple[str, Cost]]:
    """Yield what Editio's builds take: everything that is in a build, not HTML alone."""
    shutil.rmtree(edition / "build", ignore_errors=True)
    workers = f"--jobs={jobs}" if jobs > 1 else "--executor=serial"
    command = editio("build", "--quiet", workers, str(edition))
    processes = f"{jobs} process{'es' if jobs > 1 else ''}"
    yield f"Editio, clean build, {processes}", done(command, 0, 1)
    yield f"Editio, nothing changed, {processes}", done(command, 0, 1)
    change(edition)
    yield f"Editio, one document changed, {processes}", done(command, 0, 1)


def flattened(edition: Path, target: Path) -> Path:
    """Put the texts into one folder, as the other tools want them."""
    target.mkdir()
    for path in sorted((edition / "texts").rglob("*.xml")):
        shutil.copyfile(path, target / path.name)
    return target


def done(command: tuple[str, ...], *allowed: int) -> Cost:
    cost = measure(command)
    if cost.status not in allowed:
        raise SystemExit(f"{command[0]}: exit code {cost.status}\n{cost.log[-2000:]}")
    return cost


def peers() -> str:
    """Return the versions of the other tools."""
    found = []
    for name, command in (
        ("", ("java", "-cp", str(SAXON), "net.sf.saxon.Version")),
        ("", ("java", "--version")),
        ("xsltproc", ("xsltproc", "--version")),
    ):
        if shutil.which(command[0]):
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            said = (ran.stdout + ran.stderr).strip().splitlines()
            found.append(f"{name} {said[0]}".strip() if said and ran.returncode == 0 else "")
    return "; ".join(filter(None, found))


def write(lines: list[str]) -> None:
    """Put the table between its marks in the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "\n".join(lines)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
