"""Compare tagged texts with a gold annotation, by character offsets into the source.

python scripts/evaluate_tagging.py tests/gold build/seeds/*.xml
python scripts/evaluate_tagging.py tests/gold/leaflet.json leaflet.xml --sources ../shared/seeds
python scripts/evaluate_tagging.py GOLD TEI --list place,date      what differs, with context

A gold file is JSON: {"source": NAME, "sha256": …, "ranges": [[start, end], …], "annotations":
[{"start", "end", "layer", "key"?, "value"?}, …]}, offsets into the decoded source. Layers: person,
place, organisation, work, event, date, quotation, head, note, list. Only what lies in the ranges is
compared, and only the "layers" that the file names, if it names some. The text of the TEI is laid
over the source without regard to white space.

Prints precision, recall and F1 per layer: a span counts if both ends are right. A quotation is all
that stands between its marks, wherever the markup has the stop that printers put there. Keys (of
names) and values (of dates: the same days; of quotations: the same kind) are counted apart, among
the spans that are right. "near" is the F1 of spans that have a character in common.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from agreement import Score, compare, differences, table
from marked_up import LAYERS, Annotation, annotations_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parent.parent


def layers_of(path: Path) -> tuple[str, ...]:
    """Return the layers that a gold file is about: those that it names, or all."""
    named = json.loads(path.read_text(encoding="utf-8")).get("layers", LAYERS)
    return tuple(layer for layer in LAYERS if layer in named)


def read_gold(path: Path) -> tuple[dict[str, str], list[tuple[int, int]], list[Annotation]]:
    """Read a gold file: what it is of, its ranges, its annotations."""
    data = json.loads(path.read_text(encoding="utf-8"))
    annotations = [
        Annotation(
            one["start"], one["end"], one["layer"], one.get("key", ""), _value(one.get("value"))
        )
        for one in data["annotations"]
    ]
    about = {"source": data["source"], "sha256": data["sha256"]}
    return about, [(start, end) for start, end in data["ranges"]], annotations


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={text}" for name, text in value.items())
    return str(value) if value else ""


def read_text(about: dict[str, str], folder: Path) -> str:
    """Read the source of a gold file; its checksum must be right."""
    path = folder / Path(about["source"]).name
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != about["sha256"]:
        raise SystemExit(f"{path}: not the file that was annotated (its SHA-256 differs)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def document_for(source: str, documents: Sequence[Path]) -> Path:
    """Return the TEI file that was made from a source: by its name, or because it names it."""
    name = Path(source).name
    by_stem = [path for path in documents if path.stem == Path(name).stem]
    naming = [path for path in documents if name.encode() in path.read_bytes()[:20_000]]
    found = by_stem or naming or (list(documents) if len(documents) == 1 else [])
    if not found:
        raise SystemExit(f"none of the TEI files was made from {name}")
    return found[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="a gold file, or a folder of them")
    parser.add_argument("tei", type=Path, nargs="+")
    parser.add_argument("--sources", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--list", default="", metavar="LAYERS", help="show what differs")
    options = parser.parse_args()
    golds = sorted(options.gold.glob("*.json")) if options.gold.is_dir() else [options.gold]
    total = {layer: Score() for layer in LAYERS}
    counts: Counter[str] = Counter()
    for path in golds:
        about, ranges, gold = read_gold(path)
        source = read_text(about, options.sources)
        document = document_for(about["source"], options.tei)
        found = annotations_of(document.read_bytes(), source)
        result = compare(gold, found, ranges, layers_of(path))
        words = sum(len(source[start:end].split()) for start, end in ranges)
        counts["words"] += words
        print(f"\n{path.stem}: {words:,} words in {len(ranges)} ranges, {document}")
        print("\n".join(table(result.scores)))
        for line in differences(result, source, options.list.split(",")):
            print(line)
        for layer, score in result.scores.items():
            total[layer].add(score)
    print(f"\nall: {counts['words']:,} words")
    print("\n".join(table(total)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
