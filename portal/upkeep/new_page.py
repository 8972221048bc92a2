"""Puts the file of a new page into a site's content: checked as if it were there, whole or not at all, over nothing."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.errors import PortalError
from portal.library.entries import Names, names_in
from portal.library.front_matter import Document, yaml_document
from portal.library.loader import load_library
from portal.library.problems import Problem
from portal.library.render_cache import RenderCache
from portal.library.source_text import read_source
from portal.library.survey import SITE_FILE, TEAM_FILE, survey
from portal.settings import Settings


def names_of(site_dir: Path) -> Names:
    """The names that a page may use, from the files as they are written; their pages need not be right."""
    return names_in(survey(site_dir).pages, _fields_of(site_dir, SITE_FILE), _fields_of(site_dir, TEAM_FILE))


def _fields_of(site_dir: Path, source: str) -> Document | None:
    text = read_source(site_dir / source, source)
    return None if isinstance(text, Problem) else yaml_document(text, source)[0]


def problems_with(settings: Settings, source: str, text: str, today: date) -> tuple[Problem, ...]:
    """What `check` would say of the page at `source`, and of other pages because of it; warnings are left out."""
    with TemporaryDirectory(prefix="portal-new-") as folder:
        file = Path(folder) / "page.md"
        file.write_text(text, "utf-8")
        kept = RenderCache(settings.render_cache_file) if settings.render_cache_file.is_file() else None
        problems = load_library(settings.site_dir, today, kept=kept, beside=((source, file),)).problems
    return tuple(
        problem
        for problem in problems
        if problem.severity == "problem" and (problem.path == source or source in problem.what)
    )


def write_new(file: Path, text: str | bytes) -> None:
    """Nobody ever sees half of it, and what is there already stays. Raises PortalError."""
    data = text if isinstance(text, bytes) else text.encode()
    staged = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_be_written(file, error) from error
    try:
        staged.write_bytes(data)
        try:
            # Unlike renaming, this fails where there is a file of that name.
            os.link(staged, file)
        except FileExistsError:
            raise PortalError(f"{file} is there already, and stays as it is. Choose another name.") from None
        except OSError:
            # Some file systems know no second name for a file.
            with file.open("xb") as stream:
                stream.write(data)
    except FileExistsError:
        raise PortalError(f"{file} is there already, and stays as it is. Choose another name.") from None
    except OSError as error:
        raise _cannot_be_written(file, error) from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def _cannot_be_written(file: Path, error: OSError) -> PortalError:
    return PortalError(f"{file} cannot be written: {error.strerror or error}. Check that you may.")
