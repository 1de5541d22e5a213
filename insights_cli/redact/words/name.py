"""What names of people look like in writing."""

from functools import lru_cache

from insights_cli.redact.regex import regex
from insights_cli.redact.words.person import (
    CHINESE_AFTER,
    CHINESE_BEFORE,
    JAPANESE_AFTER,
    JAPANESE_ROLE,
    MAYBE_A_NAME,
    NOT_A_NAME,
    PARTICLES,
    SUBJECT_VERBS,
    SURNAMES,
    UNIT_ENDINGS,
    UNIT_STEMS,
)

# Capitals of Latin, Greek and Cyrillic; ranges where they lie together, as long classes make patterns slow to compile.
UPPER = "A-ZÀ-ÖØ-Þ" + "".join(map(chr, range(0x100, 0x137, 2))) + "ĹĻĽĿŁŃŅŇ" + "".join(map(chr, range(0x14A, 0x178, 2)))
UPPER += "ŸŹŻŽƏƠƯǍȘȚΆ-ΏΑ-ΫЀ-ЯҐҒҚҢҮҰҺӘӨ\u1e00-\u1eff"
_AFTER_CAPITAL = r"(?:\.|[^\W\d_]*+(?:['’‘ʻʼ.\-][^\W\d_]++)*+)"
WORD = rf"[{UPPER}]{_AFTER_CAPITAL}"
_WITHIN = rf"(?:(?:{PARTICLES})\s)"
_REST = rf"(?:\s ?{_WITHIN}{{0,3}}(?:[dlO]['’])?{WORD}){{1,4}}"
_LATIN = rf"{WORD}{_REST}"
_FIRST = rf",\s{WORD}(?!\s(?:{PARTICLES})\s|\s[{UPPER}])"
_LAST = rf"{_WITHIN}{{0,3}}(?:{WORD})"
_LONG_LAST_FIRST = rf"{_LAST}(?:[\s-]{_WITHIN}{{0,2}}{WORD}){{0,2}},\s{WORD}(?:\s{WORD}){{0,2}}"
_CJK = "[\u3400-\u9fff\uf900-\ufaff々]"
_KANA = "[\u3040-\u30ff\u3400-\u9fff々ー]"
_OTHER = (
    rf"{_KANA}{{1,5}}(?:,\s?|[ \u3000・]){_KANA}{{1,5}}|{_CJK}{{2,4}}"
    rf"|[\uac00-\ud7a3]{{2,4}}(?:\s[\uac00-\ud7a3]{{1,3}})?"
    r"|[\u0590-\u05ff]{2,}(?:\s[\u0590-\u05ff]{2,}){1,3}|[\u0600-\u06ff]{2,}(?:\s[\u0600-\u06ff]{2,}){1,3}"
    r"|[\u0900-\u0dff\u200d]{2,}(?:\s[\u0900-\u0dff\u200d]{2,}){1,2}|[\u10a0-\u10ff]{2,}(?:\s[\u10a0-\u10ff]{2,}){1,2}"
    r"|[\u0530-\u058f]{2,}(?:\s[\u0530-\u058f]{2,}){1,2}|[\u0e00-\u0e7f]{2,}(?:\s[\u0e00-\u0e7f]{2,}){1,2}"
)
_NOUN_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "ility", "ware", "ology", "writing", "keeping", "cast")
_LONG_WORD = 6
# A name of fewer characters, from Han on, begins with a surname.
_LONG_NAME = 4
_FIRST_HAN = "\u3400"
_ACRONYM = regex(rf"[{UPPER}]{{2,}}s?")
_SHORT_ACRONYM = regex(r"(?!II)[A-Z]{2,3}")
END = r"(?![\w@]|[./:]\w|-\w)"
# A name and nothing else.
WHOLE_NAME = regex(rf"(?:{_LONG_LAST_FIRST}|(?:{_WITHIN}{{1,2}})?{_LATIN}|{_OTHER})")
# What follows a subject that is in charge.
# Between it and the name others may stand that do the same: `Jane Doe and Max Berg run it`.
VERB_OF_CHARGE = regex(rf"(?:(?:and|und|et|y|e|en|og|och|i|&)\s{_LATIN}\s)?{SUBJECT_VERBS}")
# A name inside a Japanese or Chinese clause.
_PART = "[\u3400-\u9fff\u30a0-\u30ff々]{1,5}"
NAME_IN_CLAUSE = regex(
    rf"{JAPANESE_ROLE}[はが：:、]\s?(?P<japanese>{_PART}(?:[ \u3000]{_PART})?)"
    rf"(?={JAPANESE_AFTER})"
    rf"|{CHINESE_BEFORE}\s?(?P<chinese>{_CJK}{{2,3}}?)(?={CHINESE_AFTER})"
)
# A name in Latin, Greek or Cyrillic letters somewhere.
LATIN_NAME = regex(rf"[{UPPER}](?<![\w@./].){_AFTER_CAPITAL}(?:{_FIRST}|{_REST}){END}")
# A name in any script somewhere.
ANY_NAME = regex(rf"(?<![\w@./])(?:{WORD}{_FIRST}|{_LATIN}|{_OTHER}){END}")


def may_be_name(name: str) -> bool:
    """Whether the words of *name*, which looks like one, allow that a person bears it."""
    if name[0] >= _FIRST_HAN and name.isalpha() and len(name) < _LONG_NAME:
        return name[0] in SURNAMES and name not in NOT_A_NAME and not is_unit(name)
    parts = _parts(name)
    if not name.islower():
        # Small words within a name are particles.
        parts = [part for part in parts if not part.islower()]
    words = [part.strip(".,'’").lower().removesuffix("'s").removesuffix("’s") for part in parts]
    if MAYBE_A_NAME.issuperset(words):
        return False
    words = [word for word in words if word not in MAYBE_A_NAME]
    if any(word in NOT_A_NAME or word.rstrip("s") in NOT_A_NAME for word in words):
        return False
    if is_unit(name):
        return False
    if any(len(word) > _LONG_WORD and word.endswith(_NOUN_ENDINGS) for word in words):
        return False
    if any(map(_SHORT_ACRONYM.fullmatch, parts)) and not name.isupper():
        return False
    return not (name.isascii() and all(_ACRONYM.fullmatch(word) and len(word) < 4 for word in name.split()))


def is_unit(name: str) -> bool:
    """Whether a word of *name* is one for a team or a department."""
    lower = name.lower()
    return _means_a_unit(lower) if lower.isalpha() else any(map(_means_a_unit, _parts(lower)))


def _parts(name: str) -> list[str]:
    return name.replace(",", " ").split()


@lru_cache(maxsize=8192)
def _means_a_unit(word: str) -> bool:
    return word.startswith(UNIT_STEMS) or word.endswith(UNIT_ENDINGS)
