"""What a generator would have filled in: Hugo's shortcodes, the tags of Liquid and Nunjucks, and their expressions.

What can be said in Markdown is said so. Of all else the words inside stay, and the editor is told.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from portal.library.importing.working_text import Change, WorkingText, without_code

_MOST = 1_500
_SHORTCODE = re.compile(r"\{\{([<%])-?\s*(/?)\s*([\w./-]+)((?:(?![<%]\}\}|\{\{)[\s\S]){0,1500}?)\s*-?[>%]\}\}")
_TAG = re.compile(r"\{%-?\s*(/?)([\w./-]+)((?:(?!%\}|\{%)[\s\S]){0,1500}?)-?%\}")
_EXPRESSION = re.compile(r"\{\{-?((?:(?!\}\}|\{\{)[^\n]){0,500}?)-?\}\}")
_PARAMETER = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|`[^`]*`|[^\s"']+)|("[^"]*"|'[^']*'|`[^`]*`|[^\s"'=]+)""")
_LINK_TAGS = ("ref", "relref", "link", "post_url", "doc", "rref")
_NOTES = ("note", "notes", "info", "tip", "hint", "warning", "caution", "danger", "important", "alert", "callout")
_NOTES_OF_BLOCKS = (*_NOTES, "notice", "admonition", "success", "error", "attention", "example", "details")
_CODE_TAGS = ("highlight", "codeblock", "code-block")
_NO_WORDS = ("raw", "endraw", "verbatim", "endverbatim", "toc", "/toc")
_ADDRESS_FILTERS = re.compile(r"""^\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend:.*)\s*$""")
_ROOT = re.compile(r"^\s*(?:[\w.]*\.)?(?:base_?url|root_?url|base_?path|path_?prefix|url)\s*$", re.IGNORECASE)
_BEFORE_ADDRESS = ("(", '"', "'", "=", "/")
_NAME = re.compile(r"^\s*(?:site|page)\.([\w.]+)\s*$")
_LITERAL = re.compile(r"""^\s*(["'`])(.*)\1\s*$""")


def without_templates(text: WorkingText, config: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """`config` is that of the old site, `fields` that of the page: an expression that only names one is filled in."""
    if "{{" not in text.text and "{%" not in text.text:
        return
    hidden = without_code(text.text)
    changes = [*_shortcodes(hidden, text.text), *_tags(hidden, text.text)]
    taken = [(change.start, change.end) for change in changes]
    changes += [
        each
        for each in _expressions(hidden, config, fields)
        if not any(start <= each.start < end for start, end in taken if start <= each.start)
    ]
    text.apply(changes)


def _shortcodes(hidden: str, text: str) -> Iterator[Change]:
    for found in _SHORTCODE.finditer(hidden):
        _, closing, name, given = found.groups()
        written = text[found.start() : found.end()]
        if given.lstrip().startswith("/*"):
            yield Change(found.start(), found.end(), "")
            continue
        yield _change(found, name.lower(), closing, given, text, f"`{_short(written)}` is a shortcode of Hugo.")


def _tags(hidden: str, text: str) -> Iterator[Change]:
    for found in _TAG.finditer(hidden):
        closing, name, given = found.groups()
        written = text[found.start() : found.end()]
        name = name.lower()
        if name.startswith("end") and len(name) > 3:
            closing, name = "/", name[3:]
        yield _change(found, name, closing, given, text, f"`{_short(written)}` is a tag of a template.")


def _change(found: re.Match[str], name: str, closing: str, given: str, text: str, what: str) -> Change:
    start, end = found.span()
    named, plain = _parameters(given)
    name = name.rpartition("/")[2]
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip() and not text[end : _line_end(text, end)].strip()
    if name in _NO_WORDS or name in ("comment",):
        return Change(start, end, "")
    if name in _LINK_TAGS and plain:
        return Change(start, end, plain[0])
    if name in _CODE_TAGS and alone:
        language = plain[0] if plain and re.fullmatch(r"[\w#.+-]+", plain[0]) else ""
        return Change(start, end, "```" if closing else f"```{language}")
    if name in _NOTES_OF_BLOCKS and alone:
        kind = next((each for each in (*plain[:1], named.get("style"), named.get("type")) if each in _NOTES), name)
        kind = "note" if kind in ("hint", "alert", "callout", "notice", "admonition", "details", "notes") else kind
        title = named.get("title") or named.get("summary") or ""
        return Change(start, end, ":::" if closing else f":::{kind} {title}".rstrip())
    if name in ("figure", "img", "image", "imgproc") and (picture := named.get("src") or (plain[:1] or [""])[0]):
        alt = named.get("alt") or named.get("caption") or named.get("title") or ""
        return Change(start, end, f"![{alt.replace('[', '(').replace(']', ')')}](<{picture}>)")
    if name in ("youtube", "vimeo", "embed") and (
        said := named.get("id") or named.get("url") or (plain[:1] or [""])[0]
    ):
        place = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}.get(name, "")
        if place or said.startswith("https://"):
            remedy = "A link stands in its place; say what it leads to."
            return Change(start, end, f"<{place}{said}>", f"{what[:-1]}, which showed something here.", remedy)
    label = named.get("tabname") or named.get("title") or named.get("name") or named.get("header") or ""
    label = label or (plain[0] if plain and name in ("tab", "tabitem", "tabs.tab") else "")
    if closing:
        return Change(start, end, "")
    if label and alone and len(label) < 100:
        return Change(start, end, f"\n**{label}**\n", what, "Its title stays. See whether the text reads well.")
    return Change(start, end, "", what, "It was taken out and the words inside it stay; write what it stood for.")


def _expressions(hidden: str, config: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[Change]:
    for found in _EXPRESSION.finditer(hidden):
        said = found[1]
        if address := _ADDRESS_FILTERS.match(said):
            yield Change(found.start(), found.end(), address[1])
        elif _ROOT.match(said):
            yield Change(found.start(), found.end(), "")
        elif literal := _LITERAL.match(said):
            yield Change(found.start(), found.end(), literal[2])
        else:
            name = _NAME.match(said)
            value = _value(fields if said.lstrip().startswith("page.") else config, name[1]) if name else ""
            what = f"`{_short(found[0])}` was filled in by the old site."
            if value:
                yield Change(found.start(), found.end(), value)
            elif (
                hidden[found.start() - 1 : found.start()] in _BEFORE_ADDRESS
                or hidden[found.end() : found.end() + 1] == "/"
            ):
                yield Change(
                    found.start(), found.end(), "", what, "It was left out of an address; see where that leads."
                )
            else:
                shown = f"`{found[0]}`" if "`" not in found[0] else html.escape(found[0])
                yield Change(found.start(), found.end(), shown, what, "It is shown as it is written; write its value.")


def _value(data: Mapping[str, Any], name: str) -> str:
    value: Any = data
    for key in name.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) and len(value) < 300 and "\n" not in value else ""


def _parameters(given: str) -> tuple[dict[str, str], list[str]]:
    named, plain = {}, []
    for found in _PARAMETER.finditer(given[:_MOST]):
        if found[1]:
            named[found[1].lower()] = found[2].strip("\"'`")
        else:
            plain.append(found[3].strip("\"'`"))
    return named, plain


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _short(written: str) -> str:
    flat = " ".join(written.split()).replace("`", "'")
    return flat if len(flat) <= 60 else flat[:59] + "…"
