"""Write the reference pages that are made from the program: commands, and edition.toml.

python scripts/make_docs.py            writes docs/reference/
python scripts/make_docs.py --check    exits with 1 if a page is not up to date
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from editio import resources
from editio.cli.main import COMMANDS, cli
from editio.validate.manual import pages as manual_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the generated reference pages.")
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    stale = [name for name, text in pages().items() if not up_to_date(name, text, write=not check)]
    for name in stale:
        print(f"docs/reference/{name}: {'not up to date' if check else 'written'}")
    return 1 if check and stale else 0


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "commands.md": "\n".join(commands()) + "\n",
        "edition-toml.md": "\n".join(configuration()) + "\n",
        **dict(findings()),
    }


def up_to_date(name: str, text: str, *, write: bool) -> bool:
    path = REFERENCE / name
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if write and not same:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return same


def commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "Made by `scripts/make_docs.py` from the commands' own help.\n"
    yield "Exit codes: 0 clean; 1 findings at or above `--fail-on`; 2 wrong usage or configuration;"
    yield "3 a bug in Editio, with the log file named; 130 interrupted."
    context = click.Context(cli, info_name="editio", terminal_width=80, max_content_width=80)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        inner = click.Context(
            command, info_name=name, parent=context, terminal_width=80, max_content_width=80
        )
        yield f"\n## editio {name}\n"
        yield f"```\n{command.get_help(inner)}\n```"


def findings() -> Iterator[tuple[str, str]]:
    """Yield a page per code of a finding, and the list of all."""
    manual = manual_pages()
    lines = [f"| [{page.code}]({page.code}.md) | {page.title} |" for page in manual.values()]
    yield (
        "findings/README.md",
        "# Findings\n\nMade by `scripts/make_docs.py` from the checks' own manuals; "
        "`editio explain CODE` prints the same.\n\n| code | what is found |\n| --- | --- |\n"
        + "\n".join(lines)
        + "\n",
    )
    for page in manual.values():
        yield f"findings/{page.code}.md", f"# {page.code}: {page.title}\n\n{page.text}\n"


def configuration() -> Iterator[str]:
    schema = json.loads(resources.schema("edition.schema.json").read_text(encoding="utf-8"))
    yield "# edition.toml\n"
    yield "Made by `scripts/make_docs.py` from `schemas/edition.schema.json`.\n"
    yield schema["description"]
    for section, table in schema["properties"].items():
        yield f"\n## [{section}]\n\n{table['description']}\n"
        yield "| key | value | default | meaning |\n| --- | --- | --- | --- |"
        for key, value in table["properties"].items():
            default = f"`{json.dumps(value['default'])}`" if "default" in value else "–"
            yield f"| `{key}` | {kind(value)} | {default} | {value['description']} |"


def kind(value: Mapping[str, Any]) -> str:
    if "enum" in value:
        return " or ".join(f"`{choice}`" for choice in value["enum"])
    if value["type"] == "array":
        return f"list of {kind(value['items'])}"
    return str(value["type"])


if __name__ == "__main__":
    sys.exit(main())
