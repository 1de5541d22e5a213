"""Addresses of hosts; networks, versions and this host itself are none."""

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_V4 = regex(r"\d(?<![\w.-].)(?<!\d,.)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?![\w]|\.\d|-\w|/\d)")
_V6 = regex(
    r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*:?)[0-9A-Fa-f:]{3,39}(?:\.\d{1,3}){0,3}(?:%\w{1,15})?(?![\w:]|/\d)"
)
# Before four numbers, these say that they are a version.
_VERSION_WORDS = vocabulary(
    """
    version versions versie versión versao versão wersja versione ver v release build chart firmware driver jdk
    jre java dotnet net framework sdk runtime kernel agent client helm tag image patch update upgrade revision
    edition app package library lib section rfc clause chapter paragraph oid schema windows chrome chromium
    firefox safari edge electron oracle db2 sap office sharepoint exchange
    """
)
# These say that they are an address after all.
_IP_WORDS = vocabulary(
    """
    ip ips ipv4 ipv6 address host adresse dirección indirizzo adres endereço
    """
)
_V6_PORT = regex(r"(?<![\w:.])(?P<address>(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}):\d{2,5}(?![\w:])")
_DOTS = 3
_COLONS_WITH_PORT = 8
_NOT_HOSTS = ("0.", "127.", "255.")


def _find(text: Text) -> list[Span]:
    whole = text.text
    spans = _v4(text) if whole.count(".") >= _DOTS else []
    colons = whole.count(":")
    if colons > 1:
        spans += [
            Span(*match.span(), SpanType.IP, "ip_address.v6", "ipaddress", 0.95)
            for match in _V6.finditer(whole)
            if _is_v6_host(match[0])
        ]
    if colons >= _COLONS_WITH_PORT:
        spans += [
            Span(*match.span("address"), SpanType.IP, "ip_address.v6", "port", 0.8)
            for match in _V6_PORT.finditer(whole)
        ]
    return spans


def _v4(text: Text) -> list[Span]:
    return [
        Span(*match.span(), SpanType.IP, "ip_address.v4", "ipaddress", 0.9)
        for match in _V4.finditer(text.text)
        if _is_host(match[0]) and not _is_version(text, match.start())
    ]


def _is_host(digits: str) -> bool:
    if digits.startswith(_NOT_HOSTS):
        return False
    return all(int(part) < 256 and (len(part) == 1 or part[0] != "0") for part in digits.split("."))


def _is_version(text: Text, start: int) -> bool:
    if text.field.has(Trait.VERSION) and not text.field.has(Trait.IP):
        return True
    if text.text[start - 1 : start] == "@" or text.text[max(0, start - 2) : start] == "//":
        return False
    before = text.words_before(start)[-3:]
    near = before[-1:] if not _IP_WORDS.isdisjoint(before) else before
    return not _VERSION_WORDS.isdisjoint(near) and _IP_WORDS.isdisjoint(near)


def _is_v6_host(digits: str) -> bool:
    bare = digits.partition("%")[0]
    if bare.count(":") < 2 or not any(char.isdigit() for char in bare):
        return False
    from ipaddress import IPv6Address

    try:
        address = IPv6Address(bare)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)


DETECTOR = Detector(name="ip_address", find=_find, fewest_digits=2, chars=frozenset(".:"))
