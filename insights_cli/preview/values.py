"""Which values a preview may show."""

from enum import StrEnum


class Values(StrEnum):
    """All, or those that leave with the others masked, or none."""

    SHOW = "show"
    MASK = "mask"
    HIDE = "hide"
