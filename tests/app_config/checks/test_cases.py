"""Cases beside the examples of the rules: what is found, and what is no finding though it looks like one."""

import json
from pathlib import Path

import pytest

from tests.app_config.checks.examples import write_files
from tests.conftest import Insights

PRODUCTION = "app: {baseUrl: 'https://portal.example.com'}\n"
LOCAL = "app: {baseUrl: 'http://localhost:3000'}\n"
TOKEN = "spotify: {apiToken: '${TOKEN}', licenseKey: '${KEY}'}\n"
SALTED = "backstageInsights: {salt: abc}\n"
ALLOWED = "permission: {enabled: true, permissionedPlugins: [backstage-insights]}\n"


def host(text: str) -> str:
    """A host filter under a production address."""
    return f"{PRODUCTION}backstageInsights: {{hostFilter: {text}}}\n"


def saved(text: str) -> dict[str, str]:
    """A template with a time-saved annotation."""
    return {
        "app-config.yaml": "catalog: {locations: [{type: file, target: 't/*.yaml'}]}\n",
        "t/template.yaml": f"kind: Template\nmetadata: {{annotations: {{backstage.io/time-saved: {text}}}}}\n",
    }


FOUND: list[tuple[str, dict[str, str] | str, list[str]]] = [
    ("IN303", host("portal.example.com:443"), ["2:33"]),
    ("IN303", host("portal.example.com/x"), ["2:33"]),
    ("IN303", host("Portal.example.com"), ["2:33"]),
    ("IN303", host("portal.example.com."), ["2:33"]),
    ("IN303", host("'*.example.com'"), ["2:33"]),
    ("IN303", host("'a.example.com, b.example.com'"), ["2:33"]),
    ("IN108", "backstageInsights: {debug: '${DEBUG:-maybe}'}\n", ["1:28"]),
    ("IN304", host("backstage.example.com"), ["2:33"]),
    (
        "IN304",
        {
            "app-config.yaml": "app: {baseUrl: https://old.example.com}\n"
            "backstageInsights: {hostFilter: old.example.com}\n",
            "app-config.production.yaml": PRODUCTION,
        },
        ["2:33"],
    ),
    (
        "IN304",
        {
            "app-config.yaml": "app: {title: Portal}\n",
            "app-config.production.yaml": host("backstage.example.com").replace("{host", "{debug: '${DEBUG}', host"),
        },
        ["app-config.production.yaml:2:52"],
    ),
    ("IN105", "backstageInsights: {salt: 2024}\n", ["1:27"]),
    ("IN105", "backstageInsights: {salt: 1e3, hostFilter: true, envOverride: [a]}\n", ["1:27", "1:44", "1:63"]),
    ("IN105", "spotify: {apiToken: 12}\n", ["1:21"]),
    ("IN106", "backstageInsights: {captureEntityFields: [a, 1, {b: c}]}\n", ["1:46", "1:49"]),
    ("IN106", "backstageInsights: {captureIdentityFields: 'a, b'}\n", ["1:44"]),
    ("IN107", "backstageInsights: {totalUsersEntityQueryFilter: [{kind: user}]}\n", ["1:50"]),
    ("IN107", "backstageInsights: {totalUsersEntityQueryFilter: {spec: {a: b}, x: [1, a]}}\n", ["1:57", "1:69"]),
    ("IN131", "spotify: {apitoken: x, apiToken: '${TOKEN}'}\n", ["1:11"]),
    ("IN131", "backstageInsights: {apiToken: '${TOKEN}'}\n", ["1:21"]),
    ("IN132", "insights: {captureEntityFields: [a]}\n", ["1:1"]),
    ("IN132", "backstageinsights: {debug: true}\n", ["1:1"]),
    ("IN132", "hostFilter: a.example.com\n", ["1:1"]),
    ("IN201", "spotify: {apiToken: '${TOKEN_UNSET:-abc123}'}\n", ["1:21"]),
    ("IN202", "spotify: {apiToken: '$${TOKEN}'}\n", ["1:21"]),
    ("IN202", "spotify: {apiToken: '{{ .Values.token }}', licenseKey: <key>}\n", ["1:21", "1:56"]),
    ("IN202", "spotify: {apiToken: CHANGE_ME}\n", ["1:21"]),
    ("IN204", "spotify: {apiToken: abc.def, licenseKey: abc.def}\n", ["1:42"]),
    ("IN301", PRODUCTION + "backstageInsights: {debug: true}\n", ["2:28"]),
    ("IN301", PRODUCTION + "backstageInsights: {debug: 'yes'}\n", ["2:28"]),
    (
        "IN321",
        PRODUCTION + TOKEN + "auth: {providers: {guest: {dangerouslyAllowOutsideDevelopment: true}}}\n",
        ["3:64"],
    ),
    ("IN323", "auth: {providers: {guest: {userEntityRef: 'User:default/Guest'}}}\n", ["1:43"]),
    ("IN323", "auth: {providers: {guest: {userEntityRef: 'group:default/all'}}}\n", ["1:43"]),
    ("IN341", saved("PT"), ["t/template.yaml:2:51"]),
    ("IN341", saved("120"), ["t/template.yaml:2:51"]),
    ("IN342", saved("P1W"), ["t/template.yaml:2:51"]),
    ("IN342", saved("PT100H"), ["t/template.yaml:2:51"]),
    ("IN502", "proxy: {'/spotify-backstage-api': {target: x}}\n", ["1:9"]),
    ("IN503", "insights: {enabled: true}\n", ["1:12"]),
]
CLEAN: list[tuple[str, dict[str, str] | str]] = [
    ("IN108", "backstageInsights: {debug: '${DEBUG:-false}'}\n"),
    ("IN304", {"app-config.yaml": host("portal.example.com"), "app-config.docker.yaml": LOCAL}),
    (
        "IN304",
        {
            "app-config.yaml": host("portal.example.com"),
            "app-config.staging.yaml": "app: {baseUrl: https://portal-staging.example.com}\n",
        },
    ),
    ("IN101", {"app-config.yaml": LOCAL, "app-config.production.yaml": PRODUCTION + TOKEN}),
    ("IN102", {"app-config.yaml": LOCAL + "spotify: {licenseKey: '${KEY}'}\n", "app-config.production.yaml": TOKEN}),
    ("IN105", "backstageInsights: {salt: '2024', hostFilter: null}\n"),
    ("IN131", "spotify: {apiToken: '${TOKEN}'}\nsoundcheck: {debg: true}\n"),
    ("IN132", "insights: {url: 'https://other.example.com'}\n"),
    ("IN132", "splunk: {apiToken: '${TOKEN}'}\n"),
    ("IN201", "spotify: {apiToken: {$env: TOKEN}}\n"),
    ("IN201", "spotify: {apiToken: 'pre-${TOKEN}'}\n"),
    ("IN202", "spotify: {apiToken: 'a$b'}\n"),
    ("IN301", LOCAL + "backstageInsights: {debug: true}\n"),
    ("IN301", {"app-config.yaml": LOCAL, "app-config.staging.yaml": PRODUCTION + "backstageInsights: {debug: true}\n"}),
    ("IN302", {"app-config.yaml": LOCAL + TOKEN + "backstageInsights: {debug: true}\n"}),
    ("IN302", {"app-config.yaml": LOCAL, "app-config.production.yaml": PRODUCTION + TOKEN}),
    ("IN304", {"app-config.yaml": LOCAL, "app-config.production.yaml": host("portal.example.com")}),
    ("IN306", {"app-config.yaml": LOCAL + SALTED, "app-config.production.yaml": SALTED.replace("abc", "def")}),
    ("IN310", LOCAL + TOKEN + "backend: {database: {client: better-sqlite3, connection: ':memory:'}}\n"),
    ("IN311", "backstageInsights: {experimentalFlags: []}\n"),
    ("IN325", LOCAL + TOKEN + "auth: {providers: {guest: {}}}\n"),
    ("IN331", LOCAL + TOKEN),
    ("IN332", PRODUCTION + TOKEN + ALLOWED),
    ("IN333", PRODUCTION + TOKEN + ALLOWED),
    ("IN341", saved("PT2H30M")),
    ("IN341", saved("PT0.5H")),
    ("IN342", saved("PT40H")),
    ("IN402", "backstageInsights: {captureIdentityFields: [spec.profile.team, metadata.namespace]}\n"),
]


def places(insights: Insights, code: str, folder: Path, files: dict[str, str] | str) -> list[str]:
    """Where *code* is found in a project of *files*, without the name of the usual one."""
    write_files(folder, files if isinstance(files, dict) else {"app-config.yaml": files})
    answer = json.loads(insights("check-config", "--json", "--select", code, TOKEN="a.b", KEY="c.d").out)
    found = [each["location"] for each in answer["findings"]]
    return [f"{at['path']}:{at['line']}:{at['column']}".removeprefix("app-config.yaml:") for at in found]


@pytest.mark.parametrize(("code", "files", "expected"), FOUND)
def test_what_is_wrong_is_found(
    insights: Insights, tmp_path: Path, code: str, files: dict[str, str] | str, expected: list[str]
) -> None:
    """Each wrong value is found at its own place, and nothing else is."""
    assert places(insights, code, tmp_path, files) == expected


@pytest.mark.parametrize(("code", "files"), CLEAN)
def test_what_is_right_is_left_alone(
    insights: Insights, tmp_path: Path, code: str, files: dict[str, str] | str
) -> None:
    """What only looks wrong, or is wrong elsewhere, is no finding."""
    assert places(insights, code, tmp_path, files) == []


@pytest.mark.parametrize(
    ("version", "codes"),
    [
        ("0.2.1", {"IN602", "IN603"}),
        ("0.5.4", {"IN602", "IN603"}),
        ("0.6.0", {"IN602"}),
        ("0.7.13", set()),
        ("9.9.9", set()),
    ],
)
def test_a_given_version_decides(insights: Insights, tmp_path: Path, version: str, codes: set[str]) -> None:
    """`--plugin-version` replaces what is installed."""
    text = TOKEN + "backstageInsights: {hostFilter: a.example.com, captureEntityFields: [spec.system]}\n"
    write_files(tmp_path, {"app-config.yaml": text})
    argv = ("check-config", "--json", "--select", "IN6", "--plugin-version", version)
    found = json.loads(insights(*argv, TOKEN="a.b", KEY="c.d").out)["findings"]
    assert {each["code"] for each in found} == codes
