"""A repository of git around the content of a site folder."""

import subprocess
from pathlib import Path

_WHO = ("-c", "user.name=Keeper", "-c", "user.email=keeper@riverside.example", "-c", "commit.gpgsign=false")


def git(site_dir: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(site_dir), *_WHO, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit_all(site_dir: Path, words: str = "All of it") -> str:
    """The repository is made with the first."""
    if not (site_dir / ".git").exists():
        git(site_dir, "init", "--quiet", "--initial-branch=main")
    git(site_dir, "add", "content")
    git(site_dir, "commit", "--quiet", f"--message={words}")
    return git(site_dir, "rev-parse", "HEAD")
