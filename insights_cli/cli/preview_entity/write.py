"""Write what a preview found, in the format that was asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from insights_cli import __version__
from insights_cli.app_config.document import Document
from insights_cli.capture.misses import Miss
from insights_cli.cli.choice.capture import ChosenCapture
from insights_cli.cli.choice.catalog import ChosenCatalog
from insights_cli.cli.choice.event_source import source_of
from insights_cli.cli.choice.redaction import ChosenRedaction
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.preview_entity.options import Showing
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Diagnostic, Location, Report, Severity
from insights_cli.model.entity import EntityRef
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.describer import Describer
from insights_cli.preview.coverage import Coverage
from insights_cli.preview.explain import explain_path
from insights_cli.preview.gather import Sources
from insights_cli.preview.subject import Role, Subject, no_key
from insights_cli.render.diagnostics import full, printable
from insights_cli.render.envelope import diagnostic_json, dump_json, envelope
from insights_cli.render.formats import Answer
from insights_cli.render.preview import preview_text
from insights_cli.render.preview_coverage import coverage_text
from insights_cli.render.preview_explained import explained_text, missed_text
from insights_cli.render.preview_json import coverage_json, leaf_json, subject_json

_ABOUT = "the documented fields and our own redaction; what the hosted plugin redacts is not public"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a preview is made from."""

    document: Document | None
    catalog: ChosenCatalog
    capture: ChosenCapture
    redaction: ChosenRedaction

    @property
    def sources(self) -> Sources:
        """What the preview asks and applies."""
        catalog, pseudonymiser = self.catalog.catalog, self.redaction.pseudonymiser
        place: Callable[[EntityRef], Location | None] = getattr(catalog, "place", lambda _: None)
        return Sources(
            catalog=catalog,
            describer=Describer(self.capture.plan, self.redaction.redactor),
            stand_in=lambda ref: pseudonymiser.user_ref(str(ref)) if pseudonymiser else None,
            place=place,
        )

    def headline(self, roster: str) -> tuple[tuple[str, str], ...]:
        """What was looked at, in words; *roster* are those for the users that the redactor knows."""
        sources = [source.name for source in self.document.sources] if self.document else []
        groups = self.capture.plan.groups
        lines = [
            ("catalog", self.catalog.words),
            ("config", " + ".join(sources) or "none"),
            ("plugin", self.capture.version_words),
            ("key", self.redaction.key_words),
            ("roster", roster),
            ("shown", _ABOUT),
        ]
        if groups is not None and groups.wanted:
            lines.append(
                ("groups", f"filter {groups.decided_by}, read as a catalog filter; how it counts is not documented")
            )
        return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a preview found: subjects or a coverage, what led nowhere, what to warn about; *roster* in words."""

    roster: str
    subjects: tuple[Subject, ...] = ()
    coverage: Coverage | None = None
    failures: tuple[InsightsError, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    is_personal: bool = False
    is_absent: bool = False


def write(found: Found, world: World, showing: Showing, form: str, *, code: ExitCode, invocation: Invocation) -> None:
    """Write the answer to standard output, and in text what led nowhere to standard error."""
    if showing.is_event:
        invocation.answer(_events(found, world, invocation))
    elif form == "json":
        invocation.answer(_json(found, world, showing, code))
    elif form == "text":
        blocks = (
            [_explained(found, world, showing, invocation)]
            if showing.explain
            else _text(found, world, showing, invocation)
        )
        invocation.answer("\n".join(blocks))
    else:
        invocation.answer(_report(found, world, form, code=code, invocation=invocation))
    if form != "json":
        for failure in found.failures:
            invocation.runtime.stderr.write(full(failure.diagnostic(), invocation.error_style) + "\n")


def _text(found: Found, world: World, showing: Showing, invocation: Invocation) -> Iterator[str]:
    style, values = invocation.style, showing.values
    yield "".join(
        f"{style.paint(f'{name}:'.ljust(9), 'dim')}{printable(text)}\n" for name, text in world.headline(found.roster)
    )
    for subject in found.subjects:
        yield preview_text(subject, style, values=values, lists_all=showing.lists_all)
    if found.coverage is not None:
        total = found.coverage.entities
        yield coverage_text(found.coverage.rows(), total, style, values=values)
    least = Severity.INFO if invocation.verbose else Severity.WARNING
    shown = [full(fact, style) for fact in found.diagnostics if fact.severity.reaches(least)]
    if shown:
        yield "\n".join(shown) + "\n"


def _explained(found: Found, world: World, showing: Showing, invocation: Invocation) -> str:
    blocks: list[str] = []
    path, style = showing.explain or "", invocation.style
    for subject in found.subjects:
        told = explain_path(path, subject, world.redaction.redactor)
        if isinstance(told, Miss):
            blocks.append(missed_text(subject, path, told, style))
        else:
            blocks += [explained_text(subject, each, style, values=showing.values) for each in told]
    return "\n".join(blocks)


def _json(found: Found, world: World, showing: Showing, code: ExitCode) -> str:
    values = showing.values
    own: dict[str, JsonValue] = {"subjects": [subject_json(each, values=values) for each in found.subjects]}
    if found.coverage is not None:
        total = found.coverage.entities
        rows: list[JsonValue] = [coverage_json(row, total, values=values) for row in found.coverage.rows()]
        own["coverage"] = {"entities": total, "paths": rows}
    if showing.explain:
        own["explained"] = [_told(each, world, showing) for each in found.subjects]
    return envelope(
        "preview-entity",
        exit_code=code,
        summary={"subjects": len(found.subjects), "failures": len(found.failures), "personal": found.is_personal},
        failure=found.failures[0].diagnostic() if found.failures else None,
        looked_at=[{"what": what, "value": value} for what, value in world.headline(found.roster)],
        findings=[diagnostic_json(fact) for fact in found.diagnostics],
        failures=[diagnostic_json(failure.diagnostic()) for failure in found.failures],
        **own,
    )


def _told(subject: Subject, world: World, showing: Showing) -> JsonValue:
    told = explain_path(showing.explain or "", subject, world.redaction.redactor)
    if isinstance(told, Miss):
        return {"ref": str(subject.ref), "leaves": [], "absent": told.why, "suggestion": told.suggestion or None}
    leaves: list[JsonValue] = [
        {
            **leaf_json(each.leaf, values=showing.values),
            "path_rule": each.rule,
            "path_rule_why": each.rule_why,
            "if_captured": each.if_captured.fate.value if each.if_captured else None,
        }
        for each in told
    ]
    return {"ref": str(subject.ref), "leaves": leaves}


def _report(found: Found, world: World, form: str, *, code: ExitCode, invocation: Invocation) -> str:
    from insights_cli.cli.explanations import every_explanation
    from insights_cli.render.formats.registry import format_called

    report = Report(command="preview-entity", diagnostics=found.diagnostics, headline=world.headline(found.roster))
    answer = Answer(report=report, exit_code=code, explanations=every_explanation, version=__version__)
    return format_called(form).render(answer, invocation.style)


def _events(found: Found, world: World, invocation: Invocation) -> str:
    import asyncio

    from insights_cli.pipeline.intake import Intake
    from insights_cli.pipeline.privacy import EventRedactor
    from insights_cli.preview.event import make_events
    from insights_cli.spools import Settings
    from insights_cli.spools.memory import MemorySpool

    redaction = world.redaction
    if redaction.pseudonymiser is None:
        missing = no_key()
        raise InsightsError(missing.code, "an event cannot be made without a pseudonym key", fix=missing.fix)
    now = invocation.runtime.now
    intake = Intake(
        spool=MemorySpool(Settings(clock=now)),
        redactor=EventRedactor(redaction.redactor, redaction.pseudonymiser),
        source=source_of(world.document),
        now=now,
    )
    refs = [each.ref for each in found.subjects if each.role is Role.ENTITY]
    who = next((each.ref for each in found.subjects if each.role is Role.IDENTITY), None)
    events = asyncio.run(make_events(refs, who, intake=intake, sources=world.sources))
    return dump_json(events[0] if len(events) == 1 else events)
