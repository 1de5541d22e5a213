"""URLs are told from other text as Node tells them."""

import pytest

from insights_cli.model.web_url import is_web_url

GOOD = (
    *(
        "https://x",
        "mailto:a@b",
        "foo:",
        "foo://",
        "HTTP:example.com",
        "https:\\\\x\\y",
        " https://x ",
        "https://ex\nample.com",
    ),
    *("http://u:p@h:65535/", "http://h:/", "http://[::1]:80/", "http://[1:2:3:4:5:6:7:8]", "http://[::ffff:1.2.3.4]"),
    *(
        "http://0x7f.1",
        "http://münchen.example",
        "https://❤\ufe0f.example",
        "http://xn--bcher-kva",
        "file:///a",
        "file://c:/x",
        "http://a%41",
    ),
)
BAD = (
    *(
        "",
        "nope",
        "//x",
        "http://",
        "https:///",
        "http://u@",
        "http://:80",
        "http://h:65536",
        "http://h:8a",
        "foo://u@",
        "1a:b",
    ),
    *(
        "http://a b",
        "http://a%00",
        "http://a^b",
        "http://[::1",
        "http://[1:2]",
        "http://[::1.2.3.256]",
        "http://256.1.1.1",
    ),
    *("http://1.2.3.4.5", "file://host:80/x", "http://a\u200db", "http://xn--", "foo://a|b", "http://09"),
)


@pytest.mark.parametrize(("text", "expected"), [(text, True) for text in GOOD] + [(text, False) for text in BAD])
def test_a_text_is_a_url_or_not(text: str, expected: bool) -> None:
    """A text is a URL exactly when `new URL` takes it."""
    assert is_web_url(text) is expected


def test_what_is_no_text_is_no_url() -> None:
    """Numbers and null are no URLs."""
    assert not is_web_url(5)
    assert not is_web_url(None)
