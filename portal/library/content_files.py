"""A page's file in content/, found by its source and by nothing else that somebody may type. DESIGN §4.

Only pages are reached here: neither site.yml nor team.yml, no picture, and nothing that a link leads to.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from portal.errors import EditRefused
from portal.library.problems import Problem
from portal.library.source_text import MAX_FILE_BYTES, read_bytes, text_of
from portal.library.survey import PageFile, page_at

_SOURCE = re.compile(r"content/(?:public|desk)/(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A page's file as it is. `text` has plain line ends; `octets` are None where there is no file."""

    page: PageFile
    text: str
    octets: bytes | None

    @property
    def hash(self) -> str:
        """SHA-256 of the file in hexadecimal; empty where there is none."""
        return "" if self.octets is None else sha256(self.octets).hexdigest()

    def octets_of(self, text: str) -> bytes:
        """`text` as this file would hold it: with its own line ends and its byte-order mark, if it has one."""
        before = self.octets or b""
        lines = text.replace("\n", "\r\n") if b"\r\n" in before else text
        return (_BOM if before.startswith(_BOM) else b"") + lines.encode("utf-8")


def content_page(site_dir: Path, source: str) -> PageFile:
    """The page at `source`, whether its file is there or not. Raises EditRefused for all that is no page."""
    found = page_at(site_dir, source) if _SOURCE.fullmatch(source) else None
    if found is None:
        raise EditRefused("There is no page of this name. Choose one from the list of pages.")
    folder = site_dir / "content"
    for part in Path(source).parts[1:]:
        folder = folder / part
        if folder.is_symlink():
            raise EditRefused(f"{source} is reached through a link to elsewhere, so it is not changed from here.")
    return found


def read_page(site_dir: Path, source: str) -> KeptFile:
    """Raises EditRefused, also for a file that is no text."""
    page = content_page(site_dir, source)
    if not page.file.exists():
        return KeptFile(page, "", None)
    octets = read_bytes(page.file, source)
    if isinstance(octets, Problem):
        raise _unreadable(octets)
    text = text_of(octets, source)
    if isinstance(text, Problem):
        raise _unreadable(text)
    return KeptFile(page, text, octets)


def _unreadable(fault: Problem) -> EditRefused:
    return EditRefused(f"{fault} Whoever keeps the files has to put it right first.")


def file_text(typed: str) -> str:
    """What somebody typed, as a file holds it: plain line ends, and one at its end."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def text_fault(text: str, source: str) -> Problem | None:
    """What keeps the text from being a file of content at all: its size, or signs that nobody can see."""
    octets = text.encode("utf-8", "surrogatepass")
    if len(octets) > MAX_FILE_BYTES:
        return Problem(source, 1, 1, f"The page is larger than {MAX_FILE_BYTES // 1000} kB.", "Make several of it.")
    found = text_of(octets, source)
    return found if isinstance(found, Problem) else None
