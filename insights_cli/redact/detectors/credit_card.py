"""Payment card numbers."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_DIGITS = regex(
    r"(?<![\w.,+/:#-])(?<![$€£] )(?P<number>\d{4}(?P<gap>[ .-])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{3})?"
    r"|\d{4}(?P<gap2>[ .-])\d{6}(?P=gap2)\d{4,5}|\d{12,19})(?![\w]|[.,-]\d)"
)
# Issuer prefixes and lengths as the networks publish them.
_ISSUED = regex(
    r"4\d{15}|(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12,14}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12}"
    r"|35\d{14}|3(?:0[0-5]|095|[689]\d)\d{11,13}|62\d{14}|81\d{14}|220[0-4]\d{12}"
    r"|60[48]\d{13}|65\d{14}"
)
_ISSUED_WITH_WORD = regex(
    r"4\d{12}|4\d{18}|(?:5[06-9]|6\d)\d{10,17}|(?:5[1-5]|2[2-7])\d{14}|1\d{14}|2131\d{11}"
    r"|0604\d{8}|\d{16}"
)
# Maestro, which shares its numbers with nothing that is written in groups of four.
_GROUPED = regex(r"(?:50(?:18|20|38)|5893|6304|6759|676[1-3])\d{12}")
# Before a number, these say that it is the number of a card.
_CARD_WORDS = vocabulary(
    """
    card cards cc creditcard debitcard visa mastercard amex maestro diners discover jcb unionpay mir rupay
    karte kreditkarte kreditkartennummer tarjeta carte carta cartão cartao creditcardnummer karta kartą karty
    kort kortti luottokortti kredittkort kreditkort kártya card-ul kart kartı карта карты картой карту カード
    카드 卡 信用卡 платёжная pan kreditní platební
    """
)
# These say that it is another number.
_OTHER_WORDS = vocabulary(
    """
    id ids snowflake epoch timestamp run build job order ticket invoice tracking ean gtin isbn upc imei iccid
    account project number dashboard message channel tweet status trace span request session serial sku commit
    revision no nr event bytes
    """
)


def _find(text: Text) -> Iterator[Span]:
    for match in _DIGITS.finditer(text.text):
        number = "".join(char for char in match["number"] if char.isdigit())
        if not _passes(number):
            continue
        said = text.field.has(Trait.CARD) or not _CARD_WORDS.isdisjoint(text.words_before(match.start())[-6:])
        if _ISSUED.fullmatch(number) or (match["gap"] and _GROUPED.fullmatch(number)):
            if said or not _is_another_number(text, match):
                yield Span(match.start(), match.end(), SpanType.CREDIT_CARD, "credit_card.issuer", "Luhn", 0.9)
        elif said and _ISSUED_WITH_WORD.fullmatch(number):
            yield Span(match.start(), match.end(), SpanType.CREDIT_CARD, "credit_card.context", "Luhn", 0.9)


def _is_another_number(text: Text, match: re.Match[str]) -> bool:
    if match["gap"] or match["gap2"]:
        return False
    return text.field.has(Trait.IDENTIFIER) or not _OTHER_WORDS.isdisjoint(text.words_before(match.start())[-2:])


def _passes(number: str) -> bool:
    """The Luhn check."""
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


DETECTOR = Detector(name="credit_card", find=_find, shortest=12, fewest_digits=12)
