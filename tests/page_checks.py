"""What every page must hold, whoever made it: `check_page` is called for each page that a test fetches."""

from collections import Counter
from itertools import pairwise

import html5lib
from bs4 import BeautifulSoup, Tag

_LABELLED = ("input", "select", "textarea")
_NEED_NO_LABEL = ("hidden", "submit", "button", "image", "reset")


def check_page(html: str) -> None:
    """Raises AssertionError for the first rule of the house that the page breaks (html5lib's strict parser first)."""
    html5lib.HTMLParser(strict=True).parse(html)
    soup = BeautifulSoup(html, "html.parser")
    _check_head(soup)
    _check_ids(soup)
    _check_landmarks(soup)
    _check_headings(soup)
    for control in soup.find_all(_LABELLED):
        _check_control(soup, control)
    for name in ("a", "button"):
        for pressed in soup.find_all(name):
            assert _name_of(pressed), f"nothing says what this does: {pressed}"
    for image in soup.find_all("img"):
        assert image.has_attr("alt"), f"picture without a text for those who cannot see it: {image}"
    assert not soup.select("[style], style, [onclick], [onload]"), (
        "style or script inside the markup (the CSP forbids it)"
    )


def _check_head(soup: BeautifulSoup) -> None:
    root = soup.find("html")
    assert isinstance(root, Tag)
    assert root.get("lang"), "the page does not say its language"
    title = soup.find("title")
    assert title is not None, "no title"
    assert title.get_text(strip=True).strip("– "), "the title is empty"
    assert soup.select_one('meta[name="viewport"]'), "no viewport"


def _check_ids(soup: BeautifulSoup) -> None:
    counts = Counter(str(tag["id"]) for tag in soup.select("[id]"))
    assert not [name for name, count in counts.items() if count > 1], f"ids used twice: {counts}"
    for attribute in ("aria-describedby", "aria-labelledby", "for"):
        for tag in soup.select(f"[{attribute}]"):
            for name in str(tag[attribute]).split():
                assert name in counts, f"{attribute} names {name}, which is not on the page: {tag}"
    for link in soup.select('a[href^="#"]'):
        assert str(link["href"])[1:] in counts, f"link to an anchor that is not on the page: {link}"


def _check_landmarks(soup: BeautifulSoup) -> None:
    assert len(soup.find_all("main")) == 1, "a page has one main part"
    assert len(soup.select("body > header")) == 1, "a page has one masthead"
    assert len(soup.select("body > footer")) == 1, "a page has one footer"
    skip = soup.select_one("body a")
    assert skip is not None, "no links at all"
    assert skip["href"] == "#main", "the first link skips to the content"
    names = [nav.get("aria-label") for nav in soup.find_all("nav")]
    assert all(names), "each navigation says what it is"
    assert len(set(names)) == len(names), "two navigations share a name"


def _check_headings(soup: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels.count(1) == 1, f"a page has one h1, this has {levels.count(1)}"
    for above, below in pairwise(levels):
        assert below <= above + 1, f"a heading skips a level: {levels}"


def _check_control(soup: BeautifulSoup, control: Tag) -> None:
    if control.get("type") in _NEED_NO_LABEL:
        return
    labels = soup.select(f'label[for="{control.get("id")}"]') if control.get("id") else []
    named = bool(labels and labels[0].get_text(strip=True)) or control.has_attr("aria-label")
    assert named, f"a control without a label: {control}"
    if control.get("aria-invalid") == "true":
        assert control.get("aria-describedby"), f"an error that is not tied to its field: {control}"
    if control.get("type") in ("radio", "checkbox") and len(soup.select(f'input[name="{control.get("name")}"]')) > 1:
        assert control.find_parent("fieldset"), f"choices of one question belong in a fieldset: {control}"


def _name_of(pressed: Tag) -> str:
    pictures = " ".join(str(picture.get("alt", "")) for picture in pressed.find_all("img"))
    return str(pressed.get("aria-label") or pressed.get_text(strip=True) or pictures.strip())
