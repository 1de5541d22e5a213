"""Write the support bundle: list what will be in it, then a zip with nothing secret."""

import io
import platform
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from insights_cli import __version__
from insights_cli.app_config.masks import secret_scalars
from insights_cli.app_config.plain import plain
from insights_cli.cli.check_config.showing import hidden
from insights_cli.cli.doctor.facts import known_secrets
from insights_cli.cli.doctor.paths import paths_text
from insights_cli.cli.doctor.requests import DoctorRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.doctor.bundle import BundleFile, bundle_files, listing
from insights_cli.doctor.hiding import Hiding, people_of
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import Checkup
from insights_cli.private_file import overwrite_private
from insights_cli.redact.roster import Person
from insights_cli.render.checkups.registry import BY_NAME
from insights_cli.render.formats import Answer
from insights_cli.render.formats.registry import format_called
from insights_cli.render.style import PLAIN
from insights_cli.render.yaml_text import yaml_text

_SECRET_NAME = re.compile(r"(?i)token|secret|passw|key|licen[cs]e|credential|salt|private|auth|cookie")


def write_bundle(path: str, checkup: Checkup, world: World, request: DoctorRequest, invocation: Invocation) -> None:
    """Write the zip at *path*; raises InsightsError DR002 when it cannot be written."""
    files = _files(checkup, world, request, invocation)
    invocation.note(f"{path} will hold:\n{listing(files)}".rstrip())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name), file.text)
    place = Path(invocation.cwd, path)
    try:
        overwrite_private(place, packed.getvalue())
    except OSError as error:
        raise InsightsError("DR002", f"{path} cannot be written: {error.strerror}", fix="name another file") from error
    invocation.note(f"wrote {path}")


def _files(checkup: Checkup, world: World, request: DoctorRequest, invocation: Invocation) -> tuple[BundleFile, ...]:
    texts = {
        "doctor.json": ("every check with its answer and how long it took", BY_NAME["json"].render(checkup, PLAIN)),
        "doctor.md": ("the same, to read", BY_NAME["md"].render(checkup, PLAIN)),
        "versions.txt": ("what runs where", _versions(world)),
        "paths.txt": ("where things are kept", paths_text(invocation)),
    }
    try:
        answer = Answer(report=world.findings(), exit_code=0)
        texts["check-config.json"] = ("the findings of check-config", format_called("json").render(answer, PLAIN))
        texts["app-config.yaml"] = ("the configuration in effect, secrets hidden", _configuration(world))
    except InsightsError as failure:
        texts["check-config.txt"] = ("why there are no findings", f"{failure.code}: {failure.summary}\n")
    return bundle_files(texts, _hiding(world, request, invocation))


def _configuration(world: World) -> str:
    document = world.config()
    return "" if document.root is None else yaml_text(plain(document.root, hidden(document)))


def _hiding(world: World, request: DoctorRequest, invocation: Invocation) -> Hiding:
    environ = invocation.runtime.environ
    named = (value for name, value in environ.items() if _SECRET_NAME.search(name))
    return Hiding(
        secrets=(*known_secrets(invocation, request.profile), *named, *_configured_secrets(world)),
        people=(*_people(world), *_at_work(environ)),
        home=environ.get("HOME", ""),
    )


def _configured_secrets(world: World) -> Iterator[str]:
    """The secret values of every way in which the files combine; what cannot be read holds none that could be shown."""
    with suppress(InsightsError):
        for deployment in world.deployments():
            for source in deployment.document.sources:
                for tree in (source.raw, source.tree):
                    yield from (str(node.value) for _, node in secret_scalars(tree)) if tree is not None else ()


def _at_work(environ: Mapping[str, str]) -> tuple[Person, ...]:
    """Who runs this, by the names of the account and of its home folder."""
    names = {environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")} | {Path(environ.get("HOME", "")).name}
    return tuple(Person(ref=f"user:default/{name}") for name in sorted(names) if name)


def _people(world: World) -> tuple[Person, ...]:
    """The users of the catalog, where a check has read it; the bundle itself asks nobody."""
    found = world.known_catalog()
    return people_of(found.entities) if found else ()


def _versions(world: World) -> str:
    lines = [f"insights {__version__}", f"python {platform.python_version()}", f"system {platform.platform()}"]
    try:
        project = world.project()
        lines += [f"backstage {project.backstage}", *(f"{each.name} {each.version}" for each in project.packages)]
    except InsightsError as failure:
        lines.append(f"project: {failure.code}")
    return "\n".join(lines) + "\n"
