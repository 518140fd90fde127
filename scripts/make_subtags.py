"""Write src/editio/edition/subtags.txt from the IANA Language Subtag Registry.

python scripts/make_subtags.py language-subtag-registry.txt

The registry is at www.iana.org/assignments/language-subtag-registry; only the codes are taken.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "editio" / "edition" / "subtags.txt"
WIDTH = 96


def main() -> None:
    date, *records = Path(sys.argv[1]).read_text(encoding="utf-8").split("%%\n")
    known: dict[str, list[str]] = {}
    replaced: list[str] = []
    for record in records:
        fields = dict(line.split(": ", 1) for line in record.splitlines() if ": " in line)
        code = fields.get("Subtag") or fields["Tag"]
        known.setdefault(fields["Type"], []).append(code.lower())
        if "Preferred-Value" in fields and fields["Type"] not in {"extlang", "redundant"}:
            replaced.append(f"{fields['Type']}:{code.lower()}={fields['Preferred-Value']}")
    day = date.split()[1]
    lines = [f"# Codes of the IANA Language Subtag Registry of {day}; scripts/make_subtags.py"]
    for kind in ("language", "extlang", "script", "region", "variant", "grandfathered"):
        lines += [f"[{kind}]", *wrapped(known[kind])]
    lines += ["[replaced]", *wrapped(replaced)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def wrapped(codes: list[str]) -> list[str]:
    lines = [""]
    for code in codes:
        if len(lines[-1]) + len(code) > WIDTH:
            lines.append("")
        lines[-1] += f" {code}" if lines[-1] else code
    return lines


if __name__ == "__main__":
    main()
