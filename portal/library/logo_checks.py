"""The logo that site.yml names is there, can be shown, and cannot act."""

from collections.abc import Iterator
from pathlib import Path

from portal.library.front_matter import Document
from portal.library.logo_file import MAX_LOGO_BYTES, LogoFault, logo_size
from portal.library.problems import Problem
from portal.library.site_file import SiteFile
from portal.library.suggestions import nearest

STATIC = "static"


def check_logo(document: Document, site: SiteFile, site_dir: Path) -> Iterator[Problem]:
    for field in ("file", "dark"):
        name = getattr(site.logo, field) if site.logo and document.is_right("logo", field) else ""
        if name:
            yield from _picture(document, field, name, site_dir)


def _picture(document: Document, field: str, name: str, site_dir: Path) -> Iterator[Problem]:
    folder = site_dir / STATIC
    file = folder / name
    if "/" in name or "\\" in name or name.startswith("."):
        remedy = f"Lay the file directly in `{STATIC}`, beside `content`."
        yield document.problem(("logo", field), f"`{name}` is not the name of a file.", remedy)
    elif not file.is_file():
        there = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        near = nearest(name, there)
        remedy = f"Did you mean `{near}`?" if near else f"Lay it there: the folder `{STATIC}` stands beside `content`."
        yield document.problem(("logo", field), f"There is no file `{STATIC}/{name}`.", remedy)
    else:
        try:
            with file.open("rb") as stream:
                logo_size(stream.read(MAX_LOGO_BYTES + 1), name)
        except LogoFault as fault:
            yield Problem(f"{STATIC}/{name}", fault.line, fault.column, fault.what, fault.remedy)
