"""Getting hold of schemas: by path, through catalogs, from what was fetched, from the network."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from editio.addresses import is_file, local_path, split_uri
from editio.edition.catalogs import Catalogs
from editio.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEB = frozenset({"http", "https"})


class NotAskedError(OSError):
    """The schema is on the web, and the network may not be asked."""


@contextmanager
def usable() -> Iterator[None]:
    """Say of a schema that cannot be had what to do. Raises :class:`SchemaError`."""
    try:
        yield
    except NotAskedError as error:
        message = f"a schema is on the web and not at hand: {error}"
        hint = "--allow-network fetches it once; or map it in a catalog"
        raise SchemaError(message, hint) from error
    except OSError as error:
        raise SchemaError(f"a schema cannot be read: {error}", "correct its path") from error


class Source(NamedTuple):
    """A schema at hand: its address, to which those in it are relative, and the file with it."""

    uri: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaSources:
    """Where schemas come from.

    ``catalogs`` are OASIS XML catalogs, asked in this order. ``cache_dir`` keeps compiled schemas
    and what the network brought; ``None`` keeps nothing. ``allow_network`` lets the web be asked.
    """

    catalogs: tuple[Path, ...] = ()
    cache_dir: Path | None = None
    allow_network: bool = False

    @property
    def compiled_dir(self) -> Path | None:
        """The folder of compiled schemas."""
        return None if self.cache_dir is None else self.cache_dir / "schemas"

    def locate(self, uri: str) -> Source:
        """Return where a schema is, given its absolute URI.

        Raises :class:`NotAskedError` where it is on the web and was never fetched, and another
        :class:`OSError` where there is no such file or the server does not give it.
        """
        mapped = _catalogs(self.catalogs).resolve_uri(uri) or uri
        path = local_path(mapped)
        if path is not None:
            if not is_file(path):
                raise FileNotFoundError(f"there is no file {path}")
            return Source(mapped, Path(path).resolve())
        if split_uri(mapped).scheme not in _WEB:
            raise OSError(f"{mapped} is neither a file nor an address of the web")
        return self._from_web(mapped)

    def read(self, uri: str) -> tuple[bytes, str]:
        """Return the bytes of a schema, and its address. Raises what :meth:`locate` raises."""
        source = self.locate(uri)
        return source.path.read_bytes(), source.uri

    def _from_web(self, url: str) -> Source:
        if self.cache_dir is None:
            reason = "there is no folder to keep it in"
            raise NotAskedError(reason if self.allow_network else "the network was not asked")
        from editio.edition.downloads import Downloads

        downloads = Downloads(self.cache_dir / "web")
        record = downloads.fetch(url) if self.allow_network else downloads.find(url)
        if record is None:
            raise NotAskedError("the network was not asked")
        return Source(record.final, downloads.path(record))


@cache
def _catalogs(files: tuple[Path, ...]) -> Catalogs:
    """Return the catalogs, which a process reads once."""
    return Catalogs(files)
