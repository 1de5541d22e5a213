"""What stands where a secret would stand."""

import pytest

from insights_cli.redact.placeholders import is_placeholder


@pytest.mark.parametrize(
    "value",
    [
        "",
        "${X}",
        "$(vault read x)",
        "{{ .Values.key }}",
        "<api-key>",
        "********",
        "xxxxxxxx",
        "changeme",
        "vault:kv/data/x",
        "op://vault/item",
        "secretKeyRef:app-tls",
        "REDACTED",
        "your-token-here",
        "AKIAIOSFODNN7EXAMPLE",
        "[GENERIC_SECRET]",
        "$TOKEN",
    ],
)
def test_placeholders_are_no_secrets(value: str) -> None:
    """Templates, references, runs of one sign and telling words."""
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value", ["Tr0ub4dor&3", "6nv8VBEibZcNLodj", "Autumn2012!", "15d3168775ee76ebfc9ca7da0e2f0d46"]
)
def test_secrets_are_no_placeholders(value: str) -> None:
    """What could be a secret counts as one."""
    assert not is_placeholder(value)
