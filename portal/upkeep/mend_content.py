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
from portal.library.mending.edits import OtherTextError
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
_SAVED_MEANWHILE = "it was changed by somebody else meanwhile; run this again"


class _LeftAloneError(Exception):
    """Why a file stays as it is."""


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

    A file is replaced whole or not at all, and not if somebody saved it meanwhile, or if it would become another
    user's. Without `write` none is.
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
            try:
                found = mended(data, kind, link_edits(content, document, sources), renderer)
                if found is None:
                    raise _LeftAloneError("it cannot be read as it is; mend what is told of it first")
                if found.after.encode() != data:
                    if write:
                        _replace(file, data, found.after.encode())
                    yield Mended(document.source, found.what, _diff(document.source, found))
            except OtherTextError:
                yield _left_alone(document.source, _SAVED_MEANWHILE)
            except _LeftAloneError as reason:
                yield _left_alone(document.source, str(reason))


def _left_alone(source: str, why: str) -> Mended:
    return Mended(source, (f"left alone, because {why}",), "", is_changed=False)


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
    """The file keeps its owner, group and rights; a link to it stays a link. Raises _LeftAloneError, PortalError."""
    target = file.resolve()
    staged = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with staged.open("xb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_owner(target, staged)
        shutil.copymode(target, staged)
        if not os.access(target, os.W_OK):
            raise _LeftAloneError("you may not write to it")
        if target.read_bytes() != data:
            raise _LeftAloneError(_SAVED_MEANWHILE)
        staged.replace(target)
    except OSError as error:
        raise PortalError(f"{file} cannot be written: {error.strerror or error}. Check that you may.") from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def _keep_owner(target: Path, staged: Path) -> None:
    """Changing an owner drops some rights, so these come after. Raises _LeftAloneError."""
    owned, ours = target.stat(), staged.stat()
    if (owned.st_uid, owned.st_gid) != (ours.st_uid, ours.st_gid):
        try:
            os.chown(staged, owned.st_uid, owned.st_gid)
        except PermissionError:
            raise _LeftAloneError(
                "it belongs to another user or group, and would not afterwards; run this as its owner"
            ) from None


def _diff(source: str, text: MendedText) -> str:
    """In the form of `diff -u`, of lines with plain ends."""
    before, after = text.before.splitlines(keepends=True), text.after.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, source, source, n=_CONTEXT_LINES)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
