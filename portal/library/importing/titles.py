"""What a page is called and what it says in a sentence, where its fields do not say so. Headings of the first level."""

import html
import re

from portal.library.importing.working_text import Change, WorkingText, without_code

_HEADING = re.compile(r"^ {0,3}#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^ {0,3}(?![ \t#>|`*-])(\S[^\n]*)\n {0,3}=+[ \t]*$", re.MULTILINE)
_HTML_HEADING = re.compile(r"<h1\b[^<>]*>((?:(?!</?h1)[\s\S]){1,500}?)</h1\s*>", re.IGNORECASE)
_HTML_TAG = re.compile(r"(</?)h1\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^{}\n]*\}\s*$")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?")
_LINK = re.compile(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?")
_ANY_TAG = re.compile(r"<[^<>\n]*>")
_MARKS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_NOT_PROSE = re.compile(
    r"\s*(?:#|>|\||```|~~~|[-*+]\s|\d+[.)]\s|<|!\[|!!!|:|\[\^?[^\]]+\]:|\{|={3,}|-{3,}|\*\*[^*]+\*\*$)"
)
_MOST_SUMMARY = 240


def taken_title(text: WorkingText) -> str:
    """The first heading of the first level where it begins the text: it is taken out. Empty where there is none."""
    hidden = without_code(text.text)
    headings = [found for pattern in (_HEADING, _UNDERLINED, _HTML_HEADING) if (found := pattern.search(hidden))]
    first = min(headings, key=lambda found: found.start(), default=None)
    if first is None or _has_words(hidden[: first.start()]):
        return ""
    title = plain_words(text.text[first.start(1) : first.end(1)])
    if title:
        text.apply([Change(first.start(), first.end(), "")])
    return title


def first_heading(body: str) -> str:
    """The words of the first heading of the first or second level, wherever it stands; empty where there is none."""
    found = re.search(r"^ {0,3}##?[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$", without_code(body), re.MULTILINE)
    return plain_words(body[found.start(1) : found.end(1)]) if found else ""


def _has_words(before: str) -> bool:
    return any(
        re.search(r"\w", plain_words(line)) for line in before.split("\n") if not line.strip().startswith(("![", "[!"))
    )


def without_first_level(text: WorkingText) -> None:
    """Each heading stands one level deeper where one of the first level is left, since that is the page's title."""
    text.apply(
        Change(found.start(), found.end(), f"## {text.text[found.start(1) : found.end(1)]}")
        for found in _UNDERLINED.finditer(without_code(text.text))
    )
    hidden = without_code(text.text)
    first = _HEADING.search(hidden) or re.search(r"^#[^#\s]", hidden, re.MULTILINE)
    html_heading = _HTML_TAG.search(hidden)
    if html_heading:
        text.apply(Change(found.start(), found.end(), f"{found[1]}h2") for found in _HTML_TAG.finditer(hidden))
        hidden = without_code(text.text)
    if not first:
        return
    text.tell(
        first.start(), "There are headings of the first level below the title.", "Each heading is a level deeper."
    )
    text.apply(
        Change(found.start(1), found.end(1), "#" * min(6, len(found[1]) + 1))
        for found in re.finditer(r"^ {0,3}(#{1,6})(?=\s)", hidden, re.MULTILINE)
    )


def first_sentence(body: str) -> str:
    """Of the first paragraph, as plain words; empty where there is none."""
    in_code = without_code(body)
    paragraph: list[str] = []
    hidden = in_code.split("\n")
    for line, seen in zip(body.split("\n"), hidden, strict=True):
        is_prose = bool(seen.strip()) and not line.startswith("    ") and not _NOT_PROSE.match(line)
        if is_prose:
            paragraph.append(line.strip())
        elif paragraph:
            break
    words = plain_words(" ".join(paragraph)[:2000])
    end = next((found.end() for found in _SENTENCE_END.finditer(words) if found.end() > 20), len(words))
    sentence = words[:end].rstrip(":").strip()
    if len(sentence) <= _MOST_SUMMARY:
        return sentence
    return sentence[:_MOST_SUMMARY].rpartition(" ")[0] + " …"


def plain_words(markdown: str) -> str:
    """A line of Markdown without its signs."""
    text = _ATTRIBUTES.sub("", markdown)
    text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    text = _MARKS.sub("", _ANY_TAG.sub("", text))
    return " ".join(html.unescape(re.sub(r"\\([^\w\s])", r"\1", text)).split())
