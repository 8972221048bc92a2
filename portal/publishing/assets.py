"""Files beside the pages of content/public, such as pictures, are published as they are."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from portal.errors import PublishError
from portal.publishing.staging import Staging


def copy_assets(assets: Mapping[str, Path], staging: Staging) -> None:
    """Copy each of `assets` (file of the site → source) to `staging`. Raises PublishError naming the source."""
    for name, source in assets.items():
        try:
            # Bytes only: a copy must be as readable as a page, whoever may read the source.
            shutil.copyfile(source, staging.path(name))
            staging.take(name)
        except OSError as error:
            raise PublishError(f"{source} could not be copied: {error}. What was live still is.") from error
