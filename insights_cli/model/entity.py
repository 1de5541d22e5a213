"""Entity refs and entities, parsed and formatted exactly as Backstage's catalog model does."""

from dataclasses import dataclass

DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRef:
    """The name of an entity in three parts, as they were written; `str()` gives the canonical lower-case text."""

    kind: str
    namespace: str = DEFAULT_NAMESPACE
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.namespace}/{self.name}".lower()
