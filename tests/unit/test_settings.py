"""edition.toml: defaults for everything, and messages that name file, key and the right key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.settings import load_settings
from editio.errors import ConfigError
from editio.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, text: str) -> Path:
    (root / "edition.toml").write_text(text, encoding="utf-8")
    return root


def test_a_plain_folder_has_defaults(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.title == tmp_path.name
    assert settings.language == "en"
    assert "**/*.xml" in settings.texts
    assert settings.fail_on is Severity.ERROR
    assert settings.index_kinds[0] == "persons"
    assert settings.build_dir == tmp_path.resolve() / "build"


def test_values_are_read(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("p {}", encoding="utf-8")
    root = write(
        tmp_path,
        '[edition]\ntitle = "Letters"\neditors = ["A", "B"]\nbase_url = "https://x.org/e/"\n'
        '[render]\nreading = "diplomatic"\ncss = ["own.css"]\n',
    )
    settings = load_settings(root)
    assert settings.title == "Letters"
    assert settings.editors == ("A", "B")
    assert settings.base_url == "https://x.org/e"
    assert settings.reading == "diplomatic"
    assert settings.css == ((tmp_path / "own.css").resolve(),)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[edition]\ntitel = "x"\n', "there is no key edition.titel", "did you mean title?"),
        ('[editoin]\ntitle = "x"\n', "there is no key editoin", "did you mean edition?"),
        ('[render]\nnotes = "ende"\n', "render.notes cannot be 'ende'", "did you mean end?"),
        ("[edition]\ntitle = 3\n", "edition.title must be a string", "The title of the edition"),
        ('[edition]\neditors = "A"\n', "edition.editors must be a list", "The editors"),
        ("[edition\n", "not TOML", "correct the line"),
        ('[render]\ncss = ["gone.css"]\n', "render.css: there is no file", "correct the path"),
        (
            '[index]\nkinds = ["people"]\n',
            "index.kinds cannot be 'people'",
            "possible here: persons",
        ),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(write(tmp_path, text))
    assert "edition.toml" in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        load_settings(tmp_path / "gone")
    (tmp_path / "a.xml").write_text("<TEI/>", encoding="utf-8")
    with pytest.raises(ConfigError, match="is a file"):
        load_settings(tmp_path / "a.xml")
