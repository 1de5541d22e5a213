"""Addresses: what libpq gets, what is ours, and what is never shown."""

import pytest

from insights_cli.errors import UsageError
from insights_cli.spools.postgresql.address import parse_target, shown


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://u@h/db", "postgresql://u@h/db"),
        ("postgresql://u:geheim@h:5433/db?sslmode=require", "postgresql://u:***@h:5433/db?sslmode=require"),
        ("postgresql://u:geheim@h1:1,h2:2/db", "postgresql://u:***@h1:1,h2:2/db"),
        ("postgresql:///db?host=/run/pg&password=geheim", "postgresql:///db?host=/run/pg&password=***"),
        ("postgres://u:p%40geheim@h/db", "postgres://u:***@h/db"),
        ("postgresql://u:geheim@[::1]:5432/db", "postgresql://u:***@[::1]:5432/db"),
        ("postgresql://u:geheim@[::1/db", "postgresql://..."),
    ],
)
def test_a_password_is_never_shown(address: str, expected: str) -> None:
    """Everything else of the address is."""
    assert shown(address) == expected


def test_libpq_gets_its_own_and_ends_by_itself() -> None:
    """Our words are taken out; what would wait for ever has an end unless the address says otherwise."""
    target = parse_target("postgresql://u:geheim@h/db?insights_schema=waiting&connect_timeout=9&sslmode=require")
    given = target.conninfo.reveal()
    assert given.startswith("postgresql://u:geheim@h/db?connect_timeout=9&sslmode=require&")
    assert "tcp_user_timeout=15000" in given
    assert "insights_" not in given
    assert (target.schema, target.allows_async_commit) == ("waiting", False)


def test_an_address_of_a_socket_keeps_its_slashes() -> None:
    """Without them libpq takes the address for a list of options."""
    assert parse_target("postgresql:///db?host=/run/pg").conninfo.reveal().startswith("postgresql:///db?host=")
    assert parse_target("postgresql://").conninfo.reveal().startswith("postgresql://?")


@pytest.mark.parametrize("hosts", ["u@h1,h2/db", "u@h1:5,h2:6/db", "/db?host=h1,h2"])
def test_of_several_hosts_the_one_that_takes_writes_is_asked_for(hosts: str) -> None:
    """After a fail-over the connection goes where the primary is."""
    assert "target_session_attrs=read-write" in parse_target(f"postgresql://{hosts}").conninfo.reveal()
    assert "target_session_attrs" not in parse_target("postgresql://u@h1/db").conninfo.reveal()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:db",
        "postgresql://h/db?insights_schema=Public",
        "postgresql://h/db?insights_schema=a-b",
        "postgresql://h/db?insights_typo=1",
        "postgresql://u:geheim@[h/db",
        "postgresql://u:geheim@h/db?broken",
    ],
)
def test_what_is_not_understood_is_said_without_the_password(address: str) -> None:
    """A wrong address is a usage error."""
    with pytest.raises(UsageError) as failed:
        parse_target(address)
    assert failed.value.code == "SP112"
    assert "geheim" not in f"{failed.value.summary}{failed.value.fix}{failed.value.notes}"


def test_words_of_libpq_are_scrubbed() -> None:
    """A message that quotes the address loses the password, and its line breaks."""
    target = parse_target("postgresql://u:geheim@h/db")
    assert target.scrubbed('invalid "u:geheim@h"\n\tIs it?') == 'invalid "u:***@h" Is it?'
