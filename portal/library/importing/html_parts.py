"""HTML and JSX in a text: what may not stand in a page is taken out with a word about it, what it says stays."""

import html
import re
from collections.abc import Iterator

from portal.library.importing.working_text import Change, WorkingText, without_code

_COMMENTS = (("<!--", "-->"), ("{/*", "*/}"))
_MDX_LINE = re.compile(
    r"^(?:import\s+[\w{*][^\n]*?from\s+[\"'][^\n]*|import\s+[\"'][^\n]*[\"'];?|export\s+[^\n]*)$", re.M
)
_ELEMENT = re.compile(r"<(script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_ELEMENT_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_TAG = re.compile(r"</?([A-Za-z][\w.-]*)((?:\s+[^<>]{0,4000}?)?)\s*(/?)>")
_ATTRIBUTE = re.compile(r"""\s+([\w:@.-]+)(?:\s*=\s*("[^"]*"|'[^']*'|\{[^{}]*\}|[^\s"'>]+))?""")
_FRAME_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?(https://[^\s"'>]+)""")
_WRAPPER_LINE = re.compile(
    r"^[ \t]*(?:</?(?:div|section|article|aside|center|details|main|header|footer|nav)\b[^<>\n]*>[ \t]*)+$"
)
_SUMMARY = re.compile(r"<summary\b[^<>]*>((?:(?!</?summary)[\s\S]){0,1000}?)</summary\s*>", re.IGNORECASE)
_REFUSED_NAMES = (
    "form input button select textarea option frame frameset object embed applet portal iframe link meta base html head"
    " body title template noscript script style"
)
_SHOWN_NAMES = (
    "a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup dd del details"
    " dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd label legend li main mark nav"
    " ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup svg table tbody td"
    " tfoot th thead time tr track tt u ul var video wbr font big path g circle rect line polyline polygon map area"
    " math mi mn mo mrow msup msub mfrac fieldset progress meter data dialog"
)
_REFUSED = frozenset(_REFUSED_NAMES.split())
_SHOWN = frozenset(_SHOWN_NAMES.split())
_NO_VALUE = ("style", "srcset", "srcdoc", "formaction", "background", "ping")
_WORDS_STAY = "It was taken out and the words inside it stay."


def without_refused_html(text: WorkingText, *, is_mdx: bool) -> None:
    """`is_mdx` is that the file is Markdown with JSX, where a line may import or export."""
    if is_mdx:
        _change_all(text, _mdx_lines)
    if "<" not in text.text and "{/*" not in text.text:
        return
    _change_all(text, _comments)
    if "<" in text.text:
        _change_all(text, _elements)
        _change_all(text, _summaries)
        _change_all(text, _tags)


def _change_all(text: WorkingText, find: object) -> None:
    text.apply(find(without_code(text.text), text.text))  # type: ignore[operator]


def _mdx_lines(hidden: str, text: str) -> Iterator[Change]:
    for found in _MDX_LINE.finditer(hidden):
        what = f"`{text[found.start() : found.end()][:60]}` is a line of a program."
        yield Change(found.start(), found.end(), "", what, "It was taken out.")


def _comments(hidden: str, _: str) -> Iterator[Change]:
    for opening, closing in _COMMENTS:
        start = hidden.find(opening)
        while start >= 0 and (end := hidden.find(closing, start + len(opening))) >= 0:
            end += len(closing)
            yield Change(start, end, "", "A comment that no reader saw was left out.", "")
            start = hidden.find(opening, end)


def _elements(hidden: str, _: str) -> Iterator[Change]:
    """Those that end somewhere; a tag alone is taken out with the other tags."""
    at = 0
    never_end: set[str] = set()
    for found in _ELEMENT.finditer(hidden):
        name = found[1].lower()
        if found.start() < at or name in never_end or found[0].endswith("/>"):
            continue
        ending = _ELEMENT_END[name].search(hidden, found.end())
        if ending is None:
            never_end.add(name)
            continue
        at = ending.end()
        yield Change(
            found.start(), at, "", f"`<{name}>` is not allowed in a page.", "It was taken out with all it held."
        )


def _summaries(hidden: str, text: str) -> Iterator[Change]:
    for found in _SUMMARY.finditer(hidden):
        words = " ".join(text[found.start(1) : found.end(1)].split())
        yield Change(found.start(), found.end(), f"\n\n**{words}**\n\n" if words else "")


def _tags(hidden: str, text: str) -> Iterator[Change]:
    start = 0
    for line in hidden.split("\n"):
        if "<" in line and _WRAPPER_LINE.match(line):
            anchors = re.findall(r"\bid\s*=\s*[\"']([\w-]+)[\"']", line)
            yield Change(start, start + len(line), "".join(f'<span id="{each}"></span>' for each in anchors))
        start += len(line) + 1
    for found in _TAG.finditer(hidden):
        name = found[1]
        if name.lower() in _REFUSED:
            yield _refused(found, name.lower())
        elif name.lower() not in _SHOWN:
            yield _unknown(found, name, text)
        elif found[2].strip():
            kept, gone = _attributes(text[found.start(2) : found.end(2)])
            if gone or kept is not None:
                closing = "/" if found[0].startswith("</") else ""
                said = ", ".join(f"`{each}`" for each in gone)
                what = f"{said} is not allowed in a page." if gone else ""
                new = f"<{closing}{name}{kept}{'/' if found[3] else ''}>"
                yield Change(found.start(), found.end(), new, what, "It was taken out.")


def _refused(found: re.Match[str], name: str) -> Change:
    if found[0].startswith("</"):
        return Change(found.start(), found.end(), "")
    source = _FRAME_SOURCE.search(found[0])
    if source:
        what = f"`<{name}>` is not allowed in a page."
        return Change(
            found.start(), found.end(), f"<{source[1]}>", what, "A link to what it showed stands in its place."
        )
    return Change(found.start(), found.end(), "", f"`<{name}>` is not allowed in a page.", _WORDS_STAY)


def _unknown(found: re.Match[str], name: str, text: str) -> Change:
    """A component keeps its words; a name between signs is text that was meant to be read."""
    start, end = found.span()
    closing = found[0].startswith("</")
    if (name[0].isupper() and not name.isupper()) or "." in name:
        if closing:
            return Change(start, end, "")
        given = dict(_ATTRIBUTE.findall(text[found.start(2) : found.end(2)]))
        label = next((given[key].strip("\"'") for key in ("label", "title", "header") if key in given), "")
        said = f"\n\n**{label}**\n\n" if label and "{" not in label else ""
        return Change(start, end, said, f"`<{name}>` is a component of the old site.", _WORDS_STAY)
    shown = html.escape(text[start:end], quote=False)
    what = f"`{text[start:end][:60]}` is no element that browsers show."
    return Change(start, end, shown, "" if closing else what, "It is shown as it is written.")


def _attributes(given: str) -> tuple[str | None, list[str]]:
    """The attributes that may stay, None where nothing changes, and those that may not."""
    gone: list[str] = []
    kept: list[str] = []
    changed = False
    for name, value in _ATTRIBUTE.findall(given):
        lower = name.lower()
        if lower in _NO_VALUE or lower.startswith("on") or value.startswith("{"):
            gone.append(lower)
            continue
        if lower == "classname":
            name, changed = "class", True
        kept.append(f" {name}={value}" if value else f" {name}")
    return ("".join(kept) if gone or changed else None), gone
