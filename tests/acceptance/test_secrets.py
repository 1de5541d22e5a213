"""No secret is ever printed, whatever is asked for, in whatever format."""

import json
from pathlib import Path

import pytest

from tests.acceptance.program import PROGRAM, run_program
from tests.app_config.checks.examples import commit, write_files

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")

TOKEN = "tkn-4f9a81c2d7e6b350"
LICENSE = "lic-77aa01bd93ce42f8"
SALT = "slt-0b6d5f4e3c2a1978"
OLD = "old-5c4d3e2f1a0b9687"
PASSWORD = "pwd-c0ffee00deadbeef"
GITHUB = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
KEY_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
FROM_ENV = "env-1029384756afbecd"
SECRETS = (TOKEN, LICENSE, SALT, OLD, PASSWORD, GITHUB, KEY_LINE, FROM_ENV)

BASE = f"""app:
  baseUrl: https://portal.example.com
  analytics:
    backstageInsights: {{salt: {OLD}}}
backend:
  database:
    client: pg
    connection: postgres://portal:{PASSWORD}@db.example.com/portal
  auth:
    externalAccess:
      - {{type: static, options: {{token: {TOKEN}, subject: x}}}}
integrations:
  github:
    - apps:
        - privateKey: |
            -----BEGIN PRIVATE KEY-----
            {KEY_LINE}
            -----END PRIVATE KEY-----
proxy:
  endpoints:
    /spotify-backstage-api: {{headers: {{Authorization: Bearer {TOKEN}}}}}
spotify: {{apiToken: {TOKEN}, licenseKey: {LICENSE}, licensekey: {LICENSE}, apiTokn: {TOKEN}}}
backstageInsights:
  salt: &salt {SALT}
  hostFilter: https://{GITHUB}
  hostfilter: *salt
  envOverride: {GITHUB}
  captureEntityFields: [spec.x, {GITHUB}, "Bearer {TOKEN}"]
  captureIdentityGroupsFilter: {{spec.type: "!{GITHUB}"}}
permission:
  permissionedPlugins: [insights, {GITHUB}]
"""
OVERLAY = f"""spotify:
  apiToken: ${{FROM_ENV}}
  licenseKey: ${{NOT_SET:-{LICENSE}}}
backstageInsights: {{salt: {OLD}, debug: "{GITHUB}"}}
"""
FILES = {"app-config.yaml": BASE, "app-config.local.yaml": OVERLAY, "app-config.production.yaml": OVERLAY}
BROKEN = (
    f"spotify:\n  apiToken: {TOKEN}\n  apiToken: {TOKEN}\n",
    f"spotify:\n  apiToken: {TOKEN}: {LICENSE}\n",
    f"key:\n  privateKey: |\n    {KEY_LINE}\n   {KEY_LINE}\n  - x\n",
    f"backend: {{connection: 'postgres://u:{PASSWORD}@h/d'\n",
    f"a: *{GITHUB}\n",
)
ASKED = (
    (),
    ("-v",),
    ("--lax",),
    ("--format", "concise"),
    ("--json",),
    ("--format", "sarif"),
    ("--format", "github"),
    ("--print-effective",),
    ("--print-effective", "--json"),
    ("--trace", "spotify.apiToken"),
    ("--trace", "spotify.apiToken", "--json"),
    ("--trace", "backstageInsights"),
    ("--trace", "spotify"),
    ("--trace", "backend.database.connection"),
    ("--trace", "integrations.github[0].apps[0].privateKey"),
    ("--write-baseline", "base.json"),
    ("--report", "json=a.json", "--report", "sarif=a.sarif", "--report", "text=a.txt", "--report", "github=a.gh"),
)


def leaked(text: str) -> list[str]:
    """The secrets, or recognisable pieces of them, in *text*."""
    return [secret for secret in SECRETS if secret in text or secret[4:14] in text]


def everything_below(folder: Path) -> str:
    """What the program left behind, the configuration itself and git aside."""
    kept = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return "".join(path.read_text(errors="replace") for path in kept if not path.name.startswith("app-config"))


@pytest.mark.parametrize("flags", ASKED, ids=" ".join)
def test_no_answer_shows_a_secret(tmp_path: Path, flags: tuple[str, ...]) -> None:
    """Values that a schema marks secret, or that look like a secret, are in no output and in no file written."""
    write_files(tmp_path, FILES)
    commit(tmp_path)
    outcome = run_program("check-config", *flags, cwd=tmp_path, environ={"FROM_ENV": FROM_ENV})
    assert outcome.code in (0, 1)
    assert outcome.out
    assert leaked(outcome.out + outcome.err + everything_below(tmp_path)) == []


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_no_failure_shows_a_secret(tmp_path: Path, text: str, form: str) -> None:
    """A file that cannot be read is explained without the secrets on its lines."""
    write_files(tmp_path, {"app-config.yaml": text})
    outcome = run_program("check-config", "--format", form, cwd=tmp_path)
    assert outcome.code == 3
    assert leaked(outcome.out + outcome.err) == []


def test_reveal_shows_them(tmp_path: Path) -> None:
    """Only `--reveal` prints what is there, so the tests above look for something that exists."""
    write_files(tmp_path, FILES)
    outcome = run_program("check-config", "--print-effective", "--json", "--reveal", cwd=tmp_path)
    shown = json.loads(outcome.out)
    assert shown["spotify"]["licenseKey"] == LICENSE
    assert leaked(outcome.out) != []
