"""What a page must not be without, whoever wrote its template: told from its HTML beside that of ours. Pure.

Ours decides: what our own template shows on the same page has to be on theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from portal import paths

CSRF = "csrf_token"
_TO_A_PERSON = ("tel:", "mailto:")
_UNCLEAR = f"{paths.REPORT}?page="


@dataclass(frozen=True, slots=True)
class Missing:
    """`in_frame` tells whether base.html is where it belongs, and not the page's own template."""

    what: str
    remedy: str
    in_frame: bool = True


@dataclass(slots=True)
class _Parts(HTMLParser):
    policy: str = ""
    language: str = ""
    has_title: bool = False
    mains: int = 0
    headings: int = 0
    links: set[str] = field(default_factory=set)
    styles: int = 0
    forms: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    acting: list[str] = field(default_factory=list)
    canonical: bool = False
    _form: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.acting += [f"{name}=" for name in said if name.startswith("on") or name == "style"]
        match tag:
            case "html":
                self.language = said.get("lang", "")
            case "meta" if said.get("http-equiv", "").lower() == "content-security-policy":
                self.policy = said.get("content", "")
            case "title":
                self.has_title = True
            case "main":
                self.mains += 1
            case "h1":
                self.headings += 1
            case "a":
                self.links.add(said.get("href", ""))
            case "link":
                self.styles += said.get("rel") == "stylesheet"
                self.canonical = self.canonical or said.get("rel") == "canonical"
            case "style":
                self.acting.append("<style>")
            case "script" if "src" not in said:
                self.acting.append("<script>")
            case "form":
                self._form = (said.get("method", "get").lower(), said.get("action", ""))
                self.forms.setdefault(self._form, set())
        if self._form and tag in ("input", "textarea", "select", "button") and said.get("name"):
            self.forms[self._form].add(said["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def missing_parts(ours: str, theirs: str) -> Iterator[Missing]:
    """What the page as made from own templates does not have, and what it has that browsers will not do."""
    before, after = _parts(ours), _parts(theirs)
    yield from _of_frame(before, after)
    if before.headings == 1 and after.headings != 1:
        what = "has no main heading" if not after.headings else f"has {after.headings} main headings"
        yield Missing(f"The page {what}.", "Put one `<h1>` into the block `main`.", in_frame=False)
    for (method, action), names in before.forms.items():
        have = after.forms.get((method, action))
        if have is None:
            what = f"The form that sends to `{action}` is not on the page."
            yield Missing(what, "Keep it, or include ours, so that people can do what the page is for.", in_frame=False)
        elif absent := sorted(names - have):
            why = "Without it nothing can be sent." if CSRF in absent else "Without it what is sent is not taken."
            named = ", ".join(f"`{name}`" for name in absent)
            remedy = f"{why} Copy it from our template of the same name."
            yield Missing(f"The form that sends to `{action}` has no {named}.", remedy, in_frame=False)
    for acting in dict.fromkeys(one for one in after.acting if one not in before.acting):
        remedy = "Put it into a file of `static` and name that with `asset(…)`; browsers are told to do nothing else."
        yield Missing(f"`{acting}` stands in the page itself.", remedy, in_frame=False)


def _of_frame(before: _Parts, after: _Parts) -> Iterator[Missing]:
    if before.policy and before.policy != after.policy:
        remedy = 'Keep `<meta http-equiv="Content-Security-Policy" content="{{ csp }}">` in the head.'
        yield Missing("The page does not say what it may load.", remedy)
    if not after.language:
        yield Missing("The page does not say its language.", "Keep `lang` on `<html>`, as ours has it.")
    if not after.has_title:
        yield Missing("The page has no title.", "Keep `<title>` with the block `title` in it.")
    if not after.styles:
        yield Missing("The page has no style sheet.", "Keep `asset('forthright.css')`, or link your own.")
    if after.mains != 1:
        yield Missing("The page has no main part, or several.", 'Keep one `<main id="main">` round the block `main`.')
    if "#main" in before.links - after.links:
        yield Missing("Nobody can skip to the content.", "Keep the link to `#main` as the first of the body.")
    if before.canonical and not after.canonical:
        yield Missing("Search engines are not told the page's address.", "Keep the block `head`, with `super()` in it.")
    if any(link.startswith(_TO_A_PERSON) for link in before.links - after.links):
        remedy = "Keep the fallback contact in the footer: it is what is left when all else fails."
        yield Missing("The page does not say how to reach a person.", remedy)
    if _has_unclear(before) and not _has_unclear(after):
        remedy = "Keep the link with `paths.report_unclear(page_path)` in the footer."
        yield Missing("Nobody can say that the page is unclear.", remedy)
    if _has_report(before) and not _has_report(after):
        yield Missing("No link leads to the form.", "Keep a link to `paths.REPORT` in the footer.")


def _has_unclear(parts: _Parts) -> bool:
    return any(_UNCLEAR in link for link in parts.links)


def _has_report(parts: _Parts) -> bool:
    return any(link.partition("?")[0].endswith(paths.REPORT) for link in parts.links if _UNCLEAR not in link)


def _parts(page: str) -> _Parts:
    parts = _Parts()
    parts.feed(page)
    parts.close()
    return parts
