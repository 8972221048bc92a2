"""What lies in a published folder where a file is to be published: found before the journal decides anything."""

import os
from collections.abc import Iterable
from pathlib import Path

from portal.errors import PublishError


def refuse_obstacles(folder: Path, names: Iterable[str]) -> None:
    """Raise PublishError if anything in `folder` would stop a rename once the journal is written."""
    root = folder.resolve()
    known = {"": True}
    for name in names:
        live = f"{root}/{name}"
        if _is_folder(root, name.rpartition("/")[0], name, known) and os.path.isdir(live):
            raise _obstacle(live, name)


def _is_folder(root: Path, below: str, name: str, known: dict[str, bool]) -> bool:
    """Whether there is a folder `below` the root. Where one is not there, nobody looks for those in it."""
    found = known.get(below)
    if found is None:
        path = f"{root}/{below}"
        found = _is_folder(root, below.rpartition("/")[0], name, known) and _is_there(path)
        if found and os.path.islink(path) and not Path(path).resolve().is_relative_to(root):
            raise PublishError(
                f"{path} leads outside {root}. Remove the symbolic link and build again; nothing was changed."
            )
        if found and not os.path.isdir(path):
            raise _obstacle(path, name)
        known[below] = found
    return found


def _is_there(path: str) -> bool:
    """As os.path.lexists, but a folder that may not be entered is an error, and not nothing."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def _obstacle(path: str, name: str) -> PublishError:
    return PublishError(
        f"{path} stands where {name} is to be published. Move it away and build again; nothing was changed."
    )
