"""``editio completion``: shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands in SHELL.

    \b
    bash:  eval "$(editio completion bash)"     in ~/.bashrc
    zsh:   eval "$(editio completion zsh)"      in ~/.zshrc
    fish:  editio completion fish | source      in ~/.config/fish/config.fish
    """
    from editio.cli.main import cli

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - the choice above names the shells that click knows
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(cli, {}, "editio", "_EDITIO_COMPLETE").source())
