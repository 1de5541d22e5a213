"""Why a text is not YAML, as a value that its caller turns into words."""

from enum import StrEnum

from insights_cli.yaml12.nodes import Source


class YamlProblem(StrEnum):
    """The kind of failure."""

    SYNTAX = "syntax"
    DEPTH = "depth"
    ALIAS = "alias"
    SIZE = "size"
    LENGTH = "length"


class YamlError(Exception):
    """The text of *source* cannot be read as one YAML document; *start* and *end* are offsets in it."""

    def __init__(
        self,
        reason: str,
        source: Source,
        start: int,
        *,
        end: int | None = None,
        problem: YamlProblem = YamlProblem.SYNTAX,
    ) -> None:
        super().__init__(f"{reason} at {source.locate(start)}")
        self.reason = reason
        self.source = source
        self.start = start
        self.end = end
        self.problem = problem
