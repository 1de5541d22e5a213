"""The text of a YAML 1.1 date as JavaScript prints it."""

import re
from typing import Final

_NUMBERS = re.compile("[0-9]+")
_ZONE = re.compile(r"([-+])([0-9]{1,2})(?::([0-9]{2}))?$")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
_DAY_S: Final = 86_400


def _days(year: int, month: int, day: int) -> int:
    """The days from 1970-01-01 in the Gregorian calendar; months and days beyond their range carry over."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year + day - 1 - 719_468


def _civil(days: int) -> tuple[int, int, int]:
    """The year, month and day that lie *days* after 1970-01-01."""
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def _offset_s(written: str) -> int:
    zone = _ZONE.search(written) if ":" in written else None
    if zone is None:
        return 0
    seconds = int(zone[2]) * 3_600 + int(zone[3] or 0) * 60
    return -seconds if zone[1] == "-" else seconds


def utc_text(written: str) -> str:
    """What `String(new Date(...))` gives for the date *written*, on a machine whose clock is set to UTC."""
    year, month, day, hour, minute, second = ([int(text) for text in _NUMBERS.findall(written)[:6]] + [0, 0, 0])[:6]
    if len(_NUMBERS.findall(written)) < 6:
        hour = minute = second = 0
    days, seconds = divmod(
        _days(year, month, day) * _DAY_S + hour * 3_600 + minute * 60 + second - _offset_s(written), _DAY_S
    )
    year, month, day = _civil(days)
    time = f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{_WEEKDAYS[days % 7]} {_MONTHS[month - 1]} {day:02} {year:04} {time} GMT+0000 (Coordinated Universal Time)"
