"""Names of people in chat rooms."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_MENTION = regex(r"<@[UW][A-Z0-9]{6,14}(?:\|[^>\s]{1,64})?>")
_HANDLE = regex(r"@(?<![\w@/.:+`\"'=<-].)(?P<name>[^\W\d_][\w.-]{1,38}[^\W_])(?![\w/@]|\.\w|-\w|\(|:\w)")
_JOINTS = regex(r"[-_.]")
_VERSION = regex(r"v?\d[\w.]*")
# What follows an at sign and is no person: whole rooms, decorators, tags of releases.
_EVERYBODY = vocabulary(
    """
    here channel everyone all team group subteam anyone someone latest next beta alpha canary stable main
    master dev head param params return returns throws deprecated see todo override inject injectable autowired
    bean test mock nullable nonnull component controller entity service repository transactional async property
    staticmethod classmethod dataclass decorator media import charset keyframes font-face supports angular
    babel types types/node vue react graphql key link external requires provides shareable tag
    """
)
# Parts of the handles of teams and bots.
_GROUP_WORDS = vocabulary(
    """
    team teams squad squads tribe guild oncall on-call support devs ops sre admins admin eng engineering owners
    maintainers leads security platform infra bot bots alerts help helpdesk channel group committers reviewers
    core api
    """
)
# Before a handle, these say that somebody is meant.
_CONTEXT = vocabulary(
    """
    ping pings ask asks contact contacts slack dm message msg reach mention tag cc by via chat telegram teams
    discord mattermost irc handle owner owners lead author maintainer maintainers backup escalate escalation
    notify questions question thanks credit credits kontakt fragen frag frage demander demandez contacter
    pregunta preguntar contactar chiedi chiedere contattare pergunte perguntar falar vraag vragen contacteer
    zapytaj pytaj napisz zeptejte kérdezd fråga spør spørg kysy întreabă спросить спросите пишите написать
    обращаться обращайтесь запитайте sor yaz ulaşın 連絡 문의 联系 twitter follow @ hablar escribe escribir
    parler écrire scrivere scrivi schreib schreibt schreiben ansprechpartner responsable responsabile
    verantwortlich and und et y e en i och og ja
    """
)


def _find(text: Text) -> Iterator[Span]:
    for match in _MENTION.finditer(text.text):
        yield Span(match.start(), match.end(), SpanType.CHAT_HANDLE, "chat_handle.mention", "", 0.99)
    for match in _HANDLE.finditer(text.text):
        if _is_person(match["name"]) and _is_meant(text, match):
            yield Span(match.start(), match.end(), SpanType.CHAT_HANDLE, "chat_handle.handle", "", 0.85)


def _is_person(name: str) -> bool:
    lower = name.lower()
    parts = _JOINTS.split(lower)
    return lower not in _EVERYBODY and _GROUP_WORDS.isdisjoint(parts) and not _VERSION.fullmatch(lower)


def _is_meant(text: Text, match: re.Match[str]) -> bool:
    field = text.field
    if field.has(Trait.CHAT | Trait.PERSON | Trait.AGENT | Trait.LOGIN | Trait.OWNER | Trait.EMAIL | Trait.PHONE):
        return True
    if match["name"].lower() in text.roster.logins:
        return True
    before = text.words_before(match.start())[-4:]
    if not _CONTEXT.isdisjoint(before):
        return True
    whole = match[0] == text.text.strip()
    bracketed = text.text[match.start() - 1 : match.start()] == "("
    return (whole and not field.has(Trait.NAME | Trait.VERSION | Trait.TAG)) or bracketed


DETECTOR = Detector(name="chat_handle", find=_find, chars=frozenset("@"))
