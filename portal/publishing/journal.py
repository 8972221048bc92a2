"""The journal: what a publication is about to do, written down before it does it. DESIGN §6.

Before the journal stands under its name, the whole old site is live. From then on the publication can only be finished:
by the process itself or, after a crash, by the next `build` or `run`. Each step may be done twice without harm.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from portal.errors import PublishError
from portal.library.whole_files import write_whole
from portal.publishing.disk import Syncing, digest_of, sync_folders

_SHARE = 64


class Move(NamedTuple):
    """A staged file takes the place of a live one. Both lie on the same file system."""

    staged: str
    live: str
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
    prefix = f"{base}{os.sep}"
    data = {
        "folder": str(journal.folder).removeprefix(prefix),
        "staging": str(journal.staging).removeprefix(prefix),
        "moves": [(staged.removeprefix(prefix), live.removeprefix(prefix), sha) for staged, live, sha in journal.moves],
        "deletions": [str(path).removeprefix(prefix) for path in journal.deletions],
    }
    write_whole(json.dumps(data) + "\n", file)


def read_journal(file: Path, base: Path) -> Journal | None:
    """None where no publication was interrupted. Raises PublishError for a file that is not a journal."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return Journal(
            base / data["folder"],
            base / data["staging"],
            tuple(Move(str(base / staged), str(base / live), digest) for staged, live, digest in data["moves"]),
            tuple(base / path for path in data["deletions"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{file} is damaged ({error}), so an interrupted publication cannot be finished. "
            "Remove the file and run `portal build`."
        ) from error


def finish(journal: Journal, file: Path) -> tuple[str, ...]:
    """Do what the journal says and remove it. Returns the live files that are not as they should be.

    There are none unless somebody meddled with the staged files after a crash; the next build puts those right.
    """
    astray = _make_live(journal.moves, journal.folder)
    for path in journal.deletions:
        path.unlink(missing_ok=True)
        _remove_empty_folders(path.parent, journal.folder)
    emptied = {str(path.parent) for path in journal.deletions}
    sync_folders(emptied | _folders_above(emptied, str(journal.folder)))
    file.unlink(missing_ok=True)
    sync_folders([file.parent])
    shutil.rmtree(journal.staging, ignore_errors=True)
    return astray


def _make_live(moves: Sequence[Move], root: Path) -> tuple[str, ...]:
    """The live files that are astray. While the names in some folders go to the disk, files come into others."""
    astray: list[str] = []
    above = _folders_above(map(_folder_of, moves), str(root))
    with closing(Syncing()) as syncing:
        for begin in range(0, len(moves), _SHARE):
            share = moves[begin : begin + _SHARE]
            folders = {_folder_of(move) for move in share}
            for folder in folders:
                _make_folder(folder)
            astray += (move.live for move in share if not _is_live(move))
            syncing.ask(folders - above)
        syncing.ask(folder for folder in above if os.path.isdir(folder))
        syncing.wait()
    return tuple(astray)


def _folder_of(move: Move) -> str:
    return os.path.dirname(move.live)


def _is_live(move: Move) -> bool:
    """Whether it is, once it was moved."""
    try:
        os.replace(move.staged, move.live)
    except FileNotFoundError:
        return digest_of(move.live) == move.sha256
    return True


def _make_folder(folder: str) -> None:
    """Of thousands, most are missing, and the one above is there."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _folders_above(folders: Iterable[str], root: str) -> set[str]:
    """The folders that hold `folders`, up to and with the one that holds `root`, whose names may be new."""
    above: set[str] = set()
    for folder in folders:
        while folder == root or folder.startswith(f"{root}{os.sep}"):
            folder = os.path.dirname(folder)
            if folder in above:
                break
            above.add(folder)
    return above


def _remove_empty_folders(folder: Path, root: Path) -> None:
    with suppress(OSError):
        while folder != root and folder.is_relative_to(root):
            folder.rmdir()
            folder = folder.parent
