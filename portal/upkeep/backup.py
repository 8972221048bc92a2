"""A backup while the portal runs: the database of one moment, then the files, then the whole of it restored for trial.

A file is on the disk before the database names it and is never changed, so every attachment of the reports in the
backup is in it too. DESIGN §2, §8.
"""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from portal.durable import sync
from portal.errors import BackupError, StoreError
from portal.settings import FILE_NAME, Settings
from portal.store.carrying import fill_empty, last_numbers, rows_of
from portal.store.engine import Store, open_store
from portal.store.schema import version_on
from portal.store.snapshot import snapshot
from portal.store.table_rows import Digest, read_line, table_shapes
from portal.upkeep.backup_file import (
    CONTENTS,
    Contents,
    KeptFile,
    file_name,
    lines_in,
    read_contents,
    require_whole,
    table_name,
)

_CHUNK_BYTES = 1 << 20
_FOLDERS = ("var/attachments", "var/inbound", "content", "templates", "static")
_FILES = (FILE_NAME, "var/secret", "var/earlier-secrets", "var/release.json")
# Each row's id is the name of a file; those of the second table came with what is held.
_NAMING_FILES = ("attachments", "held_files")
# Pictures and PDFs are packed already, and so are most mails.
_STORED = ("var/attachments/",)


@dataclass(frozen=True, slots=True)
class Made:
    """`missing` are attachments that a report, or one that is held, names and that are not on the disk."""

    rows: int
    tables: int
    reports: int
    files: int
    size_bytes: int
    missing: tuple[str, ...]
    key_in_settings: bool


def make_backup(settings: Settings, store: Store, file: Path, at: datetime, *, tried: bool = True) -> Made:
    """Write a backup to a new `file`, readable for its owner only; `tried` restores it for trial and compares.

    Others may read and write meanwhile. Raises BackupError, StoreError for a damaged database; then no file is left.
    """
    if file.exists():
        raise BackupError(f"{file} is there already. Name a file that is not, so that no backup is overwritten.")
    staged = file.with_name(f".{file.name}.part")
    try:
        with TemporaryDirectory(prefix=".portal-backup-", dir=file.parent) as scratch:
            contents = _write(settings, store, staged, at, Path(scratch))
            if tried:
                try_backup(staged, Path(scratch) / "trial")
        staged.replace(file)
        sync(file.parent)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written to {file}: {error.strerror or error}. Nothing is left of it. "
            "Name a folder that is there, may be written and has room for twice the database."
        ) from error
    finally:
        with suppress(OSError):
            staged.unlink()
    return Made(
        rows=sum(digest.rows for digest in contents.digests.values()),
        tables=len(contents.tables),
        reports=contents.digests["reports"].rows,
        files=len(contents.files),
        size_bytes=file.stat().st_size,
        missing=contents.missing_attachments,
        key_in_settings=contents.key == "in the settings",
    )


def try_backup(file: Path, folder: Path) -> None:
    """Restore the database into a scratch place and compare each row and each file. Raises BackupError, StoreError."""
    folder.mkdir()
    with zipfile.ZipFile(file) as archive:
        contents = read_contents(archive)
        require_whole(archive, contents)
        # It goes with the folder, so nothing of it has to reach the disk.
        trial = open_store(Settings(site_dir=folder), durable=False)
        try:
            fill_empty(
                trial,
                contents.schema,
                contents.tables,
                lambda shape: lines_in(archive, shape),
                contents.numbers,
                contents.digests,
            )
        except StoreError as error:
            raise BackupError(f"The backup was tried and could not be restored, so it was not kept: {error}") from error
        finally:
            trial.close()


def _write(settings: Settings, store: Store, file: Path, at: datetime, scratch: Path) -> Contents:
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            with snapshot(store, scratch) as conn:
                contents, named = _write_tables(conn, store, archive, settings, at)
            for name, path in _files_of(settings):
                with suppress(FileNotFoundError):
                    contents.files[name] = _write_file(archive, name, path)
            missing = {each for each in named if f"var/attachments/{each}" not in contents.files}
            contents.missing_attachments = tuple(sorted(missing))
            archive.writestr(CONTENTS, json.dumps(contents.as_data(), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    return contents


def _write_tables(
    conn: Connection, store: Store, archive: zipfile.ZipFile, settings: Settings, at: datetime
) -> tuple[Contents, set[str]]:
    """Also gives the attachments that reports name, and those that are held."""
    schema = version_on(conn)
    if schema is None:
        raise StoreError(f"The database {store.name} has none of our tables yet, so there is nothing to back up.")
    contents = Contents(
        made_at=at.isoformat(timespec="seconds"),
        program=version("forthright-portal"),
        schema=schema,
        key="in the settings" if settings.secret else "in the backup",
        numbers=last_numbers(conn),
    )
    named: set[str] = set()
    for shape in table_shapes(conn):
        contents.tables[shape.name] = shape
        contents.digests[shape.name] = digest = Digest()
        with archive.open(table_name(shape.name), "w", force_zip64=True) as out:
            for lines in rows_of(conn, shape, digest):
                out.write(b"".join(line + b"\n" for line in lines))
                if shape.name in _NAMING_FILES:
                    named.update(str(read_line(line, shape)["id"]) for line in lines)
    return contents, named


def _files_of(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Path below the site folder, and where it lies; what is still being written is left out.

    Raises BackupError for a name that cannot be written down.
    """
    for name in _FILES:
        if (settings.site_dir / name).is_file():
            yield name, settings.site_dir / name
    for folder in _FOLDERS:
        for path in sorted((settings.site_dir / folder).rglob("*")):
            name = path.relative_to(settings.site_dir).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in PurePosixPath(name).parts):
                _require_readable_name(name)
                yield name, path


def _require_readable_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise BackupError(
            f"The name of the file {name!r} is no UTF-8, so no backup was made. Rename it, then run this again."
        ) from error


def _write_file(archive: zipfile.ZipFile, name: str, path: Path) -> KeptFile:
    hashed, size_bytes = sha256(), 0
    entry = zipfile.ZipInfo(file_name(name))
    entry.compress_type = zipfile.ZIP_STORED if name.startswith(_STORED) else zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as out:
        while chunk := source.read(_CHUNK_BYTES):
            hashed.update(chunk)
            size_bytes += len(chunk)
            out.write(chunk)
    return KeptFile(size_bytes, hashed.hexdigest())
