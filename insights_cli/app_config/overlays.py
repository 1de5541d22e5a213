"""The other files of the folder: every overlay that some deployment puts over the base file with `--config`."""

import os
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from typing import Final

from insights_cli.app_config.config_source import ConfigSource
from insights_cli.app_config.deployments import Deployment
from insights_cli.app_config.document import Document
from insights_cli.app_config.environment import PREFIX
from insights_cli.app_config.files import Files
from insights_cli.app_config.merge import merge_all
from insights_cli.app_config.sources import load
from insights_cli.errors import InsightsError
from insights_cli.model.value import replace
from insights_cli.yaml12.nodes import Mapping

BASE: Final = "app-config.yaml"
_MAX_OVERLAYS: Final = 50
_NO_DEPLOYMENT: Final = frozenset(("local", "example", "sample", "template", "tmpl", "dist", "bak", "orig"))


def overlay_names(names: Iterable[str], loaded: Iterable[str]) -> list[str]:
    """Which of the file *names* of a folder are overlays on their own, beside the *loaded* ones; local ones are not."""
    taken = set(loaded)
    return sorted(name for name in names if name not in taken and _is_overlay(name))[:_MAX_OVERLAYS]


def _is_overlay(name: str) -> bool:
    first, *middle, last = name.split(".") if "." in name else (name, "")
    is_named = first == "app-config" and any(middle) and last == "yaml"
    return is_named and _NO_DEPLOYMENT.isdisjoint(part.lower() for part in middle)


def surroundings(
    document: Document, names: Iterable[str], *, environment: Table[str, str], start: str, files: Files
) -> tuple[list[Deployment], list[InsightsError]]:
    """Every deployment that the folder's files make, the one asked for first, and why overlays cannot be loaded.

    Each overlay among the file *names* of the root folder is put over its base file, besides *document* itself.

    What those deployments set in their environment and mount is not known here, so unset variables stay unknown, and
    `APP_CONFIG_*` of this environment does not count. *start* is where the user is.
    """
    asked = Deployment(document=document)
    variables = {name: value for name, value in environment.items() if not name.startswith(PREFIX)}
    contexts = [source.context for source in document.sources if source.file]
    overlays = overlay_names(names, contexts)
    base = _base(document, variables, start, files) if BASE in contexts else None
    deployments: list[Deployment] = [asked]
    failures: list[InsightsError] = []
    for name in overlays:
        try:
            overlay = _lax(document, name, variables, start, files).sources[0]
        except InsightsError as failure:
            failures.append(failure)
            continue
        deployments.append(_over(document, [*([base] if base else []), overlay]))
    if base and not overlays and any(".local." in context for context in contexts):
        # What is left without the local files is what an image holds.
        deployments.append(_over(document, [base]))
    return deployments, failures


def _base(document: Document, variables: Table[str, str], start: str, files: Files) -> ConfigSource:
    """The base file as already read, or read again where unset variables took something away."""
    source = next(source for source in document.sources if source.context == BASE)
    return _lax(document, BASE, variables, start, files).sources[0] if source.vanished else source


def _lax(document: Document, name: str, variables: Table[str, str], start: str, files: Files) -> Document:
    path = os.path.join(document.root_folder, name)
    relative = os.path.relpath(path, start)
    given = path if relative.startswith("..") else relative
    return load(environment=variables, folder=start, files=files, configs=[given], is_elsewhere=True)


def _over(document: Document, sources: Sequence[ConfigSource]) -> Deployment:
    root = merge_all(source.tree for source in sources if source.tree is not None)
    merged = replace(document, sources=tuple(sources), root=root if isinstance(root, Mapping) else None)
    return Deployment(document=merged, is_loaded=False)
