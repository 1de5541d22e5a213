"""Command lines without the framework mean what they mean with it."""

import io
from pathlib import Path
from typing import Any

import pytest
from typer._click import Context

from insights_cli.cli.app import load_command
from insights_cli.cli.framework import run_framework
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.plain import PLAIN_COMMANDS, plain_call
from insights_cli.cli.runtime import Runtime
from tests.conftest import NOW

SHARED = {"-C", "--color", "--verbose", "-v", "--quiet", "-q"}
CONFIG = "spotify:\n  apiToken: ${TOKEN}\nbackstageInsights:\n  captureEntityFields: spec.system\n"


def invocation(folder: Path) -> Invocation:
    """A run in memory in *folder*."""
    runtime = Runtime(
        environ={"HOME": str(folder), "TOKEN": "a.b"},
        cwd=str(folder),
        stdin=io.StringIO(),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
        now=lambda: NOW,
        platform="linux",
    )
    return Invocation(runtime=runtime)


def command_called(name: str) -> Any:
    """The framework's command, a subcommand after its group."""
    top, _, below = name.partition(" ")
    group: Any = load_command(top)
    return group.get_command(Context(group), below) if below else group


def options(name: str) -> dict[str, Any]:
    """The options of a command as the framework knows them, by flag."""
    params = (each for each in command_called(name).params if each.param_type_name == "option")
    return {flag: each for each in params for flag in each.opts if flag not in SHARED}


@pytest.mark.parametrize("name", PLAIN_COMMANDS)
def test_both_know_the_same_flags(name: str) -> None:
    """Switches, single values, lists and choices are those of the framework's command."""
    plain, known = PLAIN_COMMANDS[name], options(name)
    assert plain.switches | plain.values | plain.lists == set(known)
    assert plain.switches == {flag for flag, each in known.items() if each.is_flag}
    assert plain.lists == {flag for flag, each in known.items() if each.multiple}
    chosen = {
        flag: {str(getattr(each, "value", each)) for each in option.type.choices}
        for flag, option in known.items()
        if hasattr(option.type, "choices")
    }
    assert {flag: set(choices) for flag, choices in plain.choices.items()} == chosen


@pytest.mark.parametrize(
    "argv",
    [
        ("check-config",),
        ("check-config", "--lax", "-v"),
        ("check-config", "a.yaml", "--format=concise"),
        ("check-config", "--config", "a.yaml", "--config", "b.yaml", "--json"),
        ("check-config", "--select", "IN1", "--select", "IN2", "--strict"),
        ("check-config", "--fail-on", "never", "--color", "always", "-q"),
        ("check-config", "-C", "sub", "--print-effective"),
        ("-C", "sub", "check-config", "--print-effective"),
        ("-C", "sub", "check-config", "-C", "inner", "--print-effective"),
        ("check-config", "-C", "sub/inner", "-C", "sub", "--print-effective"),
        ("--color=always", "-q", "check-config"),
        ("--color", "always", "-v", "check-config", "-v", "--color", "never"),
        ("check-config", "--trace", "spotify.apiToken"),
        ("check-config", "--fail-on", "info", "--fail-on", "never"),
        ("token", "status"),
        ("token", "status", "--json", "--profile", "work"),
        ("-C", "sub", "token", "status", "--all", "--token-file", "a.yaml"),
        ("token", "status", "--token-file=missing", "-q"),
    ],
    ids=" ".join,
)
def test_both_answer_alike(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """The same words give the same output and the same exit code."""
    for name in ("app-config.yaml", "a.yaml", "b.yaml", "sub/app-config.yaml", "sub/inner/app-config.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{CONFIG}app:\n  title: {name}\n")
    one, other = invocation(tmp_path), invocation(tmp_path)
    call = plain_call(argv, one)
    assert call is not None
    assert call() == run_framework(argv, other)
    for mine, theirs in ((one.runtime.stdout, other.runtime.stdout), (one.runtime.stderr, other.runtime.stderr)):
        assert isinstance(mine, io.StringIO)
        assert isinstance(theirs, io.StringIO)
        assert mine.getvalue() == theirs.getvalue()


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("explain",),
        ("check-config", "--help"),
        ("check-config", "-h"),
        ("check-config", "--nonsense"),
        ("check-config", "--config"),
        ("check-config", "--config", "--lax"),
        ("check-config", "--format", "xml"),
        ("check-config", "--lax=yes"),
        ("check-config", "-C", "missing"),
        ("check-config", "--", "--lax"),
        ("-C", "check-config"),
        ("-C", "missing", "check-config"),
        ("--lax", "check-config"),
        ("explain", "check-config"),
        ("-vv", "check-config"),
        ("token",),
        ("token status",),
        ("token", "-q", "status"),
        ("token", "status", "stray"),
        ("token", "status", "--token", "a.b"),
    ],
    ids=" ".join,
)
def test_the_rest_is_left_to_the_framework(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Help, mistakes and unusual words are not guessed at."""
    assert plain_call(argv, invocation(tmp_path)) is None
