"""Why the corpora have the findings that they have: by corpus and code, looked at one by one."""

from __future__ import annotations

#: Documents on which Editio and jing differ, and why.
DIFFERENCES = {
    "dictionary-tei-lex0/odd/lex-0.odd": "jing reports that an XInclude inside an included file "
    "fails, for want of the id SJ.DEL in a part that the pointer of the outer XInclude does not "
    "take. Editio expands only the part that is taken, and finds that valid.",
}

#: Mistakes of DraCor's tests that its schema does not call so.
DRACOR_ALLOWED = {
    "tst000006-div-type-missing.xml": 'the schema recommends `@type` on `div` (`usage="rec"`), '
    "which RELAX NG cannot require, and has no rule for it; the report `CON-LACKING` finds it",
    "tst000007-div-type-value.xml": "the list of values of `div/@type` is open "
    '(`type="semi"`); the report `CON-VALUE` finds it',
    "tst000012-rend-braced-wrong.xml": "the list of values of `castGroup/@rend` is open "
    '(`type="semi"`); the report `CON-VALUE` finds it',
}

_TWO_LETTERS = "ISO 639-2 codes (`eng`, `deu`, `lat`), where BCP 47 wants those of two letters"
_NO_SCHEMA = "the documents name schemas at addresses that were not asked"
_EMPTY = "empty pointers"

#: By corpus and code.
EXPLAINED: dict[str, dict[str, str]] = {
    "authority-syriaca": {
        "DAT-ORDER": "a period of office from 0582 to 0482",
        "PTR-DANGLING": "numbers of bibliographic notes that are not there (`bib2598-`, "
        "`bib496-10`), and a category `hagiographic` that is defined nowhere",
        "PTR-URI": "addresses with spaces and other characters that addresses cannot hold",
        "PTR-WORD": "`@source` without `#`",
        "RNG-ATTRIBUTE": "attributes of the project’s own namespace, which TEI All does not know; "
        "the project’s schema is not in the corpus",
        "SCH-SCHEMA": _NO_SCHEMA,
        "XML-UNNORMALISED": "transliterations with combining marks",
    },
    "cmif": {
        "PTR-WORD": "templates: words in brackets stand for what is to be filled in",
        "RNG-ATTRIBUTE-MISSING": "the ODD itself is no CMIF file",
        "RNG-CONTENT": "templates: words in brackets where an address is to stand",
        "RNG-ELEMENT": "the ODD and the documentation are no CMIF files",
        "RNG-MISSING": "the ODD and the documentation are no CMIF files",
        "RNG-UNKNOWN": "the ODD and the documentation are no CMIF files",
        "RNG-VALUE": "`@cert` with values that the schema of this version does not have (the "
        "examples), and templates",
        "XML-ID-NAME": "templates: `[UUID]` where an id is to stand",
    },
    "critical-balex": {
        "PTR-DANGLING": "ids of lemmas and readings that were changed after they were pointed to, "
        "mostly commas and brackets left out of the id",
        "PTR-WORD": "`@target` and `@corresp` without `#`",
        "QUO-DOUBLE": "two of 141 quotations hold marks",
        "QUO-SOURCE": "some quotations name their source, others do not",
        "QUO-UNBALANCED": "marks that are not closed, in notes",
        "SCH-SCHEMA": _NO_SCHEMA,
        "XML-LANG": "`lat` for Latin, and `italic` where a rendition was meant",
    },
    "dictionary-tei-lex0": {
        "PTR-DANGLING": "examples that point to entries which are not shown, and chapters that "
        "were renamed",
        "PTR-FILE": "pages that the project’s own build makes",
        "PTR-SCHEME": "an abbreviation in an example header",
        "PTR-WORD": "examples with words where pointers are wanted",
        "QUO-DOUBLE": "one of 30 quotations holds marks",
        "RNG-ATTRIBUTE": "attributes that TEI Lex-0 adds to TEI; its schema is not in the corpus",
        "RNG-ELEMENT": "parts of the documentation whose root is `div`, checked by themselves (a "
        "remark), and elements where only TEI Lex-0 allows them",
        "RNG-MISSING": "example headers without `sourceDesc`",
        "SCH-SCHEMA": "the schema is made by the project’s own build, and is not there",
        "XML-ID-DUPLICATE": "an example that is shown twice",
        "XML-INCLUDE-POINTER": "three examples that are no longer in the file",
        "XML-LANG": "`cz`, `auv` and `chu`, which are no codes of BCP 47",
        "XML-NOT-TEI": "the schemas of editors, and examples in the namespace for examples",
        "XML-UNNORMALISED": "a letter with a combining mark",
    },
    "dracor-schema-tests": {
        "DAT-FUTURE": "years after a writer’s death in an extended header",
        "PTR-DANGLING": "the mistake that the file shows: a speaker who is not in the list",
        "PTR-WORD": "the mistake that the file shows: `@who` without `#`",
        "REG-AUTHORITY": "an empty ORCID",
        "RNG-MISSING": "the mistakes that two files show",
        "SCH-ASSERT": "the mistakes that the files show",
        "SCH-REPORT": "what DraCor’s interface can use (remarks), and mistakes that files show",
        "XML-LANG": _TWO_LETTERS,
    },
    "drama-gerdracor": {
        "PTR-DANGLING": "the ODD: links to classes and plays that are not in it",
        "QUO-UNBALANCED": "two speeches in which a quotation is opened and not closed",
        "REG-AUTHORITY": "the ODD: an example with a GND number that lacks its last digit",
        "SCH-ASSERT": "what DraCor recommends and these plays do otherwise (warnings)",
        "SCH-REPORT": "what DraCor’s interface can use (remarks), and what it no longer recommends",
        "XML-ID-DUPLICATE": "the ODD: examples with the same ids",
        "XML-ID-NAME": "the ODD: an example with dots for an id",
        "XML-LANG": "the ODD: an example with dots for a language",
        "XML-UNNORMALISED": "Greek with the older of two characters for the same accent",
    },
    "epigraphy-isicily": {
        "PTR-DANGLING": "categories of material that the taxonomy in the corpus does not have",
        "PTR-FILE": "an address without `https://`, and an inscription that is not in the corpus",
        "PTR-WORD": "`@ana` and `@resp` without `#`",
        "RNG-ELEMENT": "two lists that are included in the inscriptions, checked by themselves (a "
        "remark)",
        "RNG-VALUE": _EMPTY,
        "SCH-SCHEMA": "the rules that the documents name are not in the corpus",
        "XML-REPLACEMENT": "names of museums that lost a letter in a conversion",
        "XML-UNNORMALISED": "transliterations with combining marks, and Greek with the older "
        "of two characters for the same accent",
    },
    "letters-soldatenbriefe": {
        "PTR-DANGLING": "the initials of editors, which are defined nowhere, and renditions of the "
        "DTA base format, which are defined outside the letters (warnings)",
        "QUO-UNBALANCED": "letters as they were written",
        "SCH-SCHEMA": _NO_SCHEMA,
        "XML-LANG": _TWO_LETTERS,
        "XML-UNNORMALISED": "a line above a letter, written as a combining tilde",
    },
    "letters-thun": {
        "PTR-DANGLING": "`d107_1` where the id is `D107_1`, and persons and places that are not in "
        "the registers",
        "PTR-FILE": "pages of the project’s website",
        "QUO-UNBALANCED": "quotations that are not closed",
        "REG-DUPLICATE": "two entries with the same GND number",
        "REG-UNMENTIONED": "the registers are those of the whole edition, the letters a sample",
        "RNG-ELEMENT": "a `publicationStmt` that mixes paragraphs and other elements",
        "RNG-MISSING": "a `correspAction` without a name",
        "RNG-TEXT": "the same `correspAction`: its name is not marked up",
    },
    "parliament-parlamint-tr": {
        "RNG-VALUE": _EMPTY,
        "XML-INCLUDE-MISSING": "sessions that are not in the corpus",
    },
    "prose-eebo-tcp": {
        "PTR-DANGLING": "names of transcribers’ files, which are defined nowhere",
        "PTR-SCHEME": "`simple:` for a rendition, without a `prefixDef`",
        "XML-LANG": _TWO_LETTERS,
    },
    "prose-eltec-eng": {
        "QUO-DOUBLE": "one of five quotations of a novel holds marks",
        "QUO-UNBALANCED": "speeches in which a quotation is opened and not closed",
        "SCH-SCHEMA": "the documents name a schema by a path that does not lead to it",
        "XML-LANG": _TWO_LETTERS,
    },
    "verse-disco": {
        "PTR-DANGLING": "a category `antologia` that is defined nowhere",
        "PTR-WORD": "`@ana` with words instead of pointers",
        "QUO-UNBALANCED": "a quotation that ends in a poem and begins nowhere",
    },
}
