"""Builds that are killed: what is published is an old or a new one, whole, and the next works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unit.run.test_remembered import TEI

AREAS = ("index", "report", "site", "text")

KILLING = Path(__file__).resolve().parents[1] / "killing.py"
KILLS, SEED = 50, "1"
REGISTER = '<listPerson><person xml:id="ida"><persName>Ida</persName></person></listPerson>'


def write_edition(root: Path, texts: int = 3) -> None:
    name = '<p><persName ref="#ida">Ida</persName> has a {word}.</p>'
    bodies = {f"t{number}": name.format(word="cup") for number in range(texts)}
    bodies |= {"people": REGISTER}
    root.mkdir()
    for stem, body in bodies.items():
        (root / f"{stem}.xml").write_text(TEI.format(title=stem, body=body), encoding="utf-8")
    (root / "one.in").write_text(TEI.format(title="One", body=name.format(word="WORD")))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_killed_at_fifty_random_moments(tmp_path: Path) -> None:
    write_edition(tmp_path / "edition", texts=1)
    done = subprocess.run(
        [sys.executable, str(KILLING), str(tmp_path / "edition"), str(KILLS), SEED],
        capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) == KILLS
    for kill in kills:
        assert kill["whole"], kill  # each of the four folders
        # They change within less than a millisecond; between two of them, a journal is there.
        assert kill["left"] in {"old", "new"} or kill["pending"], kill
        assert kill["next"], kill
        assert kill["names"] == [".cache", ".editio", ".previous", *AREAS], kill
    assert sum(kill["killed"] for kill in kills) > KILLS / 2, "they came too late"
    assert "old" in {kill["left"] for kill in kills}
