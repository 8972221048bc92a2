"""Files beside the pages of content/public, such as pictures, are published as they are."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from portal.errors import PublishError
from portal.publishing.files import staged_name


def copy_assets(assets: Mapping[str, Path], staging: Path) -> None:
    """Copy each of `assets` (file of the site → source) to `staging`. Raises PublishError naming the source."""
    for name, source in assets.items():
        target = staging / staged_name(name)
        try:
            # Bytes only: a copy must be as readable as a page, whoever may read the source.
            shutil.copyfile(source, target)
        except OSError as error:
            raise PublishError(f"{source} could not be copied: {error}. What was live still is.") from error
