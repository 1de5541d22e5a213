"""No secret and no person that is anywhere in a project gets into a support bundle."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.doctor.projects import new_system, write

SECRETS = {
    "literal token": "4e07408562bedb8b60ce05c1decfe3ad16b72230",
    "literal licence": "lic-9f86d081884c7d659a2feaa0c55ad015",
    "literal salt": "saltsaltsalt-2c26b46b68ffc68f",
    "client secret": "gh0-client-shh-5feceb66ffc8",
    "database password": "pg-passw0rd-6b86b273ff34",
    "backend key": "ZmFrZS1rZXktZm9yLXRlc3RzLW9ubHk",
    "password in an address": "urlpw-d4735e3a265e",
    "static access token": "static-4b227777d4dd1fc6",
    "variable": "env-token-ef2d127de37b942b",
    "token variable": "tok-7902699be42c8a8e46fbbb45",
    "file .env": "dotenv-2c624232cdd221771294",
    "lock file": "npm_19581e27de7ced00ff1ce50b2047e7a567c7",
    "token store": "stored-4a44dc15364204a80fe80e9039455cc1",
    "local file": "local-token-3fdba35f04dc8c46",
}
PERSONS = {
    "login": "a.kowalska",
    "name": "Agnieszka Kowalska",
    "mail address": "agnieszka@example.org",
    "phone": "+48 601 234 567",
    "owner in a comment": "bob@example.org",
    "home": "kazimierz",
    "account": "kwisniewski",
    "name in an address": "svc-wojtek",
    "private address": "10.20.30.40",
}
CONFIG = f"""\
  apiToken: {SECRETS["literal token"]}
  licenseKey: {SECRETS["literal licence"]}
"""
MORE = f"""\
auth:
  providers:
    github:
      production:
        clientSecret: {SECRETS["client secret"]}
        callbackUrl: https://{PERSONS["name in an address"]}:{SECRETS["password in an address"]}@portal.example.org
backend:
  listen: {PERSONS["private address"]}:7007
  database:
    connection:
      password: {SECRETS["database password"]}
  auth:
    keys:
      - secret: {SECRETS["backend key"]}
    externalAccess:
      - type: static
        options:
          token: {SECRETS["static access token"]}
          subject: {PERSONS["owner in a comment"]}
"""
USER = f"""
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: {PERSONS["login"]}
spec:
  memberOf: [engineering]
  profile:
    displayName: {PERSONS["name"]}
    email: {PERSONS["mail address"]}
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: {PERSONS["login"]}
  annotations:
    backstage.io/time-saved: ask {PERSONS["mail address"]} or {PERSONS["phone"]}
spec: {{type: service}}
"""


def planted() -> dict[str, str]:
    """A project with secrets and persons in every kind of file."""
    files = new_system()
    config = files["app-config.yaml"]
    config = config[: config.index("  apiToken:")] + CONFIG + config[config.index("backstageInsights:") :]
    config = config.replace("salt: ${INSIGHTS_SALT}", f"salt: {SECRETS['literal salt']}")
    config = config.replace("[User, Group]", "[User, Group, Template]")
    lock = f'  resolved "https://registry.example.org/x.tgz#{SECRETS["lock file"]}"\n'
    return {
        **files,
        "app-config.yaml": config,
        f"app-config.{PERSONS['account']}.yaml": f"backstageInsights:\n  salt: {SECRETS['literal salt']}\n",
        "app-config.local.yaml": f"spotify:\n  apiToken: {SECRETS['local file']}\n",
        "app-config.production.yaml": MORE,
        ".env": f"SPOTIFY_API_TOKEN={SECRETS['file .env']}\n",
        "yarn.lock": files["yarn.lock"] + lock,
        "catalog/org.yaml": files["catalog/org.yaml"] + USER,
        "catalog/software.yaml": f"kind: Component\nmetadata: [{PERSONS['login']}, {PERSONS['mail address']}\n",
    }


@pytest.mark.parametrize("flags", [(), ("--config", "app-config.production.yaml"), ("--symptom", "no-data")], ids=str)
def test_no_file_of_the_bundle_holds_what_was_planted(
    insights: Insights, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    """Every secret and every person is searched for in every file of the zip and in what was listed."""
    home = tmp_path / PERSONS["home"]
    write({**planted(), ".config/insights/credentials.json": _store()}, home)
    environ = {"HOME": str(home), "USER": PERSONS["account"], "SPOTIFY_BACKSTAGE_API_TOKEN": SECRETS["token variable"]}
    result = insights(
        "doctor", "--offline", "--bundle", "b.zip", *flags, cwd=home, MY_SECRET=SECRETS["variable"], **environ
    )
    assert "will hold" in result.err
    with zipfile.ZipFile(home / "b.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    wanted = {**SECRETS, **PERSONS}
    assert [(name, what) for name, text in texts.items() for what, value in wanted.items() if value in text] == []
    assert all(json.loads(text) for name, text in texts.items() if name.endswith(".json"))
    assert "DR705" in texts["doctor.md"]


def _store() -> str:
    return json.dumps({"default": {"token": SECRETS["token store"]}})
