"""What a support bundle holds: texts by name, without secrets and persons, listed before anything is written; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights_cli.doctor.hiding import Hiding


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file of the bundle: its name, what it is for, and its text without secrets and persons."""

    name: str
    purpose: str
    text: str


def bundle_files(texts: Mapping[str, tuple[str, str]], hiding: Hiding) -> tuple[BundleFile, ...]:
    """Make the files out of *texts* (`name: (purpose, text)`), with what *hiding* knows taken out."""
    return tuple(
        BundleFile(name=name, purpose=purpose, text=hiding.json(text) if name.endswith(".json") else hiding.text(text))
        for name, (purpose, text) in texts.items()
    )


def listing(files: Sequence[BundleFile]) -> str:
    """What is about to be written, one line a file."""
    width = max((len(file.name) for file in files), default=0)
    return "".join(f"  {file.name:<{width}}  {len(file.text.encode()):>8} bytes  {file.purpose}\n" for file in files)
