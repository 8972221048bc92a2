"""The project's own files, for the rules about them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "portal"
_LEFT_OUT = {".git", ".venv", "build", "dist", "var", "screenshots", "results", "node_modules", "__pycache__"}


def modules(*folders: str) -> list[Path]:
    """Every module of the package, or of these folders of it."""
    roots = [PACKAGE / folder for folder in folders] or [PACKAGE]
    return sorted(file for root in roots for file in root.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imports(file: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of every import; the name is empty for a plain import."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def project_files() -> list[Path]:
    """What is committed or would be; without git, every file that is not made by a command."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        files = [ROOT / name for name in listed.split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        files = [file for file in ROOT.rglob("*") if not _LEFT_OUT.intersection(file.relative_to(ROOT).parts)]
    return sorted(file for file in files if file.is_file())
