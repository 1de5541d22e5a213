"""A small JSON map in a private file: one entry a profile."""

import json
from collections.abc import Mapping
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.tokens.safe_file import locked, read_safely, write_safely


class PrivateMap:
    """Entries by profile in the file *path*, which need not exist; every change is atomic."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, JsonValue]:
        """All entries."""
        text = read_safely(self.path)
        return {} if text is None else parse_profiles(text, str(self.path))

    def put(self, profile: str, entry: JsonValue) -> None:
        """Keep *entry* under *profile*; an equal entry is not written again."""
        with locked(self.path):
            entries = self.read()
            if entries.get(profile) != entry:
                self._write({**entries, profile: entry})

    def remove(self, profile: str) -> bool:
        """Forget *profile*; says whether it was there. Without entries the file goes away."""
        if profile not in self.read():
            return False
        with locked(self.path):
            entries = self.read()
            found = entries.pop(profile, None) is not None
            if entries:
                self._write(entries)
            else:
                self.path.unlink(missing_ok=True)
        return found

    def _write(self, entries: Mapping[str, JsonValue]) -> None:
        write_safely(self.path, format_profiles(entries))


def parse_profiles(text: str, where: str) -> dict[str, JsonValue]:
    """Read the entries out of *text*; *where* names the place in the error. Unknown keys are left alone."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("profiles"), dict):
        # The parse error carries the text, and with it the token: it goes no further.
        fix = "restore it, or remove it and run: insights token set"
        raise InsightsError("TK206", f"{where} is damaged: not the JSON that insights writes", fix=fix) from None
    return dict(document["profiles"])


def format_profiles(entries: Mapping[str, JsonValue]) -> str:
    """The text that `parse_profiles` reads."""
    return json.dumps({"version": 1, "profiles": dict(sorted(entries.items()))}, indent=2, ensure_ascii=False) + "\n"
