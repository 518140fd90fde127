"""Language tags as ``xml:lang`` takes them: BCP 47 (RFC 5646), with the IANA registry's codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?P<extlang>(?:-[a-z]{3}){0,3})|[a-z]{4,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.ASCII,
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+", re.ASCII)
_RANGE = re.compile(r"([a-z]+)\.\.([a-z]+)", re.ASCII)
_NAMES = {"script": "script", "region": "region", "variant": "variant", "extlang": "language"}

#: Codes of ISO 639-2 where BCP 47 wants the two letters of ISO 639-1, and words for languages.
_SHORT = {
    long: short
    for short, longs in {
        "ar": "ara arabic", "be": "bel", "bg": "bul", "br": "bre breton", "ca": "cat catalan",
        "cs": "cz ces cze czech", "cu": "chu", "cy": "cym wel welsh", "da": "dk dan danish",
        "de": "deu ger german deutsch", "el": "gr ell gre greek", "en": "eng english",
        "es": "spa spanish", "et": "est", "eu": "eus baq basque", "fa": "fas per persian",
        "fi": "fin finnish", "fr": "fra fre french", "ga": "gle irish", "gd": "gla", "gl": "glg",
        "he": "heb hebrew", "hi": "hin hindi", "hr": "hrv croatian", "hu": "hun",
        "hy": "hye arm armenian", "is": "isl ice icelandic", "it": "ita italian",
        "ja": "jp jpn japanese", "ka": "kat geo georgian", "ko": "kor korean", "la": "lat latin",
        "lt": "lit", "lv": "lav", "mk": "mkd mac", "mt": "mlt", "nl": "nld dut dutch", "no": "nor",
        "pl": "pol polish", "pt": "por", "ro": "ron rum romanian", "ru": "rus russian",
        "sa": "san sanskrit", "sk": "slk slo", "sl": "slv", "sq": "sqi alb albanian",
        "sr": "srp serbian", "sv": "swe swedish", "tr": "tur turkish", "uk": "ukr", "yi": "yid",
        "zh": "zho chi chinese",
    }.items()
    for long in longs.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tag, and what to write; ``old`` where the tag is right but outdated."""

    message: str
    hint: str
    old: bool = False


def fault(tag: str) -> Fault | None:
    """Return what is wrong with a language tag; ``None`` for a valid one, and for an empty one.

    Letter case does not matter (RFC 5646, section 2.1.1).
    """
    lowered = tag.strip().casefold()
    if not lowered or _PRIVATE.fullmatch(lowered):
        return None
    registry = _registry()
    if lowered in registry["grandfathered"]:
        return _outdated("grandfathered", lowered, tag)
    parts = _TAG.fullmatch(lowered)
    if parts is None:
        return _malformed(tag)
    language = parts["language"].partition("-")[0]
    subtags = [("language", language)]
    subtags += [("extlang", item) for item in (parts["extlang"] or "").split("-") if item]
    subtags += [(kind, parts[kind]) for kind in ("script", "region") if parts[kind]]
    subtags += [("variant", item) for item in parts["variants"].split("-") if item]
    for kind, subtag in subtags:
        if not _is_known(subtag, registry[kind]):
            return _unknown(kind, subtag, tag)
    if len(set(subtags)) < len(subtags):
        return Fault(f'"{tag}" has a part twice', "write it once")
    singles = re.findall(r"-([0-9a-wyz])(?=-)", parts["extensions"])
    if len(set(singles)) < len(singles):
        return Fault(f'"{tag}" has an extension twice', "write it once")
    return next(filter(None, (_outdated(*item, tag) for item in subtags)), None)


def _malformed(tag: str) -> Fault:
    if "_" in tag:
        return Fault(f'"{tag}" is no language tag', f"write {tag.replace('_', '-')}")
    return Fault(f'"{tag}" is no language tag', "write a code such as de, grc or zh-Hant")


def _unknown(kind: str, subtag: str, tag: str) -> Fault:
    if kind == "language":
        short = _SHORT.get(subtag)
        if short:
            message = f'"{tag}": a language tag takes the shortest code, {short} for {subtag}'
            return Fault(message, f"write {short}{tag.strip()[len(subtag) :]}")
        return Fault(f'"{tag}": there is no language {subtag}', _LANGUAGE_HINT)
    if kind == "region" and subtag == "uk":
        return Fault(f'"{tag}": UK is no code of a region', "write GB")
    message = f'"{tag}": there is no {_NAMES[kind]} {subtag}'
    return Fault(message, "the codes are in the IANA Language Subtag Registry; own ones follow -x-")


_LANGUAGE_HINT = "the codes are in the IANA Language Subtag Registry; for none of them, write und"


def _outdated(kind: str, subtag: str, tag: str) -> Fault | None:
    preferred = _replaced().get(f"{kind}:{subtag}")
    if preferred is None:
        return None
    return Fault(f'"{tag}": {subtag} is outdated', f"write {preferred}", old=True)


def _is_known(subtag: str, codes: frozenset[str]) -> bool:
    if subtag in codes:
        return True
    ranges = (found for code in codes if (found := _RANGE.fullmatch(code)))
    return any(
        len(subtag) == len(item[1]) and item[1] <= subtag <= item[2]
        for item in ranges
        if subtag[0] in "qx"
    )


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("subtags.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(\w+)\]\n", text, flags=re.MULTILINE)[1:]
    return {
        name: frozenset(codes.split()) for name, codes in zip(parts[::2], parts[1::2], strict=True)
    }


def _registry() -> dict[str, frozenset[str]]:
    """Return the codes by kind, in small letters; ranges of private ones as ``qaa..qtz``."""
    return _sections()


@cache
def _replaced() -> dict[str, str]:
    return dict(item.split("=", 1) for item in _sections()["replaced"])
