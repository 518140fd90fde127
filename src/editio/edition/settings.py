"""The settings of an edition: ``edition.toml``, checked against ``schemas/edition.schema.json``.

The JSON Schema is the one place that says which keys there are, what they mean and what their
defaults are; :class:`Settings` mirrors it as a frozen record.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from editio import resources
from editio.addresses import is_file, is_folder
from editio.edition.siteplan import SitePlan
from editio.edition.validity import is_surely_valid
from editio.errors import ConfigError
from editio.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jsonschema.exceptions import ValidationError

CONFIG_NAME = "edition.toml"
_ADDRESS = re.compile(r"(?:https?|urn):", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What becomes of the findings of a code, such as ``DAT-*``, in files of these patterns.

    ``severity`` is that of findings, or ``off``; without ``paths`` it holds everywhere.
    """

    code: str
    severity: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published: version, day (ISO 8601), and what became of the release before.

    ``previous`` is a file of permalinks; ``redirects`` are pairs of old and new ``text#passage``.
    """

    version: str = ""
    date: str = ""
    previous: Path | None = None
    redirects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What work on one document may take, at most.

    ``time`` in seconds of work of the processor, ``memory`` of a worker in megabytes, ``output``
    in millions of characters of a rendering; ``depth`` is that of elements. No time or memory: 0.
    """

    time: int = 300
    memory: int = 4_000
    depth: int = 2_000
    output: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an edition can set. Paths are absolute; patterns are relative to ``root``.

    A schema is a path, or an address of the web as it is.
    """

    root: Path
    title: str
    subtitle: str = ""
    description: str = ""
    editors: tuple[str, ...] = ()
    licence: str = ""
    language: str = "en"
    base_url: str = ""
    release: Release = Release()
    texts: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    include_folders: tuple[Path, ...] = ()
    relaxng_schema: Path | str | None = None
    schematron: Path | str | None = None
    phase: str = ""
    catalogs: tuple[Path, ...] = ()
    fail_on: Severity = Severity.ERROR
    rules: tuple[Rule, ...] = ()
    baseline: Path | None = None
    html_stylesheet: Path | None = None
    text_stylesheet: Path | None = None
    css: tuple[Path, ...] = ()
    reading: str = "reading"
    notes: str = "end"
    split: int = 0
    page_remains: str = "hide"
    spread: bool = False
    index_kinds: tuple[str, ...] = field(default=())
    concordance: tuple[str, ...] = ()
    concordance_frequent: int = 0
    limits: Limits = Limits()

    @property
    def build_dir(self) -> Path:
        """The folder that ``editio build`` writes into."""
        return self.root / "build"

    @property
    def plan(self) -> SitePlan:
        """Where the pages of texts and entries lie in the site."""
        return SitePlan(self.spread)


def load_settings(root: Path) -> Settings:
    """Read the settings of the edition in ``root``.

    Without an ``edition.toml``, everything has its default. Raises :class:`ConfigError` where the
    folder or a file named in it is missing, where the file is not TOML, and for each wrong key or
    value, with the nearest right one.
    """
    if is_file(root):
        raise ConfigError(f"{root} is a file", "name the folder of the edition")
    if not is_folder(root):
        raise ConfigError(f"{root}: there is no such folder", "name the folder of an edition")
    path = root / CONFIG_NAME
    data, schema = dict[str, Any](), _schema()
    if is_file(path):
        data = _read_toml(path)
        _check(data, schema, path)
    return _settings(root.resolve(), _Sections(data, schema), path)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: not UTF-8 ({error.reason})", "save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}", "correct the line; see toml.io") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: nested too deeply", "write it with fewer brackets") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}", "check the file") from error


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(
        resources.schema("edition.schema.json").read_text(encoding="utf-8")
    )
    return schema


def _check(data: Mapping[str, Any], schema: Mapping[str, Any], path: Path) -> None:
    if is_surely_valid(data, schema):
        return
    from jsonschema import Draft202012Validator

    errors = sorted(
        Draft202012Validator(schema).iter_errors(data), key=lambda e: [str(p) for p in e.path]
    )
    if errors:
        message, hint = _explain(errors[0])
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        raise ConfigError(f"{path}: {message}{more}", hint)


def _explain(error: ValidationError) -> tuple[str, str]:
    """Say in words what is wrong with a key or value, and which one is meant."""
    instance: Any = error.instance
    allowed: Any = error.validator_value
    where = ".".join(str(part) for part in error.absolute_path if isinstance(part, str))
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        wrong = next(key for key in instance if key not in known)
        name = f"{where}.{wrong}" if where else wrong
        return f"there is no key {name}", _nearest(wrong, known)
    if error.validator == "enum":
        known = [str(value) for value in allowed]
        return f"{where} cannot be {instance!r}", _nearest(str(instance), known)
    if error.validator == "type":
        wanted = {"string": "a string", "array": "a list", "object": "a table"}.get(
            str(allowed), str(allowed)
        )
        return f"{where} must be {wanted}", str(schema.get("description", ""))
    return f"{where}: {error.message}", str(schema.get("description", ""))


def _nearest(wrong: str, known: Iterable[str]) -> str:
    choices = list(known)
    close = difflib.get_close_matches(wrong, choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"possible here: {', '.join(choices)}"


@dataclass(frozen=True, slots=True)
class _Sections:
    """Values with the schema's defaults behind them."""

    data: Mapping[str, Any]
    schema: Mapping[str, Any]

    def get(self, section: str, key: str) -> Any:
        declared = self.schema["properties"][section]["properties"][key]
        return self.data.get(section, {}).get(key, declared.get("default"))


def _settings(root: Path, values: _Sections, path: Path) -> Settings:
    def file(section: str, key: str) -> Path | None:
        name = values.get(section, key)
        return None if name is None else _existing(root, name, f"{path}: {section}.{key}")

    def schema(key: str) -> Path | str | None:
        name = values.get("validate", key)
        is_address = name is not None and _ADDRESS.match(name)
        return str(name) if is_address else file("validate", key)

    css = values.get("render", "css")
    return Settings(
        root=root,
        title=values.get("edition", "title") or root.name or "Edition",
        subtitle=values.get("edition", "subtitle"),
        description=values.get("edition", "description"),
        editors=tuple(values.get("edition", "editors")),
        licence=values.get("edition", "licence"),
        language=values.get("edition", "language"),
        base_url=(values.get("edition", "base_url") or "").rstrip("/"),
        release=Release(
            version=values.get("release", "version"),
            date=values.get("release", "date") or "",
            previous=file("release", "previous"),
            redirects=tuple(values.get("release", "redirects").items()),
        ),
        texts=tuple(values.get("sources", "texts")),
        registers=tuple(values.get("sources", "registers")),
        exclude=tuple(values.get("sources", "exclude")),
        order=tuple(values.get("sources", "order")),
        include_folders=tuple(
            _folder(root, name, f"{path}: sources.include_folders")
            for name in values.get("sources", "include_folders")
        ),
        relaxng_schema=schema("relaxng_schema"),
        schematron=schema("schematron"),
        phase=values.get("validate", "phase"),
        catalogs=tuple(
            _existing(root, name, f"{path}: catalog.files")
            for name in values.get("catalog", "files")
        ),
        fail_on=Severity(values.get("validate", "fail_on")),
        baseline=None if (name := values.get("validate", "baseline")) is None else root / name,
        rules=tuple(
            Rule(code=item["code"], severity=item["severity"], paths=tuple(item.get("paths", ())))
            for item in values.get("validate", "rules")
        ),
        html_stylesheet=file("render", "html_stylesheet"),
        text_stylesheet=file("render", "text_stylesheet"),
        css=tuple(_existing(root, name, f"{path}: render.css") for name in css),
        reading=values.get("render", "reading"),
        notes=values.get("render", "notes"),
        split=values.get("render", "split"),
        page_remains=values.get("render", "page_remains"),
        spread=values.get("render", "spread"),
        index_kinds=tuple(values.get("index", "kinds")),
        concordance=tuple(values.get("index", "concordance")),
        concordance_frequent=values.get("index", "concordance_frequent"),
        limits=Limits(
            time=values.get("limits", "time"),
            memory=values.get("limits", "memory"),
            depth=values.get("limits", "depth"),
            output=values.get("limits", "output"),
        ),
    )


def _folder(root: Path, name: str, where: str) -> Path:
    path = root / name
    if not is_folder(path):
        raise ConfigError(
            f"{where}: there is no folder {path}", "correct the path, or remove it from the list"
        )
    return path.resolve()


def _existing(root: Path, name: str, where: str) -> Path:
    path = root / name
    if not is_file(path):
        raise ConfigError(
            f"{where}: there is no file {path}", "correct the path, or remove the key"
        )
    return path.resolve()
