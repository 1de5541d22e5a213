"""What counts as a secret, and hiding it."""

import pytest

from insights_cli.app_config.masks import Mask, is_secret, line_of_text, looks_secret, without_looks
from insights_cli.yaml12.nodes import Path, Source
from insights_cli.yaml12.parse import parse_yaml


@pytest.mark.parametrize(
    "path",
    [
        ("spotify", "apiToken"),
        ("spotify", "licenseKey"),
        ("backstageInsights", "salt"),
        ("backend", "database", "connection", "password"),
        ("backend", "auth", "keys", 0, "secret"),
        ("auth", "providers", "github", "production", "clientSecret"),
        ("integrations", "github", 0, "apps", 0, "privateKey"),
        ("backend", "https", "certificate", "key"),
        ("proxy", "endpoints", "/x", "headers", "Authorization"),
        ("techdocs", "publisher", "awsS3", "credentials", "accessKeyId"),
        ("aws", "accounts", 0, "accessKeyId"),
        ("backend", "cache", "connection"),
        ("backend", "database", "plugin", "catalog", "connection"),
        ("integrations", "gerrit", 0, "username"),
        ("kubernetes", "clusterLocatorMethods", 0, "clusters", 0, "authMetadata", "x", "y"),
        ("kubernetes", "clusterLocatorMethods", 0, "clusters", 0, "caData"),
    ],
)
def test_keys_that_hold_secrets_are_known(path: Path) -> None:
    """The names that Backstage's schemas mark secret are recognised."""
    assert is_secret(path)


@pytest.mark.parametrize(
    "path",
    [
        ("app", "baseUrl"),
        ("auth", "keyStore"),
        ("backend", "auth", "tokenUrl"),
        ("a", "key"),
        ("monkey",),
        ("scaffolder", "username"),
    ],
)
def test_other_keys_are_shown(path: Path) -> None:
    """A word inside a longer name is not enough."""
    assert not is_secret(path)


@pytest.mark.parametrize(
    "text",
    [
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "Bearer abcdefgh12345",
        "postgres://user:hunter2@db/x",
        "https://x.example.com/hook?a=1&api_key=hunter2",
        "0123456789abcdef0123456789abcdef",
        "eyJhbGciOiJI.eyJzdWIiOiJ1.sig",
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN RSA PRIVATE KEY-----",
    ],
)
def test_shapes_of_secrets_are_known(text: str) -> None:
    """Tokens, keys and passwords in addresses are recognised wherever they stand."""
    assert looks_secret(text)
    assert looks_secret(f'x: "{text}"')


@pytest.mark.parametrize(
    "text",
    [
        "https://portal.example.com/catalog/default/component/checkout-service",
        "usernameMatchingUserEntityName",
        "https://x.example.com/?sort_key=name&token=${TOKEN}",
        "metadata.annotations.backstage.io/techdocs-ref",
        "${SPOTIFY_BACKSTAGE_API_TOKEN_OF_PRODUCTION_2}",
        "2024-01-01T00:00:00Z",
        "@backstage/plugin-catalog-backend-module-github-org",
        "",
    ],
)
def test_ordinary_texts_are_shown(text: str) -> None:
    """Addresses, names and placeholders are no secrets."""
    assert without_looks(text) == text


def test_lines_keep_their_columns() -> None:
    """A hidden value is as wide as before, so that a caret still points at its place."""
    source = Source("a.yaml", "x: {apiToken: abcdefgh, debug: 1}\n")
    shown = Mask([parse_yaml(source).root]).line(source, 1)
    assert shown == "x: {apiToken: ********, debug: 1}"


def test_names_that_are_secret_by_their_place_are_ordinary_words_elsewhere() -> None:
    """A user's name is hidden where Backstage says so, and not in every address that holds the word."""
    source = Source("a.yaml", "gerrit: [{username: backstage}]\n")
    mask = Mask([parse_yaml(source).root])
    assert mask.line(source, 1) == "gerrit: [{username: *********}]"
    assert mask.sentence("https://backstage.example.com") == "https://backstage.example.com"


def test_repeated_secrets_are_hidden_in_sentences() -> None:
    """A secret is hidden where a message repeats it, also its single lines."""
    source = Source("a.yaml", "apiToken: abcdefgh\nprivateKey: |\n  line one\n  line two\n")
    mask = Mask([parse_yaml(source).root])
    assert mask.sentence("abcdefgh and line two") == "*** and ***"


def test_of_secrets_that_overlap_nothing_is_left() -> None:
    """One that begins inside another is hidden to its end, and texts side by side stay two."""
    source = Source("a.yaml", "apiToken: front-abc\npassword: abc-behind\n")
    mask = Mask([parse_yaml(source).root])
    assert mask.sentence("with front-abc-behind, or front-abcfront-abc") == "with ***, or ******"


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("apiToken: abc: def", 1, "apiToken: ***"),
        ("apiToken: ${TOKEN}", 1, "apiToken: ${TOKEN}"),
        ("key:\n  privateKey: |\n    abc\n", 3, "***"),
        ("a: b: c\n", 1, "a: b: c"),
        ("a: 1\r\nb: 2\r\n", 2, "b: 2"),
        ("a: 1\n", 9, ""),
    ],
)
def test_lines_without_a_tree_are_hidden_by_their_keys(text: str, number: int, shown: str) -> None:
    """A file that cannot be parsed shows structure, and no value of a secret key."""
    assert line_of_text(text, number) == shown
