"""Words that say what a line is, in the languages that texts come in. Data only."""

from __future__ import annotations

import re


def _full(*words: str) -> re.Pattern[str]:
    """Match a line that is one of these words, with a colon or without."""
    return re.compile(rf"(?:{'|'.join(words)})\s*[:.]?\s*\Z", re.IGNORECASE)


NOTES = _full(
    r"(?:foot|end)?-?\s?notes?(?: (?:and|&) references)?", "references", "anmerkungen?",
    r"fu(?:ß|ss)noten?", "endnoten?", "notes et références", "note", "notas?(?: al pie)?",
    "примечани[ея]", "сноски", "adnotationes",
)  # fmt: skip

BIBLIOGRAPHY = _full(
    "(?:select )?bibliography", "(?:list of )?sources", "works cited", "(?:list of )?references",
    "further reading", "(?:recommended|suggested) (?:reading|readings)", "literature",
    r"literatur(?:verzeichnis|hinweise)?", "quellen(?:verzeichnis)?", "bibliographie", "sources",
    "ouvrages cités", "bibliografia", "bibliografía", "fonti", "fuentes", "литература",
    "библиография", "источники", "fontes",
)  # fmt: skip

SOURCE = re.compile(
    r"(?:sources?|quellen?|fonte|fuente|источник|from|(?:first )?published in|"
    r"reprinted from|zuerst (?:erschienen )?in)\s?:\s*\S",
    re.IGNORECASE,
)

MONTHS = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " januar jänner februar märz mai juni juli oktober dezember"
    " janvier février mars avril juin juillet août septembre octobre novembre décembre"
    " gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " enero febrero abril mayo junio julio septiembre octubre noviembre diciembre"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    " ianuarii februarii martii aprilis maii iunii iulii augusti septembris octobris novembris"
    " decembris"
)

SALUTE = re.compile(
    r"(?:my |mein[e]? |mon |ma )?(?:dear(?:est)?|liebe[rs]?|sehr geehrte[rs]?|verehrte[rs]?|"
    r"hochgeehrte[rs]?|cher|chère|chers|monsieur|madame|caro|cara|cari|gentile|egregio|querid[oa]s?"
    r"|estimad[oa]s?|muy señor|дорог[ао]й|дорогая|уважаем\w+|comrades|genoss(?:en|innen)|"
    r"camarades|compagni|compañeros|товарищи|ladies and gentlemen|sir|sirs)\b.{0,80}[,!:]\s*\Z",
    re.IGNORECASE,
)

VALEDICTION = re.compile(
    r"(?:yours|sincerely|faithfully|with (?:best|kind|comradely|fraternal|warm)|best (?:wishes|"
    r"regards)|kind regards|respectfully|your (?:obedient|humble|devoted)|"
    r"mit (?:freundlichen|besten|herzlichen|sozialistischen|kommunistischen)|hochachtungsvoll|"
    r"dein[e]?\b|ihr[e]?\b|"
    r"cordialement|veuillez|bien à|cordiali|distinti saluti|atentamente|saludos|с уважением|vale)"
    r"\b.{0,80}\Z",
    re.IGNORECASE,
)

#: What signs a text besides persons.
BODY = re.compile(
    r"\b(?:committee|bureau|secretariat|council|editors?|editorial|board|executive|commission|"
    r"conference|congress|delegation|presidium|politburo|central|branch|section|redaktion|komitee|"
    r"ausschuss|vorstand|rat|comité|bureau|rédaction|comitato|redazione|consejo|комитет|редакция)\b",
    re.IGNORECASE,
)

BYLINE = re.compile(
    r"(?:(?:written |edited |interview |translated |reviewed |report )?by|von|par|di|por|от)\s+"
    r"(?=[A-ZÀ-ÞА-Я])",
    re.IGNORECASE,
)

#: Verbs that announce the words of somebody, at the end of a paragraph before a colon.
SAYING = re.compile(
    r"\b(?:sa(?:id|ys|ying)|wr(?:ote|ites|itten|iting)|stat(?:ed|es|ing)|declar(?:ed|es|ing)|"
    r"explain(?:ed|s|ing)|argu(?:ed|es|ing)|not(?:ed|es)|remark(?:ed|s)|observ(?:ed|es)|"
    r"add(?:ed|s)|repl(?:ied|ies)|ask(?:ed|s)|quot(?:e|es|ed|ing)|cit(?:e|es|ed)|conclud(?:ed|es)|"
    r"report(?:ed|s)|recall(?:ed|s)|tell(?:s)?|told|words? of|according to|put it|as follows|"
    r"follow(?:s|ing)|(?:this|his|her|the) passage|reads?|speech|letter|testif(?:ied|ies)|"
    r"sagte|schrieb|schreibt|erklärt[e]?|heißt es|meinte|antwortete|dit|écri(?:t|vit|vait)|"
    r"déclar(?:e|a|ait)|expliqu(?:e|a|ait)|disse|dice|scri(?:ve|sse|veva)|dijo|escrib(?:e|ió|ía)|"
    r"сказал[аи]?|писал[аи]?|пишет|dixit|scripsit|inquit)\b",
    re.IGNORECASE,
)

#: Lines of menus and buttons, word for word.
MENU = re.compile(
    r"(?:search|close this search box|close|menu|main menu|navigation|skip to (?:main )?content|"
    r"content|contents|home|about(?: us)?|contact(?: us)?|log ?in|log ?out|sign (?:in|up)|register|"
    r"subscribe|newsletter|donate|join us|share(?: this(?: article| post| page)?)?(?: on| via)?|"
    r"share on \w+|facebook|twitter|x|whatsapp|print(?: this page)?|reddit|telegram|e-?mail|"
    r"linkedin|pinterest|tumblr|mastodon|instagram|youtube|spotify|rss|tweet|like(?: this)?|pocket|"
    r"copy link|comments?(?: \(\d+\))?|no comments|leave a (?:reply|comment)|tags|tagged|"
    r"categories|archives?|related(?: articles| posts| reading)?|you (?:should|may|might) also "
    r"(?:read|like)|see also|read (?:more|also|next)|more (?:articles|from)|most (?:read|popular)|"
    r"next(?: article| post)?|previous(?: article| post)?|back to top|top|up|cookies?|"
    r"privacy policy|terms (?:of use|and conditions)|sitemap|advertisement|loading\W*|"
    r"suche|menü|startseite|teilen|drucken|kommentare|mehr lesen|weiterlesen|impressum|datenschutz|"
    r"rechercher|accueil|partager|imprimer|lire aussi|commentaires|cerca|condividi|stampa|"
    r"buscar|inicio|compartir|imprimir|поиск|меню|главная|поделиться|печать|комментарии)"
    r"\s*[:.…»›]?\Z",
    re.IGNORECASE,
)

#: Sentences of web pages and podcasts that are not of the text.
PAGE_TALK = re.compile(
    r"(?:\bon (?:spotify|stitcher|apple podcasts|google podcasts|itunes|soundcloud)\b|"
    r"\b(?:donate|subscribe)\b.*\b(?:share|rating|subscribe)\b|\A(?:browse|see|view|show) all\b|"
    r"all rights reserved|\A(?:©|\(c\)|copyright)\s|\bcookies?\b.*\b(?:accept|consent|site)\b|"
    r"\A(?:click|tap) here\b|\Afollow us\b|\Asign up (?:for|to)\b|\byour email address\b|"
    r"\bjavascript\b)",
    re.IGNORECASE,
)

SLOGAN = re.compile(
    r"(?:long live|down with|death to|forward (?:to|with)|up with|hands off|workers of|"
    r"proletarians|all power to|no to|glory to|hail|free|victory to|peace|es lebe|nieder mit|"
    r"hoch|vive|vivent|à bas|mort (?:à|aux)|viva|abbasso|evviva|abajo|да здравству|долой|слава)\b",
    re.IGNORECASE,
)

#: How a sheet came among people, in a line below its title.
ISSUED = re.compile(
    r"\b(?:leaflet|pamphlet|flyer|distributed|published|issued|adopted|delivered|printed|flugblatt"
    r"|verteilt|gedruckt|herausgegeben|tract|distribué|publié|volantino|distribuito|panfleto|листовка)\b",
    re.IGNORECASE,
)

STAGE = re.compile(
    r"(?:applause|laughter|laughs|cheers|music|silence|pause|exit|exeunt|enters?|curtain|aside|"
    r"beifall|gelächter|heiterkeit|musik|vorhang|pause|ab|applaudissements|rires|applausi|risate|"
    r"aplausos|risas|аплодисменты|смех|занавес|inaudible|interruption|interjection)",
    re.IGNORECASE,
)

#: What stands before a colon and is no speaker.
NO_SPEAKER = re.compile(
    r"(?:note|notes|source|sources|nb|n\.b\.|ps|p\.s\.|example|figure|fig|table|date|place|"
    r"subject|re|to|from|cc|isbn|issn|editor|translated|translator|published|written|first|see|"
    r"http|https|tel|fax|email|www|attention|warning|update|question|answer to)\b",
    re.IGNORECASE,
)

#: English verbs in the past tense, by their ending or by rote.
PAST_TENSE = re.compile(
    r"[a-z]{2,}ed|led|made|built|won|gave|took|brought|held|kept|ran|became|began|fought|lost|wrote"
    r"|found|drove|grew|sent|spent|taught|set|put|laid|met|rose|saw|sold|stood|went"
)
