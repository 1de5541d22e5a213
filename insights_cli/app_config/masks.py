"""What must not be shown: which keys hold secrets, which texts look like one, and hiding both."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from insights_cli.app_config.placeholders import Origin
from insights_cli.yaml12.nodes import Node, Path, Scalar, Source, walk

HIDDEN: Final = "***"

_KEYS: Final = (
    *("api", "private", "license", "licence", "access", "account", "signing", "encryption", "shared", "host", "master"),
    "auth",
)
# The ends of the names of keys that hold a secret, without hyphens and underscores.
_SECRET_ENDINGS: Final = (
    *("token", "tokens", "secret", "secrets", "password", "passwords", "passwd", "passphrase", "pwd", "salt"),
    *("credential", "credentials", "authorization", "cookie", "dsn", "connection", "connectionstring"),
    *("accesskeyid", "externalid", "cadata"),
    *(f"{key}{ending}" for key in _KEYS for ending in ("key", "keys")),
)
# What Backstage's own schemas mark as secret although the name of the key alone tells nothing.
_SECRET_PLACES: Final = frozenset(
    (
        ("certificate", "key"),
        ("ssl", "key"),
        ("tls", "key"),
        ("clusters", "caFile"),
        ("serviceTokens", "subject"),
        ("bitbucketCloud", "clientId"),
        *((service, "username") for service in ("bitbucketServer", "gerrit", "gitea")),
    )
)
_SECRET_OBJECTS: Final = frozenset(("secrets", "credentials", "tokens", "authmetadata", "pulloptions"))
_HARMLESS: Final = frozenset(("", ":memory:"))
# Patterns are texts here and in the rules: compiling all of them costs more than a check, and most runs need few.
_PASSWORD_IN_URL: Final = r"(?<=://)([^/\s:@'\"]*):([^/\s@'\"]+)(?=@)"
_SECRET_IN_QUERY: Final = (
    r"(?i)([?&](?:[\w.-]*(?:token|secret|password|passwd|pwd|api_?key|access_?key|signature|credential)s?|sig)=)"
    r"(?!\$)[^&#\s'\"]+"
)
_LOOK: Final = (
    r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*|\bBearer\s+[\w.~+/=-]{8,}"
    r"|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk[-_]|rk_live_|npm_|pypi-|dop_v1_|hf_|shp[a-z]{2}_|AKIA|ASIA|AIza"
    r"|ya29\.)[\w.-]{8,}"
    r"|\beyJ[\w-]{5,3000}\.[\w-]{5,}(?:\.[\w-]*)?"
    r"|(?<![\w/.$+={-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[A-Za-z0-9+/_=-]{28,}(?![\w/.}-])"
    r"|(?<![\w${-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{20,}(?![\w}-])"
)
_PLACEHOLDER: Final = r"\$\$?\{[^{}]*\}"
_LINE: Final = r"""^(\s*(?:-\s+)*)["']?([\w$./@-]+)["']?(\s*[:=]\s*)(.*)$"""
_SHORTEST_QUOTED = 5
_SHORTEST_LOOK = 11


def _is_secret_name(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "").endswith(_SECRET_ENDINGS)


def is_secret(path: Path) -> bool:
    """Whether the value at *path* is secret by the schemas of Insights and Backstage, or by the name of its key."""
    names = [step for step in path if isinstance(step, str)]
    if names and (_is_secret_name(names[-1]) or tuple(names[-2:]) in _SECRET_PLACES):
        return True
    return any(name.lower() in _SECRET_OBJECTS for name in names)


def _is_at_secret_place(path: Path) -> bool:
    return tuple([step for step in path if isinstance(step, str)][-2:]) in _SECRET_PLACES


def looks_secret(text: str) -> bool:
    """Whether *text* has the shape of a token, a key or an address with a password."""
    if len(text) < _SHORTEST_LOOK:
        return False
    return re.search(_LOOK, text) is not None or _without_secrets_of_addresses(text) != text


def without_looks(text: str) -> str:
    """The *text* with everything that looks like a secret hidden; a password inside an address alone."""
    return re.sub(_LOOK, HIDDEN, _without_secrets_of_addresses(text))


def _without_secrets_of_addresses(text: str) -> str:
    if "://" not in text:
        return text
    if "@" in text:
        text = re.sub(_PASSWORD_IN_URL, rf"\1:{HIDDEN}", text)
    return re.sub(_SECRET_IN_QUERY, rf"\1{HIDDEN}", text) if "=" in text else text


def shown(path: Path, text: str) -> str:
    """How a value at *path* may be shown."""
    return HIDDEN if text not in _HARMLESS and is_secret(path) else without_looks(text)


def secret_scalars(root: Node) -> Iterable[tuple[Path, Scalar]]:
    """Every single value below *root* that must not be shown, with its path; placeholders alone are no secrets."""
    for path, node in walk(root):
        if not isinstance(node, Scalar) or node.value is None or isinstance(node.value, bool):
            continue
        text = str(node.value)
        is_plain = node.origin is None and "${" in text and not re.sub(_PLACEHOLDER, "", text).strip()
        if not is_plain and text.strip() not in _HARMLESS and (is_secret(path) or looks_secret(text)):
            yield path, node


class _Repeated:
    """Finds any of many texts inside another in one pass over it, also where they overlap."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for text in sorted(texts, key=len, reverse=True):
            self._by_start.setdefault(text[:_SHORTEST_QUOTED], []).append(text)

    def hide(self, text: str, stand_in: Callable[[str], str]) -> str:
        """The *text* with what *stand_in* gives in place of each of the texts, once for those that overlap."""
        parts, done = [], 0
        for start, end in self._stretches(text):
            parts += [text[done:start], stand_in(text[start:end])]
            done = end
        return "".join((*parts, text[done:]))

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        start = end = 0
        for at in range(len(text) - _SHORTEST_QUOTED + 1 if self._by_start else 0):
            for known in self._by_start.get(text[at : at + _SHORTEST_QUOTED], ()):
                if text.startswith(known, at):
                    if at >= end:
                        if end:
                            yield start, end
                        start = at
                    end = max(end, at + len(known))
                    break
        if end:
            yield start, end


class Mask:
    """Hides the secrets of some trees in excerpts of their sources and in sentences."""

    def __init__(self, roots: Iterable[Node]) -> None:
        self._nodes: dict[tuple[str, int], list[Scalar]] = {}
        texts: set[str] = set()
        for root in roots:
            for path, node in secret_scalars(root):
                if not _is_at_secret_place(path):
                    # What is secret by its place alone, such as a user's name, is an ordinary word elsewhere.
                    texts.update(_texts(node))
                place = node.location
                for number in range(place.line, (place.end_line or place.line) + 1):
                    self._nodes.setdefault((place.path, number), []).append(node)
        self._repeated = _Repeated(texts)

    def sentence(self, text: str) -> str:
        """The *text* with every known secret in it hidden, and what looks like one."""
        return without_looks(self._repeated.hide(text, lambda _: HIDDEN))

    def line(self, source: Source, number: int) -> str:
        """Line *number* of *source* with every secret in it hidden; columns stay where they are."""
        whole = source.line(number)
        for node in self._nodes.get((source.path, number), ()):
            place = node.location
            first = place.column - 1 if place.line == number else 0
            last = (place.end_column or place.column) - 1 if place.end_line in (number, None) else len(whole)
            whole = whole[:first] + _stars(whole[first:last]) + whole[last:]
        whole = self._repeated.hide(whole, lambda known: "*" * len(known))
        return re.sub(_LOOK, lambda found: "*" * len(found[0]), _without_secrets_of_addresses(whole))


def _stars(text: str) -> str:
    """As many stars, but placeholders stay: they are what the reader wants to see, and no secret."""
    parts = re.split(_PLACEHOLDER, text)
    kept = [*re.findall(_PLACEHOLDER, text), ""]
    return "".join("*" * len(part) + placeholder for part, placeholder in zip(parts, kept, strict=True))


def _texts(node: Scalar) -> Iterable[str]:
    """The secret texts that could be repeated elsewhere: the value, and as written when it is no mere placeholder."""
    values = [str(node.value), *([] if node.origin else [node.raw.strip("'\"")])]
    if isinstance(node.origin, Origin):
        values += [use.fallback for use in node.origin.variables if use.fallback]
    for value in values:
        yield from (line.strip() for line in (value, *value.splitlines()) if len(line.strip()) >= _SHORTEST_QUOTED)


def line_of_text(text: str, number: int) -> str:
    """Line *number* of a *text* that has no tree, with what is or may be secret hidden by the names of its keys."""
    lines = text.split("\n", number)
    if not 1 <= number <= len(lines):
        return ""
    whole = lines[number - 1].rstrip("\r")
    found = re.match(_LINE, whole)
    if found and found[4]:
        is_plain = re.fullmatch(_PLACEHOLDER, found[4].strip()) is None
        value = HIDDEN if is_plain and _is_secret_name(found[2]) else found[4]
        return without_looks(f"{whole[: found.start(4)]}{value}")
    indent = len(whole) - len(whole.lstrip())
    for above in reversed(lines[: number - 1]):
        if above.strip() and len(above) - len(above.lstrip()) < indent:
            owner = re.match(_LINE, above)
            return HIDDEN if owner and _is_secret_name(owner[2]) else without_looks(whole)
    return without_looks(whole)
