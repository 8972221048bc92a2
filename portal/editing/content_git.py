"""One page's file in git: its history, what it was, and a commit of that file alone. Nothing else is ever committed.

History is never rewritten: what has to be undone is undone by another commit.
"""

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from portal.errors import EditRefused
from portal.web.editing_room import Commit

MOST_COMMITS = 100
_TIMEOUT_S = 60
_NOT_INSTALLED = 127
_COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_UNSAFE = re.compile(r"[<>\x00-\x1f\x7f]+")


class ContentGit:
    """The repository that content/ lies in. `mail_from` is the committer's address; the author is the editor."""

    def __init__(self, site_dir: Path, mail_from: str) -> None:
        self._folder = site_dir / "content"
        self._mail_from = mail_from

    def is_there(self) -> bool:
        """Whether content/ lies in a work tree of git; not where git is not installed.

        Raises EditRefused where git cannot tell: then nobody knows whose changes would be written over.
        """
        done = self._run("rev-parse", "--is-inside-work-tree")
        if done.returncode == _NOT_INSTALLED or (done.returncode and "not a git repository" in done.stderr.lower()):
            return False
        return _said(done).strip() == "true"

    def keeps(self, source: str) -> bool:
        """Whether the file is or may be a part of the repository: one that git ignores is not committed.

        Raises EditRefused where git cannot tell.
        """
        done = self._run("check-ignore", "-q", "--", _inner(source))
        if done.returncode not in (0, 1):
            _said(done)
        return done.returncode == 1

    def commits(self, source: str) -> tuple[Commit, ...]:
        """Those of the file under its name, the newest first. () where git does not keep it."""
        fields = "%H%x00%ct%x00%an%x00%s%x01"
        wanted = ("log", f"--max-count={MOST_COMMITS}", f"--format={fields}", "--", _inner(source))
        done = self._run(*wanted)
        rows = done.stdout.split("\x01") if done.returncode == 0 else []
        return tuple(_commit(row.strip("\n")) for row in rows if row.strip("\n"))

    def text_at(self, source: str, commit: str) -> str:
        """Raises EditRefused where the file was not there, or the name is none of a commit."""
        if not _COMMIT_ID.fullmatch(commit):
            raise EditRefused("There is no such version of the page.")
        return self._git("show", f"{commit}:./{_inner(source)}")

    def changes_of(self, source: str) -> str:
        """What nobody has committed yet of the file, as git says it in two signs; empty where there is nothing."""
        return self._git("status", "--porcelain", "--untracked-files=all", "--", _inner(source))[:2]

    def commit(self, source: str, words: str, name: str, mail: str) -> str:
        """Commit the file as it is, by `name`; gives the commit's name. Raises EditRefused with what git said."""
        inner, by = _inner(source), f"{' '.join(_UNSAFE.sub(' ', name).split())} <{_UNSAFE.sub('', mail)}>"
        self._git("add", "--", inner)
        try:
            self._git("commit", "--quiet", f"--author={by}", f"--message={words}", "--only", "--", inner)
        except EditRefused:
            self.unstage(source)
            raise
        return self._git("rev-parse", "HEAD").strip()

    def unstage(self, source: str) -> None:
        """What a commit that was not made has left of the file."""
        self._run("reset", "--quiet", "--", _inner(source))

    def _git(self, *words: str) -> str:
        """Raises EditRefused."""
        return _said(self._run(*words))

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        ours = {
            "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_COMMITTER_NAME": "Forthright",
            "GIT_COMMITTER_EMAIL": self._mail_from,
        }
        try:
            return subprocess.run(  # noqa: S603
                ["git", "-C", str(self._folder), "--no-pager", *words],  # noqa: S607
                capture_output=True,
                stdin=subprocess.DEVNULL,
                env=kept | ours,
                timeout=_TIMEOUT_S,
                check=False,
                encoding="utf-8",
                errors="replace",
            )
        except (FileNotFoundError, NotADirectoryError):
            return subprocess.CompletedProcess(words, _NOT_INSTALLED, "", "git is not installed here.")
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, 124, "", f"git did not answer within {_TIMEOUT_S} s.")


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """Raises EditRefused with the reason that git gave."""
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise EditRefused(f"git would not do it: {said or 'it gave no reason'}")
    return done.stdout


def _inner(source: str) -> str:
    """The path from content/, where git is asked."""
    return source.removeprefix("content/")


def _commit(row: str) -> Commit:
    name, seconds, who, words = row.split("\0")
    return Commit(name, datetime.fromtimestamp(int(seconds), UTC), who, words)
