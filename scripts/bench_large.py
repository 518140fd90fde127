"""How the cost of a build grows with the edition.

    python scripts/bench_large.py [--documents 500 2000 20000] [--jobs 2] [--seed 1] [--in DIR]

Makes an edition of each size (scripts/make_corpus.py) and builds it from nothing, again with
nothing changed, and again each time one of five documents has changed, of which the middle result
is shown. CPU seconds are those of all processes; the exponent says with which power of the number
of documents they grow: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from make_corpus import CORPORA, make_edition
from measuring import Cost, editio, machine, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many documents are changed, one after the other.
CHANGES = 5


@dataclass(frozen=True)
class Size:
    """An edition of so many documents and bytes, and what its builds cost."""

    documents: int
    size: int
    clean: Cost
    again: Cost
    changed: Cost


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure builds of editions of several sizes.")
    parser.add_argument("--documents", type=int, nargs="+", default=[500, 2_000, 20_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--in", dest="folder", type=Path, help="where to work; default: temporary")
    options = parser.parse_args()
    print(f"{machine()}; --jobs {options.jobs}\n")
    print(_HEAD, flush=True)
    found = []
    for count in sorted(options.documents):
        with tempfile.TemporaryDirectory(prefix="editio-large-", dir=options.folder) as folder:
            edition = Path(folder) / "edition"
            size = make_edition(options.corpora, edition, count, options.seed)
            found.append(measured(edition, count, size, options.jobs))
        print("\n".join(rows(found[-1])), flush=True)
    print()
    for fewer, more in pairwise(found):
        print(exponent(fewer, more))
    if len(found) > 2:
        print(exponent(found[0], found[-1]))


_HEAD = """| documents | MB | build | CPU s | of clean | CPU ms per document | s | parent, MiB | \
largest worker, MiB |
| --: | --: | --- | --: | --: | --: | --: | --: | --: |"""


def measured(edition: Path, count: int, size: int, jobs: int) -> Size:
    """Build an edition from nothing, again, and after each of some changes."""
    command = editio("build", "--quiet", f"--jobs={jobs}", str(edition))
    clean = run(command)
    again = run(command)
    changed = []
    for number in range(CHANGES):
        change(edition, (2 * number + 1) / (2 * CHANGES))
        changed.append(run(command))
    shutil.rmtree(edition)
    middle = sorted(changed, key=lambda cost: cost.cpu)[CHANGES // 2]
    return Size(count, size, clean, again, middle)


def run(command: tuple[str, ...]) -> Cost:
    cost = measure(command)
    if cost.status not in {0, 1}:
        raise SystemExit(f"{' '.join(command)}: exit code {cost.status}\n{cost.log}")
    return cost


def change(edition: Path, where: float = 0.5) -> None:
    """Add a sentence to a document, by default to the one in the middle."""
    paths = sorted((edition / "texts").rglob("*.xml"))
    path = paths[int(where * len(paths))]
    text = path.read_text(encoding="utf-8")
    added = "<div><p>One sentence more.</p></div></body>"
    path.write_text(re.sub("</body>", added, text, count=1), encoding="utf-8")


def rows(found: Size) -> Iterator[str]:
    """Yield the lines of the table for an edition."""
    for name, cost in (
        ("clean", found.clean), ("nothing changed", found.again), ("one changed", found.changed),
    ):  # fmt: skip
        yield (
            f"| {found.documents:,} | {found.size / 1e6:.0f} | {name} | {cost.cpu:.2f} | "
            f"{100 * cost.cpu / found.clean.cpu:.1f} % | {1000 * cost.cpu / found.documents:.2f} | "
            f"{cost.wall:.1f} | {cost.memory:.0f} | {cost.worker:.0f} |"
        )


def exponent(fewer: Size, more: Size) -> str:
    """Say how the cost of a clean build grows from one size to another, by number and by bytes."""
    growth = math.log(more.clean.cpu / fewer.clean.cpu)
    by_count = growth / math.log(more.documents / fewer.documents)
    by_size = growth / math.log(more.size / fewer.size)
    return (
        f"from {fewer.documents:,} to {more.documents:,} documents: CPU time grows with the power "
        f"{by_count:.3f} of their number, {by_size:.3f} of their bytes"
    )


if __name__ == "__main__":
    main()
