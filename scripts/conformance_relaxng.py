"""Compare Editio's RELAX NG validator with jing on mutated documents and on random values.

    python scripts/conformance_relaxng.py [--seeds 5] [--mutations 4000] [--values 4000]

Real documents are taken from ../shared/corpora; in each copy one thing is changed (an element, an
attribute, a value, a text, the order, the nesting), and verdict and line of the first mistake are
compared with jing's. All ways through the validator must agree: the fast one, the one on expat and
those with full diagnostics, which must have the same findings. Then values near the edge of every
datatype are compared one by one.

Needs Java and jing (on Debian: ``apt-get install jing``). Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from editio.relaxng import Schema, load_schema
from editio.relaxng.accept import accepts
from editio.relaxng.reading import diagnose
from jing import errors
from relaxng_mutations import documents, mutants
from relaxng_values import Tally, compare_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.findings import Finding

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
BATCH = 500


def compare(schema: Schema, path: Path, theirs: list[tuple[int, str]], tally: Tally) -> None:
    """Compare one document's verdicts and first lines."""
    data = path.read_bytes()
    tally.compared += 1
    tally.invalid += bool(theirs)
    ours = schema.diagnose(data)
    verdicts = {schema.is_valid(data), accepts(schema.automaton, data), not ours}
    if verdicts != {not theirs} or ours != diagnose(schema.automaton, schema.vocabulary, data):
        tally.verdicts.append(f"{path.name}: jing {theirs[:1]}, ours {verdicts} {ours[:1]}")
        keep(path)
    # of two in the wrong order jing names the first, we the one that came too late
    elif ours and not any(one.code == "RNG-ORDER" for one in ours):
        first = ours[0]
        if not first.line <= theirs[0][0] <= first.line + span(first, data):
            tally.lines.append(f"{path.name}: jing {theirs[0]}, ours {first.line} {first.message}")
            keep(path)


def span(finding: Finding, data: bytes) -> int:
    """Return in how many lines after its own jing may see the same mistake.

    It points at the end of a text, we at its first character.
    """
    if finding.code not in ("RNG-TEXT", "RNG-CONTENT"):
        return 0
    first, *further = data.decode().splitlines()[finding.line - 1 :]
    lines = [first[finding.column :], *further]
    return next((number for number, line in enumerate(lines) if "<" in line), 0)


def keep(path: Path) -> None:
    """Keep a document that was judged differently, to be looked at."""
    folder = Path(tempfile.gettempdir()) / "editio-relaxng-differences"
    folder.mkdir(exist_ok=True)
    (folder / path.name).write_bytes(path.read_bytes())


def batches(documents: Iterable[bytes], seed: int, folder: Path) -> Iterator[list[Path]]:
    """Write documents and yield their paths, so many as one call of jing takes."""
    batch: list[Path] = []
    for number, data in enumerate(documents, 1):
        batch.append(folder / f"{seed}-{number}.xml")
        batch[-1].write_bytes(data)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def compare_mutants(schema_path: Path, seeds: range, count: int) -> Tally:
    """Compare ``count`` mutants per seed."""
    schema, tally = load_schema(schema_path), Tally()
    trees = documents(SHARED / "corpora")
    for seed in seeds:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            for batch in batches(mutants(trees, seed, count), seed, Path(folder)):
                theirs = errors(schema_path, batch)
                for one in batch:
                    compare(schema, one, theirs.get(str(one), []), tally)
                    one.unlink()
        print(
            f"seed {seed}: {tally.compared} mutants so far, {tally.invalid} invalid,"
            f" {len(tally.verdicts)} other verdicts, {len(tally.lines)} other lines"
            f" ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
    return tally


def report(tally: Tally, show: int) -> int:
    """Print what differed; return how much that is."""
    print(f"{tally.compared} compared, {tally.invalid} invalid")
    for reason, number in tally.known.items():
        print(f"  {number} known differences: {reason}")
    print(f"{len(tally.verdicts)} other verdicts, {len(tally.lines)} other lines")
    print(*(tally.verdicts + tally.lines)[:show], sep="\n")
    return len(tally.verdicts) + len(tally.lines)


def main() -> int:
    """Run both comparisons and print what differed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    tei_all = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
    parser.add_argument("--schema", type=Path, default=tei_all)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--mutations", type=int, default=4000, help="mutants for each seed")
    parser.add_argument("--values", type=int, default=4000, help="values for each datatype")
    parser.add_argument("--show", type=int, default=60, help="differences to print")
    options = parser.parse_args()
    found: list[Tally] = []
    if options.values:
        found.append(compare_values(options.first_seed, options.values))
    if options.mutations:
        seeds = range(options.first_seed, options.first_seed + options.seeds)
        found.append(compare_mutants(options.schema, seeds, options.mutations))
    return 1 if sum(report(tally, options.show) for tally in found) else 0


if __name__ == "__main__":
    sys.exit(main())
