"""Other generators of static sites, each with the corpus laid out in its own way and the least of templates.

A page shows its title, summary and text; a section, where the tool makes such pages, lists its pages. What none of that
needs is off: feeds, categories, search. Otherwise each runs as it comes.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Policy

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta name="description" content="{summary}">
<link rel="canonical" href="{address}">
</head>
<body>
<header><a href="/">Long Shelf</a></header>
<main>
{main}
</main>
</body>
</html>
"""
_PAGE = "<h1>{title}</h1>\n<p>{summary}</p>\n{body}"


@dataclass(frozen=True, slots=True)
class Generator:
    """`lay_out` writes a site into a folder and gives the file of each policy, in their order, with what it becomes.

    `command` is run in that folder; `made` are the folders that a cold build begins without.
    """

    lay_out: Callable[[Path, Iterable[Policy]], dict[Path, Path]]
    command: tuple[str, ...]
    made: tuple[str, ...]


def _hugo(site: Path, policies: Iterable[Policy]) -> dict[Path, Path]:
    settings = ['baseURL = "https://help.longshelf.example/"', 'title = "Long Shelf"']
    _write(site / "hugo.toml", "\n".join((*settings, 'disableKinds = ["taxonomy", "term", "RSS"]', "")))
    words = {"title": "{{ .Title }}", "summary": "{{ .Params.summary }}", "address": "{{ .Permalink }}"}
    item = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>'
    several = f"<h1>{{{{ .Title }}}}</h1>\n<ul>{{{{ range .Pages }}}}\n{item}{{{{ end }}}}\n</ul>"
    for name in ("home", "section"):
        _write(site / "layouts" / f"{name}.html", _FRAME.format(**words, main=several))
    main = _PAGE.format(**words, body="{{ .Content }}")
    _write(site / "layouts" / "page.html", _FRAME.format(**words, main=main))
    _write(site / "content" / "_index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
    files = {}
    for policy in policies:
        _write_once(
            site / "content" / "policies" / policy.section / "_index.md", f"---\ntitle: {policy.section}\n---\n"
        )
        within = Path("policies", policy.section, policy.slug)
        file = site / "content" / within.with_suffix(".md")
        _write(file, _with_front_matter(policy))
        files[file] = site / "public" / within / "index.html"
    return files


def _with_front_matter(policy: Policy) -> str:
    return f"---\ntitle: {policy.title}\nsummary: {policy.summary}\n---\n\n{policy.body}\n"


def _mkdocs(site: Path, policies: Iterable[Policy]) -> dict[Path, Path]:
    settings = {"site_name": "Long Shelf", "site_url": "https://help.longshelf.example/", "plugins": []}
    # YAML reads JSON.
    _write(site / "mkdocs.yml", json.dumps(settings | {"theme": {"name": None, "custom_dir": "theme"}}))
    title, summary = "{{ page.title }}", "{{ page.meta.summary }}"
    main = _PAGE.format(title=title, summary=summary, body="{{ page.content }}")
    frame = _FRAME.format(title=title, summary=summary, address="{{ page.canonical_url }}", main=main)
    _write(site / "theme" / "main.html", frame)
    _write(site / "docs" / "index.md", "---\ntitle: Home\nsummary: Home.\n---\n\nWelcome.\n")
    files = {}
    for policy in policies:
        within = Path("policies", policy.section, policy.slug)
        file = site / "docs" / within.with_suffix(".md")
        _write(file, _with_front_matter(policy))
        files[file] = site / "site" / within / "index.html"
    return files


def _pelican(site: Path, policies: Iterable[Policy]) -> dict[Path, Path]:
    without = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")
    settings = {
        "SITENAME": "Long Shelf",
        "SITEURL": "https://help.longshelf.example",
        "PATH": "content",
        "OUTPUT_PATH": "output",
        "THEME": "theme",
        "THEME_STATIC_PATHS": [],
        "TIMEZONE": "Europe/London",
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": ["."],
        "PAGE_URL": "policies/{category}/{slug}/",
        "PAGE_SAVE_AS": "policies/{category}/{slug}/index.html",
        "DIRECT_TEMPLATES": ["index"],
        **dict.fromkeys(without),
    }
    _write(site / "pelicanconf.py", "".join(f"{name} = {value!r}\n" for name, value in settings.items()))
    title, summary = "{{ page.title }}", "{{ page.summary | striptags }}"
    main = _PAGE.format(title=title, summary=summary, body="{{ page.content }}")
    address = "{{ SITEURL }}/{{ page.url }}"
    frame = _FRAME.format(title=title, summary=summary, address=address, main=main)
    _write(site / "theme" / "templates" / "page.html", frame)
    item = '{% for page in pages %}\n<li><a href="/{{ page.url }}">{{ page.title }}</a></li>{% endfor %}'
    several = _FRAME.format(title="Home", summary="Home", address="{{ SITEURL }}", main=f"<ul>{item}\n</ul>")
    _write(site / "theme" / "templates" / "index.html", several)
    files = {}
    for policy in policies:
        file = site / "content" / policy.section / f"{policy.slug}.md"
        fields = {"Title": policy.title, "Summary": policy.summary, "Category": policy.section, "Slug": policy.slug}
        _write(file, "\n".join(f"{name}: {value}" for name, value in fields.items()) + f"\n\n{policy.body}\n")
        files[file] = site / "output" / "policies" / policy.section / policy.slug / "index.html"
    return files


def _lektor(site: Path, policies: Iterable[Policy]) -> dict[Path, Path]:
    _write(site / "long-shelf.lektorproject", "[project]\nname = Long Shelf\nurl = https://help.longshelf.example/\n")
    fields = "[fields.title]\ntype = string\n\n[fields.summary]\ntype = string\n\n[fields.body]\ntype = markdown\n"
    title, summary, address = "{{ this.title }}", "{{ this.summary }}", "{{ this | url(external=true) }}"
    item = '{% for page in this.children %}\n<li><a href="{{ page | url }}">{{ page.title }}</a></li>{% endfor %}'
    mains = {
        "page": _PAGE.format(title=title, summary=summary, body="{{ this.body }}"),
        "section": f"<h1>{title}</h1>\n<ul>{item}\n</ul>",
    }
    for name, main in mains.items():
        _write(site / "models" / f"{name}.ini", f"[model]\nname = {name}\nlabel = {title}\n\n{fields}")
        frame = _FRAME.format(title=title, summary=summary, address=address, main=main)
        _write(site / "templates" / f"{name}.html", frame)
    content = site / "content"
    for folder, title in ((content, "Home"), (content / "policies", "Policies")):
        _write(folder / "contents.lr", f"_model: section\n---\ntitle: {title}\n")
    files = {}
    for policy in policies:
        section = content / "policies" / policy.section
        _write_once(section / "contents.lr", f"_model: section\n---\ntitle: {policy.section}\n")
        file = section / policy.slug / "contents.lr"
        head = f"_model: page\n---\ntitle: {policy.title}\n---\nsummary: {policy.summary}\n---\nbody:\n\n"
        _write(file, f"{head}{policy.body}\n")
        files[file] = site / "htdocs" / "policies" / policy.section / policy.slug / "index.html"
    return files


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")


def _write_once(file: Path, content: str) -> None:
    if not file.exists():
        _write(file, content)


GENERATORS = {
    "hugo": Generator(_hugo, ("hugo", "--quiet", "--cacheDir", "{site}/cache"), ("public", "resources", "cache")),
    "mkdocs": Generator(_mkdocs, ("mkdocs", "build", "--quiet"), ("site",)),
    "pelican": Generator(_pelican, ("pelican", "--settings", "pelicanconf.py", "--quiet"), ("output",)),
    "lektor": Generator(_lektor, ("lektor", "build", "--output-path", "htdocs"), ("htdocs",)),
}
