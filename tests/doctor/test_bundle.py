"""A bundle is safe to hand out."""

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.doctor.bundle import bundle_files, listing, without_secrets

JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"


def test_known_and_likely_secrets_are_replaced() -> None:
    """The token, credentials in URLs, bearer values and JWTs are gone."""
    text = f"token hunter2hunter2, http://ann:pw@host/x, Authorization: Bearer abc.def, {JWT}"
    safe = without_secrets(text, ["hunter2hunter2"])
    assert safe == "token [SECRET], http://ann:[SECRET]@host/x, Authorization: Bearer [SECRET], [SECRET]"


@given(st.text(min_size=6), st.text(), st.text())
def test_a_known_secret_never_survives(secret: str, before: str, after: str) -> None:
    """Wherever it stands, a known secret is not in the bundle."""
    if secret in "[SECRET]":
        return
    (file,) = bundle_files({"a.txt": ("p", before + secret + after)}, known_secrets=[secret])
    assert secret not in file.text.replace("[SECRET]", "")


def test_the_listing_names_every_file() -> None:
    """Before anything is written it is said what will be."""
    files = bundle_files({"a.txt": ("first", "x"), "long-name.json": ("second", "yz")}, known_secrets=[])
    assert listing(files).splitlines() == [
        "  a.txt                  1 bytes  first",
        "  long-name.json         2 bytes  second",
    ]
