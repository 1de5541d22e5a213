"""The facts about the project around a configuration, gathered by what the rules will ask."""

import os
from collections.abc import Iterator, Sequence

from insights_cli.app_config.checks.salt import SALT
from insights_cli.app_config.deployments import LICENSE, TOKEN, Deployment, is_literal
from insights_cli.model.value import replace
from insights_cli.projects import Project, Wiring
from insights_cli.projects.disk import ProjectFolder, read_project, sources_with_plugin
from insights_cli.projects.versions import Version
from insights_cli.yaml12.nodes import Mapping, Path, Scalar, Source, descend


def project_around(
    folder: str, *, start: str, deployments: Sequence[Deployment], plugin_version: Version | None
) -> Project:
    """Read the project in *folder*; git is asked only about files that hold a secret in plain text."""
    place = ProjectFolder(folder=folder, start=start)
    project = read_project(
        place,
        catalog_targets=list(dict.fromkeys(_targets(deployments))),
        wiring=_wiring(tuple(sources_with_plugin(place))),
        plugin_version=plugin_version,
    )
    with_secret = _files_with(deployments, TOKEN, LICENSE, SALT)
    return _with_git(project, place, with_secret, _files_with(deployments, SALT)) if with_secret else project


def _with_git(project: Project, place: ProjectFolder, with_secret: list[str], with_salt: list[str]) -> Project:
    from insights_cli.projects.git import committed_text, is_tracked

    committed = {place.shown(path): committed_text(path) for path in with_salt}
    return replace(
        project,
        tracked=frozenset(place.shown(path) for path in with_secret if is_tracked(path)),
        committed={path: Source(path, text) for path, text in committed.items() if text is not None},
    )


def _files_with(deployments: Sequence[Deployment], *paths: Path) -> list[str]:
    """The absolute paths of the files in which a literal stands at one of *paths*."""
    found: dict[str, None] = {}
    for deployment in deployments:
        for source in deployment.document.sources:
            for path in paths if source.file else ():
                node = descend(source.tree, path)
                if isinstance(node, Scalar) and is_literal(node) and source.file:
                    found[source.file] = None
    return [path for path in found if os.path.isabs(path)]


def _targets(deployments: Sequence[Deployment]) -> Iterator[str]:
    for deployment in deployments:
        node = deployment.document.find(("catalog", "locations"))
        for item in getattr(node, "items", ()):
            members = item.members if isinstance(item, Mapping) else {}
            kind, target = members.get("type"), members.get("target")
            is_file = isinstance(kind, Scalar) and kind.value == "file"
            if is_file and isinstance(target, Scalar) and isinstance(target.value, str):
                yield target.value


def _wiring(sources: Sequence[Source]) -> tuple[Wiring, ...]:
    if not sources:
        return ()
    from insights_cli.wiring.backend import read_backend
    from insights_cli.wiring.typescript import parse

    found = read_backend(parse(source.text.encode(), source.path) for source in sources)
    routers = [
        Wiring(
            location=each.location,
            is_legacy=True,
            passes_database=each.passes_all or "database" in each.arguments,
        )
        for each in found.routers
    ]
    features = [Wiring(location=place, is_legacy=False, is_again=place in found.again) for place in found.added]
    return (*features, *routers)
