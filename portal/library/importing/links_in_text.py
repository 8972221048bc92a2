"""Where the links and pictures of a text are written: inline, by reference, and in HTML. Each can be led elsewhere.

Linear in the length of the text.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.library.importing.working_text import Change, WorkingText, without_code

_BRACKETS = re.compile(r"\\.|[\[\]]|\n[ \t]*(?=\n)")
_DESTINATION = re.compile(
    r"""[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))"""
    r"""([ \t]*\n?[ \t]*(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\))?)[ \t]*\n?[ \t]*\)"""
)
_SPACED = re.compile(r"""()[ \t]*([^()<>\n"]{1,500}?)[ \t]*\)""")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000})>")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)([^\[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+))(.*)$", re.MULTILINE
)
_TAG = re.compile(r"<(a|img|source|video|audio|area|image|use)\b([^<>]{0,4000})>", re.IGNORECASE)
_LINK_ATTRIBUTE = re.compile(r"""(\s(?:xlink:)?(?:href|src)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_WIKI = re.compile(r"(!?)\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")


@dataclass(frozen=True, slots=True)
class Led:
    """Where a link leads from now on: to `href`, or nowhere if that is None, so that its words alone stay.

    A picture that becomes a link to `href` is one no longer (`as_link`).
    """

    href: str | None
    what: str = ""
    remedy: str = ""
    as_link: bool = False


Lead = Callable[[str, bool], Led | None]
"""Of an address as it is written, and whether it is that of a picture; None where the link stays as it is."""


def lead_links(text: WorkingText, lead: Lead, hide: Callable[[str], str] = without_code) -> bool:
    """Whether anything was changed. `hide` blanks out what holds no links, each other character at its place."""
    changed = False
    if "[[" in text.text:
        changed |= text.apply(_wiki_links(hide(text.text), lead))
    # Pictures inside links first.
    for images in (True, False):
        if "](" in text.text:
            changed |= text.apply(_inline(hide(text.text), text.text, lead, images))
    if "]:" in text.text:
        changed |= _definitions(text, lead, hide)
    if "<" in text.text:
        changed |= text.apply(_in_html(hide(text.text), text.text, lead))
        changed |= text.apply(_autolinks(hide(text.text), lead))
    return changed


def _inline(hidden: str, text: str, lead: Lead, images: bool) -> Iterator[Change]:
    openings = _openings(hidden)
    at = hidden.find("](")
    while at >= 0:
        opening = openings.get(at)
        found = _destination(hidden, at + 2) if opening is not None else None
        if opening is not None and found:
            is_image = opening > 0 and hidden[opening - 1] == "!" and not (opening > 1 and hidden[opening - 2] == "\\")
            group = 1 if found[1] else 2
            href = text[found.start(group) : found.end(group)]
            led = lead(html.unescape(href), is_image) if is_image == images else None
            if led is not None:
                words = text[opening + 1 : at]
                start = opening - is_image
                if led.href is None:
                    yield Change(start, found.end(), words, led.what, led.remedy)
                elif led.as_link and hidden[start - 1 : start] == "[":
                    # A link cannot stand in another.
                    yield Change(start, found.end(), words, led.what, led.remedy)
                elif led.as_link:
                    shown = words if words.strip() else "picture"
                    yield Change(start, found.end(), f"[{shown}]({_written(led.href)})", led.what, led.remedy)
                else:
                    first = found.start(group) - (group == 1)
                    last = found.end(group) + (group == 1)
                    yield Change(first, last, _written(led.href), led.what, led.remedy)
        at = hidden.find("](", at + 2)


def _destination(hidden: str, at: int) -> re.Match[str] | None:
    """Also one with spaces, which is a link here and for few others."""
    return _DESTINATION.match(hidden, at) or _SPACED.match(hidden, at)


def _openings(hidden: str) -> dict[int, int]:
    """Of each closing bracket the one that it closes, in the same paragraph."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for each in _BRACKETS.finditer(hidden):
        sign = each[0]
        if sign == "[":
            open_.append(each.start())
        elif sign == "]" and open_:
            found[each.start()] = open_.pop()
        elif sign[0] == "\n":
            open_.clear()
    return found


def _written(href: str) -> str:
    return f"<{href}>" if re.search(r"[\s()]", href) else href


def _definitions(text: WorkingText, lead: Lead, hide: Callable[[str], str]) -> bool:
    hidden = hide(text.text)
    changes, dead = [], {}
    pictures = {" ".join(found.lower().split()) for found in re.findall(r"!\[[^\[\]\n]*\]\[([^\[\]\n]+)\]", hidden)}
    pictures |= {" ".join(found.lower().split()) for found in re.findall(r"!\[([^\[\]\n]+)\](?![\[(])", hidden)}
    for found in _DEFINITION.finditer(hidden):
        group = 2 if found[2] is not None else 3
        label = " ".join(found[1].lower().split())
        led = lead(html.unescape(text.text[found.start(group) : found.end(group)]), label in pictures)
        if led is None:
            continue
        if led.href is None or led.as_link:
            dead[label] = led
            changes.append(Change(found.start(), found.end(), "", led.what, led.remedy))
        else:
            first, last = found.start(group) - (group == 2), found.end(group) + (group == 2)
            changes.append(Change(first, last, f"<{led.href}>" if " " in led.href else led.href, led.what, led.remedy))
    changed = text.apply(changes)
    return text.apply(_uses(hide(text.text), text.text, dead)) or changed if dead else changed


def _uses(hidden: str, text: str, dead: dict[str, Led]) -> Iterator[Change]:
    """Of definitions that are gone: their words stay."""
    for found in re.finditer(r"(!?)\[((?:[^\[\]]|\[[^\[\]\n]*\]){1,500})\](?:[ ]?\[([^\[\]\n]*)\])?(?![(:])", hidden):
        label = " ".join((found[3] or found[2]).lower().split())
        led = dead.get(label)
        if led is not None:
            words = text[found.start(2) : found.end(2)]
            yield Change(found.start(), found.end(), f"[{words}]({_written(led.href)})" if led.href else words)


def _in_html(hidden: str, text: str, lead: Lead) -> Iterator[Change]:
    for tag in _TAG.finditer(hidden):
        name = tag[1].lower()
        for found in _LINK_ATTRIBUTE.finditer(tag[2]):
            start, end = tag.start(2) + found.start(2), tag.start(2) + found.end(2)
            href = html.unescape(text[start:end].strip("\"'"))
            led = lead(href, name not in ("a", "area"))
            if led is None:
                continue
            if led.href is not None and not led.as_link:
                yield Change(start, end, f'"{html.escape(led.href)}"', led.what, led.remedy)
            elif name in ("a", "area"):
                yield Change(tag.start(2) + found.start(), end, "", led.what, led.remedy)
            else:
                alt = _ALT.search(text[tag.start() : tag.end()])
                words = alt[1].strip("\"'") if alt else ""
                shown = html.escape(words or "picture", quote=False)
                target = f'<a href="{html.escape(led.href)}">{shown}</a>' if led.href else words
                yield Change(tag.start(), tag.end(), target, led.what, led.remedy)
            break


def _autolinks(hidden: str, lead: Lead) -> Iterator[Change]:
    for found in _AUTOLINK.finditer(hidden):
        led = lead(html.unescape(found[1]), False)
        if led is not None and not (led.href is None and found[1].lower().startswith("mailto:")):
            new = html.escape(found[1], quote=False) if led.href is None else f"[{found[1]}]({_written(led.href)})"
            yield Change(found.start(), found.end(), new, led.what, led.remedy)


def _wiki_links(hidden: str, lead: Lead) -> Iterator[Change]:
    for found in _WIKI.finditer(hidden):
        name, _, fragment = found[2].partition("#")
        led = lead(f"[[{name.strip()}]]", bool(found[1]))
        words = found[3] or found[2]
        if led is None:
            continue
        if led.href is None:
            yield Change(found.start(), found.end(), words, led.what, led.remedy)
        else:
            target = led.href + (f"#{fragment}" if fragment else "")
            yield Change(found.start(), found.end(), f"{found[1]}[{words}]({_written(target)})", led.what, led.remedy)
