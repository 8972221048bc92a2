"""Finds the files of a site folder's content: which page each one is, at which address. DESIGN §4."""

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from portal import paths
from portal.library.fields import SLUG
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.problems import Problem
from portal.library.suggestions import listed, nearest

PUBLIC = "content/public"
DESK = "content/desk"
SITE_FILE = "content/site.yml"
TEAM_FILE = "content/desk/team.yml"

PUBLIC_KINDS: dict[str, type[Page]] = {kind.kind: kind for kind in (Commitment, Limitation, Topic, Policy)}
DESK_KINDS: dict[str, type[Page]] = {kind.kind: kind for kind in (Script, Guide, Drill)}
ASSET_TYPES = (".avif", ".gif", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
CLOSURES_ENDING = ".ics"
_NAMES = "Names are small letters, digits and single hyphens, such as `first-reply.md`."


@dataclass(frozen=True, slots=True)
class PageFile:
    """`source` is the path from the site folder, `folder` the kind's folder or `` for a free page."""

    source: str
    file: Path
    model: type[Page]
    folder: str
    slug: str
    is_public: bool

    @property
    def address(self) -> str:
        return paths.page(self.folder, self.slug) if self.is_public else f"{paths.DESK}/{self.folder}/{self.slug}/"


@dataclass(slots=True)
class Survey:
    """What is there, sorted by source; `assets` maps sources to files that are published as they are.

    `closures` are iCalendar files outside `public`, for calendars of site.yml to name.
    """

    pages: list[PageFile] = field(default_factory=list)
    assets: dict[str, Path] = field(default_factory=dict)
    closures: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, source: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(source, 1, 1, what, remedy))


def asset_address(source: str) -> str:
    return source.removeprefix(PUBLIC)


def survey(site_dir: Path) -> Survey:
    found = Survey()
    content = site_dir / "content"
    if not content.is_dir():
        found.fault(
            "content", "There is no folder `content` here.", "Run the command in a site folder, or give --site DIR."
        )
        return found
    for source, file in _files(site_dir, content, found):
        if source in (SITE_FILE, TEAM_FILE):
            continue
        if source.startswith(PUBLIC + "/"):
            _public_file(found, source, file)
        elif source.endswith(CLOSURES_ENDING):
            found.closures.append(source)
        elif source.startswith(DESK + "/"):
            _desk_file(found, source, file)
        else:
            remedy = "Move it to `content/public` if readers should see it, or to `content/desk`; else remove it."
            found.fault(source, "The file lies outside `public` and `desk`, where nobody would see it.", remedy)
    if not any(page.source == f"{PUBLIC}/index.md" for page in found.pages):
        found.fault(f"{PUBLIC}/index.md", "The home page is missing.", "Add the file, with `title:` and `summary:`.")
    return found


def _files(site_dir: Path, content: Path, found: Survey) -> list[tuple[str, Path]]:
    """Every file with its source, sorted; hidden files and editors' spare copies are passed over."""
    files = []
    root = content.resolve()
    folders = [(content.relative_to(site_dir).as_posix(), str(content))]
    while folders:
        above, folder = folders.pop()
        for entry in os.scandir(folder):
            name, source = entry.name, f"{above}/{entry.name}"
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((source, entry.path))
                continue
            if name.endswith(("~", ".swp")) or name == "Thumbs.db":
                continue
            file = Path(entry.path)
            if entry.is_symlink() and (file.is_dir() or not file.resolve().is_relative_to(root)):
                found.fault(source, "This is a link to another folder.", "Copy what it leads to into `content`.")
                continue
            files.append((source, file))
    return sorted(files)


def _public_file(found: Survey, source: str, file: Path) -> None:
    inner = source.removeprefix(PUBLIC + "/")
    folders, name = posixpath.split(inner)
    stem, ending = posixpath.splitext(name)
    if ending.lower() in ASSET_TYPES:
        _asset(found, source, file, inner)
        return
    if ending != ".md":
        _stray(found, source)
        return
    _check_name(found, source, inner)
    kind, _, below = folders.partition("/")
    if not kind:
        _add_page(found, PageFile(source, file, FreePage, "", stem, is_public=True))
    elif kind not in PUBLIC_KINDS:
        near = nearest(kind, PUBLIC_KINDS)
        remedy = (
            f"Did you mean `{near}`?" if near else f"Use {listed(PUBLIC_KINDS)}, or lay the page directly in `public`."
        )
        found.fault(source, f"`{kind}` is not a folder of pages.", remedy)
    elif below and PUBLIC_KINDS[kind] is not Policy:
        found.fault(
            source, f"Pages of `{kind}` lie in no folders of their own.", f"Move the file to `{PUBLIC}/{kind}`."
        )
        _add_page(found, PageFile(source, file, PUBLIC_KINDS[kind], kind, stem, is_public=True))
    else:
        slug = f"{below}/{stem}" if below else stem
        _add_page(found, PageFile(source, file, PUBLIC_KINDS[kind], kind, slug, is_public=True))


def _desk_file(found: Survey, source: str, file: Path) -> None:
    inner = source.removeprefix(DESK + "/")
    kind, _, name = inner.partition("/")
    stem, ending = posixpath.splitext(posixpath.basename(inner))
    if ending != ".md":
        _stray(found, source)
    elif kind not in DESK_KINDS or not name or "/" in name:
        remedy = f"Move it to {listed([f'{DESK}/{folder}' for folder in DESK_KINDS])}."
        found.fault(source, "The page lies where no desk page is looked for.", remedy)
    else:
        _check_name(found, source, inner)
        found.pages.append(PageFile(source, file, DESK_KINDS[kind], kind, stem, is_public=False))


def _add_page(found: Survey, page: PageFile) -> None:
    """A page with a wrong name is a page all the same: what stands in it is checked with the rest."""
    reserved = reserved_address(page.address)
    if page.slug.split("/")[-1] == "index" and page.source != f"{PUBLIC}/index.md":
        found.fault(page.source, "The list of a folder makes itself and has no page.", "Give the file another name.")
    elif reserved:
        what = f"The address `{page.address}` is taken by {reserved}."
        found.fault(page.source, what, "Give the file another name.")
    found.pages.append(page)


def reserved_address(address: str) -> str:
    """What has the address already, in words; empty if it is free for a page or an alias."""
    with_slash = address.rstrip("/") + "/"
    if paths.belongs_to_service(with_slash.rstrip("/")):
        return "the form, the tracking pages or the desk"
    if with_slash.startswith(paths.STATIC):
        return "style sheets and pictures of the portal"
    if with_slash.startswith(paths.SEARCH_INDEX):
        return "the search"
    if with_slash.startswith(paths.WHAT_CHANGED) or paths.PERMANENT.search(with_slash):
        return "what pages said before"
    if with_slash in (paths.COMMITMENTS, paths.LIMITATIONS, paths.TOPICS, paths.POLICIES):
        return f"the list of {with_slash.strip('/')}"
    if with_slash.rstrip("/") in {
        path.rstrip("/")
        for path in (
            paths.HOW_WE_HANDLE,
            paths.SCORECARD,
            paths.SCORECARD_CSV,
            paths.SCORECARD_JSON,
            paths.SEARCH,
            paths.NOT_FOUND,
            paths.SITEMAP,
            paths.ROBOTS,
        )
    }:
        return "a page that makes itself"
    return ""


def _asset(found: Survey, source: str, file: Path, inner: str) -> None:
    stem = posixpath.splitext(inner)[0]
    if not all(SLUG.fullmatch(part) for part in stem.split("/")) or posixpath.splitext(inner)[1].lower() not in inner:
        remedy = "Use small letters, digits and single hyphens, such as `line-box.png`."
        found.fault(source, f"`{inner}` cannot be part of an address.", remedy)
    elif reserved_address("/" + inner):
        found.fault(source, f"The address `/{inner}` is taken by {reserved_address('/' + inner)}.", "Move the file.")
    else:
        found.assets[source] = file


def _check_name(found: Survey, source: str, inner: str) -> None:
    for part in inner.removesuffix(".md").split("/"):
        if not SLUG.fullmatch(part):
            found.fault(source, f"`{part}` cannot be part of an address.", f"Rename it. {_NAMES}")
            return


def _stray(found: Survey, source: str) -> None:
    endings = ", ".join(ASSET_TYPES)
    found.fault(
        source, "The file is neither a page nor a picture.", f"Pages end in .md, files beside them in {endings}."
    )
