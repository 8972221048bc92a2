"""`--site DIR`, which every verb takes, and the settings that come with it."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click


def site_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Gives the verb `site_dir`; `says` is its help."""
    return click.option(
        "--site",
        "site_dir",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=Path("."),
        envvar="PORTAL_SITE",
        help=says,
    )


def with_settings(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the verb `settings` as its first argument. An option named like a setting wins over the other sources."""

    @site_option("The site folder (default: the current one).")
    @wraps(verb)
    def wrapped(*args: Any, site_dir: Path, **options: Any) -> Any:
        # Pydantic takes longer to load than a build with nothing to do takes altogether.
        from portal.settings import load_settings

        overrides = {name: options[name] for name in ("host", "port") if name in options}
        return verb(load_settings(site_dir.resolve(), **overrides), *args, **options)

    return wrapped
