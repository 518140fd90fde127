"""``scripts/evaluate_tagging.py``: spans by offsets into the source, keys and values apart."""

from __future__ import annotations

from loading import load_script

_SCRIPT = load_script("evaluate_tagging")
Annotation, annotations_of, compare = _SCRIPT.Annotation, _SCRIPT.annotations_of, _SCRIPT.compare
_SOURCE = "Title\n\nErik Holm  said: “The mill,\nis mine.” In 1905 Holm left.\n\n[1] Erik, p. 4."
_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><head>Title</head>
<p>{}</p></body></text></TEI>"""
_BODY = (
    '<persName ref="person:holm">Erik Holm</persName> said: “<quote>The mill, is mine.</quote>” '
    'In <date when="1905">1905</date> Holm left.<note n="1"><persName>Erik</persName>, p. 4.</note>'
)


def test_offsets_are_those_of_the_source() -> None:
    found = annotations_of(_TEI.format(_BODY).encode(), _SOURCE)
    assert {(one.layer, _SOURCE[one.start : one.end]) for one in found} == {
        ("person", "Erik Holm"),
        ("quotation", "The mill,\nis mine."),
        ("date", "1905"),
        ("head", "Title"),
        ("person", "Erik"),
        ("note", "Erik, p. 4."),
    }


def test_spans_keys_and_values_are_counted() -> None:
    def gold(layer: str, text: str, key: str = "", value: str = "") -> object:
        start = _SOURCE.index(text)
        return Annotation(start, start + len(text), layer, key, value)

    annotations = [
        gold("person", "Erik Holm", key="holm-2"),
        gold("person", "Holm left"),
        gold("date", "1905", value="from=1905-01-01 to=1905-12-31"),
    ]
    found = annotations_of(_TEI.format(_BODY).encode(), _SOURCE)
    scores = compare(annotations, found, [(0, _SOURCE.index("[1]"))]).scores
    person, date = scores["person"], scores["date"]
    assert (person.gold, person.found, person.right) == (2, 1, 1)
    assert (person.keys, person.keys_right) == (1, 0)
    assert (date.values, date.values_right) == (1, 1)


def test_a_quotation_of_two_paragraphs_counts_as_one() -> None:
    source = "“One two.\n\nThree four.” End"
    tei = _TEI.format("“<quote>One two.</quote></p><p><quote>Three four.</quote>” End")
    gold = [Annotation(1, source.index("”"), "quotation")]
    score = compare(gold, annotations_of(tei.encode(), source), [(0, 99)]).scores
    assert (score["quotation"].right, score["quotation"].found) == (1, 1)


def test_a_quotation_is_all_between_its_marks_and_a_heading_without_marks_is_none() -> None:
    source = "The Mill\n\nSee “The Ferry,” p. 4."
    tei = _TEI.replace("<head>Title</head>", "<head><title>The Mill</title></head>").format(
        "See “<title>The Ferry</title>,” p. 4."
    )
    found = annotations_of(tei.encode(), source)
    quoted = [source[one.start : one.end] for one in found if one.layer == "quotation"]
    assert quoted == ["The Ferry,"]
    works = [source[one.start : one.end] for one in found if one.layer == "work"]
    assert works == ["The Mill", "The Ferry"]


def test_two_notes_that_say_the_same_have_places_of_their_own() -> None:
    source = "A one.[1] B two.[2]\n\n[1] Holm, p. 4.\n\n[2] Holm, p. 4."
    tei = _TEI.replace("<head>Title</head>", "").format(
        'A one.<note n="1">Holm, p. 4.</note></p><p>B two.<note n="2">Holm, p. 4.</note>'
    )
    notes = [one for one in annotations_of(tei.encode(), source) if one.layer == "note"]
    assert sorted(one.start for one in notes) == [source.index("Holm"), source.rindex("Holm")]
