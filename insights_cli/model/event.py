"""An analytics event as a Backstage frontend captures it."""

from typing import Annotated, TypeAlias

import msgspec

Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Scalar: TypeAlias = bool | Whole | float | str | None


class AnalyticsEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One captured event; the old frontend system's `extension` and the new one's `extensionId` both live in *context*.

    `value` is minutes saved for `create`, the number of results for `search`, the rank for `discover`.
    """

    action: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    subject: str
    value: float | None = None
    attributes: dict[str, Scalar] = {}
    context: dict[str, Scalar] = {}
