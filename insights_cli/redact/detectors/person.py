"""Names of people: by field, by the words around them, and by the roster; names in other prose stay out of reach."""

import re
from collections.abc import Iterator
from functools import lru_cache

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words.name import (
    ANY_NAME,
    LATIN_NAME,
    NAME_IN_CLAUSE,
    VERB_OF_CHARGE,
    WHOLE_NAME,
    WORD,
    is_unit,
    may_be_name,
)
from insights_cli.redact.words.person import (
    ANNOUNCES,
    ANNOUNCING_ENDINGS,
    BY,
    CHARGE,
    COPULAS,
    JOINS,
    MADE,
    MEANS,
    NOT_A_NAME,
    PARTICLES,
    SAYS_NAME,
    SHORT_ANNOUNCES,
    SMALL_WORDS,
    SURNAMES,
    TITLES,
)

_PARTICLES_BEFORE = regex(rf"(?:(?<!\w)(?:{PARTICLES})\s){{1,3}}\Z")
_LOWER_WHOLE = regex(r"[^\W\d_]{2,20}(?:\s[^\W\d_]{1,20}\.?){1,3}|[^\W\d_]{2,20}, [^\W\d_]{2,20}")
_SEMICOLONS = regex(r"\s*[;|\n]\s*")
_PIECES = regex(r"\s*(?:;|\||/|&|\n|->|→|,\s(?=[^,]*\s)|\s(?:and|und|et|y|e|en|i|och|og|ja|a)\s)\s*")
_LOWER = r"(?P<name>[^\W\d_]{2,20}(?:\s(?:van|von|de|der|den|del|di|da|la|le|dos|ter))*\s[^\W\d_]{2,20})"
_AFTER_COLON = regex(rf"(?::\s|：\s?){_LOWER}(?=\s?[,;<(|]|\.(?:\s|$)|$)")
_BEFORE_MAIL = regex(rf"(?<![\w.@-]){_LOWER}\s?[|<(]\s?[<]?[\w.+-]{{1,64}}(?:@|\s?[\[(]at[\])])\w")
# Armenian; from here on scripts have no capitals that the Latin pattern knows.
_FIRST_OTHER = "\u0530"
# Hebrew; from here on scripts have no cases.
_FIRST_WITHOUT_CASES = "\u0590"
_FIRST_HANGUL = "\uac00"
_LAST_OF_PAIRS = frozenset(pair[-1] for pair in SAYS_NAME)
_REMARK = regex(r"\s\([^()]{1,60}\)\Z")
_LONGEST_LIST = 300
# So long at most it pays to look for whole names first.
_SHORT = 512
_MADE_NEAR = 6
_SAID_NEAR = 6
_NAME_NEAR = 80
_OPENS = regex(r"[|<(]")
# Between the names of a list: `Jane Doe (first)`, a line end, `- `.
_REMARK_THEN_BULLET = regex(r"(?: ?\([^()\n]{1,40}\)|[,:–-]? [^\n]{1,40})?\s*\n\s*[-*•] ")
# `name:` in a line of its own, below the key that says whose.
_NAME_BELOW = regex(
    r"(?P<above>[^\W\d_]+)[\"']?\s*:\s*(?:\n|\\n)\s*(?:-\s+)?[\"']?(?:full_?)?name[\"']?\s*:\s*[\"']?\Z"
)
_GAP = regex(r"\W{0,4}")
_PHONE_AFTER = regex(
    r"(?:\s?[:,(–-]{1,2}\s?(?:(?:tel|phone|mobil)\w{0,6}\.?:?\s?)?|\s(?:tel|phone|mobil)\w{0,6}\.?:?\s)"
    r"(?:\+|\(?0)\d?[\d ()./-]{6,}",
    re.IGNORECASE,
)
_MAIL_AFTER = regex(
    r"\s{0,2}[|<(\[,;:/–-]{0,2}\s{0,2}[<(]?[\w.+-]{1,64}(?:@|\s?[\[(]at[\])])[\w]|\s?\((?:@|<@)\w"
    r"|\sat\s[\w.+-]{1,64}@\w|(?:,\s[^\W\d_][^,@\n]{2,40}){1,2},\s[\w.+-]{1,64}@\w"
)
_SUBJECT = regex(rf"(?P<name>{WORD})(?:['’]s)?\s(?P<verb>[a-z]\w*)")
_ROSTER_WORD = regex(r"[^\W\d_][^\W_]*")


def _find(text: Text) -> list[Span]:
    spans: list[Span] = []
    by_word = text.roster.names_by_word
    if by_word and not by_word.keys().isdisjoint(text.words):
        spans += _of_roster(text)
    traits = text.field.traits
    if traits & (Trait.PERSON | Trait.AGENT | Trait.OWNER) and not traits & Trait.PROSE & ~Trait.ABOUT_PERSON:
        spans += _of_field(text)
    whole = text.text
    if " " not in whole and "|" not in whole and whole.isascii():
        return spans
    if (
        "@" in whole
        or "+" in whole
        or "[" in whole
        or any(map(_may_precede, text.words))
        or text.unspaced
        or traits & Trait.ABOUT_PERSON
    ):
        spans += _of_prose(text)
    return spans


def _of_field(text: Text) -> Iterator[Span]:
    """The field names people, one or several."""
    value = text.text
    sure = text.field.has(Trait.ABOUT_PERSON)
    if sure and value.strip() and len(value) < 120:
        start = len(value) - len(value.lstrip())
        yield Span(start, start + len(value.strip()), SpanType.PERSON, "person.field", "", 0.95)
        return
    if len(value) > _LONGEST_LIST or (not (" " in value or "," in value or ";" in value) and value.isascii()):
        return
    done = 0
    pieces = _SEMICOLONS if ";" in value or "|" in value else _PIECES
    for end in (*(match.span() for match in pieces.finditer(value)), (len(value), len(value))):
        piece = value[done : end[0]]
        name = _REMARK.sub("", piece.strip())
        shape = WHOLE_NAME.fullmatch(name) or (
            _LOWER_WHOLE.fullmatch(name) if not text.field.has(Trait.OWNER) else None
        )
        if shape and (may_be_name(name) if name.isascii() else not is_unit(name)):
            start = done + piece.find(name)
            yield Span(start, start + len(name), SpanType.PERSON, "person.field", "shape", 0.9)
        done = end[1]


def _of_prose(text: Text) -> list[Span]:
    """Something right before or after says that a person is named, or the name before this one in a list was one."""
    whole = text.text
    spans = _in_lower_case(text)
    if text.unspaced:
        spans += _without_spaces(text)
    previous = -1
    pattern = LATIN_NAME if whole.isascii() or max(whole) < _FIRST_OTHER else ANY_NAME
    for match in pattern.finditer(whole) if _may_have_capitals(whole) else ():
        start, end = _trim(whole, *match.span())
        start = _with_particles(text, start)
        name = whole[start:end]
        if (" " not in name and name.isascii()) or not may_be_name(name):
            continue
        if (
            _is_announced(text, start)
            or _is_listed(whole, previous, start)
            or _MAIL_AFTER.match(whole, end)
            or (" " in name and _PHONE_AFTER.match(whole, end))
            or _is_subject(whole, end)
        ):
            previous = end
            spans.append(Span(start, end, SpanType.PERSON, "person.context", "shape", 0.75))
    subject = _SUBJECT.match(whole) if text.field.has(Trait.ABOUT_PERSON) else None
    if subject and may_be_name(subject["name"]):
        spans.append(Span(*subject.span("name"), SpanType.PERSON, "person.subject", "", 0.7))
    return spans


def _may_have_capitals(whole: str) -> bool:
    """Whether something is not in lower case, or in a script that has no cases."""
    return not whole.islower() or max(whole) >= _FIRST_WITHOUT_CASES


def _is_subject(whole: str, end: int) -> bool:
    """Whether a verb behind a name says that the one named is in charge."""
    return whole[end : end + 1].isspace() and VERB_OF_CHARGE.match(whole, end + 1) is not None


def _without_spaces(text: Text) -> Iterator[Span]:
    """Names in Japanese and Chinese that stand between words, as grammar places them."""
    for match in NAME_IN_CLAUSE.finditer(text.text):
        group = match.lastgroup or ""
        name = match[group]
        if (group == "japanese" or name[0] in SURNAMES) and name not in NOT_A_NAME and not is_unit(name):
            yield Span(*match.span(group), SpanType.PERSON, "person.clause", "grammar", 0.75)


def _in_lower_case(text: Text) -> list[Span]:
    """Names in lower case need more: a colon before and an end after, or a mail address right behind."""
    whole = text.text
    colon = ":" in whole or "：" in whole
    spans = _after_colon(text) if colon else []
    for match in _BEFORE_MAIL.finditer(whole) if (colon or "@" in whole) and _OPENS.search(whole) else ():
        if NOT_A_NAME.isdisjoint(match["name"].lower().split()):
            start, end = _trim(whole, *match.span("name"))
            spans.append(Span(start, end, SpanType.PERSON, "person.lower", "mail", 0.6))
    return spans


def _after_colon(text: Text) -> list[Span]:
    return [
        Span(*match.span("name"), SpanType.PERSON, "person.lower", "shape", 0.6)
        for match in _AFTER_COLON.finditer(text.text)
        if _are_announcing(text.words_before(match.start("name"))[-3:]) and may_be_name(match["name"])
    ]


def _with_particles(text: Text, start: int) -> int:
    """Where a name begins whose particle comes first: `de Marduras, Evie`; but not in `gestito da Evie Marduras`."""
    before = _PARTICLES_BEFORE.search(text.text, max(0, start - 12), start)
    words = text.words_before(start) if before else []
    if words and words[-1] in BY and any(map(MADE.match, words[-_MADE_NEAR:-1])):
        return start
    return before.start() if before else start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out words at the front that announce rather than name: `Contact Jane Doe`, `Ask Jane Doe`."""
    made = False
    while True:
        first, space, rest = text[start:end].partition(" ")
        lower = first.lower().strip(".,")
        if not space or (" " not in rest and rest[:1].islower()):
            return start, end
        announces = not _FIRST_OTHER <= lower < _FIRST_HANGUL and _announces(lower)
        by = rest.partition(" ")[0] in BY and MADE.match(lower) is not None
        if not (lower in TITLES or lower in NOT_A_NAME or announces or by or (made and lower in BY)):
            return start, end
        if " " not in rest and rest.isascii() and lower not in TITLES:
            return start, end
        start += len(first) + 1
        made = MADE.match(lower) is not None


def _is_announced(text: Text, start: int) -> bool:
    words = text.words_before(start)
    if not words:
        return False
    last = words[-1]
    if last.endswith("name") and (below := _NAME_BELOW.search(text.lower, max(0, start - _NAME_NEAR), start)):
        return _announces(below["above"])
    gap = text.lower[:start].rpartition(last)[2]
    if not _GAP.fullmatch(gap) or (any(sign in gap for sign in ".;!?") and last not in TITLES):
        return False
    if tuple(words[-2:]) in SAYS_NAME:
        return True
    if last in BY:
        return any(map(MADE.match, words[-_MADE_NEAR:-1]))
    if _names_a_team(words):
        return False
    said = not {":", "：", "="}.isdisjoint(gap)
    if last in SMALL_WORDS:
        nearby = words[-_SAID_NEAR:-1] if last in COPULAS else words[-4:-1]
        if last in MEANS and any(map(MADE.match, nearby)):
            return False
        return any(_announces(word) and word not in TITLES for word in nearby)
    return any(map(_announces, words[-_SAID_NEAR:] if said else words[-2:])) and (
        said or last not in NOT_A_NAME or _announces(last)
    )


@lru_cache(maxsize=8192)
def _may_precede(word: str) -> bool:
    """Whether *word* may stand before a name; remembered, as prose has few words that come again and again."""
    return word in BY or word in _LAST_OF_PAIRS or word in CHARGE or _announces(word)


@lru_cache(maxsize=8192)
def _announces(word: str) -> bool:
    return word in SHORT_ANNOUNCES or word.startswith(ANNOUNCES) or word.endswith(ANNOUNCING_ENDINGS)


def _are_announcing(words: list[str]) -> bool:
    return any(map(_announces, words)) and not _names_a_team(words)


def _names_a_team(words: list[str]) -> bool:
    """Whether the last of *words* says that the one before is about no person: `responsible team`."""
    return len(words) > 1 and _announces(words[-2]) and is_unit(words[-1]) and not _announces(words[-1])


def _is_listed(text: str, previous: int, start: int) -> bool:
    if previous < 0 or (start - previous > 8 and not _REMARK_THEN_BULLET.fullmatch(text, previous, start)):
        return False
    if start - previous > 8:
        return True
    between = text[previous:start].strip(" ,;/&|+·•-")
    return not between or between.lower() in JOINS


def _of_roster(text: Text) -> Iterator[Span]:
    by_word = text.roster.names_by_word
    lower = text.lower
    if len(lower) < _SHORT and not any(name in lower for word in by_word.keys() & text.words for name in by_word[word]):
        return
    for match in _ROSTER_WORD.finditer(lower):
        for name in by_word.get(match[0], ()):
            end = match.start() + len(name)
            if lower.startswith(name, match.start()) and not lower[end : end + 1].isalnum():
                yield Span(match.start(), end, SpanType.PERSON, "person.roster", "roster", 0.99)
                break


DETECTOR = Detector(
    name="person",
    find=_find,
    chars=frozenset(" |：担責任負负连連联聯絡作者由询詢请請人窓담책연문관"),
    traits=Trait.PERSON | Trait.AGENT | Trait.OWNER | Trait.ABOUT_PERSON,
    words=_may_precede,
    instead_of_words=frozenset("@[+"),
    knows_names=True,
)
