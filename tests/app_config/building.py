"""Documents from texts, without a disk."""

from collections.abc import Mapping

from insights_cli.app_config.document import Document
from insights_cli.app_config.files import MemoryFiles
from insights_cli.app_config.sources import load


def loaded(
    *texts: str,
    environment: Mapping[str, str] | None = None,
    others: Mapping[str, str] | None = None,
    is_lax: bool = False,
    is_elsewhere: bool = False,
) -> Document:
    """The configuration of *texts* as /r/1.yaml, /r/2.yaml and so on, in that order, with *others* beside them."""
    named = {f"{number}.yaml": text for number, text in enumerate(texts, start=1)}
    contents = {f"/r/{name}": text.encode() for name, text in {**named, **(others or {})}.items()}
    return load(
        environment=environment or {},
        folder="/r",
        files=MemoryFiles(contents),
        configs=list(named),
        is_lax=is_lax,
        is_elsewhere=is_elsewhere,
    )
