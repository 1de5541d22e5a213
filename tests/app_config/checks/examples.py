"""Examples of rules as projects on disk."""

import re
import subprocess
from pathlib import Path

_MARK = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
NEVER_SET = "NOT_SET_ANYWHERE"


def files_of(example: str) -> dict[str, str]:
    """The files in an example of a rule: one `app-config.yaml`, or several after their marks."""
    parts = _MARK.split(example)
    if len(parts) == 1:
        return {"app-config.yaml": example}
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def write_project(folder: Path, example: str) -> None:
    """Write the files of *example* below *folder*, those of HEAD into a commit first."""
    files = files_of(example)
    # A HEAD file without another of its name is also the file as it stands.
    files = {**{name.removeprefix("HEAD:"): text for name, text in files.items()}, **files}
    committed = {name.removeprefix("HEAD:"): text for name, text in files.items() if name.startswith("HEAD:")}
    if committed:
        write_files(folder, committed)
        commit(folder)
    write_files(folder, {name: text for name, text in files.items() if not name.startswith("HEAD:")})


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write *files* by name below *folder*."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def commit(folder: Path) -> None:
    """Make *folder* a repository with everything in it committed."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "first")):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def variables_of(example: str) -> dict[str, str]:
    """A value for every variable in *example* but the one that is never set."""
    names = set(re.findall(r"\$\{(\w+)", example)) - {NEVER_SET}
    return {name: f"value.of.{name.lower()}" for name in names}
