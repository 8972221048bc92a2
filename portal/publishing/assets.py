"""Files beside the pages of content/public, such as pictures, are published as they are."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from portal.errors import PublishError


def copy_assets(assets: Mapping[str, Path], staging: Path) -> None:
    """Copy each of `assets` (file of the site → source) below `staging`. Raises PublishError naming the source."""
    for name, source in assets.items():
        target = staging / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Bytes only: a copy must be as readable as a page, whoever may read the source.
            shutil.copyfile(source, target)
        except OSError as error:
            raise PublishError(f"{source} could not be copied: {error}. What was live still is.") from error
