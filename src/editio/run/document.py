"""What is done with one document: pure functions of it and of the entries that it points to."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from editio.edition.entries import entries_of
from editio.edition.model import DocumentResult, Metadata
from editio.edition.pointers import meanings_of
from editio.edition.roles import role_of
from editio.edition.source import open_document
from editio.edition.survey import has_entry_tags, may_have_entries
from editio.errors import SourceError, TransformError
from editio.findings import Finding, Severity
from editio.publish.mentions import Extractor
from editio.publish.render.conservation import ConservationCheck
from editio.publish.render.html import HtmlRenderer
from editio.publish.render.text import TextRenderer
from editio.publish.site.handles import add_handles
from editio.publish.site.splitting import parts_of_ids
from editio.publish.units import UnitNamer
from editio.run.processed import Processed, Surveyed
from editio.validate.limits import lost_finding, size_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from editio.edition.fate import Fate
    from editio.edition.model import DocumentRef
    from editio.edition.pointers import Resolver
    from editio.edition.settings import Limits, Settings
    from editio.edition.source import OpenDocument
    from editio.publish.render.conservation import Loss
    from editio.publish.render.html import RenderedHtml
    from editio.run.processed import Neighbours
    from editio.saxon import Node, Processor


def survey_document(settings: Settings, ref: DocumentRef, members: Mapping[Path, str]) -> Surveyed:
    """Collect the register entries of a document, and see whether it is a register."""
    if not may_have_entries(settings.root / ref.path):
        return Surveyed(ref)
    document = open_document(
        ref,
        settings.root,
        members=members,
        folders=settings.include_folders,
        max_depth=settings.limits.depth,
    )
    if not document.usable or not has_entry_tags(document.text()):
        return Surveyed(ref, probed=document.probed)
    try:
        root = document.root()
    except SourceError:  # said again, as a finding, when the document is processed
        return Surveyed(ref, probed=document.probed)
    entries = entries_of(root, ref, settings.language)
    if entries and not settings.registers:
        ref = replace(ref, role=role_of(root))
    return Surveyed(ref, entries, document.probed)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The tools for the per-document step, made once per process: compiled stylesheets."""

    settings: Settings
    processor: Processor
    units: UnitNamer
    mentions: Extractor
    html: HtmlRenderer
    text: TextRenderer
    conservation: ConservationCheck

    @classmethod
    def equip(cls, settings: Settings, processor: Processor) -> Workshop:
        """Compile the stylesheets. Raises :class:`TransformError` if one does not compile."""
        return cls(
            settings=settings,
            processor=processor,
            units=UnitNamer(processor),
            mentions=Extractor(processor, settings.language),
            html=HtmlRenderer(processor, settings.html_stylesheet),
            text=TextRenderer(processor, settings.text_stylesheet),
            conservation=ConservationCheck(processor),
        )

    def process(self, ref: DocumentRef, neighbours: Neighbours) -> Processed:
        """Return all that a document contributes to the edition.

        A document that cannot be read or rendered has findings and no pages.
        """
        document = open_document(
            ref,
            self.settings.root,
            members=neighbours.members,
            folders=self.settings.include_folders,
            max_depth=self.settings.limits.depth,
        )
        if not document.usable:
            return Processed(_failed(ref, document.findings), document.probed)
        try:
            node = document.parse(self.processor)
            processed = self.render(document, node, neighbours.resolver)
        except (SourceError, TransformError) as error:
            failed = _failed(ref, (*document.findings, _refused(ref, error)))
            return Processed(failed, document.probed)
        if (finding := size_finding(processed.result, self.settings.limits)) is not None:
            failed = _failed(ref, (*document.findings, finding))
            return replace(processed, result=failed)
        return processed

    def render(
        self,
        document: OpenDocument,
        node: Node,
        resolver: Resolver,
        timed: Callable[[str], AbstractContextManager[object]] = nullcontext,
    ) -> Processed:
        """Render a parsed document; each stage runs inside ``timed(stage)``, for a benchmark."""
        ref = document.ref
        with timed("units"):
            names = self.units.names(node)
        with timed("mentions"):
            found = self.mentions.extract(node, names)
        with timed("links"):
            targets = resolver.links(found.pointers, ref, found.prefixes, found.local_ids)
        with timed("html"):
            hrefs = {pointer: target.href for pointer, target in targets.items()}
            hrefs |= {
                href: quote(self.settings.plan.from_text(member))
                for href, member in document.linked.items()
            }
            html = self.html.render(
                node,
                document_id=ref.id,
                links=hrefs,
                names=names,
                page_remains=self.settings.page_remains,
            )
            page = html.whole
        with timed("text"):
            text = self.text.render(
                node,
                reading=self.settings.reading,
                notes=self.settings.notes,
                page_remains=self.settings.page_remains,
            )
        with timed("conservation"):
            losses = self.conservation.check(
                node,
                html=page,
                marked=text.marked,
                reading=self.settings.reading,
                notes=self.settings.notes,
                page_remains=self.settings.page_remains,
            )
        result = DocumentResult(
            ref=ref,
            metadata=found.metadata,
            html=add_handles(page, found.units),
            text=text.text,
            units=found.units,
            mentions=found.mentions,
            links=tuple(
                (pointer, target.entry.key)
                for pointer, target in sorted(targets.items())
                if target.entry is not None
            ),
            findings=(
                *document.findings,
                *_unhandled(document, html),
                *(_lost(document, loss) for loss in losses),
            ),
            parts=parts_of_ids(page, self.settings.split),
        )
        asked = found.pointers, found.prefixes, found.local_ids
        return Processed(result, document.probed, *asked, meanings_of(targets))


def lost_document(ref: DocumentRef, fate: Fate, limits: Limits) -> Processed:
    """Return what stands for a document that could not be worked on."""
    return Processed(_failed(ref, (lost_finding(ref, fate, limits),)))


def _failed(ref: DocumentRef, findings: tuple[Finding, ...]) -> DocumentResult:
    # A file name that is not Unicode could be written to no index.
    ref = replace(ref, path=ref.path.encode("utf-8", "replace").decode())
    return DocumentResult(ref=ref, metadata=Metadata(title=ref.id), findings=findings)


def _refused(ref: DocumentRef, error: SourceError | TransformError) -> Finding:
    return Finding(
        code="XML-ENGINE" if isinstance(error, SourceError) else "TXT-STYLESHEET",
        severity=Severity.ERROR,
        message=error.message,
        hint=error.hint,
        file=ref.path,
        document=ref.id,
    )


_TEMPLATE_HINT = "give it a template in a stylesheet of the edition (render.html_stylesheet)"
_NAMESPACE_HINT = 'remove xmlns="", which takes it and its content out of TEI'


def _unhandled(document: OpenDocument, html: RenderedHtml) -> Iterator[Finding]:
    """One warning per element name: the first place stands for all of them."""
    count = Counter(name for name, _ in html.unhandled)
    first = dict(reversed(html.unhandled))
    for name, number in count.items():
        times = "once" if number == 1 else f"{number} times"
        shown, hint = f"<{name}>", _TEMPLATE_HINT
        if name.startswith("Q{}"):
            shown, hint = f"<{name[3:]}> in no namespace", _NAMESPACE_HINT
        yield _placed(
            document,
            first[name],
            Finding(
                code="TXT-UNHANDLED",
                severity=Severity.WARNING,
                message=f"no rule renders {shown} ({times}); its content is shown plainly",
                hint=hint,
            ),
        )


def _lost(document: OpenDocument, loss: Loss) -> Finding:
    return _placed(
        document,
        loss.xpath,
        Finding(
            code=loss.code,
            severity=Severity.ERROR,
            message=loss.message,
            hint="a stylesheet of the edition drops or repeats it; if there is none, report a bug",
        ),
    )


def _placed(document: OpenDocument, xpath: str, finding: Finding) -> Finding:
    place = document.locate(xpath)
    return replace(
        finding,
        file=place.file,
        line=place.line,
        column=place.column,
        xpath=xpath,
        document=document.ref.id,
    )
