"""An analytics event as a Backstage frontend captures it."""

from typing import TypeAlias

import msgspec

Scalar: TypeAlias = str | int | float | bool | None


class AnalyticsEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One captured event; the old frontend system's `extension` and the new one's `extensionId` both live in *context*.

    `value` is minutes saved for `create`, the number of results for `search`, the rank for `discover`.
    """

    action: str
    subject: str
    value: float | None = None
    attributes: dict[str, Scalar] = {}
    context: dict[str, Scalar] = {}
