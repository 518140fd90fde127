"""``editio explain``."""

from __future__ import annotations

import difflib

import click


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a code of a finding, such as XML-TAG; without one, list all codes."""
    from editio.validate.manual import pages

    known = pages()
    if code is None:
        for page in known.values():
            click.echo(f"{page.code:<24} {page.title}")
        return
    if code.upper() not in known:
        close = difflib.get_close_matches(code.upper(), known, n=1)
        meant = f": did you mean {close[0]}?" if close else "; editio explain lists all"
        raise click.UsageError(f"there is no code {code}{meant}")
    page = known[code.upper()]
    click.echo(f"{page.code}: {page.title}\n\n{page.text}")
