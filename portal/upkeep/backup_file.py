"""A backup is one ZIP file: a line for each row of each table, the files of the site folder, and what to find in it.

`backup.json` comes last, so a file that was cut short has none. Any tool for ZIP shows what is in it; it can be
restored into SQLite and PostgreSQL alike, also by a later version of the program.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal, cast

from portal.errors import BackupError
from portal.store.table_rows import ROWS_A_BATCH, Digest, TableShape

FORMAT = 1
CONTENTS = "backup.json"
_CHUNK_BYTES = 1 << 20
_TOP_FOLDERS = ("var", "content", "templates", "static")
_TOP_FILES = ("portal.toml",)

KeyAt = Literal["in the backup", "in the settings"]


@dataclass(frozen=True, slots=True)
class KeptFile:
    size_bytes: int
    sha256: str


@dataclass(slots=True)
class Contents:
    """What a backup holds. `files` are by their path below the site folder; `made_at` is ISO 8601 in UTC."""

    made_at: str
    program: str
    schema: str
    key: KeyAt
    tables: dict[str, TableShape] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    files: dict[str, KeptFile] = field(default_factory=dict)
    missing_attachments: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "made_at": self.made_at,
            "program": self.program,
            "schema": self.schema,
            "key": self.key,
            "tables": {
                name: {"columns": shape.columns, "key": shape.key, **self.digests[name].as_data()}
                for name, shape in self.tables.items()
            },
            "numbers": dict(self.numbers),
            "files": {name: {"size_bytes": f.size_bytes, "sha256": f.sha256} for name, f in self.files.items()},
            "missing_attachments": self.missing_attachments,
        }


def table_name(name: str) -> str:
    return f"tables/{name}.jsonl"


def file_name(name: str) -> str:
    return f"files/{name}"


def read_contents(archive: zipfile.ZipFile) -> Contents:
    """Raises BackupError for what is no backup, or one of a later version of the program."""
    try:
        data = json.loads(archive.read(CONTENTS))
        if data["format"] != FORMAT:
            raise BackupError(f"{archive.filename} was made by a later version of Forthright. Install that version.")
        tables = {
            name: TableShape(name, tuple((c, kind) for c, kind in t["columns"]), tuple(t["key"]))
            for name, t in data["tables"].items()
        }
        digests = {name: Digest(t["rows"], int(t["sha256_sum"], 16)) for name, t in data["tables"].items()}
        files = {_inside(name): KeptFile(f["size_bytes"], f["sha256"]) for name, f in data["files"].items()}
        return Contents(
            made_at=data["made_at"],
            program=data["program"],
            schema=data["schema"],
            key=cast("KeyAt", data["key"]),
            tables=tables,
            digests=digests,
            numbers=data["numbers"],
            files=files,
            missing_attachments=tuple(data["missing_attachments"]),
        )
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError) as error:
        raise BackupError(f"{archive.filename} is no backup of Forthright, or was cut short: {error}.") from error


def lines_in(archive: zipfile.ZipFile, shape: TableShape) -> Iterator[list[bytes]]:
    """The rows of a table, some thousands at a time. Raises BackupError where they cannot be read."""
    try:
        with archive.open(table_name(shape.name)) as stream:
            batch: list[bytes] = []
            for line in stream:
                batch.append(line.rstrip(b"\n"))
                if len(batch) == ROWS_A_BATCH:
                    yield batch
                    batch = []
            yield batch
    except (KeyError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged(archive, table_name(shape.name)) from error


def copy_file(archive: zipfile.ZipFile, name: str, kept: KeptFile, out: IO[bytes]) -> None:
    """Write a file of the site folder to `out`. Raises BackupError where it is not as it was."""
    hashed = sha256()
    try:
        with archive.open(file_name(name)) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                hashed.update(chunk)
                out.write(chunk)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged(archive, name) from error
    if hashed.hexdigest() != kept.sha256:
        raise _damaged(archive, name)


def require_whole(archive: zipfile.ZipFile, contents: Contents) -> None:
    """Read every row and every file once. Raises BackupError where one is not as it was."""
    for name, shape in contents.tables.items():
        digest = Digest()
        for lines in lines_in(archive, shape):
            digest.add(lines)
        if digest != contents.digests[name]:
            raise _damaged(archive, table_name(name))
    with Path("/dev/null").open("wb") as nowhere:
        for name, kept in contents.files.items():
            copy_file(archive, name, kept, nowhere)


def _damaged(archive: zipfile.ZipFile, what: str) -> BackupError:
    return BackupError(f"{archive.filename} is damaged: {what} is not as it was. Use another backup.")


def _inside(name: str) -> str:
    """Raises ValueError for a path that a backup of ours does not hold."""
    path = PurePosixPath(name)
    known = (path.parts[0] in _TOP_FOLDERS and len(path.parts) > 1) or name in _TOP_FILES
    if not known or path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise ValueError(f"it names the file {name!r}")
    return name
