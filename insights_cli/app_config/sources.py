"""Which files and variables count, and reading them."""

import os
import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as Listed
from typing import Final

from insights_cli.app_config import load_errors
from insights_cli.app_config.config_source import ConfigSource, Remark
from insights_cli.app_config.document import Document
from insights_cli.app_config.environment import environment_source, parse_env_file
from insights_cli.app_config.files import STDIN, Files, ReadError, ReadProblem
from insights_cli.app_config.merge import merge_all
from insights_cli.app_config.placeholders import Lookup
from insights_cli.app_config.substitution import Substitution
from insights_cli.app_config.texts import parse_json_file, parse_yaml_file
from insights_cli.errors import InsightsError
from insights_cli.yaml12.collector import paused_collector
from insights_cli.yaml12.javascript import SPACE
from insights_cli.yaml12.nodes import Mapping, Scalar, Source, is_null

_READ_ERRORS: Final = {
    ReadProblem.MISSING: load_errors.MISSING_FILE,
    ReadProblem.UNREADABLE: load_errors.UNREADABLE,
    ReadProblem.TOO_LARGE: load_errors.TOO_LARGE,
}
_SPECIAL_URL = r"(?i)(?:https?|wss?|ftp):[/\\]*[^/\\]"
_OTHER_URL = r"(?i)[a-z][a-z0-9+.-]*://[^/?#]"


class _Loader:
    """Reads sources for one load: from *files*, relative to *folder*, with the variables that *lookup* knows."""

    def __init__(self, files: Files, folder: str, lookup: Lookup, *, is_lax: bool, is_elsewhere: bool) -> None:
        self._files = files
        self._folder = folder
        self._lookup = lookup
        self._is_lax = is_lax
        self._is_elsewhere = is_elsewhere

    def _shown(self, path: str) -> str:
        """The *path* as the user would write it from where they are."""
        relative = os.path.relpath(path, self._folder)
        return path if relative.startswith("..") else relative

    def _included(self, path: str) -> Source:
        try:
            return Source(self._shown(path), self._files.read(path).decode("utf-8", "replace"))
        except ReadError as error:
            raise load_errors.BAD_INCLUDE.raised(f"the included file {self._shown(path)} {error.reason}") from error

    def file(self, given: str, *, is_named: bool) -> ConfigSource:
        """The source in the file *given*, as named with `--config` or found."""
        path = given if given == STDIN else os.path.normpath(os.path.join(self._folder, given))
        name = "<stdin>" if path == STDIN else given if is_named else self._shown(path)
        try:
            text = Source(name, self._files.read(path).decode("utf-8", "replace"))
        except ReadError as error:
            fix = None if error.problem is not ReadProblem.MISSING or is_named else "create the file"
            raise _READ_ERRORS[error.problem].raised(
                f"the configuration file {name} {error.reason}", fix=fix, notes=(("path", path),)
            ) from error
        return self._parsed(text, name, path)

    def _parsed(self, text: Source, name: str, path: str) -> ConfigSource:
        remarks: list[Remark] = []
        raw = parse_yaml_file(text, remarks)
        context = os.path.basename(path) if path != STDIN else name
        if is_null(raw):
            return ConfigSource(name=name, context=context, file=path, text=text, remarks=tuple(remarks))
        work = Substitution(self._lookup, self._included, is_lax=self._is_lax, is_elsewhere=self._is_elsewhere)
        folder = self._folder if path == STDIN else os.path.dirname(path)
        tree = work.apply(raw, folder)
        if not isinstance(tree, Mapping) or not isinstance(raw, Mapping):
            raise load_errors.NOT_AN_OBJECT.raised(f"{name} is not an object", location=raw.location)
        trail = work.trail
        return ConfigSource(
            name=name,
            context=context,
            file=path,
            text=raw.source,
            raw=raw,
            tree=tree,
            uses=tuple(trail.uses),
            vanished=tuple(trail.vanished),
            remarks=(*remarks, *trail.remarks),
            included=tuple(trail.included),
        )


def looks_like_url(text: str) -> bool:
    """Whether Backstage takes a `--config` argument as a URL: it parses as one and has a host."""
    return ":" in text and (re.match(_SPECIAL_URL, text) or re.match(_OTHER_URL, text)) is not None


def _has_workspaces(path: str, files: Files, folder: str) -> bool:
    try:
        data = parse_json_file(Source(path, files.read(path).decode("utf-8", "replace")))
        if is_null(data):
            raise load_errors.BAD_YAML.raised("invalid JSON: it is null")
    except (ReadError, InsightsError) as error:
        cause = error.reason if isinstance(error, ReadError) else error.summary
        raise load_errors.BAD_PACKAGE_JSON.raised(
            f"{os.path.relpath(path, folder)} cannot be used while looking for the root",
            notes=(("cause", cause),),
            location=getattr(error, "location", None),
        ) from error
    value = data.members.get("workspaces") if isinstance(data, Mapping) else None
    return value is not None and not (isinstance(value, Scalar) and not value.value)


def find_root(folder: str, files: Files) -> str:
    """The nearest folder from *folder* upwards whose package.json has workspaces; *folder* itself where there is none.

    Raises:
        InsightsError: IN016, a package.json on the way does not parse.
    """
    here = folder
    while True:
        package = os.path.join(here, "package.json")
        if files.exists(package) and _has_workspaces(package, files, folder):
            return here
        above = os.path.dirname(here)
        if above == here:
            return folder
        here = above


def default_names(environment: Table[str, str]) -> list[str]:
    """The file names looked up without `--config`, lowest priority first."""
    envs = [name for part in environment.get("BACKSTAGE_ENV", "").split(",") if (name := part.strip(SPACE))]
    return [
        "app-config.yaml",
        *(f"app-config.{env}.yaml" for env in envs),
        "app-config.local.yaml",
        *(f"app-config.{env}.local.yaml" for env in envs),
    ]


def _named(configs: Listed[str]) -> list[str]:
    named = [given for given in configs if given]
    for given in named:
        if looks_like_url(given):
            raise load_errors.URL_GIVEN.raised(
                f"{given.partition('?')[0]} is a URL, and remote configuration is not loaded"
            )
    return named


def read_env_files(paths: Listed[str], *, folder: str, files: Files) -> dict[str, str]:
    """The variables of `--env-file` *paths*, later files over earlier ones.

    Raises:
        InsightsError: a file cannot be read or a line in it is no `NAME=value`.
    """
    variables: dict[str, str] = {}
    for given in paths:
        try:
            content = files.read(os.path.normpath(os.path.join(folder, given)))
        except ReadError as error:
            raise _READ_ERRORS[error.problem].raised(f"the env file {given} {error.reason}") from error
        variables.update(parse_env_file(Source(given, content.decode("utf-8", "replace"))))
    return variables


@paused_collector()
def load(
    *,
    environment: Table[str, str],
    folder: str,
    files: Files,
    configs: Listed[str] = (),
    env_files: Listed[str] = (),
    is_lax: bool = False,
    is_elsewhere: bool = False,
) -> Document:
    """Read and merge what Backstage would, started in *folder* (absolute) with `--config` *configs*.

    *environment* is the whole environment in its own order; it wins over *env_files*. A `-` among *configs* is standard
    input. With *is_lax* a value that depends on an unset variable is UNKNOWN instead of absent; with
    *is_elsewhere*, for what runs on another machine, so is a `$file` with an absolute path that is not here.

    Raises:
        InsightsError: one of `load_errors.LOAD_ERRORS`; IN001 when no file and no `APP_CONFIG_*` variable is there.
    """
    variables = {**read_env_files(env_files, folder=folder, files=files), **environment}
    loader = _Loader(files, folder, _lookup(variables), is_lax=is_lax, is_elsewhere=is_elsewhere)
    named = _named(configs)
    if named:
        sources, root, searched = [loader.file(given, is_named=True) for given in named], folder, tuple(named)
    else:
        root = find_root(os.path.realpath(folder), files)
        searched = tuple(os.path.join(root, name) for name in default_names(variables))
        sources = [loader.file(path, is_named=False) for path in searched if files.exists(path)]
    from_environment = environment_source(variables)
    if from_environment is not None:
        sources.append(from_environment)
    if not sources:
        raise load_errors.NOTHING_FOUND.raised(
            "no configuration found", notes=tuple(("searched", path) for path in searched)
        )
    merged = merge_all(source.tree for source in sources if source.tree is not None)
    return Document(sources=tuple(sources), root=merged if isinstance(merged, Mapping) else None, root_folder=root)


def _lookup(variables: Table[str, str]) -> Lookup:
    def look_up(name: str) -> str | None:
        value = variables.get(name)
        return None if value is None else value.strip(SPACE)

    return look_up
