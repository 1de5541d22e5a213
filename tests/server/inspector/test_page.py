"""The files of the page."""

import re
from pathlib import Path

import pytest

from insights_cli.server.inspector import page
from insights_cli.server.inspector.page import HEADERS, POLICY, page_files


def test_every_file_that_the_page_names_is_there() -> None:
    """Scripts and styles come from the package, and nothing is built."""
    files = page_files()
    html = files["index.html"][0].decode()
    named = re.findall(r'(?:src|href)="([^"#]+)"', html)
    scripts = [name for name in files if name.endswith(".js")]
    imported = [found for name in scripts for found in re.findall(r'from "\./([^"]+)"', files[name][0].decode())]
    assert named
    assert imported
    assert {*named, *imported} <= set(files)


def test_the_policy_allows_only_ourselves() -> None:
    """No inline script or style, no other host, no frame around it."""
    assert "unsafe" not in POLICY
    assert re.findall(r"https?:|\*|data:", POLICY) == []
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert HEADERS["x-frame-options"] == "DENY"


@pytest.mark.parametrize("name", sorted(page_files()))
def test_no_file_names_another_host_or_makes_markup_of_text(name: str) -> None:
    """Addresses stand only in comments of the vendored chart and as the SVG name space."""
    text = page_files()[name][0].decode()
    if not name.startswith("vendor/"):
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
        assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text) == []
        assert re.findall(r'\son[a-z]+="|\sstyle="', text) == []


def test_the_vendored_chart_has_its_licence() -> None:
    """It stands beside the script."""
    licence = Path(page.__file__).parent / "page" / "vendor" / "LICENSE.uplot"
    assert "MIT" in licence.read_text(encoding="utf-8")
