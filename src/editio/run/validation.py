"""Validating an edition: every document opened and checked, in one process or in several."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from editio.errors import SchemaError
from editio.run.checking import ONCE, Ask, Check, Members, Place, Reader, Survey
from editio.run.choosing import concerned, concerns_everything
from editio.run.remembered_checks import RememberedChecks
from editio.run.store import Store
from editio.validate.checks import consistency, pointers, relaxng, schematron
from editio.validate.edition import judge
from editio.validate.ignoring import Ignored
from editio.validate.manual import BUILD_CODES, pages
from editio.validate.schemas import NotAskedError
from editio.validate.selection import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.checking import Checked
    from editio.run.executors import Executor
    from editio.run.git import Changes
    from editio.validate.facts import Facts, Problem
    from editio.validate.options import Options


#: Codes that are found only where the whole edition is checked.
_OF_THE_WHOLE = ("CON-*", "CON-UNMARKED", "CON-TARGET", *sorted(REPORTS), "REG-UNMENTIONED")


def validate_documents(  # noqa: PLR0913 - what is checked, how, and by whom
    refs: Sequence[DocumentRef],
    root: Path,
    options: Options,
    executor: Executor,
    *,
    include_folders: tuple[Path, ...] = (),
    edition: Sequence[DocumentRef] = (),
    language: str = "",
    store: Store | None = None,
) -> Iterator[list[Finding]]:
    """Yield the findings of each document, in the order of ``refs``, then those of the whole.

    What the documents themselves say is to be ignored is left out.

    ``include_folders`` are folders outside ``root`` from which files may be included. ``edition``
    are all documents of the edition, where ``refs`` are only some: pointers may lead to them.
    ``store`` holds what earlier runs found; what has not changed since is not checked again.

    Raises :class:`~editio.errors.SchemaError` if a schema of the options cannot be used.
    """
    everything = {ref.path: ref for ref in (*edition, *refs)}
    members = Members(root, everything.values())
    reader = Reader(root, members, include_folders, language, options)
    remembered = RememberedChecks(store or Store(None), reader)
    if not remembered.has_sound_schemas:
        _load_schemas(options)
        remembered.keep_schemas()
    facts: list[Facts] = []
    said: set[str] = set()
    ignored = Ignored()
    for checked in _checked(refs, reader, executor, remembered):
        facts.append(checked.facts)
        ignored.add(checked.instructions, checked.unseen)
        found = (i for i in checked.findings if i.code not in ONCE or _is_new(i, said))
        yield list(ignored.left(found))
    paths = {ref.path for ref in refs}
    others = [ref for path, ref in everything.items() if path not in paths]
    for findings in _judged(facts, others, reader, executor, remembered):
        yield list(ignored.left(findings))
    if "CON-UNUSED" in options.reports and not others:
        yield list(ignored.left(_unused(facts, options, root)))
    elsewhere = BUILD_CODES + (_OF_THE_WHOLE if others else tuple(REPORTS - options.reports))
    elsewhere += () if options.schemas.allow_network else ("PTR-UNREACHABLE",)
    yield list(ignored.complaints(pages(), elsewhere))


def concerned_documents(  # noqa: PLR0913 - as for validate_documents
    edition: Sequence[DocumentRef],
    root: Path,
    options: Options,
    executor: Executor,
    changes: Changes,
    *,
    include_folders: tuple[Path, ...] = (),
    language: str = "",
    store: Store | None = None,
) -> list[DocumentRef]:
    """Return the documents of an edition that a change concerns, to be validated.

    All of them where the settings or a schema changed. Raises what :func:`validate_documents` does.
    """
    schemas = (options.relaxng_schema, options.schematron)
    if concerns_everything(changes, root, [item for item in schemas if isinstance(item, Path)]):
        return list(edition)
    members = Members(root, edition)
    reader = Reader(root, members, include_folders, language, options)
    remembered = RememberedChecks(store or Store(None), reader)
    surveyed = list(_checked(edition, reader, executor, remembered, only_facts=True))
    return concerned(surveyed, changes, root)


def _checked(
    refs: Sequence[DocumentRef],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
    *,
    only_facts: bool = False,
) -> Iterator[Checked]:
    """Yield the checks of the documents in their order: those that are known, and new ones."""
    ahead: deque[tuple[DocumentRef, Checked | None]] = deque()

    def unknown() -> Iterator[DocumentRef]:
        for ref in refs:
            known = remembered.find(ref, only_facts=only_facts)
            ahead.append((ref, known))
            if known is None:
                yield ref

    for checked in executor.map(Check(reader, only_facts), unknown()):
        while (known := ahead[0][1]) is not None:
            ahead.popleft()
            yield known
        remembered.keep(ahead.popleft()[0], checked, only_facts=only_facts)
        yield checked
    yield from (known for _, known in ahead if known is not None)


def _is_new(finding: Finding, said: set[str]) -> bool:
    """Tell whether a finding that concerns many documents alike is the first of its kind."""
    key = f"{finding.code} {finding.message}"
    is_new = key not in said
    said.add(key)
    return is_new


def _load_schemas(options: Options) -> None:
    """Load the schemas for all documents, so that a wrong one is known before anything else."""
    try:
        if options.relaxng_schema is not None:
            relaxng.compiled(options.relaxng_schema, options.schemas)
        if options.schematron is not None:
            schematron.compiled(options.schematron, options.phase, options.schemas)
    except NotAskedError as error:
        message = f"a schema is on the web and not at hand: {error}"
        raise SchemaError(
            message, "--allow-network fetches it once; or map it in a catalog"
        ) from error
    except OSError as error:
        raise SchemaError(f"a schema cannot be read: {error}", "correct its path") from error


def _unused(facts: Sequence[Facts], options: Options, root: Path) -> Iterator[Finding]:
    """Yield what the schema of all documents allows and none of them uses."""
    schema = options.relaxng_schema
    if schema is None:
        return
    allowed = relaxng.allowed_names(relaxng.compiled(schema, options.schemas))
    file = str(schema)
    if isinstance(schema, Path) and schema.is_relative_to(root):
        file = schema.relative_to(root).as_posix()
    yield from consistency.unused(facts, allowed, file)


def _unreachable(facts: Sequence[Facts], options: Options) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the addresses of the web that do not answer, if these may be asked."""
    sources = options.schemas
    if not sources.allow_network:
        return
    from editio.edition.reach import failures

    folder = None if sources.cache_dir is None else sources.cache_dir / "links"
    failed = failures((uri for item in facts for _, uri in item.uris), folder)
    for item in facts:
        yield item.ref.id, list(pointers.unreachable(item, failed))


def _judged(
    facts: Sequence[Facts],
    others: Sequence[DocumentRef],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
) -> Iterator[list[Finding]]:
    """Yield what is found only by looking at several documents."""
    wanted = others if any(item.uses or item.keys or item.letters for item in facts) else ()
    rest = list(_surveyed(wanted, reader, executor, remembered))
    refs = {item.ref.id: item.ref for item in (*facts, *rest)}
    verdict = judge(facts, rest, reader.root, whole=not others)
    asked = [(refs[name], names) for name, names in verdict.asked().items() if name in refs]
    answers = dict(executor.map(Ask(reader), asked))
    problems = verdict.settled(answers)
    for name, found in _unreachable(facts, reader.options):
        problems.setdefault(name, []).extend(found)
    yield from _placed(
        [(refs[name], items) for name, items in problems.items() if items],
        reader,
        executor,
        remembered,
    )


def _surveyed(
    refs: Sequence[DocumentRef], reader: Reader, executor: Executor, remembered: RememberedChecks
) -> Iterator[Facts]:
    """Yield the facts of documents that are not checked."""
    known = {ref.path: remembered.find(ref, only_facts=True) for ref in refs}
    yield from (item.facts for item in known.values() if item is not None)
    yield from executor.map(Survey(reader), [ref for ref in refs if known[ref.path] is None])


def _placed(
    tasks: Sequence[tuple[DocumentRef, list[Problem]]],
    reader: Reader,
    executor: Executor,
    remembered: RememberedChecks,
) -> Iterator[list[Finding]]:
    """Yield the problems of documents as findings; only where they are new is a document opened."""
    unknown: list[tuple[DocumentRef, list[Problem]]] = []
    keys: list[str] = []
    for ref, problems in tasks:
        key, known = remembered.find_places(ref, problems)
        if known is not None:
            yield known
        else:
            unknown.append((ref, problems))
            keys.append(key)
    for key, findings in zip(keys, executor.map(Place(reader), unknown), strict=True):
        remembered.keep_places(key, findings)
        yield findings
