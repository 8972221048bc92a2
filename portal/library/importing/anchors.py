"""The anchors that headings had on the old site, and those that they have here. Pure."""

import re
from collections.abc import Iterable, Mapping

_NOT_GITHUB = re.compile(r"[^\w\- ]")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def anchors_by_old(headings: Iterable[tuple[int, str, str]], title: str) -> Mapping[str, str]:
    """Our anchor by each that other generators make of the same headings; empty for that of the title, which is the
    top of the page. `headings` are (level, our anchor, words) in the order of the page.
    """
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for anchor, words in [("", title), *((anchor, words) for _, anchor, words in headings)]:
        github = _NOT_GITHUB.sub("", words.strip().lower()).replace(" ", "-")
        number = counts[github] = counts.get(github, -1) + 1
        for old in (
            f"{github}-{number}" if number else github,
            f"{github}_{number}" if number else github,
            re.sub(r"-{2,}", "-", github).strip("-"),
            _NOT_PLAIN.sub("-", words.lower()).strip("-"),
            re.sub(r"^[^a-z]+", "", github),
            anchor.lower(),
        ):
            if old:
                found.setdefault(old, anchor)
    return found
