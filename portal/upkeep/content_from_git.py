"""The content as it once was, commit by commit, read from git. The repository is read and never changed."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.errors import ContentError, StoreError
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.render_cache import RenderCache
from portal.settings import Settings

MAX_COMMITS = 2_000
_TIMEOUT_S = 120
_STATIC = "static"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched content/, made at `at` (UTC)."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """The library of a commit, or why it cannot be read."""

    commit: Commit
    library: Library | None
    fault: str = ""


def commits_of_content(site_dir: Path, since: date | None = None) -> list[Commit]:
    """Those that touched content/ on the way to what is checked out, the oldest first; merges by their first parent.

    Raises StoreError with a remedy where there is no history to read, only part of it, or more than MAX_COMMITS.
    """
    if _git(site_dir, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise StoreError(
            "This clone holds only the last part of its history. "
            "Fetch the rest with `git fetch --unshallow`, then import."
        )
    wanted = [f"--since={since.isoformat()}T00:00:00Z"] if since else []
    listed = _git(site_dir, "log", "--first-parent", "--format=%H %ct", *wanted, "HEAD", "--", "content")
    commits = [_commit(line) for line in listed.decode().splitlines() if line]
    if not commits:
        raise StoreError(
            f"No commit {'since ' + since.isoformat() + ' ' if since else ''}touched content/. "
            "Run the command in the repository that the content was written in, or name an earlier day with --since."
        )
    if len(commits) > MAX_COMMITS:
        raise StoreError(
            f"{len(commits):,} commits touched content/, and no more than {MAX_COMMITS:,} are read at once. "
            "Name a later day with --since."
        )
    # Clocks of those who commit differ; a page never stands before what it took the place of.
    ordered: list[Commit] = []
    for commit in reversed(commits):
        ordered.append(Commit(commit.id, max(commit.at, ordered[-1].at)) if ordered else commit)
    return ordered


def libraries_through(settings: Settings, commits: list[Commit]) -> Iterator[Past]:
    """What each commit says, checked as of its day. What has problems could not be published and has no library."""
    kept = RenderCache(settings.render_cache_file)
    for commit in commits:
        yield _past(settings.site_dir, commit, kept)


def library_at(settings: Settings, revision: str) -> Past:
    """What content/ said at a revision: a commit, a branch, a tag. Raises StoreError where git knows none of that name.

    Checked as of the day of its commit.
    """
    if revision.startswith("-"):
        raise StoreError(f"`{revision}` cannot be a revision. Name a commit, a branch or a tag.")
    named = _git(settings.site_dir, "log", "-1", "--format=%H %ct", "--end-of-options", revision, "--")
    if not named.strip():
        raise StoreError(f"git knows no commit at `{revision}`.")
    kept = RenderCache(settings.render_cache_file) if settings.render_cache_file.is_file() else None
    return _past(settings.site_dir, _commit(named.decode().strip()), kept)


def _past(site_dir: Path, commit: Commit, kept: RenderCache | None) -> Past:
    with TemporaryDirectory(prefix="portal-versions-") as folder:
        _unpack(site_dir, commit, Path(folder))
        try:
            return Past(commit, checked_library(Path(folder), commit.at.date(), kept=kept))
        except ContentError as error:
            count = len(error.problems)
            return Past(
                commit, None, f"{count} {'problem' if count == 1 else 'problems'}, the first: {error.problems[0]}"
            )


def _unpack(site_dir: Path, commit: Commit, folder: Path) -> None:
    # The logo that site.yml names lies in static/.
    has_static = bool(_git(site_dir, "ls-tree", "--name-only", commit.id, _STATIC).strip())
    wanted = ("content", _STATIC) if has_static else ("content",)
    packed = _git(site_dir, "archive", "--format=tar", commit.id, "--", *wanted)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            # A link could lead anywhere; what it led to was refused by the build as well.
            if member.isfile() or member.isdir():
                archive.extract(member, folder, filter="data")


def _commit(line: str) -> Commit:
    name, seconds = line.split()
    return Commit(name, datetime.fromtimestamp(int(seconds), UTC))


def _git(site_dir: Path, *words: str) -> bytes:
    """Raises StoreError."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(site_dir), "--no-pager", *words],  # noqa: S607
            capture_output=True,
            env=environment | {"LC_ALL": "C"},
            timeout=_TIMEOUT_S,
            check=False,
        )
    except FileNotFoundError:
        raise StoreError("git is not installed here. Install it, or import where it is.") from None
    except subprocess.TimeoutExpired:
        raise StoreError(f"git did not answer within {_TIMEOUT_S} s. Name a later day with --since.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise StoreError(
            f"git cannot read the history of {site_dir}: {said[-1] if said else 'it gave no reason'}. "
            "The site folder has to lie in the repository that content/ was written in."
        )
    return done.stdout
