"""``editio build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from editio.cli.editions import edition_here
from editio.cli.executors import executor_options, open_executor

if TYPE_CHECKING:
    from typing import Unpack

    from editio.cli.executors import WorkerOptions
    from editio.edition.settings import Settings
    from editio.run.unchanged import BuildReport, Seen


@click.command("build")
@click.argument("edition", type=click.Path(path_type=Path), default=edition_here)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write; the default is the folder build/ of the edition.",
)
@executor_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="The least severity that makes the exit code 1. Default: edition.toml, or error.",
)
@click.option(
    "--cache/--no-cache",
    default=True,
    help="Use and keep what is known from earlier builds, in build/.cache (default: yes).",
)
@click.option("-q", "--quiet", is_flag=True, help="Only errors and findings; no progress.")
def command(
    edition: Path,
    output: Path | None,
    fail_on: str | None,
    cache: bool,
    quiet: bool,
    **workers: Unpack[WorkerOptions],
) -> int:
    """Build the edition in the folder EDITION (default: the one around this folder) into build/.

    Writes a website (site/), plain text (text/), indexes as JSON and SQLite (index/) and the
    findings (report/). Open build/site/index.html to look at it.
    """
    from editio.cli.exits import exit_code
    from editio.edition.settings import load_settings
    from editio.findings import Severity
    from editio.run.unchanged import last_report, look

    settings = load_settings(edition)
    target = (output or settings.build_dir).resolve()
    seen = look(settings)
    report = last_report(settings, target, seen) if cache else None
    if report is None:
        report = _build(settings, target, workers, seen, quiet=quiet, cache=cache)
    _print(report, settings.root, target, quiet=quiet)
    return exit_code(report.findings, Severity(fail_on) if fail_on else settings.fail_on)


def _build(  # noqa: PLR0913
    settings: Settings,
    target: Path,
    options: WorkerOptions,
    seen: Seen,
    *,
    quiet: bool,
    cache: bool,
) -> BuildReport:
    from editio.cli.progress import ProgressDisplay
    from editio.run.pipeline import build

    with open_executor(settings, options) as workers, ProgressDisplay(quiet=quiet) as progress:
        return build(settings, target, workers, progress, remember=cache, seen=seen)


def _print(report: BuildReport, root: Path, target: Path, *, quiet: bool) -> None:
    from editio.validate.report import FORMATS, ReportOptions

    options = ReportOptions(root=root, color=sys.stderr.isatty())
    for piece in FORMATS["text"](report.findings, options):
        click.echo(piece, nl=False, err=True)
    if quiet:
        return
    click.echo(
        f"{report.documents} documents, {report.units} citable units, {report.mentions} mentions, "
        f"{report.entries} register entries",
        err=True,
    )
    click.echo(f"Open {target / 'site' / 'index.html'}", err=True)
