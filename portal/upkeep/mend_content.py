"""Mends the files of a site's content where that changes nothing of what they mean, and shows what it does."""

import difflib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.errors import PortalError
from portal.library.loader import load_library
from portal.library.mending.mended_file import FileKind, MendedText, mended
from portal.library.mending.moved_links import link_edits, sources_by_address
from portal.library.pages import Script
from portal.library.read_content import ReadContent
from portal.library.renderer import Renderer
from portal.library.site_file import SiteFile
from portal.library.source_text import MAX_FILE_BYTES, read_source
from portal.library.survey import SITE_FILE, TEAM_FILE
from portal.library.team_file import TeamFile

_CONTEXT_LINES = 1


@dataclass(frozen=True, slots=True)
class Mended:
    """`what` names each thing that was mended in the file `source`; `diff` shows it, empty where lines end otherwise
    and nothing else. `is_changed` is False for a file that was left alone.
    """

    source: str
    what: tuple[str, ...]
    diff: str
    is_changed: bool = True

    def as_data(self) -> dict[str, object]:
        return {"path": self.source, "changed": self.is_changed, "what": list(self.what), "diff": self.diff}


def mend_content(site_dir: Path, today: date, *, write: bool) -> list[Mended]:
    """Every file that is mended, or that would be if it could be understood; in the order of the files.

    A file is replaced whole or not at all, and not if somebody saved it meanwhile. Without `write` none is.
    Raises PortalError where a file cannot be written; those before it are mended.
    """
    with Renderer() as renderer:
        content = load_library(site_dir, today, renderer).content
        if content is None:
            return []
        return list(_each(site_dir, content, renderer, write))


def _each(site_dir: Path, content: ReadContent, renderer: Renderer, write: bool) -> Iterator[Mended]:
    sources = sources_by_address(content)
    kinds = _kinds(content)
    for document in sorted(content.documents(), key=lambda each: each.source):
        file = site_dir / document.source
        if isinstance(read_source(file, document.source, MAX_FILE_BYTES), str):
            kind = kinds[document.source]
            data = file.read_bytes()
            found = mended(data, kind, link_edits(content, document, sources), renderer)
            if found is None:
                told = "left alone, because it cannot be read as it is; mend what is told of it first"
                yield Mended(document.source, (told,), "", is_changed=False)
            elif found.after.encode() != data:
                if write:
                    _replace(file, data, found.after.encode())
                yield Mended(document.source, found.what, _diff(document.source, found))


def _kinds(content: ReadContent) -> Mapping[str, FileKind]:
    kinds = {
        SITE_FILE: FileKind(SITE_FILE, SiteFile, has_body=False),
        TEAM_FILE: FileKind(TEAM_FILE, TeamFile, has_body=False),
    }
    for entry in (*content.entries, *content.translations):
        file = entry.file
        kinds[file.source] = FileKind(file.source, file.model, True, attribute_lists=file.model is not Script)
    return kinds


def _replace(file: Path, data: bytes, new: bytes) -> None:
    """The file keeps its rights; a link to it stays a link."""
    target = file.resolve()
    staged = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with staged.open("xb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(target, staged)
        if not os.access(target, os.W_OK) or target.read_bytes() != data:
            raise PortalError(f"{file} was changed by somebody else, or may not be. Nothing was written to it.")
        staged.replace(target)
    except OSError as error:
        raise PortalError(f"{file} cannot be written: {error.strerror or error}. Check that you may.") from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def _diff(source: str, text: MendedText) -> str:
    """In the form of `diff -u`, of lines with plain ends."""
    before, after = text.before.splitlines(keepends=True), text.after.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, source, source, n=_CONTEXT_LINES)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
