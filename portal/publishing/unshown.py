"""Data that was written for the pages and is not known to stand on them yet.

A crash between the two would leave old figures standing until the next hour: what is noted here is published first.
"""

from typing import Literal, get_args

from portal.publishing.disk import sync_folders
from portal.settings import Settings

Data = Literal["figures", "causes", "history"]
"""What `deliver` writes beside the release for pages to show."""


def note_unshown(settings: Settings, data: Data) -> None:
    """Before the data is written. Raises OSError."""
    file = settings.unshown_dir / data
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    sync_folders([file.parent])


def unshown(settings: Settings) -> tuple[Data, ...]:
    """What was noted and not yet shown."""
    if not settings.unshown_dir.is_dir():
        return ()
    return tuple(data for data in get_args(Data) if (settings.unshown_dir / data).exists())


def note_shown(settings: Settings, data: Data) -> None:
    """Once every page that shows it is published. Raises OSError."""
    (settings.unshown_dir / data).unlink(missing_ok=True)
