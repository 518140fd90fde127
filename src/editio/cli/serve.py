"""``editio serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.cli.editions import edition_here

if TYPE_CHECKING:
    from editio.run.serving.rebuilding import Rebuilt


@click.command("serve")
@click.argument("edition", type=click.Path(path_type=Path, file_okay=False), default=edition_here)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=8000,
    show_default=True,
    help="The port on this computer; 0 takes any that is free.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to build; the default is the folder build/ of the edition.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    help="How many processes work; 0, the default, is one per core.",
)
def command(edition: Path, port: int, output: Path | None, jobs: int) -> int:
    """Build an edition and show it while you work on it.

    EDITION is its folder; the default is the edition around this folder.
    Serves the site on this computer alone. When a file changes, what it concerns is built again,
    and open pages show it at the place where you were; what is wrong with the encoding is shown
    in the page, with file and line. End it with Ctrl+C.
    """
    from editio.cli.exits import CLEAN
    from editio.cli.progress import ProgressDisplay
    from editio.edition.settings import load_settings
    from editio.run.serving.rebuilding import Rebuilder
    from editio.run.serving.server import Live, open_server

    settings = load_settings(edition)
    target = (output or settings.build_dir).resolve()
    live = Live()
    with open_server(target / "site", live, port) as address:
        click.echo(f"{settings.title}: {address}", err=True)
        with ProgressDisplay() as progress:
            for done in Rebuilder(settings.root, target, live, jobs).rebuilds(progress):
                if done is not None:
                    _print(done, settings.root)
    return CLEAN


def _print(done: Rebuilt, root: Path) -> None:
    names = sorted(str(Path(path).relative_to(root)) for path in done.changed)
    what = f"{', '.join(names[:3])}{' …' if len(names) > 3 else ''}: " if names else ""
    if done.report is None:
        click.echo(f"{what}not built\n  {done.failure}", err=True)
        return
    findings = len(done.report.findings)
    click.echo(f"{what}built in {done.seconds:.1f} s, findings: {findings}", err=True)
    for finding in done.report.findings[:20]:
        place = ":".join(str(part) for part in (finding.file, finding.line) if part)
        click.echo(f"  {place} {finding.code} {finding.message}", err=True)
