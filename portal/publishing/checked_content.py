"""The content as it is now, read with what earlier builds kept in var/cache/."""

import time
from datetime import datetime

from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.page_cache import PageCache
from portal.library.render_cache import RenderCache
from portal.publishing.made_by import code_version
from portal.settings import Settings


def checked_content(settings: Settings, at: datetime) -> Library:
    """The library on the day of `at` (UTC). Raises ContentError with every problem.

    The caller holds the lock on publishing: one process at a time adds to what is kept.
    """
    kept = RenderCache(settings.render_cache_file)
    cache = PageCache(settings.page_cache_dir, code_version(), time.time_ns())
    return checked_library(settings.site_dir, at.date(), kept=kept, cache=cache)
