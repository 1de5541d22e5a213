"""Collecting the configured sources."""

from pathlib import Path

from insights_cli.model.secret import Secret
from insights_cli.tokens.gather import gather, licence_keys
from insights_cli.tokens.sources import Candidate, SourceKind


def kinds(found: tuple[Candidate, ...]) -> list[str]:
    """The kinds by name."""
    return [each.kind.name for each in found]


def test_blank_variables_are_not_set(tmp_path: Path) -> None:
    """An empty or blank value is no source, as CI systems leave them."""
    environ = {"INSIGHTS_TOKEN": "", "SPOTIFY_BACKSTAGE_API_TOKEN": " \n", "INSIGHTS_TOKEN_FILE": ""}
    assert gather(environ, cwd=tmp_path) == ()


def test_values_are_cleaned_on_the_way(tmp_path: Path) -> None:
    """A trailing line break or the word Bearer in a variable does no harm, and is known."""
    (found,) = gather({"INSIGHTS_TOKEN": "Bearer abCD0123efGH4567\n"}, cwd=tmp_path)
    assert (found.value, len(found.removed)) == (Secret("abCD0123efGH4567"), 2)


def test_relative_paths_start_at_the_working_folder(tmp_path: Path) -> None:
    """Both the flag and the variable are read, the flag first; a broken one stays as a failure."""
    (tmp_path / "t").write_text("abCD0123efGH4567")
    found = gather({"INSIGHTS_TOKEN_FILE": "none"}, cwd=tmp_path, token_file=Path("t"))
    assert kinds(found) == ["TOKEN_FILE", "TOKEN_FILE_VARIABLE"]
    assert (found[0].failure, found[1].value) == (None, None)
    assert found[1].failure is not None


def test_an_injected_source_takes_its_place(tmp_path: Path) -> None:
    """What app-config gives comes as it is."""
    given = Candidate(kind=SourceKind.APP_CONFIG, words="app-config", value=Secret("x"))
    assert gather({}, cwd=tmp_path, app_config=given) == (given,)


def test_licence_keys_are_known_by_the_name_of_their_variable() -> None:
    """Both spellings, any prefix."""
    environ = {"SPOTIFY_LICENSE_KEY": "a", "MY_LICENCE_KEY_2": "b", "OTHER": "c", "LICENSE_KEY": ""}
    assert licence_keys(environ) == (Secret("a"), Secret("b"))
