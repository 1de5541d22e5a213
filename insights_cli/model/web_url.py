"""Whether a text is a URL, as browsers and Node read it (the URL Standard of the WHATWG, without a base)."""

import re
import unicodedata

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_SPECIAL = frozenset(("http", "https", "ws", "wss", "ftp"))
_CONTROLS_AND_SPACE = "".join(map(chr, range(0x21)))
_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_FORBIDDEN_IN_HOST = re.compile(r"[\0\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_IN_DOMAIN = re.compile(r"[\0-\x20#%/:<>?@\[\\\]^|\x7f]")
# U+034F and the variation selectors, which emoji bring along.
_IGNORED = frozenset(("\u034f", *map(chr, range(0xFE00, 0xFE10))))
_JOINERS = "\u200c\u200d"
_NEVER_IN_DOMAIN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_IPV4_LITERAL = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_PIECE = re.compile(r"[0-9A-Fa-f]{1,4}")


def is_web_url(value: object) -> bool:
    """Whether `new URL(value)` succeeds; any scheme will do, `mailto:a@example.com` as well as `https://example.com`."""
    if not isinstance(value, str):
        return False
    cleaned = value.strip(_CONTROLS_AND_SPACE).translate(_LINE_BREAKS)
    scheme, colon, rest = cleaned.partition(":")
    if not colon or not _SCHEME.fullmatch(scheme):
        return False
    match scheme.lower():
        case "file":
            return _is_file(rest)
        case special if special in _SPECIAL:
            return _is_authority(re.split(r"[/\\?#]", rest.lstrip("/\\"), maxsplit=1)[0], is_special=True)
        case _:
            return not rest.startswith("//") or _is_authority(
                re.split("[/?#]", rest[2:], maxsplit=1)[0], is_special=False
            )


def _is_file(rest: str) -> bool:
    if not re.match(r"[/\\]{2}", rest):
        return True
    host = re.split(r"[/\\?#]", rest[2:], maxsplit=1)[0]
    return not host or re.fullmatch(r"[A-Za-z][:|]", host) is not None or _is_host(host, is_special=True)


def _is_authority(authority: str, *, is_special: bool) -> bool:
    _, at_sign, host_and_port = authority.rpartition("@")
    if not host_and_port:
        return not is_special and not at_sign
    found = re.match(r"(?:\[[^\]]*\]?|[^:\[])*", host_and_port)
    host = found.group() if found else ""
    port = host_and_port[len(host) :]
    return _is_port(port) and bool(host) and _is_host(host, is_special=is_special)


def _is_port(port: str) -> bool:
    digits = port[1:]
    return not digits or (digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) < 6 and int(digits) < 65536)


def _is_host(host: str, *, is_special: bool) -> bool:
    if host.startswith("["):
        return host.endswith("]") and _is_ipv6(host[1:-1])
    if not is_special:
        return _FORBIDDEN_IN_HOST.search(host) is None
    raw = _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), host.encode(errors="replace"))
    domain = _to_ascii(raw.decode(errors="replace"))
    if not domain or _FORBIDDEN_IN_DOMAIN.search(domain):
        return False
    parts = domain.removesuffix(".").split(".")
    ends_in_number = re.fullmatch("[0-9]+", parts[-1]) is not None or _read_ipv4_number(parts[-1]) is not None
    return not ends_in_number or _is_ipv4(parts)


def _to_ascii(domain: str) -> str | None:
    """The domain in lower case, with non-ASCII letters kept; None when a label can be in no domain."""
    if domain.isascii():
        folded = domain.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", domain).casefold())
        folded = "".join(c for c in folded.replace("\u3002", ".") if c in _JOINERS or not _is_ignored(c))
    return folded if all(map(_is_label, folded.split("."))) else None


def _is_ignored(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or character in _IGNORED


def _is_label(label: str) -> bool:
    if label.startswith("xn--"):
        try:
            decoded = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return False
        return not decoded.isascii() and _is_label(decoded)
    if label.isascii():
        return True
    categories = [unicodedata.category(character) for character in label]
    return not categories[0].startswith("M") and _NEVER_IN_DOMAIN.isdisjoint(categories) and "\ufffd" not in label


def _is_ipv4(parts: list[str]) -> bool:
    numbers = [_read_ipv4_number(part) for part in parts]
    if len(numbers) > 4 or None in numbers:
        return False
    known = [number for number in numbers if number is not None]
    return all(number < 256 for number in known[:-1]) and known[-1] < 256 ** (5 - len(known))


def _read_ipv4_number(part: str) -> int | None:
    base = 16 if part[:2] in ("0x", "0X") else 8 if len(part) > 1 and part.startswith("0") else 10
    digits = part[2:] if base == 16 else part
    allowed = {16: "[0-9A-Fa-f]*", 8: "[0-7]+", 10: "[0-9]+"}[base]
    if not re.fullmatch(allowed, digits) or len(digits.lstrip("0")) > 16:
        return None
    return int(digits or "0", base)


def _is_ipv6(address: str) -> bool:
    head, _, tail = address.rpartition(":")
    pieces_of_end = 1
    if _IPV4_LITERAL.fullmatch(tail):
        if not head or any(int(part) > 255 for part in tail.split(".")):
            return False
        address, pieces_of_end = f"{head}:0", 2
    before, gap, after = address.partition("::")
    if not gap:
        pieces = before.split(":")
        return len(pieces) + pieces_of_end - 1 == 8 and all(map(_PIECE.fullmatch, pieces))
    pieces = [*(before.split(":") if before else ()), *(after.split(":") if after else ())]
    return len(pieces) + pieces_of_end - 1 <= 7 and all(map(_PIECE.fullmatch, pieces))
