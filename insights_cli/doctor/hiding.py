"""Take secrets and persons out of what a support bundle shows; pure."""

import json
import re
from collections.abc import Iterable, Sequence

from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue
from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import Person, Roster

_SECRET_IN_TEXT = re.compile(r"(?i)(://)[^@\s/]+@|\b(bearer\s+)[^\s,;]+|\beyJ[\w-]+\.[\w.-]+")
# Shorter values occur by chance.
_SHORTEST_SECRET = 6
_SHORTEST_LOGIN = 3
# Accounts that are nobody's, and words of our own texts.
_NOBODY = {"guest", "root", "node", "admin", "user", "app", "dev", "runner", "ubuntu", "backstage", "default"}


class Hiding:
    """Hides known *secrets*, the *people* of the catalog, the *home* folder, and what detectors know by its shape."""

    def __init__(self, *, secrets: Iterable[str] = (), people: Iterable[Person] = (), home: str = "") -> None:
        known = tuple(people)
        self._secrets = sorted({each for each in secrets if len(each) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._redactor = Redactor(roster=Roster.of(known))
        logins = {person.login for person in known if len(person.login) >= _SHORTEST_LOGIN} - _NOBODY
        self._logins = _one_of(logins) if logins else None
        self._home = home.rstrip("/")

    def text(self, text: str) -> str:
        """The *text* with everything that must not be seen replaced by what it was."""
        text = without_secrets(text, self._secrets)
        if len(self._home) > 1:
            text = text.replace(self._home, "~")
        return "\n".join(map(self._line, text.split("\n")))

    def json(self, text: str) -> str:
        """The same for the strings of a JSON *text*; keys stay."""
        return json.dumps(self._value(json.loads(text)), indent=2, ensure_ascii=False) + "\n"

    def _value(self, value: JsonValue) -> JsonValue:
        match value:
            case str():
                return self.text(value)
            case list():
                return [self._value(each) for each in value]
            case dict():
                return {key: self._value(each) for key, each in value.items()}
            case _:
                return value

    def _line(self, line: str) -> str:
        for span in sorted(self._redactor.spans("message", line), reverse=True):
            line = f"{line[: span.start]}[{span.type.value}]{line[span.end :]}"
        return self._logins.sub("[USERNAME]", line) if self._logins else line


def _one_of(logins: Iterable[str]) -> re.Pattern[str]:
    """Each of *logins* as a word or a part of a file name, such as `app-config.ann.yaml`."""
    longest_first = sorted(logins, key=len, reverse=True)
    return re.compile(rf"(?i)(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9])")


def without_secrets(text: str, secrets: Sequence[str]) -> str:
    """Replace each of *secrets*, names and passwords in URLs, bearer tokens and JWTs."""
    for secret in secrets:
        text = text.replace(secret, "[SECRET]")
    return _SECRET_IN_TEXT.sub(lambda found: f"{found[1] or found[2] or ''}[SECRET]{'@' if found[1] else ''}", text)


def people_of(entities: Iterable[Entity]) -> tuple[Person, ...]:
    """The users among *entities* with the names and addresses of their profiles."""
    return tuple(_person(each) for each in entities if each.ref.kind.lower() == "user")


def _person(entity: Entity) -> Person:
    spec = entity.document.get("spec")
    profile = spec.get("profile") if isinstance(spec, dict) else None
    words = profile if isinstance(profile, dict) else {}
    return Person(ref=str(entity.ref), name=str(words.get("displayName") or ""), email=str(words.get("email") or ""))
