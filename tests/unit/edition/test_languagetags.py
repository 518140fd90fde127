"""Language tags: what BCP 47 and its registry know, and what is written instead."""

from __future__ import annotations

import pytest

from editio.edition.languagetags import fault


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "de",
        "DE",
        "en-GB",
        "en-gb",
        "grc-Latn",
        "zh-Hant-TW",
        "es-419",
        "syr-Syre",
        "akk-x-stdbab",
        "en-x-gedsh",
        "x-own",
        "qaa-Qaaa-QM-x-own",
        "sl-rozaj-biske-1994",
        "de-CH-1901",
        "zh-yue",
        "de-DE-u-co-phonebk",
        "i-default",
        "und",
        "mul",
        "zxx",
        "la-XK",
    ],
)
def test_valid_tags_are_left_alone(tag: str) -> None:
    assert fault(tag) is None


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("ger", "write de"),
        ("deu-DE", "write de-DE"),
        ("eng", "write en"),
        ("lat", "write la"),
        ("english", "write en"),
        ("deutsch", "write de"),
        ("cz", "write cs"),
        ("en_GB", "write en-GB"),
        ("en-UK", "write GB"),
        ("xx", "und"),
        ("greek-polytonic", "write a code"),
        ("de-Latin", "registry"),
        ("de-ZZ1", "write a code"),
        ("de-Xxxx", "registry"),
        ("de-AB", "registry"),
        ("de-fraktur", "registry"),
        ("de-1901-1901", "once"),
        ("en-a-bbb-a-ccc", "once"),
        ("de DE", "write a code"),
        ("d", "write a code"),
        ("de-", "write a code"),
        ("en-x-", "write a code"),
        ("#de", "write a code"),
    ],
)
def test_wrong_tags_have_a_hint(tag: str, hint: str) -> None:
    found = fault(tag)
    assert found is not None
    assert not found.old
    assert hint.casefold() in found.hint.casefold()
    assert tag in found.message


@pytest.mark.parametrize(
    ("tag", "hint"), [("iw", "write he"), ("i-klingon", "write tlh"), ("de-DD", "write DE")]
)
def test_outdated_tags_are_told_apart(tag: str, hint: str) -> None:
    found = fault(tag)
    assert found is not None
    assert found.old
    assert found.hint == hint
