"""What a support bundle holds: redacted texts by name, listed before anything is written; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_SECRET_IN_TEXT = re.compile(r"(?i)(://[^/\s:@]*:)[^@\s/]+@|\b(bearer\s+)[^\s,;]+|\beyJ[\w-]+\.[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file of the bundle: its name, what it is for, and its text without secrets and persons."""

    name: str
    purpose: str
    text: str


def bundle_files(texts: Mapping[str, tuple[str, str]], *, known_secrets: Iterable[str]) -> tuple[BundleFile, ...]:
    """Make the files out of *texts* (`name: (purpose, text)`), without known secrets and what looks like one.

    *known_secrets* are the values at hand, such as the token; very short ones are left out, as they occur by chance.
    """
    secrets = sorted({text for text in known_secrets if len(text) >= _SHORTEST}, key=len, reverse=True)
    return tuple(
        BundleFile(name=name, purpose=purpose, text=without_secrets(text, secrets))
        for name, (purpose, text) in texts.items()
    )


_SHORTEST = 6


def without_secrets(text: str, secrets: Sequence[str]) -> str:
    """Replace each of *secrets*, credentials in URLs, bearer tokens and JWTs."""
    for secret in secrets:
        text = text.replace(secret, "[SECRET]")
    return _SECRET_IN_TEXT.sub(lambda found: f"{found[1] or found[2] or ''}[SECRET]{'@' if found[1] else ''}", text)


def listing(files: Sequence[BundleFile]) -> str:
    """What is about to be written, one line a file."""
    width = max((len(file.name) for file in files), default=0)
    return "".join(f"  {file.name:<{width}}  {len(file.text.encode()):>8} bytes  {file.purpose}\n" for file in files)
