"""What `insights check-config` does, once its command line is understood."""

import io
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from insights_cli import __version__
from insights_cli.app_config.checks import Subject
from insights_cli.app_config.deployments import Deployment
from insights_cli.app_config.document import Document
from insights_cli.app_config.examine import examine
from insights_cli.app_config.files import STDIN, DiskFiles
from insights_cli.app_config.masks import line_of_text, without_looks
from insights_cli.app_config.overlays import surroundings
from insights_cli.app_config.sources import find_root, load
from insights_cli.cli.check_config.plan import Plan, explanations, plan_of
from insights_cli.cli.check_config.project import project_around
from insights_cli.cli.check_config.request import CheckRequest
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.report_file import write_text
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.diagnostic import Diagnostic, Report, Skipped, in_order
from insights_cli.projects import Project
from insights_cli.render.formats import Answer
from insights_cli.render.style import PLAIN

COMMAND = "check-config"


def answer(request: CheckRequest, invocation: Invocation) -> int:
    """Do what the *request* says and give the exit code; raises InsightsError."""
    invocation.command = COMMAND
    invocation.format = "json" if request.json else request.format
    if request.files and request.config:
        raise UsageError("CL001", "files are named twice: as arguments and with --config", fix="use one of the two")
    if not request.print_effective and request.trace is None:
        return check(request, invocation)
    from insights_cli.cli.check_config.showing import print_effective, trace

    document = load_document(request, invocation)
    if request.print_effective or request.trace is None:
        return print_effective(document, invocation, reveal=request.reveal)
    return trace(document, request.trace, invocation, reveal=request.reveal)


def load_document(request: CheckRequest, invocation: Invocation) -> Document:
    """Read what the request names; raises InsightsError with its place and its source line, secrets hidden."""
    files = disk_of(invocation)
    try:
        return load(
            environment=invocation.runtime.environ,
            folder=invocation.cwd,
            files=files,
            configs=request.configs,
            env_files=request.env_file,
            is_lax=request.lax,
        )
    except InsightsError as failure:
        raise _with_excerpt(failure, invocation) from failure


def disk_of(invocation: Invocation) -> DiskFiles:
    """The file system, and the standard input of *invocation* for `-`."""
    stream = invocation.runtime.stdin
    binary: BinaryIO | None = getattr(stream, "buffer", None)
    return DiskFiles(binary if binary or stream.isatty() else io.BytesIO(stream.read().encode()))


def check(request: CheckRequest, invocation: Invocation) -> ExitCode:
    """Load, ask the rules, write the answer and the reports, and give the exit code."""
    plan = plan_of(request, invocation.format)
    try:
        document = load_document(request, invocation)
        subject, failures = _subject(document, request, plan, invocation)
        finished = _answer(subject, failures, request, plan, invocation)
    except InsightsError as failure:
        finished = _answered(Report(command=COMMAND), ExitCode.UNKNOWN, failure.diagnostic())
    _write(finished, plan, invocation)
    return ExitCode(finished.exit_code)


def examined(request: CheckRequest, invocation: Invocation) -> tuple[Subject, Report]:
    """What the rules look at and what they say of it, for those who write their own answer; raises InsightsError."""
    # The format of the caller's answer may be one that check-config does not have.
    plan = plan_of(request, "json")
    subject, failures = _subject(load_document(request, invocation), request, plan, invocation)
    return subject, _answer(subject, failures, request, plan, invocation).report


def _with_excerpt(failure: InsightsError, invocation: Invocation) -> InsightsError:
    """The *failure* with the line of text at its place."""
    place = failure.location
    if place is None or failure.excerpt is not None or not os.path.isfile(invocation.place(place.path)):
        return failure
    with open(invocation.place(place.path), encoding="utf-8", errors="replace") as file:
        text = file.read()
    return InsightsError(
        failure.code,
        without_looks(failure.summary),
        fix=failure.fix,
        location=place,
        excerpt=line_of_text(text, place.line),
        notes=failure.notes,
    )


def _subject(
    document: Document, request: CheckRequest, plan: Plan, invocation: Invocation
) -> tuple[Subject, list[InsightsError]]:
    """Everything that the rules look at; files that were named are looked at alone, else the whole folder is."""
    files, start = disk_of(invocation), invocation.cwd
    deployments = [Deployment(document=document)]
    failures: list[InsightsError] = []
    if not request.configs:
        deployments, failures = surroundings(
            document,
            os.listdir(document.root_folder),
            environment=invocation.runtime.environ,
            start=start,
            files=files,
        )
    folder = document.root_folder if not request.configs else _folder_of(request.configs[0], start, files)
    project = project_around(folder, start=start, deployments=deployments, plugin_version=plan.plugin_version)
    subject = Subject(deployments=deployments, project=project, is_whole=not request.configs)
    return subject, [_with_excerpt(each, invocation) for each in failures]


def _folder_of(config: str, start: str, files: DiskFiles) -> str:
    folder = start if config == STDIN else os.path.dirname(os.path.realpath(os.path.join(start, config)))
    try:
        return find_root(folder, files)
    except InsightsError:
        return folder


def _answer(
    subject: Subject, failures: list[InsightsError], request: CheckRequest, plan: Plan, invocation: Invocation
) -> Answer:
    diagnostics, skipped = examine(subject, plan.rules)
    every = in_order([*diagnostics, *(each.diagnostic() for each in failures)])
    wanted = tuple(each for each in every if not (plan.ignored and each.code.startswith(plan.ignored)))
    fresh = wanted
    if request.baseline or request.write_baseline:
        from insights_cli.cli.check_config.known import without_known

        fresh = without_known(wanted, request, invocation)
    report = Report(
        command=COMMAND,
        diagnostics=fresh,
        skipped=skipped,
        suppressed=len(every) - len(fresh),
        headline=tuple(_headline(subject, skipped, invocation)),
    )
    return _answered(report, ExitCode.FINDINGS if report.reaches(plan.threshold) else ExitCode.OK)


def _answered(report: Report, code: ExitCode, failure: Diagnostic | None = None) -> Answer:
    return Answer(report=report, exit_code=code, failure=failure, explanations=explanations, version=__version__)


def _headline(subject: Subject, skipped: Sequence[Skipped], invocation: Invocation) -> Iterator[tuple[str, str]]:
    asked, *others = subject.deployments
    yield "checked", asked.name or "no file"
    if others:
        yield "and what Backstage loads only when --config names it", ", ".join(each.name for each in others)
    yield from _versions(subject.project)
    unset = asked.document.unset_variables
    if unset:
        names = ", ".join(sorted(unset)) if invocation.verbose else "list them with -v"
        yield "unset variables", f"{len(unset)} ({names})"
    if invocation.verbose:
        yield from (("not checked", f"{each.code} {each.reason}") for each in skipped)


def _versions(project: Project) -> Iterator[tuple[str, str]]:
    if project.plugin:
        yield "Insights backend plugin", str(project.plugin)
    if project.backstage:
        yield "Backstage", str(project.backstage)


def _write(finished: Answer, plan: Plan, invocation: Invocation) -> None:
    for format_, path in plan.reports:
        write_text(invocation, path, format_.render(finished, PLAIN))
        invocation.note(f"wrote {path}")
    text = plan.format.render(finished, invocation.style)
    if finished.failure and plan.format.name in ("text", "concise"):
        invocation.runtime.stderr.write(plan.format.render(finished, invocation.error_style))
    else:
        invocation.answer(text)
