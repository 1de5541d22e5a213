"""A bundle is safe to hand out."""

from insights_cli.doctor.bundle import bundle_files, listing
from insights_cli.doctor.hiding import Hiding


def test_every_file_is_cleaned() -> None:
    """Texts and JSON alike come without what is hidden."""
    texts = {"a.txt": ("p", "is hunter2"), "b.json": ("p", '{"a": "is hunter2"}')}
    first, second = bundle_files(texts, Hiding(secrets=["hunter2"]))
    assert first.text == "is [SECRET]"
    assert second.text == '{\n  "a": "is [SECRET]"\n}\n'


def test_the_listing_names_every_file() -> None:
    """Before anything is written it is said what will be."""
    files = bundle_files({"a.txt": ("first", "x"), "long-name.txt": ("second", "yz")}, Hiding())
    assert listing(files).splitlines() == [
        "  a.txt                 1 bytes  first",
        "  long-name.txt         2 bytes  second",
    ]
