"""A backup becomes a portal again: the files that are not there, then the database, all of it or nothing."""

import os
import secrets
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.errors import BackupError
from portal.publishing.disk import digest_of, sync_folders
from portal.settings import FILE_NAME, Settings, load_settings
from portal.store.carrying import fill_empty, require_no_tables
from portal.store.engine import open_store
from portal.upkeep.backup_file import Contents, copy_file, lines_in, read_contents, require_whole

_KEY = "var/secret"
# Where any of these is there already and not from this backup, the whole of it is left as it is: half of each would be
# neither.
_WHOLE = ("content", "templates", "static", FILE_NAME, "var/release.json")


@dataclass(frozen=True, slots=True)
class Restored:
    """`left` are parts of the site folder that were there and stay as they are; `steps` brought the schema to ours."""

    contents: Contents
    database: str
    files: int
    left: tuple[str, ...]
    steps: tuple[str, ...]
    key_is_another: bool


def restore(settings: Settings, file: Path) -> Restored:
    """Restore a backup into the site folder and the database that its settings name. Broken off, it is taken up again.

    Where there is no portal.toml, that of the backup says which database. Raises BackupError for a file that is no
    whole backup, or where another key is there already; StoreError for a database that is not empty, SettingsError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            contents = read_contents(archive)
            require_whole(archive, contents)
            settings = _settings(settings, archive, contents)
            return _restore(settings, archive, contents)
    except FileNotFoundError as error:
        raise BackupError(f"{file} is not there. Name the file of a backup.") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise BackupError(f"{file} cannot be restored: {error}. The database was not changed.") from error


def _restore(settings: Settings, archive: zipfile.ZipFile, contents: Contents) -> Restored:
    settings.make_var_dir()
    store = open_store(settings)
    try:
        require_no_tables(store)
        _require_same_key(settings, archive, contents)
        left = tuple(part for part in _WHOLE if _holds(contents, part) and _is_of_others(settings, contents, part))
        files = _lay_files(settings, archive, contents, left)
        steps = fill_empty(
            store,
            contents.schema,
            contents.tables,
            lambda shape: lines_in(archive, shape),
            contents.numbers,
            contents.digests,
        )
        key_is_another = _KEY in contents.files and bool(settings.secret) and settings.secret != _key(archive, contents)
        return Restored(contents, store.name, files, left, steps, key_is_another)
    finally:
        store.close()


def _settings(settings: Settings, archive: zipfile.ZipFile, contents: Contents) -> Settings:
    """As they will be once the files are there."""
    if (settings.site_dir / FILE_NAME).exists() or FILE_NAME not in contents.files:
        return settings
    with TemporaryDirectory(prefix="portal-restore-") as scratch:
        with (Path(scratch) / FILE_NAME).open("wb") as out:
            copy_file(archive, FILE_NAME, contents.files[FILE_NAME], out)
        return load_settings(Path(scratch)).model_copy(update={"site_dir": settings.site_dir})


def _require_same_key(settings: Settings, archive: zipfile.ZipFile, contents: Contents) -> None:
    here = settings.site_dir / _KEY
    if here.exists() and _KEY in contents.files and here.read_text("ascii").strip() != _key(archive, contents):
        raise BackupError(
            f"{here} holds another key than the backup: with it, no private link of the backup's reports would open. "
            "Nothing was changed. Move that file away, then restore again."
        )


def _key(archive: zipfile.ZipFile, contents: Contents) -> str:
    with TemporaryDirectory(prefix="portal-restore-") as scratch:
        file = Path(scratch) / "key"
        with file.open("wb") as out:
            copy_file(archive, _KEY, contents.files[_KEY], out)
        return file.read_text("ascii").strip()


def _lay_files(settings: Settings, archive: zipfile.ZipFile, contents: Contents, left: tuple[str, ...]) -> int:
    laid: set[Path] = set()
    for name, kept in contents.files.items():
        file = settings.site_dir / name
        if file.exists() or any(name == part or name.startswith(f"{part}/") for part in left):
            continue
        file.parent.mkdir(mode=0o700 if name.startswith("var/") else 0o777, parents=True, exist_ok=True)
        staged = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
        mode = 0o600 if name.startswith("var/") or name == FILE_NAME else 0o666
        try:
            with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                copy_file(archive, name, kept, out)
                out.flush()
                os.fsync(out.fileno())
            staged.replace(file)
        finally:
            with suppress(FileNotFoundError):
                staged.unlink()
        laid.add(file)
    folders = {folder for file in laid for folder in file.parents if folder.is_relative_to(settings.site_dir)}
    sync_folders(folders)
    return len(laid)


def _is_of_others(settings: Settings, contents: Contents, part: str) -> bool:
    """Whether anything stands there that a restore of this backup would not have laid. Hidden files do not count."""
    path = settings.site_dir / part
    for file in (path, *path.rglob("*")):
        name = file.relative_to(settings.site_dir)
        if file.is_dir() or not file.exists() or any(step.startswith(".") for step in name.parts):
            continue
        kept = contents.files.get(name.as_posix())
        if kept is None or digest_of(file) != kept.sha256:
            return True
    return False


def _holds(contents: Contents, part: str) -> bool:
    return any(name == part or name.startswith(f"{part}/") for name in contents.files)
