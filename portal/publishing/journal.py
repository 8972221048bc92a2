"""The journal: what a publication is about to do, written down before it does it. DESIGN §6.

Before the journal stands under its name, the whole old site is live. From then on the publication can only be finished:
by the process itself or, after a crash, by the next `build` or `run`. Each step may be done twice without harm.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PublishError
from portal.publishing.disk import digest_of, sync_folders, write_durably


@dataclass(frozen=True, slots=True)
class Move:
    """A staged file takes the place of a live one. Both lie on the same file system."""

    staged: Path
    live: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Journal:
    """`moves` in the order in which readers may meet them, then `deletions` below `folder`, then `staging` goes."""

    folder: Path
    staging: Path
    moves: tuple[Move, ...]
    deletions: tuple[Path, ...] = ()


def write_journal(journal: Journal, file: Path, base: Path) -> None:
    """From the return of this on the publication is decided. Paths below `base` are kept relative, so it may move."""

    def portable(path: Path) -> str:
        return str(path).removeprefix(f"{base}{os.sep}")

    data = {
        "folder": portable(journal.folder),
        "staging": portable(journal.staging),
        "moves": [[portable(move.staged), portable(move.live), move.sha256] for move in journal.moves],
        "deletions": [portable(path) for path in journal.deletions],
    }
    write_durably(file, json.dumps(data, indent=1) + "\n")


def read_journal(file: Path, base: Path) -> Journal | None:
    """None where no publication was interrupted. Raises PublishError for a file that is not a journal."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return Journal(
            base / data["folder"],
            base / data["staging"],
            tuple(Move(base / staged, base / live, digest) for staged, live, digest in data["moves"]),
            tuple(base / path for path in data["deletions"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{file} is damaged ({error}), so an interrupted publication cannot be finished. "
            "Remove the file and run `portal build`."
        ) from error


def finish(journal: Journal, file: Path) -> tuple[Path, ...]:
    """Do what the journal says and remove it. Returns the live files that are not as they should be.

    There are none unless somebody meddled with the staged files after a crash; the next build puts those right.
    """
    astray = tuple(move.live for move in journal.moves if not _make_live(move))
    sync_folders(_folders_above((move.live for move in journal.moves), journal.folder))
    for path in journal.deletions:
        path.unlink(missing_ok=True)
        _remove_empty_folders(path.parent, journal.folder)
    sync_folders(_folders_above(journal.deletions, journal.folder))
    file.unlink(missing_ok=True)
    sync_folders([file.parent])
    shutil.rmtree(journal.staging, ignore_errors=True)
    return astray


def _make_live(move: Move) -> bool:
    move.live.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(move.staged, move.live)
    except FileNotFoundError:
        return digest_of(move.live) == move.sha256
    return True


def _folders_above(files: Iterable[Path], root: Path) -> set[Path]:
    """The folders that hold `files`, and those up to and with the parent of `root`, whose names may be new."""
    folders: set[Path] = set()
    for file in files:
        folder = file.parent
        while folder not in folders:
            folders.add(folder)
            if folder == root.parent or not folder.is_relative_to(root):
                break
            folder = folder.parent
    return folders


def _remove_empty_folders(folder: Path, root: Path) -> None:
    with suppress(OSError):
        while folder != root and folder.is_relative_to(root):
            folder.rmdir()
            folder = folder.parent
