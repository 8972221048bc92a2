"""Whether there is a database to open at all; opening one of SQLite would make its folder and its file."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from portal.settings import Settings


def is_there(settings: Settings) -> bool:
    """False where the file of SQLite is missing. A server, or a URL that cannot be read, is for `open_store` to try."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        return True
    if url.get_backend_name() != "sqlite" or not url.database:
        return True
    return (settings.site_dir / url.database).exists()
