"""Why a request, or one event of it, is not taken."""

from dataclasses import dataclass

from insights_cli.errors import InsightsError


class RefusedError(InsightsError):
    """The request as a whole is not taken; *index* is the event that is to blame, where one is."""

    def __init__(self, code: str, summary: str, *, index: int | None = None, fix: str | None = None) -> None:
        super().__init__(code, summary, fix=fix)
        self.index = index


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One event that is not taken while others of its request are; *path* points into it, `""` is the event itself."""

    index: int
    code: str
    message: str
    path: str
