"""Finds the files of a site folder's content: which page each one is, at which address. DESIGN §4."""

import os
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISLNK

from portal import paths
from portal.library.fields import SLUG
from portal.library.file_listing import Found, listing
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.problems import Problem
from portal.library.reserved_addresses import reserved_address
from portal.library.suggestions import listed, nearest

PUBLIC = "content/public"
DESK = "content/desk"
SITE_FILE = "content/site.yml"
TEAM_FILE = "content/desk/team.yml"

PUBLIC_KINDS: dict[str, type[Page]] = {kind.kind: kind for kind in (Commitment, Limitation, Topic, Policy)}
DESK_KINDS: dict[str, type[Page]] = {kind.kind: kind for kind in (Script, Guide, Drill)}
ASSET_TYPES = (".avif", ".gif", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
CLOSURES_ENDING = ".ics"
_LANGUAGE_FOLDER = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
# Copies, swap files, what is written before it takes the place of the old, and vim's test whether it may write: 4913.
_SPARE = re.compile(
    r"~$|\.sw[a-z]$|^#.*#$|^4913$|\.tmp$|\.crswap$|___jb_(?:tmp|old)___$|\.sb-[0-9a-f]+-\w+$|^Thumbs\.db$"
)
_INNER_NAME = re.compile(rf"(?:{SLUG.pattern}/)*{SLUG.pattern}\.md")
_NAMES = "Names are small letters, digits and single hyphens, such as `first-reply.md`."


@dataclass(frozen=True, slots=True)
class PageFile:
    """`source` is the path from the site folder, `folder` the kind's folder or `` for a free page."""

    source: str
    path: str
    model: type[Page]
    folder: str
    slug: str
    is_public: bool
    language: str = ""
    """The folder of a translation's language; its `model`, `folder` and `slug` are those of what it translates."""

    @property
    def file(self) -> Path:
        return Path(self.path)

    @property
    def address(self) -> str:
        if not self.is_public:
            return f"{paths.DESK}/{self.folder}/{self.slug}/"
        return paths.translated(paths.page(self.folder, self.slug), self.language)


@dataclass(slots=True)
class Survey:
    """What is there, sorted by source; `assets` maps sources to files that are published as they are.

    `closures` are iCalendar files outside `public`, for calendars of site.yml to name.
    """

    pages: list[PageFile] = field(default_factory=list)
    translations: list[PageFile] = field(default_factory=list)
    assets: dict[str, Path] = field(default_factory=dict)
    closures: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, source: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(source, 1, 1, what, remedy))


def is_language_folder(name: str) -> bool:
    """Whether a folder of `public` may be that of a language: its tag (BCP 47) in small letters, such as `pt-br`."""
    return _LANGUAGE_FOLDER.fullmatch(name) is not None


def asset_address(source: str) -> str:
    return source.removeprefix(PUBLIC)


def survey(
    site_dir: Path, beside: Sequence[tuple[str, Path]] = (), content_files: Sequence[Found] | None = None
) -> Survey:
    """What is there, and `beside` it files elsewhere as if they were at their source, in place of what is there.

    `content_files` is the listing of `site_dir`/content, where somebody has made it.
    """
    found = Survey()
    content = site_dir / "content"
    if not content.is_dir():
        found.fault(
            "content", "There is no folder `content` here.", "Run the command in a site folder, or give --site DIR."
        )
        return found
    listed = listing(content) if content_files is None else content_files
    files = _files(content, listed, found) | {source: str(file) for source, file in beside}
    for source, file in sorted(files.items()):
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
    if f"{PUBLIC}/index.md" not in files:
        found.fault(f"{PUBLIC}/index.md", "The home page is missing.", "Add the file, with `title:` and `summary:`.")
    return found


def page_at(site_dir: Path, source: str) -> PageFile | None:
    """The page that a file at `source` is or would be; None for one that nobody would see, or with a wrong name."""
    found = Survey()
    if source.startswith(PUBLIC + "/"):
        _public_file(found, source, str(site_dir / source))
    elif source.startswith(DESK + "/"):
        _desk_file(found, source, str(site_dir / source))
    pages = (*found.pages, *found.translations)
    return pages[0] if pages and not found.problems else None


def _files(content: Path, listed: Iterable[Found], found: Survey) -> dict[str, str]:
    """Every file by its source; hidden files and editors' spare copies are passed over."""
    files: dict[str, str] = {}
    root, begin = content.resolve(), len(str(content)) - len("content")
    for path, stat in listed:
        source = path[begin:]
        if "/." in source or is_spare_file(source.rpartition("/")[2]):
            continue
        if S_ISLNK(stat.st_mode):
            file = Path(path)
            if file.is_dir() or not file.resolve().is_relative_to(root):
                found.fault(source, "This is a link to another folder.", "Copy what it leads to into `content`.")
                continue
        files[source] = path
    return files


def names_below(folder: str) -> tuple[object, ...]:
    """What `survey` goes by: the same names, the same files. A link may lead elsewhere from one look to the next."""
    found: list[object] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return (None,)
    for entry in entries:
        found.append(object() if entry.is_symlink() else entry.name)
        if entry.is_dir(follow_symlinks=False):
            found.append(names_below(entry.path))
    return tuple(found)


def is_spare_file(name: str) -> bool:
    """Whether an editor or a desktop lays such a file beside the one that is edited, for a moment or for good."""
    return not name.endswith(".md") and bool(_SPARE.search(name))


def _public_file(found: Survey, source: str, file: str) -> None:
    inner = source.removeprefix(PUBLIC + "/")
    folders, _, name = inner.rpartition("/")
    stem, ending = posixpath.splitext(name)
    if ending != ".md":
        _asset(found, source, file, inner) if ending.lower() in ASSET_TYPES else _stray(found, source)
        return
    _check_name(found, source, inner)
    kind, _, below = folders.partition("/")
    language = ""
    if is_language_folder(kind) and kind not in PUBLIC_KINDS:
        language, (kind, _, below) = kind, below.partition("/")
    if language and (not kind or kind in PUBLIC_KINDS):
        slug = f"{below}/{stem}" if below else stem
        model = PUBLIC_KINDS.get(kind, FreePage)
        found.translations.append(PageFile(source, file, model, kind, slug, is_public=True, language=language))
    elif not kind:
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


def _desk_file(found: Survey, source: str, file: str) -> None:
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


def _asset(found: Survey, source: str, file: str, inner: str) -> None:
    stem = posixpath.splitext(inner)[0]
    if not all(SLUG.fullmatch(part) for part in stem.split("/")) or posixpath.splitext(inner)[1].lower() not in inner:
        remedy = "Use small letters, digits and single hyphens, such as `line-box.png`."
        found.fault(source, f"`{inner}` cannot be part of an address.", remedy)
    elif reserved_address("/" + inner):
        found.fault(source, f"The address `/{inner}` is taken by {reserved_address('/' + inner)}.", "Move the file.")
    else:
        found.assets[source] = Path(file)


def _check_name(found: Survey, source: str, inner: str) -> None:
    if _INNER_NAME.fullmatch(inner):
        return
    for part in inner.removesuffix(".md").split("/"):
        if not SLUG.fullmatch(part):
            found.fault(source, f"`{part}` cannot be part of an address.", f"Rename it. {_NAMES}")
            return


def _stray(found: Survey, source: str) -> None:
    endings = ", ".join(ASSET_TYPES)
    found.fault(
        source, "The file is neither a page nor a picture.", f"Pages end in .md, files beside them in {endings}."
    )
