"""What every page must hold, whoever made it: `check_page` is called for each page that a test fetches.

Thousands of pages are fetched, and most differ from one that has passed only in words: a page is looked at once for
each shape, which is all that the rules look at.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import html5lib
from bs4 import BeautifulSoup, Tag

_LABELLED = ("input", "select", "textarea")
_NEED_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES_IDS = ("aria-describedby", "aria-labelledby", "for")

# No rule looks into these values, but for whether a link leads to an anchor.
_VALUE = re.compile(r'\b(value|datetime|action|content|href)="(?!#)(?:[^"&]|&(?:amp|lt|gt|quot|#34|#39);)+"')
# A text with a letter or figure in it, behind the tag that it follows.
_WORDS = re.compile(
    r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)'
    r"(?:[^<&\w]|&(?:amp|lt|gt|quot|#34|#39);)*\w(?:[^<&]|&(?:amp|lt|gt|quot|#34|#39);)*(?=<)"
)
_passed: set[int] = set()


def check_page(html: str, soup: Callable[[], BeautifulSoup] | None = None) -> None:
    """Raises AssertionError for the first rule of the house that the page breaks (html5lib's strict parser first).

    `soup` gives the page as html.parser reads it, for who has read it or will; it is asked only where it is needed.
    """
    shape = hash(shape_of(html))
    if shape not in _passed:
        html5lib.HTMLParser(strict=True).parse(html)
        _check(soup() if soup else BeautifulSoup(html, "html.parser"))
        _passed.add(shape)


def shape_of(html: str) -> str:
    """The page with one word for each text and without values: two of the same shape keep or break the same rules."""
    return _WORDS.sub(r"\1w", _VALUE.sub(r'\1="w"', html))


def _check(soup: BeautifulSoup) -> None:
    tags = soup.find_all(True)
    named: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        named[tag.name].append(tag)
    _check_head(soup)
    _check_ids(tags, named)
    _check_landmarks(soup, named)
    _check_headings(tags, named)
    _check_controls(named)
    for pressed in (*named["a"], *named["button"]):
        assert _name_of(pressed), f"nothing says what this does: {pressed}"
    for image in named["img"]:
        assert image.has_attr("alt"), f"picture without a text for those who cannot see it: {image}"
    forbidden = [tag for tag in tags if tag.name == "style" or tag.attrs.keys() & {"style", "onclick", "onload"}]
    assert not forbidden, "style or script inside the markup (the CSP forbids it)"


def _check_head(soup: BeautifulSoup) -> None:
    root = soup.find("html")
    assert isinstance(root, Tag)
    assert root.get("lang"), "the page does not say its language"
    title = soup.find("title")
    assert title is not None, "no title"
    assert title.get_text(strip=True).strip("– "), "the title is empty"
    assert soup.find("meta", attrs={"name": "viewport"}), "no viewport"


def _check_ids(tags: Sequence[Tag], named: Mapping[str, Sequence[Tag]]) -> None:
    counts = Counter(str(tag["id"]) for tag in tags if tag.has_attr("id"))
    assert not [name for name, count in counts.items() if count > 1], f"ids used twice: {counts}"
    for tag in tags:
        for attribute in _NAMES_IDS:
            for name in str(tag.get(attribute, "")).split():
                assert name in counts, f"{attribute} names {name}, which is not on the page: {tag}"
    for link in named["a"]:
        address = str(link.get("href", ""))
        on_page = not address.startswith("#") or address[1:] in counts
        assert on_page, f"link to an anchor that is not on the page: {link}"


def _check_landmarks(soup: BeautifulSoup, named: Mapping[str, Sequence[Tag]]) -> None:
    assert len(named["main"]) == 1, "a page has one main part"
    body = soup.find("body")
    assert isinstance(body, Tag)
    assert len(body.find_all("header", recursive=False)) == 1, "a page has one masthead"
    assert len(body.find_all("footer", recursive=False)) == 1, "a page has one footer"
    skip = body.find("a")
    assert isinstance(skip, Tag), "no links at all"
    assert skip["href"] == "#main", "the first link skips to the content"
    names = [nav.get("aria-label") for nav in named["nav"]]
    assert all(names), "each navigation says what it is"
    assert len(set(names)) == len(names), "two navigations share a name"


def _check_headings(tags: Sequence[Tag], named: Mapping[str, Sequence[Tag]]) -> None:
    levels = [int(tag.name[1]) for tag in tags if tag.name in _HEADINGS]
    assert len(named["h1"]) == 1, f"a page has one h1, this has {len(named['h1'])}"
    for above, below in pairwise(levels):
        assert below <= above + 1, f"a heading skips a level: {levels}"
    for section in named["section"]:
        assert section.find(_HEADINGS), f"a section has no heading: {str(section)[:200]}"


def _check_controls(named: Mapping[str, Sequence[Tag]]) -> None:
    label_of: dict[str, Tag] = {}
    for label in named["label"]:
        label_of.setdefault(str(label.get("for", "")), label)
    times_of = Counter(str(control["name"]) for control in named["input"] if control.has_attr("name"))
    for control in (control for name in _LABELLED for control in named[name]):
        kind = control.get("type")
        if kind in _NEED_NO_LABEL:
            continue
        label_text = label_of[key].get_text(strip=True) if (key := str(control.get("id", ""))) in label_of else ""
        assert (key and label_text) or control.has_attr("aria-label"), f"a control without a label: {control}"
        if control.get("aria-invalid") == "true":
            assert control.get("aria-describedby"), f"an error that is not tied to its field: {control}"
        if kind in ("radio", "checkbox") and times_of[str(control.get("name"))] > 1:
            assert control.find_parent("fieldset"), f"choices of one question belong in a fieldset: {control}"


def _name_of(pressed: Tag) -> str:
    pictures = " ".join(str(picture.get("alt", "")) for picture in pressed.find_all("img"))
    return str(pressed.get("aria-label") or pressed.get_text(strip=True) or pictures.strip())
