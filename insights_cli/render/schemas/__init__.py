"""The published JSON Schemas, one file a name."""

from pathlib import Path

_FOLDER = Path(__file__).parent
SCHEMAS: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def schema_text(name: str) -> str:
    """The schema called *name*, as JSON text."""
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")
