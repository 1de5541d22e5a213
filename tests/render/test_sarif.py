"""SARIF against the published schema."""

import json
from pathlib import Path

import pytest

from tests.app_config.checks.examples import write_files
from tests.conftest import Insights

SCHEMA = Path(__file__).parent.parent / "data" / "sarif-schema-2.1.0.json"
BAD = "spotify:\n  apiToken: ''\nbackstageInsights:\n  salt: 12\n  hostfilter: x\n"


@pytest.mark.parametrize(
    ("files", "flags"),
    [
        ({}, ()),
        ({"app-config.yaml": "{}\n"}, ()),
        ({"app-config.yaml": BAD}, ()),
        ({"app-config.yaml": BAD, "app config.ü.yaml": BAD}, ("app config.ü.yaml",)),
        ({"app-config.yaml": "a: b: c\n"}, ()),
    ],
    ids=["nothing", "empty", "findings", "odd name", "broken"],
)
def test_it_is_valid(insights: Insights, tmp_path: Path, files: dict[str, str], flags: tuple[str, ...]) -> None:
    """Every answer is valid SARIF 2.1.0 and says whether the run succeeded."""
    jsonschema = pytest.importorskip("jsonschema")
    write_files(tmp_path, files)
    result = insights("check-config", "--format", "sarif", *flags)
    log = json.loads(result.out)
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text())).validate(log)
    invocation = log["runs"][0]["invocations"][0]
    assert invocation == {**invocation, "exitCode": result.code, "executionSuccessful": result.code != 3}


def test_places_are_relative_uris(insights: Insights, tmp_path: Path) -> None:
    """Paths are relative references, or file URIs for files elsewhere; lines and columns count from 1."""
    write_files(tmp_path, {"a/app config.yaml": BAD})
    uris = set()
    for name in ("a/app config.yaml", str(tmp_path / "a/app config.yaml")):
        results = json.loads(insights("check-config", "--format", "sarif", name).out)["runs"][0]["results"]
        places = [each["locations"][0]["physicalLocation"] for each in results]
        uris |= {place["artifactLocation"]["uri"] for place in places}
        assert all(place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1 for place in places)
    assert uris == {"a/app%20config.yaml", (tmp_path / "a/app config.yaml").as_uri()}


def test_fingerprints_survive_moved_lines(insights: Insights, tmp_path: Path) -> None:
    """Lines that move keep their fingerprints, so that a code scanner keeps its alerts."""
    found = []
    for text in (BAD, f"# one\n# two\n{BAD}"):
        write_files(tmp_path, {"app-config.yaml": text})
        results = json.loads(insights("check-config", "--format", "sarif").out)["runs"][0]["results"]
        found.append(sorted(each["partialFingerprints"]["insights/v1"] for each in results))
    assert found[0] == found[1]
    assert len(set(found[0])) == len(found[0])
