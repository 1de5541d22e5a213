"""Run a preview: put its sources together, ask the catalog, and write the answer."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from insights_cli.cli.choice.capture import choose_capture
from insights_cli.cli.choice.catalog import choose_catalog
from insights_cli.cli.choice.config import find_config
from insights_cli.cli.choice.redaction import choose_redaction
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.preview_entity.options import FailOn, Request
from insights_cli.cli.preview_entity.write import Found, World, write
from insights_cli.errors import UsageError
from insights_cli.model.diagnostic import Diagnostic, in_order
from insights_cli.preview.gather import Gathered, gather_coverage, gather_subjects
from insights_cli.preview.subject import Role, diagnose, is_personal, is_unexpected, lacks_key, no_key

T = TypeVar("T")


def run_preview(request: Request, invocation: Invocation) -> ExitCode:
    """Answer *request*.

    Raises:
        InsightsError: nothing at all could be shown.
    """
    invocation.command, invocation.format = "preview-entity", request.form
    refs = _read_refs(request, invocation)
    world = _open(request, invocation)
    if invocation.runtime.stderr.isatty() and (request.scope.is_coverage or world.catalog.is_live):
        what = "for all entities " if request.scope.is_coverage else ""
        invocation.note(f"asking {world.catalog.catalog.source} {what}...")
    found = _count(request, world) if request.scope.is_coverage else _look(refs, request, world)
    if found.failures and not found.subjects:
        raise found.failures[0]
    code = _exit_code(found, request.fail_on)
    write(found, world, request.showing, request.form, code=code, invocation=invocation)
    return code


def _read_refs(request: Request, invocation: Invocation) -> list[str]:
    """The refs of the command line, `-` replaced by the lines of standard input."""
    scope = request.scope
    refs: list[str] = []
    for text in scope.refs:
        lines = invocation.runtime.stdin.read().splitlines() if text == "-" else [text]
        refs += [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if scope.is_coverage and (refs or request.showing.is_event or request.showing.explain):
        raise UsageError("CL001", "--coverage is about all entities", fix="leave out REF, --event and --explain")
    kind, colon, _ = (scope.user or "").partition(":")
    if colon and kind.lower() != "user":
        raise UsageError("CL001", f"--as {scope.user} is no user", fix="such as: --as user:default/jane")
    if not scope.is_coverage and not refs and (scope.user is None or request.showing.is_event):
        fix = "such as: insights preview-entity component:default/petstore"
        raise UsageError("CL001", "no entity is named", fix=fix)
    return refs


def _open(request: Request, invocation: Invocation) -> World:
    document = find_config(invocation, request.rules.configs)
    capture = choose_capture(document, plugin_version=request.rules.version, fields=request.rules.fields)
    catalog = choose_catalog(request.where, document, invocation)
    key = request.key
    redaction = choose_redaction(invocation, key_file=key.file, without_key=key.is_refused)
    return World(document=document, catalog=catalog, capture=capture, redaction=redaction)


def _look(refs: Sequence[str], request: Request, world: World) -> Found:
    scope, sources = request.scope, world.sources
    gathered: Gathered
    gathered, roster = _run(lambda: gather_subjects(refs, sources, user=scope.user, default_kind=scope.kind), world)
    subjects = gathered.subjects
    facts = [*world.catalog.catalog.diagnostics, *diagnose(subjects)]
    facts += [no_key()] if lacks_key(subjects) and world.redaction.pseudonymiser is None else []
    return Found(
        roster=roster,
        subjects=tuple(subjects),
        failures=tuple(gathered.failures),
        diagnostics=_once(facts),
        is_personal=any(is_personal(leaf) for each in subjects for leaf in each.capture.leaves),
        is_absent=any(is_unexpected(absence) for each in subjects for absence in each.capture.absences),
    )


def _count(request: Request, world: World) -> Found:
    scope = request.scope
    role = Role.IDENTITY if (scope.kind or "").lower() == "user" else Role.ENTITY
    coverage, roster = _run(
        lambda: gather_coverage(
            world.sources, kind=scope.kind, limit=scope.limit, counts_all=request.showing.lists_all, role=role
        ),
        world,
    )
    rows = coverage.rows()
    return Found(
        roster=roster,
        coverage=coverage,
        diagnostics=_once(world.catalog.catalog.diagnostics),
        is_personal=any(row.personal and row.is_captured for row in rows),
        is_absent=any(not row.present for row in rows),
    )


def _run(ask: Callable[[], Awaitable[T]], world: World) -> tuple[T, str]:
    """Ask on an event loop of our own, let the redactor know the users before, and close the catalog.

    Gives the answer, and the roster in words.
    """
    import asyncio

    from insights_cli.pipeline.people import find_roster

    async def whole() -> tuple[T, str]:
        catalog = world.catalog.catalog
        try:
            found = await find_roster(catalog)
            world.redaction.redactor.learn(found.roster)
            return await ask(), found.words
        finally:
            await catalog.close()

    return asyncio.run(whole())


def _once(facts: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    known = {(fact.fingerprint, str(fact.location), fact.summary): fact for fact in facts}
    return in_order(known.values())


def _exit_code(found: Found, fail_on: Sequence[FailOn]) -> ExitCode:
    if any(isinstance(failure, UsageError) for failure in found.failures):
        return ExitCode.USAGE
    if found.failures:
        return ExitCode.UNKNOWN
    is_bad = (FailOn.PERSONAL in fail_on and found.is_personal) or (FailOn.ABSENT in fail_on and found.is_absent)
    return ExitCode.FINDINGS if is_bad else ExitCode.OK
