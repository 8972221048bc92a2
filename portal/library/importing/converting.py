"""One page of another generator becomes a text and fields of ours; where its links lead is settled later. Pure."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.library.importing.admonitions import with_our_boxes
from portal.library.importing.block_indents import with_our_indents
from portal.library.importing.front_matter_dialects import front_matter, says_no, says_yes, text_of
from portal.library.importing.generators import Generator
from portal.library.importing.html_parts import without_refused_html
from portal.library.importing.old_addresses import is_index, old_addresses, stem_of
from portal.library.importing.template_tags import without_templates
from portal.library.importing.titles import first_heading, first_sentence, plain_words, taken_title, without_first_level
from portal.library.importing.working_text import Change, Remark, WorkingText, without_code

_TITLES = ("title", "Title", "linkTitle", "sidebar_label", "name")
_SUMMARIES = ("summary", "description", "Description", "excerpt", "abstract", "subtitle", "lead", "meta_description")
_REVIEWS = ("review_by", "review-by", "next_review", "next-review", "reviewBy")
_READ = {
    *_TITLES,
    *_SUMMARIES,
    *_REVIEWS,
    *("draft", "published", "publishDate", "expiryDate", "permalink", "slug", "url", "id", "aliases", "redirect_from"),
    *("redirects", "redirect_urls", "last_reviewed_on", "review_in"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(\d{1,3})\s*(day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_TEMPLATED = ("{{", "{%")
_LEFTOVERS = re.compile(
    r"^[ \t]{0,8}(?:[*-] TOC[ \t]*\n[ \t]{0,8})?"
    r"(?:\{:[ \t]*toc[^}\n]*\}|\[\[_TOC_\]\]|\{:?[ \t]*[.#][^{}\n]*\}(?=\n[ \t]{0,8}\n|\n?\Z))$"
    r"|~~(?=\S)(?P<struck>[^~\n]{1,500})(?<=\S)~~",
    re.MULTILINE,
)


@dataclass(slots=True)
class ConvertedPage:
    """`path` is that of its file in the tree. `old` are the addresses it had, its own first; `own_heading` is the
    heading that became its title. `left` names the fields that nobody takes over.
    """

    path: str
    text: WorkingText
    title: str
    summary: str
    old: tuple[str, ...]
    is_index: bool
    draft: bool = False
    days: Mapping[str, date] = field(default_factory=dict)
    own_heading: str = ""
    left: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[Remark]:
        return self.text.remarks

    @property
    def is_empty(self) -> bool:
        return not self.text.text.strip()


def converted(path: str, written: str, generator: Generator) -> ConvertedPage:
    """`written` is the text of the file, with plain line ends. Takes time in proportion to its length."""
    found = front_matter(written)
    fields = found.fields
    text = WorkingText(path, found.body, found.body_line)
    if found.fault:
        text.tell_line(1, found.fault, "Compare the title and the summary with the old page.")
    without_templates(text, {**generator.config, **_as_mapping(generator.config.get("extra"))}, fields)
    with_our_boxes(text)
    without_refused_html(text, is_mdx=path.endswith(".mdx"))
    heading = taken_title(text)
    _without_leftovers(text)
    with_our_indents(text)
    without_first_level(text)
    said = plain_words(_untemplated(fields, *_TITLES))
    heading_below = "" if said or heading else first_heading(text.text)
    title = said or heading or heading_below or _title_of_file(path)
    if not said and not heading and not heading_below:
        text.tell_line(
            1, f"The page has no title; `{title}` was made of its name.", "Give it the title that readers expect."
        )
    summary = plain_words(_untemplated(fields, *_SUMMARIES)) or first_sentence(text.text) or title
    return ConvertedPage(
        path=path,
        text=text,
        title=_clean(title),
        summary=_clean(summary),
        old=tuple(old_addresses(path, fields, generator)),
        is_index=is_index(stem_of(path)),
        draft=_is_draft(path, fields),
        days=_days(fields),
        own_heading=heading or said,
        left=tuple(sorted(str(name) for name in fields if name not in _READ)),
    )


def _without_leftovers(text: WorkingText) -> None:
    """Tables of contents, lone attribute lists, and `~~struck out~~`."""
    if "{" not in text.text and "~~" not in text.text and "TOC" not in text.text:
        return
    text.apply(
        Change(
            found.start(),
            found.end(),
            f"<del>{text.text[found.start('struck') : found.end('struck')]}</del>" if found["struck"] else "",
        )
        for found in _LEFTOVERS.finditer(without_code(text.text))
    )


def _as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _untemplated(fields: Mapping[str, Any], *names: str) -> str:
    said = text_of(fields, *names)
    return "" if any(sign in said for sign in _TEMPLATED) else said


def _title_of_file(path: str) -> str:
    stem = stem_of(path)
    name = posixpath.basename(posixpath.dirname(stem) if is_index(stem) and "/" in stem else stem)
    name = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name).replace("-", " ").replace("_", " ").strip() or name
    return name[:1].upper() + name[1:]


def _clean(words: str) -> str:
    return " ".join(words.split())


def _is_draft(path: str, fields: Mapping[str, Any]) -> bool:
    return says_yes(fields, "draft") or says_no(fields, "published") or "_drafts" in path.split("/")


def _days(fields: Mapping[str, Any]) -> dict[str, date]:
    """Those of our fields that can be told."""
    found = {
        "review_by": _day(text_of(fields, *_REVIEWS)),
        "publish_on": _day(text_of(fields, "publishDate")),
        "expires_on": _day(text_of(fields, "expiryDate")),
    }
    reviewed, span = _day(text_of(fields, "last_reviewed_on")), _SPAN.search(text_of(fields, "review_in"))
    if reviewed and span and not found["review_by"]:
        found["review_by"] = reviewed + timedelta(days=int(span[1]) * _DAYS[span[2]])
    return {name: day for name, day in found.items() if day is not None}


def _day(said: str) -> date | None:
    written = _DAY.match(said)
    try:
        return date.fromisoformat(written[0]) if written else None
    except ValueError:
        return None
