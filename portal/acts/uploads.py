"""Attachments: taken to disk before anything refers to them, and discarded if nothing ever does.

A staged file already lies where it will stay, under a random id; sending a report only adds a row that names it.
So an acknowledged attachment is on disk, and an abandoned one is a file without a row.
"""

import logging
import os
import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import puremagic

from portal.acts.workplace import Workplace
from portal.durable import sync
from portal.errors import UploadRefused
from portal.languages.formatting import number
from portal.languages.messages import N_, _
from portal.reports.pictures.metadata import holds_metadata, without_metadata
from portal.reports.report import Attachment
from portal.settings import Settings
from portal.store import attachments as stored

logger = logging.getLogger(__name__)

ALLOWED = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heif",
    ".heif": "image/heif",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
ALLOWED_SAID = N_("pictures (JPEG, PNG, GIF, WebP, HEIC), PDF and plain text")
# ISO/IEC 23008-12: what telephones write; puremagic knows some of them, under two names.
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
_CHUNK_BYTES = 256 * 1024
_MAX_NAME = 120


def stage(workplace: Workplace, name: str, stream: IO[bytes]) -> Attachment:
    """Write the stream to disk, whole and synced. Raises UploadRefused, leaving nothing behind."""
    settings, name = workplace.settings, clean_name(name)
    suffix = Path(name).suffix.lower()
    if suffix not in ALLOWED:
        kinds = _(ALLOWED_SAID)
        raise UploadRefused(_("“%(name)s” is a kind of file we cannot take. Attach %(kinds)s.", name=name, kinds=kinds))
    folder = settings.attachments_dir
    file_id = secrets.token_hex(16)
    file = folder / file_id
    try:
        folder.mkdir(parents=True, exist_ok=True)
        size_bytes = _write(file, stream, settings.max_attachment_bytes, name)
        _require_kind(file, name, suffix, size_bytes)
        size_bytes = _without_metadata(file, ALLOWED[suffix])
        staged_at_s = workplace.now().timestamp()
        os.utime(file, (staged_at_s, staged_at_s))
        sync(folder)
    except OSError as error:
        logger.error("an attachment could not be kept: %s", error.strerror)
        _remove(file)
        raise UploadRefused(
            _("“%(name)s” could not be kept: our disk did not take it. Send it without, or later.", name=name)
        ) from error
    except BaseException:
        _remove(file)
        raise
    return Attachment(file_id, name, ALLOWED[suffix], size_bytes)


def path_of(settings: Settings, attachment: Attachment) -> Path:
    return settings.attachments_dir / attachment.id


def lapsed(workplace: Workplace, attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Those that were staged more than `staged_valid_h` ago, however often their names were carried along since.

    They may be discarded at any moment, so nothing may refer to them any more.
    """
    limit = workplace.now() - timedelta(hours=workplace.settings.staged_valid_h)
    return tuple(each for each in attachments if not _is_newer(path_of(workplace.settings, each), limit))


def discard_abandoned(workplace: Workplace) -> int:
    """Delete the staged files that nothing refers to after `staged_valid_h`, and an hour more; says how many."""
    folder = workplace.settings.attachments_dir
    if not folder.is_dir():
        return 0
    limit = workplace.now() - timedelta(hours=workplace.settings.staged_valid_h + 1)
    old = {file.name: file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < limit.timestamp()}
    with workplace.store.reading() as conn:
        kept = stored.known_ids(conn, old)
    for file_id in old.keys() - kept:
        old[file_id].unlink(missing_ok=True)
    return len(old.keys() - kept)


def _is_newer(file: Path, limit: datetime) -> bool:
    try:
        return file.stat().st_mtime >= limit.timestamp()
    except FileNotFoundError:
        return False


def clean_name(name: str) -> str:
    """The last part of a file's name, without control characters, short enough to show."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(" .")
    if not shown:
        return "file"
    stem, suffix = os.path.splitext(shown)
    return (stem[: max(0, _MAX_NAME - len(suffix))] + suffix)[:_MAX_NAME]


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _write(file: Path, stream: IO[bytes], max_bytes: int, name: str) -> int:
    size_bytes = 0
    with file.open("xb") as out:
        while chunk := stream.read(_CHUNK_BYTES):
            size_bytes += len(chunk)
            if size_bytes > max_bytes:
                most = number(_in_megabytes(max_bytes))
                raise UploadRefused(
                    _("“%(name)s” is larger than %(most)s MB. Attach a smaller copy.", name=name, most=most)
                )
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return size_bytes


def _without_metadata(file: Path, media_type: str) -> int:
    """Take out of a picture what its camera wrote into it; gives the size in bytes. Raises OSError."""
    if holds_metadata(media_type):
        before = file.read_bytes()
        try:
            after = without_metadata(before, media_type)
        except ValueError as error:
            # It may be all that somebody has to show; nobody else sees it.
            logger.info("a picture was kept as it came, since it cannot be read through: %s", error)
            after = before
        if after != before:
            cleaned = file.with_name(f".{file.name}.part")
            try:
                with cleaned.open("xb") as out:
                    out.write(after)
                    out.flush()
                    os.fsync(out.fileno())
                cleaned.replace(file)
            finally:
                cleaned.unlink(missing_ok=True)
    return file.stat().st_size


def _in_megabytes(size_bytes: int) -> float:
    size = float(f"{size_bytes / 1_000_000:g}")
    return int(size) if size.is_integer() else size


def _require_kind(file: Path, name: str, suffix: str, size_bytes: int) -> None:
    if size_bytes == 0:
        raise UploadRefused(_("“%(name)s” is empty. Attach the file again, or leave it out.", name=name))
    with file.open("rb") as stream:
        head = stream.read(4096)
    kind = ALLOWED[suffix]
    if not (b"\0" not in head if kind == "text/plain" else kind in _kinds_of(head)):
        raise UploadRefused(
            _("“%(name)s” is not what its ending says. Save it again as a picture or a PDF and attach that.", name=name)
        )


def _kinds_of(head: bytes) -> set[str]:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return {"image/heif"}
    try:
        return {found.mime_type for found in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()
