"""What `insights serve` refuses before it starts."""

import socket
from pathlib import Path

import pytest

from tests.conftest import Insights

CONFIG = "app: {baseUrl: 'http://localhost:3000'}\nbackend: {baseUrl: 'http://127.0.0.1:9'}\n"


@pytest.mark.parametrize(
    ("argv", "code", "word"),
    [
        ([], 3, "SV005"),
        (["--auth", "none", "--host", "0.0.0.0"], 2, "SV003"),
        (["--as", "user:default/guest", "--auth", "jwks"], 2, "CL001"),
        (["--auth", "none", "--upstream", "http://x", "--sink", "file:y"], 2, "CL001"),
        (["--auth", "none", "--sink", "ftp://x"], 2, "UP001"),
        (["--auth", "none", "--upstream", "https://relay.example.com/"], 4, "TK101"),
        (["--auth", "none", "--drain", "soon"], 2, "CL001"),
        (["--auth", "none", "--as", "group:default/team"], 2, "CL001"),
        (["--auth", "none", "--as", "user:"], 2, "CL001"),
        (["--auth", "none", "--spool-max", "much"], 2, "CL001"),
        (["--auth", "none", "--hydrate-timeout", "-1"], 2, "CL001"),
        (["--auth", "none", "--entities", "a", "--catalog", "http://x"], 2, "CL001"),
        (["--auth", "none", "--config", "absent.yaml"], 3, "IN0"),
        (["--auth", "none", "--host", "192.0.2.1"], 2, "SV003"),
        (["--auth", "none", "--key-file", "absent/key"], 3, "RD00"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_would_be_unsafe_or_impossible_is_refused(
    insights: Insights, tmp_path: Path, argv: list[str], code: int, word: str
) -> None:
    """With the exit code of its kind, and without touching the spool."""
    (tmp_path / "absent").write_text("a file where a folder is wanted")
    result = insights("serve", "--port", "0", *argv)
    assert (result.code, word in result.err) == (code, True), result.err
    assert not list(tmp_path.rglob("spool.db*"))


@pytest.mark.parametrize(
    ("flag", "value"), [("--fault", "503"), ("--fault", "503:110%"), ("--expect", "action ="), ("--within", "soon")]
)
def test_a_wrong_flag_of_a_test_is_said_before_anything_else(insights: Insights, flag: str, value: str) -> None:
    """Nobody has to look for it below the startup checks."""
    result = insights("serve", "--port", "0", "--auth", "none", "--expect", "a", flag, value)
    assert (result.code, "insights serve" in result.err.splitlines()[0]) == (2, False), result.err


def test_a_taken_port_is_said_with_a_way_out(insights: Insights, tmp_path: Path) -> None:
    """And the spool is not touched."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = insights("serve", "--auth", "none", "--port", port)
    assert (result.code, "SV001" in result.err, "--port 0" in result.err) == (3, True, True)
    assert not list(tmp_path.rglob("spool.db*"))


def test_a_server_for_others_checks_tokens(insights: Insights, tmp_path: Path) -> None:
    """An address of this machine that is not loopback needs the backend's keys; that they are away is only said."""
    (tmp_path / "app-config.yaml").write_text(CONFIG)
    result = insights("serve", "--host", "192.0.2.1", "--port", "0")
    assert (result.code, "SV002" in result.err, "could not be fetched" in result.err) == (3, True, True)
