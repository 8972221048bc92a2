"""What makes pages beside their content: our code, the templates, the style sheets, and the libraries that render."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from portal.languages.catalogs import TRANSLATIONS
from portal.settings import Settings
from portal.site_folder import PACKAGE_DIR

_ROOMS = ("site", "library", "promises", "publishing", "languages")
_LIBRARIES = ("babel", "markdown", "jinja2", "markupsafe", "flask", "frozen-flask", "pydantic", "nh3", "pyyaml")


@cache
def code_version() -> str:
    """The same for the same code, wherever it is installed."""
    digest = sha256(python_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    files = [file for room in _ROOMS for file in sorted((PACKAGE_DIR / room).rglob("*.py"))]
    files += sorted(TRANSLATIONS.rglob("*.po"))
    for line in _contents([*files, *sorted(PACKAGE_DIR.glob("*.py"))], PACKAGE_DIR):
        digest.update(line)
    return digest.hexdigest()


def made_by(settings: Settings) -> str:
    """The code, and every template and static file that a page could use."""
    digest = sha256(code_version().encode())
    for folder in (*settings.template_dirs, *settings.static_dirs):
        for line in _contents(sorted(file for file in folder.rglob("*") if file.is_file()), folder):
            digest.update(line)
    return digest.hexdigest()


def _contents(files: Iterable[Path], root: Path) -> Iterator[bytes]:
    """Name, length and bytes of each, so that no two sets of files read alike."""
    for file in files:
        content = file.read_bytes()
        yield f"{file.relative_to(root).as_posix()} {len(content)}\n".encode()
        yield content
