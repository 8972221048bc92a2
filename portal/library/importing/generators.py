"""Which generator a folder of Markdown was written for: where its pages lie, and at which address it shows them."""

import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

_MOST_BYTES = 500_000
_QUOTED = r"""\b{}\s*:\s*["'`]([^"'`\n]+)["'`]"""


@dataclass(frozen=True, slots=True)
class Generator:
    """`roots` are pairs of a folder in the tree, empty for the tree itself, and the path at which its pages begin.

    `statics` are folders whose files are served from the root of the site. `origin` is the address of the old site
    without its path, `prefix` its path without a slash at the end; both are empty where nobody says.
    """

    name: str
    roots: tuple[tuple[str, str], ...] = (("", ""),)
    statics: tuple[str, ...] = ("",)
    origin: str = ""
    prefix: str = ""
    pretty: bool = True
    config: Mapping[str, Any] = field(default_factory=dict)

    def root_of(self, path: str) -> tuple[str, str] | None:
        """The root under which a file lies, the deepest of them; None for one that is outside them all."""
        fitting = [root for root in self.roots if not root[0] or path.startswith(root[0] + "/")]
        return max(fitting, key=lambda root: len(root[0]), default=None)


def generator_of(folder: Path) -> Generator:
    """Found by its own files in the folder or, for the folder of its pages, in the one above."""
    for detect in (_mkdocs, _docusaurus, _hugo, _eleventy, _jekyll, _gitbook):
        for base in (folder, folder.parent):
            found = detect(base)
            if found is None:
                continue
            if base == folder:
                return found
            inside = [(name, url) for name, url in found.roots if name == folder.name]
            if inside:
                return _inside(found, inside[0][1])
    return Generator("plain folder")


def _inside(found: Generator, url: str) -> Generator:
    return Generator(found.name, (("", url),), ("",), found.origin, found.prefix, found.pretty, found.config)


def _mkdocs(base: Path) -> Generator | None:
    config = _yaml(base, "mkdocs.yml", "mkdocs.yaml")
    if config is None:
        return None
    docs = str(config.get("docs_dir") or "docs").strip("/")
    docs = "" if docs == "." else docs
    pretty = str(config.get("use_directory_urls", "true")).lower() != "false"
    return Generator("MkDocs", ((docs, ""),), (docs,), *_site(config.get("site_url")), pretty=pretty, config=config)


def _docusaurus(base: Path) -> Generator | None:
    text = _text(base, "docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs")
    if text is None:
        return None
    origin, _ = _site(_quoted("url", text))
    prefix = (_quoted("baseUrl", text) or "/").rstrip("/")
    route = _quoted("routeBasePath", text)
    docs_url = "/" + ("docs" if route is None else route.strip("/"))
    roots = [(name, url) for name, url in (("docs", docs_url), ("blog", "/blog")) if (base / name).is_dir()]
    pages = (*roots, ("src/pages", "")) if (base / "src/pages").is_dir() else tuple(roots)
    pages = tuple((name, "" if url == "/" else url) for name, url in pages)
    return Generator("Docusaurus", pages or (("", docs_url),), ("static",), origin, prefix)


def _hugo(base: Path) -> Generator | None:
    names = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config/_default/hugo.toml")
    config = _toml(base, *(name for name in names if name.endswith(".toml")))
    config = config if config is not None else _yaml(base, "hugo.yaml", "hugo.yml", "hugo.json")
    if config is None or not (base / "content").is_dir():
        return None
    roots = [("content", "")]
    languages = config.get("languages")
    for tag, said in languages.items() if isinstance(languages, dict) else ():
        folder = str(said.get("contentDir") or "").strip("/") if isinstance(said, dict) else ""
        if folder:
            is_first = tag == str(config.get("defaultContentLanguage") or "en")
            roots.append((folder, "" if is_first else f"/{tag}"))
    roots += [(f"content/{name}", "") for name in ("en",) if (base / "content" / name).is_dir()]
    statics = ("static", "assets", "content")
    return Generator("Hugo", tuple(dict.fromkeys(roots)), statics, *_site(config.get("baseURL")), config=config)


def _eleventy(base: Path) -> Generator | None:
    names = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")
    text = _text(base, *names)
    if text is None:
        return None
    root = (_quoted("input", text) or "").removeprefix("./").strip("/")
    root = "" if root in (".", "..") or not (base / root).is_dir() else root
    return Generator("Eleventy", ((root, ""),), ("", root, "public", "static"))


def _jekyll(base: Path) -> Generator | None:
    config = _yaml(base, "_config.yml", "_config.yaml")
    if config is None:
        return None
    source = str(config.get("source") or "").strip("./")
    origin, of_url = _site(config.get("url"))
    prefix = str(config.get("baseurl") or of_url).strip().strip("/")
    prefix = f"/{prefix}" if prefix else ""
    pretty = str(config.get("permalink") or "") == "pretty"
    return Generator("Jekyll", ((source, ""),), (source,), origin, prefix, pretty, config)


def _gitbook(base: Path) -> Generator | None:
    if not any((base / name).is_file() for name in ("SUMMARY.md", "summary.md", "book.json", ".gitbook.yaml")):
        return None
    book = _json(base, "book.json") or {}
    root = str(book.get("root") or (_yaml(base, ".gitbook.yaml") or {}).get("root") or "").strip("./")
    return Generator("GitBook", ((root, ""),), (root, ".gitbook/assets"), pretty=False)


def _site(url: Any) -> tuple[str, str]:
    """The origin of an address and its path."""
    try:
        parts = urlsplit(str(url or ""))
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}", posixpath.normpath("/" + parts.path.strip("/")).rstrip("/")


def _quoted(name: str, text: str) -> str | None:
    found = re.search(_QUOTED.format(name), text)
    return found[1] if found else None


def _text(base: Path, *names: str) -> str | None:
    for name in names:
        try:
            with (base / name).open("rb") as stream:
                return stream.read(_MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
    return None


def _yaml(base: Path, *names: str) -> dict[str, Any] | None:
    text = _text(base, *names)
    if text is None:
        return None
    try:
        data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _toml(base: Path, *names: str) -> dict[str, Any] | None:
    text = _text(base, *names)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _json(base: Path, name: str) -> dict[str, Any] | None:
    try:
        data = json.loads(_text(base, name) or "null")
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
