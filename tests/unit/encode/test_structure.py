"""What plain text is taken for: one small invented text per phenomenon."""

from __future__ import annotations

import pytest

from editio.encode.model import Block, Kind
from editio.encode.structure.recognise import Recognised, recognise

LONG = (
    "The ferryman of Oberau kept a book in which he wrote down who crossed, and at what hour, "
    "and what they carried, and he kept it for thirty years without missing a day."
)
OTHER = (
    "In the winter of the long frost nobody crossed at all, and so he wrote down the weather "
    "instead, and the birds, and the names of those who had walked over the ice."
)


def text_of(source: str, block: Block) -> str:
    return " ".join(" ".join(source[s.start : s.end] for s in block.spans).split())


def kinds(source: str) -> list[tuple[Kind, str]]:
    return [(block.kind, text_of(source, block)[:24]) for block in recognise(source).blocks]


def only(source: str, kind: Kind) -> Block:
    found = [block for block in recognise(source).blocks if block.kind is kind]
    assert len(found) == 1, kinds(source)
    return found[0]


def heads(source: str) -> list[tuple[int, str]]:
    blocks = recognise(source).blocks
    return [(b.level, text_of(source, b)) for b in blocks if b.kind is Kind.HEAD]


def test_levels_follow_from_the_order_in_which_forms_are_met() -> None:
    source = f"""The Book of the Ferry

1. The River

{LONG}

The Upper Landing

{OTHER}

2. The Ice

{LONG}
"""
    assert heads(source) == [
        (0, "The Book of the Ferry"),
        (1, "1. The River"),
        (2, "The Upper Landing"),
        (1, "2. The Ice"),
    ]


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("THE RIVER IN SPRING", 1, "THE RIVER IN SPRING"),
        ("Chapter 3", 1, "Chapter 3"),
        ("IV. The flood", 1, "IV. The flood"),
        ("2.1 The flood", 1, "2.1 The flood"),
        ("The flood\n=========", 1, "The flood"),
        ("## The flood", 2, "The flood"),
        ("What the birds knew", 1, "What the birds knew"),
    ],
)
def test_forms_of_headings(line: str, level: int, text: str) -> None:
    source = f"A Title\n\n{LONG}\n\n{line}\n\n{OTHER}\n"
    assert heads(source)[1:] == [(level, text)]


@pytest.mark.parametrize(
    "line",
    [
        "and then nobody came for a week",
        "He crossed at noon.",
        "The mayor wrote to the council:",
        "“Nobody crosses today,” he said, and went in. “Nobody.”",
        "(The book is lost, and only a copy remains.)",
    ],
)
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert heads(f"A Title\n\n{LONG}\n\n{line}\n\n{OTHER}\n")[1:] == []


def test_many_short_lines_are_no_headings() -> None:
    lines = "\n\n".join(["Anna Quell", "Bruno Tann", "Clara Uhl", "Dora Vogt", "Emil Wied"])
    assert heads(f"A Title\n\n{LONG}\n\n{lines}\n\n{OTHER}\n")[1:] == []


def test_a_line_below_the_title_is_its_subtitle() -> None:
    source = f"The Ice\n\nA report on the winter of the long frost\n\n{LONG}\n\n{OTHER}\n"
    blocks = recognise(source).blocks
    assert [(b.kind, b.rend) for b in blocks[:2]] == [(Kind.HEAD, ""), (Kind.HEAD, "subtitle")]


@pytest.mark.parametrize(
    ("source", "rend", "numbers"),
    [
        ("He carried:\n\n• salt\n• iron\n• glass\n", "bulleted", ["•", "•", "•"]),
        ("He carried:\n\n1. salt\n2. iron\n3. glass\n", "numbered", ["1", "2", "3"]),
        ("He carried:\n\n(1) salt\n\n(2) iron\n", "numbered", ["1", "2"]),
        ("He carried:\n\na) salt;\nb) iron;\nc) glass.\n", "lettered", ["a", "b", "c"]),
        ("He carried:\n\n(i) salt\n(ii) iron\n(iii) glass\n", "roman", ["i", "ii", "iii"]),
        ("He carried:\n- salt\n- iron\n", "bulleted", ["-", "-"]),
        ("He carried:\nsalt of the hills\niron\nglass\n", "simple", ["", "", ""]),
    ],
)
def test_lists(source: str, rend: str, numbers: list[str]) -> None:
    block = only(f"{LONG}\n\n{source}\n{OTHER}\n", Kind.LIST)
    assert block.rend == rend
    assert [item.n for item in block.children] == numbers


@pytest.mark.parametrize(
    ("line", "rend", "items"),
    [
        ("• salt • iron • glass", "bulleted", ["salt", "iron", "glass"]),
        ("He carried: • salt of the hills •iron", "bulleted", ["salt of the hills", "iron"]),
        (
            "1. Salt of it. 2. Iron, too; 3) Glass.",
            "numbered",
            ["Salt of it.", "Iron, too;", "Glass."],
        ),
        (
            "Salt of the hillsIron of the weirGlass of the town",
            "simple",
            ["Salt of the hills", "Iron of the weir", "Glass of the town"],
        ),
        (
            " mended the weir (it had been broken) led the water to the mill",
            "simple",
            ["mended the weir (it had been broken)", "led the water to the mill"],
        ),
    ],
)
def test_items_that_have_run_together_in_a_line(line: str, rend: str, items: list[str]) -> None:
    source = f"{LONG}\n\nIn those years the guild:\n{line}\n\n{OTHER}\n"
    block = only(source, Kind.LIST)
    assert block.rend == rend
    found = [source[item.spans[0].start : item.spans[0].end] for item in block.children]
    assert found == items


@pytest.mark.parametrize(
    "line",
    [
        "He came in 1. He went in 2. He stayed in 3. And so on.",
        "The case of Mr McTavish and of IronWorks at the weir of the town",
        "mended the weir (it had been broken) and led the water to the mill",
        "the weir (it had been broken) led the water to the mill",
        "A price of 3 • 4 was paid",
    ],
)
def test_lines_in_which_nothing_has_run_together(line: str) -> None:
    source = f"{LONG}\n\nIn those years the guild:\n{line}\n\n{OTHER}\n"
    assert Kind.LIST not in {block.kind for block in recognise(source).blocks}


def test_letters_go_on_after_h() -> None:
    items = "\n".join(f"{letter}) thing {letter}" for letter in "abcdefghijk")
    assert len(only(f"{LONG}\n\n{items}\n\n{OTHER}", Kind.LIST).children) == 11


def test_a_list_in_a_list() -> None:
    source = f"{LONG}\n\n* salt\n  - of the hills\n  - of the sea\n* iron\n\n{OTHER}\n"
    block = only(source, Kind.LIST)
    assert [len(item.children) for item in block.children] == [1, 0]
    assert [item.n for item in block.children[0].children[0].children] == ["-", "-"]


def test_speeches_after_dashes_are_no_list() -> None:
    source = f"{LONG}\n\n— Who is there?\n\n— It is the ferryman.\n\n— Then come in.\n\n{OTHER}\n"
    assert Kind.LIST not in [kind for kind, _ in kinds(source)]


def test_numbered_theses_that_do_not_count_on_are_no_list() -> None:
    source = f"{LONG}\n\n1. {OTHER}\n\n3. {OTHER}\n"
    assert Kind.LIST not in [kind for kind, _ in kinds(source)]


def test_figures_with_leader_dots_are_a_table() -> None:
    source = f"{LONG}\n\nCarts ........... 7\n\nHorses ……… 12\n\nSheep, shorn .. 1,204\n\n{OTHER}\n"
    block = only(source, Kind.TABLE)
    cells = [[text_of(source, cell) for cell in row.children] for row in block.children]
    assert cells == [["Carts", "7"], ["Horses", "12"], ["Sheep, shorn", "1,204"]]


def test_columns_are_a_table_and_two_spaces_after_a_full_stop_are_not() -> None:
    source = f"{LONG}\n\nAnna     (came in May)\nBruno    (came in June)\nClara    (stayed)\n"
    assert len(only(f"{source}\n{OTHER}", Kind.TABLE).children) == 3
    source = f"{LONG}\n\nHe came.  He went.\nShe saw.  She knew.\nIt rained.  It snowed.\n"
    assert Kind.TABLE not in [kind for kind, _ in kinds(source)]


def test_notes_are_linked_and_numbers_begin_again_in_the_next_article() -> None:
    article = f"{LONG} [1] And more.[2]\n\n[1] The book, p. 3.\n\n[2] The same, p. 4.\n\n"
    source = f"The First Winter of Frost\n\n{article}The Second Winter of Frost\n\n{article}"
    found = recognise(source)
    assert [note.n for note in found.notes] == ["1", "2", "1", "2"]
    marks = [(source[m.start : m.end], m.target) for m in found.marks]
    assert marks == [("[1]", 0), ("[2]", 1), ("[1]", 2), ("[2]", 3)]


@pytest.mark.parametrize(
    ("reference", "body"),
    [
        ("time¹ and", "¹ The book, p. 3."),
        ("time* and", "* The book, p. 3."),
        ("time[^1] and", "[^1]: The book, p. 3."),
        ("time,1 and", "Notes\n\n1. The book, p. 3."),
    ],
)
def test_styles_of_notes(reference: str, body: str) -> None:
    found = recognise(f"A Title\n\n{LONG} At that {reference} later.\n\n{OTHER}\n\n{body}\n")
    assert len(found.notes) == 1
    assert [mark.target for mark in found.marks] == [0]


def test_a_note_may_have_several_paragraphs() -> None:
    source = f"{LONG} [1] More. [2]\n\n[1] First.\n\nStill the first.\n\n[2] Second.\n"
    found = recognise(source)
    assert [len(note.children) for note in found.notes] == [2, 0]


def test_numbers_in_brackets_without_a_body_stay_text() -> None:
    found = recognise(f"{LONG} [12]\n\n{OTHER}\n")
    assert found.marks == ()


def test_quotations() -> None:
    source = f"""{LONG}

As the ferryman wrote in his book:

Nobody crossed today, nor yesterday, and the ice is as thick as a man’s arm is long.

{OTHER}

“The ice broke on a Sunday, with a noise as of carts upon a bridge.”
– Anna Quell, “Forty Winters,” p. 12

{LONG}

            {OTHER}
            {OTHER}

{LONG}
"""
    blocks = [block for block in recognise(source).blocks if block.kind is Kind.QUOTE]
    assert [block.reason for block in blocks] == [
        "announced by a colon",
        "followed by its source",
        "set in",
    ]
    assert [child.kind for child in blocks[1].children] == [Kind.PARAGRAPH, Kind.ATTRIBUTION]


@pytest.mark.parametrize("byline", ["\n\nby Anna Quell", "\nby Anna Quell"])
def test_a_heading_above_the_name_of_its_author(byline: str) -> None:
    title = "Why does the Upper Valley hate its ferryman so much?"
    source = f"The Book\n\n{LONG}\n\n{title}{byline}\n\n{OTHER}\n"
    assert [kind for kind, _ in kinds(source)][2:] == [Kind.HEAD, Kind.BYLINE, Kind.PARAGRAPH]


def test_a_name_right_below_a_heading_is_that_of_the_author() -> None:
    source = f"The Book\n\n{LONG}\n\nThe Ice and the Flood\nAnna Quell\n\n{OTHER}\n"
    assert [kind for kind, _ in kinds(source)][2:] == [Kind.HEAD, Kind.BYLINE, Kind.PARAGRAPH]


def test_the_source_of_words_without_marks() -> None:
    source = f"{LONG}\n\n{OTHER}\n\n– Anna Quell, “Forty Winters,” p. 12.\n\n{LONG}\n"
    assert Kind.BIBL in [kind for kind, _ in kinds(source)]


def test_what_opens_and_closes_a_text() -> None:
    source = f"""The Ice

By Anna Quell

Oberau, 3 March 1891

Dear friends,

{LONG}

Yours faithfully,

Bruno Tann

Oberau, 5 March 1891
"""
    assert [kind for kind, _ in kinds(source)] == [
        Kind.HEAD,
        Kind.BYLINE,
        Kind.DATELINE,
        Kind.SALUTE,
        Kind.PARAGRAPH,
        Kind.SALUTE,
        Kind.SIGNED,
        Kind.DATELINE,
    ]


def test_turns_and_stage_directions() -> None:
    source = f"""{LONG}

ANNA: Who is there?

BRUNO: The ferryman, and it is late. The river is rising.

[A door is opened]

ANNA: Then come in.

{OTHER}
"""
    assert [kind for kind, _ in kinds(source)] == [
        Kind.PARAGRAPH,
        Kind.TURN,
        Kind.TURN,
        Kind.STAGE,
        Kind.TURN,
        Kind.PARAGRAPH,
    ]


def test_verse_and_separators() -> None:
    source = f"""{LONG}

The river came to Oberau
And asked for bread and wine
We gave it neither bread nor wine
But half a field of mine

* * *

{OTHER}
"""
    blocks = recognise(source).blocks
    assert [block.kind for block in blocks] == [
        Kind.PARAGRAPH,
        Kind.VERSE,
        Kind.SEPARATOR,
        Kind.PARAGRAPH,
    ]
    assert len(blocks[1].children) == 4


def test_bibliography_and_sources() -> None:
    source = (
        f"{LONG}\n\nSource: The Oberau Almanac, 1892.\n\nBibliography\n\nQuell, Anna. Ice. 1891."
    )
    assert kinds(source)[1:] == [
        (Kind.BIBL, "Source: The Oberau Alman"),
        (Kind.HEAD, "Bibliography"),
        (Kind.BIBL, "Quell, Anna. Ice. 1891."),
    ]


def test_remains_of_a_page_are_marked() -> None:
    source = f"Search\nMenu\n\nThe Ice\n\n{LONG}\n\n{OTHER}\n\n"
    source += "You should also read\n\nThe Snow\n\nShare this article\nFacebook\nPrint\n"
    found = [kind for kind, _ in kinds(source)]
    assert found == [*[Kind.REMAINS] * 2, Kind.HEAD, *[Kind.PARAGRAPH] * 2, *[Kind.REMAINS] * 5]


def test_one_word_of_a_menu_within_a_text_is_none() -> None:
    assert Kind.REMAINS not in [kind for kind, _ in kinds(f"{LONG}\n\nPrint\n\n{OTHER}\n")]


def test_slogans() -> None:
    source = f"Long live the ferry!\n\nThe Ice\n\n{LONG}\n\nDown with the bridge!\n"
    assert [kind for kind, _ in kinds(source)] == [
        Kind.SLOGAN,
        Kind.HEAD,
        Kind.PARAGRAPH,
        Kind.SLOGAN,
    ]


def articles(found: Recognised) -> list[int]:
    return [found.blocks.index(block) for block in found.blocks if block.article]


def test_several_articles_in_a_file() -> None:
    one = f"{LONG}\n\n{OTHER}\n\nOberau, 3 March 1891\n\nAnna Quell\n\n"
    titles = ["The Winter of the Frost", "The Spring of the Flood", "The Summer of the Drought"]
    source = "".join(f"{title}\n\n{one}" for title in titles)
    assert len(articles(recognise(source))) == 3


def test_sections_are_no_articles() -> None:
    titles = ["The Winter of the Frost", "The Spring of the Flood", "The Summer of the Drought"]
    source = "".join(f"{title}\n\n{LONG}\n\n{OTHER}\n\n" for title in titles)
    assert articles(recognise(source)) == []


def test_a_form_feed_between_blocks_begins_a_page() -> None:
    source = f"{LONG}\n\f{OTHER}\n"
    assert [block.kind for block in recognise(source).blocks] == [
        Kind.PARAGRAPH,
        Kind.PAGE,
        Kind.PARAGRAPH,
    ]


def test_a_text_cut_short_keeps_its_dots() -> None:
    source = f"{LONG[:-1]} and\n\n...\n\n{OTHER}\n"
    assert len(kinds(source)) == 2


def test_speakers_on_lines_of_their_own_have_speeches() -> None:
    source = "HOLM.\nI built it.\n\nVARGA. (aside)\nHe did not.\n[She goes.]\n\n"
    source += "HOLM.\nWho is it?\n\nVARGA.\nI.\n"
    blocks = recognise(source).blocks
    assert [block.kind for block in blocks] == [Kind.TURN] * 4
    assert [child.kind for child in blocks[1].children] == [Kind.PARAGRAPH, Kind.STAGE]
    # A heading in capitals before its text, however often, is no speaker.
    assert Kind.TURN not in {b.kind for b in recognise(f"NOTES\n{LONG}\n\nNOTES\n{OTHER}\n").blocks}


def test_a_call_above_how_it_was_issued_is_a_title_and_not_a_slogan() -> None:
    source = (
        "Down with the ferry!\n\nWeir Press\n\nForward to a new mill!\n\n"
        f"Weir Press leaflet distributed in Oberau, 3 March 1891\n\n{LONG}\n\n{OTHER}\n"
    )
    kinds = [block.kind for block in recognise(source).blocks]
    assert kinds[:4] == [Kind.SLOGAN, Kind.BYLINE, Kind.HEAD, Kind.DATELINE]
    plain = source.replace("Weir Press leaflet distributed in Oberau, 3 March 1891\n\n", "")
    assert Kind.HEAD not in [block.kind for block in recognise(plain).blocks][2:3]


def test_a_note_below_a_quotation_is_not_its_source() -> None:
    source = f"{LONG} So it is.[1]\n\n“One is the weir,\n\nand the other the mill.” So it ended.\n"
    source += "\n[1] Anna Quell, Letters, p. 5, 1891.\n"
    recognised = recognise(source)
    assert [note.n for note in recognised.notes] == ["1"]
    assert Kind.QUOTE not in {block.kind for block in recognised.blocks}
