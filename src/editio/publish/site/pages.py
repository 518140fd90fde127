"""Making a page from a template: the frame that all pages share, and what templates can call."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import jinja2
import jinja2.compiler
from markupsafe import Markup, escape

from editio.edition.fingerprints import digest
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.cards import Shards
from editio.publish.site.compiled import CompiledTemplates
from editio.publish.site.documents import authors_in_brief
from editio.publish.site.languages import direction, tag
from editio.publish.site.words import Words, number, words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from editio.edition.settings import Settings

#: What the navigation and the headings of the index pages say.
INDEX_TITLES = {
    IndexName.PERSONS: "Persons",
    IndexName.PLACES: "Places",
    IndexName.ORGANISATIONS: "Organisations",
    IndexName.WORKS: "Works",
    IndexName.EVENTS: "Events",
    IndexName.CHRONOLOGY: "Chronology",
    IndexName.QUOTATIONS: "Quotations",
    IndexName.BIBLIOGRAPHY: "Bibliography",
}


#: Characters of pages after which what they were made from is cleared away.
_CHARACTERS = 8_000_000

#: The way to the root of the site from all pages but the first.
_START = "../"

#: Pages that not every edition has, and what the navigation says.
OFFERS = {urls.CONCORDANCE: "Concordance", urls.SEARCH: "Search"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """A line of the navigation: the page (from the root of the site) and what to call it."""

    page: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the frame says about one page. ``path`` is from the root of the site.

    ``canonical`` is the page that has the same content and is to be cited, where it is another;
    ``within`` the page of the navigation that it belongs to.
    """

    path: str
    title: str
    description: str = ""
    kind: str = "page"
    canonical: str = ""
    within: str = ""

    @property
    def start(self) -> str:
        """The way from this page to the root of the site."""
        return "../" * self.path.count("/")


class _Context(jinja2.runtime.Context):
    """What a template sees. None of our functions asks for it, so they are called at once."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        """Call a function; what templates tell about loops and blocks is of no use to it."""
        return function(*args, **kwargs)


class _Generator(jinja2.compiler.CodeGenerator):
    """Has what templates say escaped by the environment, as other generators have it their way."""

    escaping = "environment.escaped("

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(self.escaping)


#: What markup cannot hold as it is.
_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: object) -> str:
    """Return a value as markup. Most are short and have nothing to escape."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return escape(value)


class _Environment(jinja2.Environment):
    """Templates that take attributes of objects only (``a.b`` is no item of a dict)."""

    context_class = _Context
    code_generator_class = _Generator
    escaped = staticmethod(_escaped)
    # A page asks for some hundred of them.
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what all templates know: no template has something of its own to look through."""
        return self.globals


class Frame:
    """The templates, with what is the same on every page of an edition."""

    def __init__(
        self,
        settings: Settings,
        indexes: Iterable[IndexName],
        stylesheets: Iterable[str] = (),
        shards: Shards | None = None,
        offers: Iterable[str] = (),
    ) -> None:
        self._environment = _Environment(
            loader=jinja2.PackageLoader("editio.publish.site"),
            bytecode_cache=CompiledTemplates(way=_Generator.escaping),
            autoescape=True,
            auto_reload=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        indexes, stylesheets, offers = tuple(indexes), tuple(stylesheets), tuple(offers)
        self.settings = settings
        self.plan = plan = settings.plan
        self.shards = shards = shards or Shards({})
        self._made_from = (settings, indexes, stylesheets, shards, offers)
        #: A hash of all that the frame brings to a page.
        self.key = digest(repr(self._made_from))
        self.language = settings.language
        self.words = words_for(settings.language)
        navigation = tuple(_navigation(indexes, offers, self.words))
        self._pages = frozenset(item.page for item in navigation)
        self._templates: dict[str, jinja2.Template] = {}
        self._made: dict[tuple[str, str, str, bool], str] = {}
        self._characters = 0
        self._environment.globals.update(
            settings=settings,
            href=urls.href,
            _=self.words.say,
            script_words=_script_words(self.words),
            card_files=json.dumps(dict(self.shards.number)),
            licence_href=urls.external(settings.licence),
            navigation=navigation,
            stylesheets=stylesheets,
            direction=direction,
            language_tag=tag,
            text_page=plan.text,
            part_page=plan.part,
            passage_page=plan.passage,
            entry_page=plan.entry,
            index_page=urls.index_page,
            near=urls.near,
            external=urls.external,
            counted=self.words.counted,
            number=number,
            authors_in_brief=authors_in_brief,
        )

    def __reduce__(self) -> tuple[type[Frame], tuple[object, ...]]:
        """Have another process make its own: templates do not travel."""
        return Frame, self._made_from

    def render(self, template: str, page: Page, **values: Any) -> str:
        """Return the page as HTML. ``values`` are what the template itself needs."""
        self._clear_away()
        places = (place for place in (page.path, page.within) if place in self._pages)
        current = next(places, "")
        masthead = self._shared("masthead.html", page.start, current, exact=current == page.path)
        if page.start != _START:
            values["href"] = partial(urls.href, start=page.start)
        made = self._template(template).render(
            page=page,
            masthead=masthead,
            colophon=self._shared("colophon.html", ""),
            **values,
        )
        self._characters += len(made)
        return made

    def _template(self, name: str) -> jinja2.Template:
        """Return a template; the environment asks a cache with a lock for it, on every page."""
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = self._environment.get_template(name)
        return found

    def _clear_away(self) -> None:
        """Free what pages were made from: templates leave it in cycles.

        A run collects garbage rarely, and this grows with the edition if it is not done in time.
        """
        if self._characters > _CHARACTERS:
            self._characters = 0
            gc.collect(1)

    def _shared(self, template: str, start: str, current: str = "", *, exact: bool = False) -> str:
        """Return what many pages share: those with one way to the root, and one place in the site.

        It is most of what a short page has, so it is made once.
        """
        known = self._made.get((template, start, current, exact))
        if known is None:
            known = (
                self._template(template)
                .render(current=current, exact=exact, href=partial(urls.href, start=start))
                .rstrip("\n")
            )
            self._made[template, start, current, exact] = known
        return known


def _navigation(
    indexes: Iterable[IndexName], offers: Iterable[str], words: Words
) -> Iterable[NavItem]:
    yield NavItem(page=urls.START, label=words.say("Texts"))
    for name in indexes:
        yield NavItem(page=urls.index_page(name.value), label=words.say(INDEX_TITLES[name]))
    for page in offers:
        yield NavItem(page=page, label=words.say(OFFERS[page]))
    yield NavItem(page=urls.FIGURES, label=words.say("Figures"))
    yield NavItem(page=urls.DOWNLOADS, label=words.say("Downloads"))


#: What scripts say, by the names under which they look for it.
SCRIPT_WORDS = {
    "close": "Close",
    "note": "Note",
    "readings": "Readings",
    "copy": "Copy",
    "copied": "Copied",
    "cite": "Cite this passage",
}


def _script_words(words: Words) -> str:
    return json.dumps(
        {name: words.say(english) for name, english in SCRIPT_WORDS.items()}, ensure_ascii=False
    )
