"""Running jing, the validator in Java, as Debian has it (``apt-get install jing``)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

JARS = ":".join(
    f"/usr/share/java/{jar}.jar"
    for jar in ("jing", "xercesImpl", "xmlParserAPIs", "xml-resolver", "Saxon-HE")
)
_REPORT = re.compile(r"^(.*?):(\d+):(\d+): (error|fatal): (.*)$")


def is_installed() -> bool:
    """Tell whether there are jing and Java."""
    return shutil.which("java") is not None and Path(JARS.partition(":")[0]).is_file()


def command(schema: Path, documents: Sequence[Path | str], *, with_ids: bool = False) -> list[str]:
    """Return the command line that validates documents; on request it compares ids, too."""
    driver = ["java", "-cp", JARS, "com.thaiopensource.relaxng.util.Driver"]
    return [*driver, *([] if with_ids else ["-i"]), str(schema), *map(str, documents)]


def errors(schema: Path, documents: Sequence[Path]) -> dict[str, list[tuple[int, str]]]:
    """Return the errors (line, message) by document. Ends the program where jing fails."""
    run = subprocess.run(command(schema, documents), capture_output=True, text=True, check=False)
    found: dict[str, list[tuple[int, str]]] = {}
    for line in run.stdout.splitlines():
        match = _REPORT.match(line)
        if match:
            found.setdefault(match[1], []).append((int(match[2]), match[5]))
    if str(schema) in found:
        sys.exit(f"jing refuses the schema: {found[str(schema)]}")
    if run.returncode not in (0, 1) or "Exception in thread" in run.stderr:
        sys.exit(f"jing failed: {run.stderr[-2000:]}")
    return found
