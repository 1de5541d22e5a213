"""Values that stand where a secret would stand."""

import re

from insights_cli.redact.regex import regex

_TELLS = ("example", "placeholder", "changeme", "xxxxxx", "your_", "your-", "redacted", "dummy", "000000000000")
_FEWEST_DISTINCT = 5


# Every kind of stand-in.
_TEMPLATE = regex(
    r"""
    \$\{[^}]*\}? | \$\([^)]*\)? | \{\{.*\}\}? | <[^>]*>? | \[[^\]]*\]? | %[({]\w+[)}]s?
        | \$[A-Z_][A-Z0-9_]* | @@?\w+@@?
    | (?:vault|op|aws|gcp|azure|ssm|secretsmanager|file|env
        |sops|doppler|infisical|akeyless|keyvault|conjur|k8s|ref\+\w+)://?.*
    | (?:vault|secret|secretKeyRef|secretRef|valueFrom|env|ssm|ref|file
        |process\.env|os\.environ)[:.\[(].*
    | ENC\[.* | \*+ | [x•●∙·.\-_#?]+ | (?P<one>.)(?P=one){3,}
    | (?:n/?a|none|null|nil|undefined|true|false|yes|no|tbd|todo
        |redacted|masked|hidden|removed|empty|unset|example|sample|dummy
        |placeholder|changeme|change[-_ ]me|change[-_ ]?it|insert[-_ ].*|your[-_ ].*|my[-_ ]?(?:secret
        |password|token|api[-_]?key)
        |replace[-_ ]?me|fixme|fake|pw|pass|passwd|password|pwd|secret|token|user|username|string|required
        |optional|default)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_placeholder(value: str) -> bool:
    """Whether *value* is a template, a reference to a secret store, a run of stars or a word such as `changeme`."""
    text = value.strip("\"'` ")
    if not text or _TEMPLATE.fullmatch(text):
        return True
    lower = text.lower()
    return any(tell in lower for tell in _TELLS) or len(set(lower)) < min(_FEWEST_DISTINCT, len(lower))
