"""What citable units are called in the languages that the pages speak.

From the English name, which for most kinds is that of the TEI element. What has no word in a
language keeps its English one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A line per kind: English, German, French, Spanish, Italian, Russian.
_WORDS = """
stanza|Strophe|strophe|estrofa|strofa|строфа
speech|Rede|réplique|parlamento|battuta|реплика
stage direction|Bühnenanweisung|didascalie|acotación|didascalia|ремарка
manuscript|Handschrift|manuscrit|manuscrito|manoscritto|рукопись
letter|Brief|lettre|carta|lettera|письмо
title page|Titelblatt|page de titre|portada|frontespizio|титульный лист
cast|Personenverzeichnis|distribution|reparto|personaggi|действующие лица
about this text|über diesen Text|sur ce texte|sobre este texto|su questo testo|об этом тексте
group|Gruppe|groupe|grupo|gruppo|группа
organisation|Organisation|organisation|organización|organizzazione|организация
work|Werk|œuvre|obra|opera|произведение
entry|Eintrag|entrée|entrada|voce|статья
note|Anm.|note|nota|nota|прим.
item|Punkt|point|punto|punto|пункт
event|Ereignis|événement|acontecimiento|evento|событие
table|Tabelle|tableau|tabla|tabella|таблица
list|Liste|liste|lista|elenco|список
figure|Abb.|figure|figura|figura|рис.
surface|Seite|page|página|pagina|страница
l|Vers|vers|verso|verso|стих
head|Überschrift|titre|título|titolo|заголовок
quote|Zitat|citation|cita|citazione|цитата
cit|Zitat|citation|cita|citazione|цитата
epigraph|Motto|épigraphe|epígrafe|epigrafe|эпиграф
person|Person|personne|persona|persona|лицо
place|Ort|lieu|lugar|luogo|место
section|Abschnitt|section|sección|sezione|раздел
chapter|Kapitel|chapitre|capítulo|capitolo|глава
part|Teil|partie|parte|parte|часть
book|Buch|livre|libro|libro|книга
act|Akt|acte|acto|atto|действие
scene|Szene|scène|escena|scena|сцена
poem|Gedicht|poème|poema|poesia|стихотворение
edition|Edition|édition|edición|edizione|издание
translation|Übersetzung|traduction|traducción|traduzione|перевод
commentary|Kommentar|commentaire|comentario|commento|комментарий
apparatus|Apparat|apparat|aparato|apparato|аппарат
bibliography|Bibliographie|bibliographie|bibliografía|bibliografia|библиография
transcript|Transkription|transcription|transcripción|trascrizione|транскрипция
"""
_LANGUAGES = ("de", "fr", "es", "it", "ru")


@cache
def unit_words(language: str) -> Mapping[str, str]:
    """Return the words of a BCP 47 tag's language by English ones; nothing if it has none."""
    name = language.lower().replace("_", "-").partition("-")[0]
    if name not in _LANGUAGES:
        return {}
    column = _LANGUAGES.index(name) + 1
    rows = (line.split("|") for line in _WORDS.strip().splitlines())
    return {row[0]: row[column] for row in rows}
