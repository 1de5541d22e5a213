"""What names of people look like in writing, as regular expressions."""

import re
from functools import cache, lru_cache

from insights_cli.redact.words.person import (
    CHINESE_AFTER,
    CHINESE_BEFORE,
    JAPANESE_AFTER,
    JAPANESE_ROLE,
    PARTICLES,
    SUBJECT_VERBS,
    UNIT_ENDINGS,
    UNIT_STEMS,
)

# Capitals of Latin, Greek and Cyrillic; ranges where they lie together, as long classes make patterns slow to compile.
UPPER = "A-ZÀ-ÖØ-Þ" + "".join(map(chr, range(0x100, 0x137, 2))) + "ĹĻĽĿŁŃŅŇ" + "".join(map(chr, range(0x14A, 0x178, 2)))
UPPER += "ŸŹŻŽƏƠƯǍȘȚΆ-ΏΑ-ΫЀ-ЯҐҒҚҢҮҰҺӘӨ\u1e00-\u1eff"
WORD = rf"(?:[{UPPER}]\.|[{UPPER}][^\W\d_]*+(?:['’‘ʻʼ.\-][^\W\d_]++)*+)"
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
_BETWEEN = re.compile(r"[\s,]+")
END = r"(?![\w@]|[./:]\w|-\w)"


# Long patterns are compiled when the first text may hold a name: that takes longer than importing all the rest.
@cache
def whole_name() -> re.Pattern[str]:
    """A name and nothing else."""
    return re.compile(rf"(?:{_LONG_LAST_FIRST}|(?:{_WITHIN}{{1,2}})?{_LATIN}|{_OTHER})")


@cache
def verb_of_charge() -> re.Pattern[str]:
    """What follows a subject that is in charge."""
    return re.compile(SUBJECT_VERBS)


@cache
def name_in_clause() -> re.Pattern[str]:
    """A name inside a Japanese or Chinese clause."""
    part = "[\u3400-\u9fff\u30a0-\u30ff々]{1,5}"
    return re.compile(
        rf"{JAPANESE_ROLE}[はが：:、]\s?(?P<japanese>{part}(?:[ \u3000]{part})?)(?={JAPANESE_AFTER})"
        rf"|{CHINESE_BEFORE}\s?(?P<chinese>{_CJK}{{2,3}}?)(?={CHINESE_AFTER})"
    )


@cache
def latin_name() -> re.Pattern[str]:
    """A name in Latin, Greek or Cyrillic letters somewhere."""
    return re.compile(rf"(?<![\w@./]){WORD}(?:{_FIRST}|{_REST}){END}")


@cache
def any_name() -> re.Pattern[str]:
    """A name in any script somewhere."""
    return re.compile(rf"(?<![\w@./])(?:{WORD}{_FIRST}|{_LATIN}|{_OTHER}){END}")


def is_unit(name: str) -> bool:
    """Whether a word of *name* is one for a team or a department."""
    return any(map(_means_a_unit, _BETWEEN.split(name.lower())))


@lru_cache(maxsize=8192)
def _means_a_unit(word: str) -> bool:
    return word.startswith(UNIT_STEMS) or word.endswith(UNIT_ENDINGS)
