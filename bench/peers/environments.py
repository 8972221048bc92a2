"""A virtual environment for each peer, with the locked versions of bench/peers/requirements, outside the checkout.

They stay in a cache folder from one time to the next, and go with it; a changed lock file makes a new one.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_LOCKS = Path(__file__).parent / "requirements"
_MOST_WAITED_S = 600


@dataclass(frozen=True, slots=True)
class NotInstalled(Exception):
    """Why a peer is not there. It is said in the table, in place of its figures."""

    why: str


def environment(name: str) -> Path:
    """The folder of the commands of the peer. Raises NotInstalled."""
    lock = _LOCKS / f"{name}.lock"
    folder = _cache() / f"{name}-{sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]}"
    installed = folder / "installed"
    if not installed.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", folder])
        python = folder / "bin" / "python"
        pip = (python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        _run([*pip, "--require-hashes", "-r", lock])
        installed.touch()
    return folder / "bin"


def version_of(name: str) -> str:
    """The version that its lock file names."""
    lines = (_LOCKS / f"{name}.lock").read_text("utf-8").splitlines()
    pinned = next(line for line in lines if line.startswith((f"{name}==", f"django-{name}==")))
    return pinned.split("==")[1].split()[0]


def _cache() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named else Path.home() / ".cache") / "forthright" / "peers"


def _run(command: list[str | Path]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_MOST_WAITED_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NotInstalled(said[-1] if said else f"{command[0]} ended with {done.returncode}")
