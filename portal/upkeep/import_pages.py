"""Takes a folder of other people's Markdown into a site: it is only read, and no file of the site is replaced."""

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.errors import PortalError
from portal.library.addresses import is_alias
from portal.library.front_matter import page_document
from portal.library.importing.converting import ConvertedPage, converted
from portal.library.importing.generators import Generator, generator_of
from portal.library.importing.index_lists import with_lists
from portal.library.importing.leading import Tree
from portal.library.importing.links_in_text import lead_links
from portal.library.importing.not_pages import why_no_page, why_not_taken
from portal.library.importing.placing import Places, Shelf, kept_addresses, place_file, place_pages
from portal.library.importing.report import FileReport, ImportReport, Outcome, grouped
from portal.library.importing.settling import Settling
from portal.library.importing.source_tree import read_page, source_tree
from portal.library.importing.working_text import Remark
from portal.library.renderer import Renderer
from portal.library.source_text import read_source
from portal.library.survey import ASSET_TYPES, PUBLIC, asset_address, survey
from portal.library.yaml_nodes import scalars_in
from portal.upkeep.new_page import write_new

Watch = Callable[[str, Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the pages are taken: into which folder of `public`, for whom, and to be looked at again by when."""

    into: str = "policies"
    root_pages: bool = False
    owner: str | None = None
    review_by: date | None = None


def import_pages(
    site_dir: Path, folder: Path, wanted: Wanted, today: date, watch: Watch, *, write: bool
) -> ImportReport:
    """Each file of the folder is in the report. A file is written whole or not at all, over nothing.

    `watch` is told of each stage and what it goes through. Raises PortalError where the folder cannot be read or the
    site cannot be written; what is written by then is whole, and counts as the same the next time.
    """
    try:
        tree = source_tree(folder)
    except OSError as error:
        raise PortalError(f"{folder} cannot be read: {error.strerror}. Name a folder that you may read.") from error
    return _Import(site_dir, tree.files, generator_of(folder.resolve()), wanted, today, watch).done(tree.passed, write)


class _Import:
    def __init__(
        self,
        site_dir: Path,
        files: Mapping[str, Path],
        generator: Generator,
        wanted: Wanted,
        today: date,
        watch: Watch,
    ) -> None:
        self.site_dir = site_dir
        self.files = files
        self.generator = generator
        self.wanted = wanted
        self.today = today
        self.watch = watch
        self.written: dict[str, str] = {}
        self.pages: dict[str, ConvertedPage] = {}
        self.reports: list[FileReport] = []
        self.shelf = Shelf(wanted.into, wanted.root_pages, tuple(name for name, _ in generator.roots))

    def done(self, passed: Sequence[Remark], write: bool) -> ImportReport:
        self.reports = [FileReport(each.path, False, "not taken", remarks=(each,)) for each in passed]
        self._read()
        places = place_pages(self.pages.values(), self.shelf)
        aliases = kept_addresses(self.pages.values(), places, self._taken(places), is_alias)
        faulty = self._settle(places)
        for path in self.watch("Writing", list(self.pages)):
            page = self.pages[path]
            if path in faulty:
                what = "Something in the page would stop the site from being built."
                remarks = (*page.remarks, Remark(path, 1, what, "Write it anew."))
                self.reports.append(FileReport(path, True, "not taken", remarks=remarks))
            else:
                self._write_page(page, places.pages[path], tuple(aliases[path]), write)
        for path, target in places.files.items():
            self._write_file(path, target, write)
        self._tell_of_the_rest(places)
        return ImportReport(self.generator.name, tuple(sorted(self.reports, key=lambda each: each.path)), not write)

    def _read(self) -> None:
        candidates = [path for path in self.files if why_no_page(path, self.generator) is None]
        for path in self.watch("Reading", candidates):
            text = read_page(path, self.files[path])
            if isinstance(text, Remark):
                self.reports.append(FileReport(path, True, "not taken", remarks=(text,)))
                continue
            self.written[path], remarks = text
            page = converted(path, text[0], self.generator)
            page.remarks.extend(remarks)
            self.pages[path] = page

    def _taken(self, places: Places) -> dict[str, str]:
        """The addresses of the site without their last slash, save those of files that may be the same as ours."""
        found = survey(self.site_dir)
        ours = set(places.pages.values())
        taken = {asset_address(source): source for source in found.assets}
        for page in (*found.pages, *found.translations):
            if page.source in ours or not page.is_public:
                continue
            taken[page.address.rstrip("/")] = page.source
            text = read_source(page.file, page.source)
            fields = page_document(text, page.source)[0].fields if isinstance(text, str) else None
            for said in scalars_in(fields) if fields else ():
                if is_alias(said):
                    taken.setdefault(said.rstrip("/"), page.source)
        return taken

    def _settle(self, places: Places) -> set[str]:
        assets = frozenset(path for path in self.files if path not in self.pages)
        tree = Tree(self.generator, self.pages, assets, places.pages, lambda path: place_file(path, self.shelf, places))
        with_lists(self.pages, places.pages)
        for page in self.watch("Leading links", list(self.pages.values())):
            lead_links(page.text, lambda href, image, page=page: tree.lead(page, href, image))  # type: ignore[misc]
        settling = Settling(self.pages, places.pages, places.files.values(), self.written, self.today)
        with Renderer() as renderer:
            return settling.settle(renderer, self.watch)

    def _write_page(self, page: ConvertedPage, source: str, aliases: tuple[str, ...], write: bool) -> None:
        remarks = grouped(page.remarks)
        outcome: Outcome = "taken with changes" if remarks else "taken"
        text = self._composed(page, aliases)
        told = self._write(page.path, source, text.encode(), write)
        if isinstance(told, Remark):
            outcome, remarks = "not taken", (*remarks, told)
        elif told is not None:
            outcome = told
        taken_at = source if outcome != "not taken" else ""
        self.reports.append(FileReport(page.path, True, outcome, taken_at, aliases, remarks, page.left))

    def _write_file(self, path: str, target: str, write: bool) -> None:
        try:
            data = self.files[path].read_bytes()
        except OSError as error:
            told = Remark(path, 1, f"The file cannot be read ({error.strerror}).", "Check that you may read it.")
            self.reports.append(FileReport(path, False, "not taken", remarks=(told,)))
            return
        found = self._write(path, target, data, write)
        if isinstance(found, Remark):
            self.reports.append(FileReport(path, False, "not taken", remarks=(found,)))
        else:
            self.reports.append(FileReport(path, False, found or "taken", target))

    def _write(self, path: str, source: str, data: bytes, write: bool) -> Outcome | Remark | None:
        """None where it was or would be written."""
        file = self.site_dir / source
        if file.is_file():
            if file.read_bytes() == data:
                return "there already"
            what = f"There is a file `{source}` already, which says something else."
            return Remark(path, 1, what, "It stays as it is. Compare the two, or import into another folder.")
        if write:
            write_new(file, data)
        return None

    def _composed(self, page: ConvertedPage, aliases: tuple[str, ...]) -> str:
        days = {"review_by": self.wanted.review_by, **page.days} if self.wanted.review_by else page.days
        fields: dict[str, Any] = {"title": page.title, "summary": page.summary}
        fields |= {"owner": self.wanted.owner} if self.wanted.owner else {}
        fields |= {name: days[name] for name in ("review_by", "publish_on", "expires_on") if name in days}
        fields |= {"draft": True} if page.draft else {}
        fields |= {"aliases": list(aliases)} if aliases else {}
        shown = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1_000_000)
        body = page.text.text.strip("\n").rstrip()
        return f"---\n{shown}---\n\n{body}\n" if body else f"---\n{shown}---\n"

    def _tell_of_the_rest(self, places: Places) -> None:
        """Files that are no pages and that no page uses."""
        told = {each.path for each in self.reports}
        for path in self.files:
            if path not in told:
                why = why_no_page(path, self.generator) or why_not_taken(path, ASSET_TYPES)
                is_page = why.is_page
                self.reports.append(
                    FileReport(path, is_page, "not taken", remarks=(Remark(path, 1, why.what, why.remedy),))
                )


def folder_from_public(given: str) -> str:
    """The folder in which pages are asked for, from `public`: `policies/handbook`."""
    return posixpath.normpath(given.strip()).removeprefix(PUBLIC + "/").strip("/")
