"""What `insights doctor` does, once its command line is understood."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.cli.doctor.requests import DoctorRequest, RunOptions
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.doctor import Check
from insights_cli.doctor.checks.catalog_content import READS_CATALOG
from insights_cli.doctor.checks.registry import CHECKS
from insights_cli.doctor.run import select
from insights_cli.errors import UsageError
from insights_cli.model.checkup import Checkup
from insights_cli.render.checkups.registry import BY_NAME
from insights_cli.render.checkups.text import summary_lines
from insights_cli.render.envelope import envelope
from insights_cli.render.style import PLAIN


def answer(given: Mapping[str, Any], invocation: Invocation) -> int:
    """Do what the flags in *given* say, by the names of the command's parameters, and give the exit code."""
    invocation.command, invocation.format = "doctor", "json" if given["json"] else given["output"].value
    checks = _chosen(given["names"] or [], given["skip"] or [])
    if given["paths"] or given["listed"]:
        return _print_paths(invocation) if given["paths"] else _print_list(checks, invocation)
    where = CatalogOptions(url=given["catalog"], entities=tuple(given["entities"] or ()))
    request = DoctorRequest(
        config=tuple(given["config"] or ()),
        catalog=where,
        profile=_profile(invocation, given["profile"]),
        server=given["server"],
    )
    options = RunOptions(
        timeout_s=given["timeout"],
        offline=given["offline"],
        fail_on=given["fail_on"].value,
        named=frozenset(check.code for check in checks if given["names"]),
        symptom=given["symptom"],
        since_last=given["since"] is not None,
    )
    return _examine(checks, request, options, _outputs(given["report"] or [], given["bundle"]), invocation)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outputs:
    reports: tuple[tuple[str, str], ...]
    bundle: str | None


def _examine(
    checks: tuple[Check, ...], request: DoctorRequest, options: RunOptions, outputs: _Outputs, invocation: Invocation
) -> int:
    # Configuration, tokens and the parser of TypeScript are loaded only for a run, not for --list or --paths.
    from insights_cli.cli.doctor.run import run
    from insights_cli.cli.doctor.world import compose_world

    world = compose_world(request, invocation)
    if request.catalog.url or invocation.runtime.environ.get("INSIGHTS_CATALOG"):
        checks = tuple(replace(each, online=True) if each.code in READS_CATALOG else each for each in checks)
    checkup = run(checks, world, options, invocation)
    _write(checkup, outputs.reports, invocation)
    if outputs.bundle:
        from insights_cli.cli.doctor.bundle import write_bundle

        write_bundle(outputs.bundle, checkup, world, request, invocation)
    return checkup.exit_code


def _chosen(names: list[str], skipped: list[str]) -> tuple[Check, ...]:
    wanted, left_out = ([_spelled(name) for name in each] for each in (names, skipped))
    try:
        return select(CHECKS, wanted, left_out)
    except KeyError as unknown:
        fix = "insights doctor --list"
        raise UsageError("CL002", f"there is no check or group {unknown.args[0]!r}", fix=fix) from unknown


def _profile(invocation: Invocation, given: str | None) -> str:
    from insights_cli.cli.choice.token import profile_name

    return profile_name(invocation, given)


def _spelled(name: str) -> str:
    return name.upper() if name[:2].upper() == "DR" else name.lower()


def _outputs(given: list[str], bundle: str | None) -> _Outputs:
    pairs = [(name, path) for name, _, path in (each.partition("=") for each in given)]
    for name, path in pairs:
        if name not in BY_NAME or not path:
            raise UsageError("CL001", f"--report {name!r} is not FORMAT=PATH", fix=f"FORMAT: {', '.join(BY_NAME)}")
    return _Outputs(reports=tuple(pairs), bundle=bundle)


def _print_list(checks: tuple[Check, ...], invocation: Invocation) -> int:
    if invocation.format == "json":
        listed = [{"code": each.code, "group": each.group.value, "title": each.title} for each in checks]
        invocation.answer(envelope("doctor", exit_code=0, checks=listed))
    else:
        for each in checks:
            online = "  online" if each.online else ""
            invocation.answer(f"{each.code}  {each.group.value:<10} {each.title}{online}\n")
    return ExitCode.OK


def _print_paths(invocation: Invocation) -> int:
    # Spools are loaded only to say where theirs is.
    from insights_cli.cli.doctor.paths import paths_json, paths_text

    is_json = invocation.format == "json"
    invocation.answer(paths_json(invocation) if is_json else paths_text(invocation))
    return ExitCode.OK


def _write(checkup: Checkup, reports: tuple[tuple[str, str], ...], invocation: Invocation) -> None:
    from insights_cli.cli.report_file import write_text

    if invocation.format == "text":
        invocation.answer(summary_lines(checkup, invocation.style))
    else:
        invocation.answer(BY_NAME[invocation.format].render(checkup, invocation.style))
    for name, path in reports:
        write_text(invocation, path, BY_NAME[name].render(checkup, PLAIN))
        invocation.note(f"wrote {path}")
