"""A page's file is reached by its own name in content/ and in no other way, and keeps its line ends."""

from pathlib import Path

import pytest

from portal.errors import EditRefused
from portal.library.content_files import content_page, file_text, read_page, text_fault
from tests.workplaces import write_content

ABOUT = "content/public/about.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path / "site")
    return tmp_path / "site"


@pytest.mark.parametrize(
    "source",
    [
        "content/site.yml",
        "content/desk/team.yml",
        "content/public/../site.yml",
        "content/public/../../secret.md",
        "content/public//etc/passwd.md",
        "/etc/passwd.md",
        "content/public/picture.png",
        "content/elsewhere/page.md",
        "content/public/nowhere/page.md",
        "content/desk/team.md",
        "content/public/Über.md",
        "content/public/a\\b.md",
        "content/public/.hidden.md",
        "content/public/topics/deeper/page.md",
        "content/public/report.md",
        "portal.toml",
        "",
    ],
)
def test_nothing_but_a_page_is_reached(site: Path, source: str) -> None:
    with pytest.raises(EditRefused):
        read_page(site, source)


@pytest.mark.parametrize("link", ["policies/linked.md", "policies"])
def test_no_link_is_followed(site: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "linked.md").write_text("---\ntitle: Secret\nsummary: No.\n---\n")
    place = site / "content" / "public" / link
    if place.is_dir():
        place.rename(tmp_path / "policies")
    place.symlink_to(outside if link == "policies" else outside / "linked.md")
    with pytest.raises(EditRefused, match="link"):
        read_page(site, "content/public/policies/linked.md")


def test_a_page_that_is_not_there_yet_is_empty(site: Path) -> None:
    found = read_page(site, "content/public/policies/fees/late.md")
    assert (found.text, found.octets, found.hash) == ("", None, "")
    assert found.page.slug == "fees/late"


@pytest.mark.parametrize("octets", [b"---\r\ntitle: A\r\n---\r\n\r\nB\r\n", b"\xef\xbb\xbf---\ntitle: A\n---\n\nB\n"])
def test_line_ends_and_byte_order_mark_stay_as_they_are(site: Path, octets: bytes) -> None:
    (site / ABOUT).write_bytes(octets)
    found = read_page(site, ABOUT)
    assert found.text == "---\ntitle: A\n---\n\nB\n"
    assert found.octets_of(found.text) == octets


def test_a_file_that_is_no_text_is_left_to_whoever_keeps_it(site: Path) -> None:
    (site / ABOUT).write_bytes(b"---\n\xff")
    with pytest.raises(EditRefused, match="UTF-8"):
        read_page(site, ABOUT)


def test_what_is_typed_ends_with_one_line_end() -> None:
    assert file_text("a\r\nb\r\n\r\n") == "a\nb\n"


def test_text_that_no_file_may_hold_is_named(site: Path) -> None:
    assert content_page(site, ABOUT).slug == "about"
    assert text_fault("fine", ABOUT) is None
    for text in ("x" * 200_001, "a\x00b", "\ud800"):
        assert text_fault(text, ABOUT) is not None
