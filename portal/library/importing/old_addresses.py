"""The addresses that a page had on its old site, by the rules of the generator that made it."""

import posixpath
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from portal.library.importing.front_matter_dialects import text_of, texts_of
from portal.library.importing.generators import Generator

INDEX_NAMES = ("index", "readme", "_index")
_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(.+)")
_NUMBERED = re.compile(r"^\d+\s*[-_.]+\s*(?=[^\d])")
_PLACEHOLDER = re.compile(r":(\w+)")
_TEMPLATE_SIGNS = ("{{", "{%", "${")


def old_addresses(path: str, fields: Mapping[str, Any], generator: Generator) -> list[str]:
    """Paths from the root of the old host, the page's own first; each once. `path` is that of its file in the tree."""
    root, url = generator.root_of(path) or ("", "")
    inner = path[len(root) + 1 :] if root else path
    stem = stem_of(inner)
    made = {"Jekyll": _jekyll, "Hugo": _hugo, "Docusaurus": _docusaurus, "Eleventy": _eleventy}.get(generator.name)
    own = made(stem, fields, generator, url) if made else f"{url}/{_plain(stem)}"
    own = own if own.endswith((".html", "/")) else own + "/"
    if not made and not generator.pretty:
        own = own.rstrip("/") + ".html" if own.strip("/") and not is_index(stem) else own
    further = texts_of(fields, "aliases", "redirect_from", "redirects", "redirect_urls")
    kept = [_with_prefix(own, generator.prefix)]
    if generator.name in ("plain folder", "GitBook", "Jekyll") and not is_index(stem):
        bare = kept[0].removesuffix(".html").rstrip("/")
        kept += [f"{bare}/", f"{bare}.html"] if bare else []
    folder = posixpath.dirname(own.rstrip("/"))
    for each in further:
        path_of_it = _path_in(each)
        absolute = path_of_it if path_of_it.startswith("/") else posixpath.join(folder or "/", path_of_it)
        kept.append(_with_prefix(absolute, generator.prefix))
    return list(dict.fromkeys(each for each in kept if each.strip("/")))


def stem_of(path: str) -> str:
    """Without its ending; `page.html.md` is the page `page`."""
    return posixpath.splitext(path)[0].removesuffix(".html")


def is_index(stem: str) -> bool:
    return posixpath.basename(stem).lower() in INDEX_NAMES


def _plain(stem: str) -> str:
    """The path of a page that is named by its file; of an index that of its folder."""
    return posixpath.dirname(stem) if is_index(stem) else stem


def _with_prefix(path: str, prefix: str) -> str:
    path = "/" + path.lstrip("/")
    return path if not prefix or (path + "/").startswith(prefix + "/") else prefix + path


def _path_in(address: str) -> str:
    try:
        return unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""


def _said(fields: Mapping[str, Any], *names: str) -> str:
    """An address that the fields give outright; one that a template makes cannot be told."""
    found = text_of(fields, *names)
    return "" if any(sign in found for sign in _TEMPLATE_SIGNS) else _path_in(found)


def _jekyll(stem: str, fields: Mapping[str, Any], generator: Generator, _: str) -> str:
    folders = stem.split("/")
    said = _said(fields, "permalink")
    if said and ":" not in said:
        return said if said.endswith((".html", "/")) else f"{said}/"
    dated = _DATED.fullmatch(folders[-1])
    if dated and ("_posts" in folders or "_drafts" in folders):
        above = [each for each in folders[:-1] if not each.startswith("_")]
        categories = "/".join((*above, *texts_of(fields, "categories", "category"))).lower().replace(" ", "-")
        style = said or str(generator.config.get("permalink") or "date")
        pattern = {
            "date": "/:categories/:year/:month/:day/:title.html",
            "pretty": "/:categories/:year/:month/:day/:title/",
            "none": "/:categories/:title.html",
        }.get(style, style)
        year, month, day, title = dated.groups()
        values = {
            "categories": categories,
            "year": year,
            "month": month,
            "day": day,
            "title": text_of(fields, "slug") or title,
            "slug": text_of(fields, "slug") or title,
            "i_month": month.lstrip("0"),
            "i_day": day.lstrip("0"),
        }
        return _filled(pattern, values)
    collection = folders[0].removeprefix("_") if folders[0].startswith("_") and len(folders) > 1 else ""
    collections = generator.config.get("collections")
    if collection:
        said_of = collections.get(collection) if isinstance(collections, dict) else None
        pattern = str(said_of.get("permalink") or "") if isinstance(said_of, dict) else ""
        inner = "/".join(folders[1:])
        if pattern:
            last = posixpath.basename(inner)
            values = {"collection": collection, "path": _plain(inner), "name": last, "title": last, "slug": last}
            return _filled(pattern, values)
        return f"/{collection}/{inner}.html" if not is_index(inner) else f"/{collection}/{_plain(inner)}/"
    if is_index(stem):
        return f"/{_plain(stem)}/"
    return f"/{stem}/" if generator.pretty else f"/{stem}.html"


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    return re.sub(r"/{2,}", "/", "/" + _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), pattern))


def _hugo(stem: str, fields: Mapping[str, Any], _: Generator, url: str) -> str:
    said = _said(fields, "url")
    if said:
        return said if said.startswith("/") else f"{url}/{said}"
    path = _plain(stem).lower().replace(" ", "-")
    slug = text_of(fields, "slug")
    return f"{url}/{posixpath.join(posixpath.dirname(path), slug)}" if slug and path else f"{url}/{path}"


def _docusaurus(stem: str, fields: Mapping[str, Any], _: Generator, url: str) -> str:
    parts = [_NUMBERED.sub("", part) or part for part in stem.split("/")]
    dated = _DATED.fullmatch(stem.rsplit("/", 1)[-1])
    said = text_of(fields, "slug")
    if said.startswith("/"):
        return f"{url}{said}"
    if url == "/blog" and dated:
        year, month, day, title = dated.groups()
        return f"{url}/{said}" if said else f"{url}/{year}/{month}/{day}/{title}"
    if said:
        return f"{url}/{posixpath.normpath('/'.join((*parts[:-1], said)))}"
    if (len(parts) > 1 and parts[-1] == parts[-2]) or is_index(parts[-1]):
        parts.pop()
    elif name := text_of(fields, "id"):
        parts[-1] = name
    return f"{url}/{'/'.join(parts)}"


def _eleventy(stem: str, fields: Mapping[str, Any], _: Generator, url: str) -> str:
    said = _said(fields, "permalink")
    if said and said != "false":
        return said.removesuffix("index.html")
    parts = stem.split("/")
    if is_index(stem) or (len(parts) > 1 and parts[-1] == parts[-2]):
        parts.pop()
    elif dated := _DATED.fullmatch(parts[-1]):
        parts[-1] = dated[4]
    return f"{url}/{'/'.join(parts)}"
