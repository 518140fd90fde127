"""The real corpora that the tests go through: the folders below ../shared/corpora."""

from __future__ import annotations

NAMES = (
    "authority-syriaca",
    "cmif",
    "critical-balex",
    "dictionary-tei-lex0",
    "dracor-schema-tests",
    "drama-gerdracor",
    "epigraphy-isicily",
    "letters-soldatenbriefe",
    "letters-thun",
    "parliament-parlamint-tr",
    "prose-eebo-tcp",
    "prose-eltec-eng",
    "verse-disco",
)
