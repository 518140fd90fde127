"""The options that say where the work is done, the same for every command that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.edition.settings import Settings
    from editio.run.executors import Executor

Command = TypeVar("Command", bound="Callable[..., Any]")

#: Those of ``editio.run.executors``, which is not imported to show the help.
NAMES = ("processes", "serial", "dask")


class WorkerOptions(TypedDict):
    """What click passes for :func:`executor_options`."""

    jobs: int
    executor: str | None
    scheduler: str | None
    shared: str | None


_OPTIONS = (
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="How many processes work; 0, the default, is one per core.",
    ),
    click.option(
        "--executor",
        type=click.Choice(NAMES),
        help="Where the work is done: in processes of this computer (the default), in this one"
        " alone (serial: the limits of time and memory do not hold), or on a Dask cluster.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --executor dask: its scheduler, such as tcp://10.0.0.1:8786.",
    ),
    click.option(
        "--shared",
        metavar="PLACE",
        help="With --executor dask: the edition's folder as the workers see it, where it has"
        " another path there; or the address of an object store, such as s3://bucket/editions,"
        " to which the edition is sent for them.",
    ),
)


def executor_options(command: Command) -> Command:
    """Give a command the options that :class:`WorkerOptions` holds."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def open_executor(settings: Settings, options: WorkerOptions) -> Executor:
    """Return the executor that the options ask for. It is to be closed."""
    from editio.run.executors import Cluster, executor

    name, address, shared = options["executor"], options["scheduler"], options["shared"]
    if (name == "dask") != bool(address):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    if shared and name != "dask":
        raise click.UsageError("--shared goes with --executor dask")
    cluster = Cluster(address, settings.root, shared or "") if address else None
    return executor(
        options["jobs"], name or "", limits=settings.limits, cluster=cluster, copied=True
    )
