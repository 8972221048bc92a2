"""The index of the search, made by Pagefind: static files that a browser fetches as far as a question needs them.

Pagefind is an optional dependency (`forthright-portal[search]`). Without it the site has its list of all pages alone.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from portal import paths
from portal.errors import PublishError
from portal.publishing.files import file_of
from portal.publishing.site_to_freeze import SearchDocument

FOLDER = paths.SEARCH_INDEX.strip("/")
_TIMEOUT_S = 600
# The page has its own words and looks; what Pagefind brings for that stays out.
_UNUSED = ("*-ui.css", "*-ui.js", "pagefind-highlight.js")


def pagefind_version() -> str | None:
    """None where Pagefind is not installed, or not with its program for this machine."""
    try:
        return f"{version('pagefind')} {version('pagefind-bin')}"
    except PackageNotFoundError:
        return None


def index_signature(documents: Iterable[SearchDocument]) -> str:
    """While it stays the same, so does the index, byte for byte."""
    digest = sha256(str(pagefind_version()).encode())
    for document in documents:
        for part in (document.address.encode(), document.html.encode()):
            digest.update(b"%d:" % len(part))
            digest.update(part)
    return digest.hexdigest()


def make_index(documents: Iterable[SearchDocument], into: Path) -> None:
    """Write the index of `documents` to the folder `into`. Raises PublishError with what Pagefind said."""
    with TemporaryDirectory(prefix="portal-search-") as folder:
        for document in documents:
            file = Path(folder) / file_of(document.address)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(document.html, "utf-8")
        _run_pagefind(Path(folder), into)
    # With several languages, it writes them in whatever order they come.
    entry = into / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), ensure_ascii=False, sort_keys=True), "utf-8")
    for pattern in _UNUSED:
        for file in into.glob(pattern):
            file.unlink()


def _run_pagefind(site: Path, into: Path) -> None:
    shutil.rmtree(into, ignore_errors=True)
    # Neither a pagefind.toml that lies about nor a variable of somebody's shell has a say.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(into.resolve()), "--quiet"]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=site, env=environment, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PublishError(f"Pagefind could not make the index of the search: {error}.") from error
    if done.returncode or not (into / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).strip()[-500:]
        raise PublishError(f"Pagefind could not make the index of the search: {said or f'exit code {done.returncode}'}")
