"""Addresses of NATS spools."""

import pytest

from insights_cli.errors import UsageError
from insights_cli.spools.nats.address import parse_address, shown


def test_hosts_ports_and_the_name_are_read() -> None:
    """Several hosts, the usual port where none is said, and the name behind the slash."""
    found = parse_address("nats://one,two:4333,[::1]:4444/team")
    assert found.servers == ("nats://one:4222", "nats://two:4333", "nats://[::1]:4444")
    assert (found.name, found.lease_s, found.is_tls) == ("team", 30.0, False)


@pytest.mark.parametrize(
    ("address", "user", "password", "token"),
    [
        ("nats://h", None, None, None),
        ("nats://anna:p%40ss@h", "anna", "p@ss", None),
        ("nats://s3cret@h", None, None, "s3cret"),
    ],
)
def test_logins_are_read(address: str, user: str | None, password: str | None, token: str | None) -> None:
    """User and password, percent-decoded, or a lone token."""
    found = parse_address(address)
    assert found.user == user
    assert (found.password.reveal() if found.password else None) == password
    assert (found.token.reveal() if found.token else None) == token


def test_options_are_read() -> None:
    """Files of credentials, the lease and the monitoring addresses; naming an authority asks for TLS."""
    found = parse_address("nats://h/n?creds=/a.creds&ca=/ca.pem&lease=5s&monitor=http://h:8222,http://i:8222")
    assert found.files == {"creds": "/a.creds", "ca": "/ca.pem"}
    assert (found.lease_s, found.is_tls, found.monitors) == (5.0, True, ("http://h:8222", "http://i:8222"))


@pytest.mark.parametrize(
    "address",
    [
        "nats:",
        "nats://",
        "nats://h:0",
        "nats://h:99999",
        "nats://h o",
        "nats://h/a.b",
        "nats://h/a/b",
        "nats://h/" + "x" * 33,
        "nats://h?lease=1s",
        "nats://h?lease=soon",
        "nats://h?colour=red",
        "nats://h?cert=/c.pem",
        "nats://h?creds",
        "nats://one,,two",
        "nats://anna:hunter2@h/a b",
    ],
)
def test_what_is_not_understood_is_said_without_secrets(address: str) -> None:
    """SP112 says what is wrong, and repeats no password."""
    with pytest.raises(UsageError) as raised:
        parse_address(address)
    assert raised.value.code == "SP112"
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("nats://anna:hunter2@one,two/team?creds=/a", "nats://one:4222,two:4222/team"),
        ("tls://hunter2@one", "tls://one:4222/insights"),
        ("nats://anna:hunter2@one/not a name", "nats:"),
    ],
)
def test_the_shown_address_has_no_secret(address: str, expected: str) -> None:
    """Neither login nor options are shown."""
    assert shown(address) == expected
