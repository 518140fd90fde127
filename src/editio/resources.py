"""Where the stylesheets and schemas are: found the same way from a wheel and from a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from editio.errors import EditioError


@cache
def _base() -> Path:
    package = Path(__file__).resolve().parent
    for base in (package / "_data", package.parent.parent):
        if (base / "xslt").is_dir() and (base / "schemas").is_dir():
            return base
    raise EditioError(
        "the stylesheets of Editio are missing from this installation",
        "install it again: pip install --force-reinstall editio",
    )


def stylesheet(name: str) -> Path:
    """Return the path of a stylesheet of the XSLT library, for example ``html.xsl``."""
    return _base() / "xslt" / name


def folders() -> tuple[Path, ...]:
    """Return the folders of all stylesheets and schemas."""
    return (_base() / "xslt", _base() / "schemas")


def schema(name: str) -> Path:
    """Return the path of a schema, for example ``edition.schema.json``."""
    return _base() / "schemas" / name
