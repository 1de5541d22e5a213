"""What is named a password, token or key is found; placeholders and other words are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("arn:aws:secretsmanager:eu-west-1:290177235265:secret:prod/db-JaSfL1", DESCRIPTION, "Component"),
    ("curl -u «deploy:Tr0ub4dor3» https://example.org", DESCRIPTION, "Component"),
    ("curl -u deploy:$TOKEN https://example.org", DESCRIPTION, "Component"),
    ("password: «wygag-o0pl9-8xpi9»", DESCRIPTION, "Component"),
    ("password: db-credentials-v2", DESCRIPTION, "Component"),
    ("secret: default-token-x7k2p", DESCRIPTION, "Component"),
    ("«rsoeh-va5pz-j1kgd»", "spec.apiKey", "Component"),
    ("«Falcon4908#»", "spec.smtp.pass", "Component"),
    ("temporär:", "spec.config.token", "Component"),
    ("«b70ecbfe1f62d109»", "spec.database.password.value", "Component"),
    ("app-tls-2024", "spec.secret.name", "Component"),
    ("password=«6nv8VBEibZcNLodj»", DESCRIPTION, "Component"),
    ("login demo / Passwort: «Sommer1997!»", DESCRIPTION, "Component"),
    ('{"client_secret": "«Zx9-qq81-LmK2»"}', DESCRIPTION, "Component"),
    ("Send header X-Api-Key: «taeE6OYOWI$efj»", DESCRIPTION, "Component"),
    ("«Autumn2012!»", "metadata.annotations.example.com/db-password", "Component"),
    ("a=1&api_key=«9f8e7d6c5b4a»&b=2", DESCRIPTION, "Component"),
    ("password: ********", DESCRIPTION, "Component"),
    ("token: see vault", DESCRIPTION, "Component"),
    ("password=${DB_PASSWORD}", DESCRIPTION, "Component"),
    ("3600", "metadata.annotations.example.com/token-ttl", "Component"),
    ("vault:secret/x", "metadata.annotations.example.com/api-token", "Component"),
    ("db-credentials", "metadata.annotations.example.com/password-ref", "Component"),
    ("Password hashing uses argon2id", DESCRIPTION, "Component"),
    ("auth-service", "metadata.name", "Component"),
    ("{{ .Values.apiKey }}", "spec.token", "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_generic_secret_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """What is named a password, token or key is found; placeholders and other words are none."""
    check(SpanType.GENERIC_SECRET, case, path, entity)
