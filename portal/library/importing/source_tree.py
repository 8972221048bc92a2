"""The files of a folder that is imported. It is read and never written to; no link is followed out of it."""

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from portal.library.importing.working_text import Remark
from portal.library.source_text import MAX_FILE_BYTES

PAGE_ENDINGS = (".md", ".mdx", ".markdown", ".mdown", ".mkd")
_PASSED_FOLDERS = ("node_modules", "vendor", "_site", "public_html", "bower_components", "__pycache__")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE, 0xFFFF))


@dataclass(slots=True)
class SourceTree:
    """`files` by path from the folder, with `/`, sorted; `passed` says of what was not looked into, and why."""

    files: dict[str, Path] = field(default_factory=dict)
    passed: list[Remark] = field(default_factory=list)


def source_tree(folder: Path) -> SourceTree:
    """Raises OSError where the folder itself cannot be read."""
    found = SourceTree()
    root = folder.resolve()
    ahead = [("", root)]
    while ahead:
        above, place = ahead.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda each: each.name)
        except OSError as error:
            if place == root:
                raise
            found.passed.append(
                Remark(above, 1, f"The folder cannot be read ({error.strerror}).", "See to its rights.")
            )
            continue
        for entry in entries:
            path = posixpath.join(above, entry.name)
            told = _passed(entry, root)
            if told:
                found.passed.append(Remark(path, 1, *told))
            elif entry.is_dir():
                ahead.append((path, Path(entry.path)))
            elif entry.is_file():
                found.files[path] = Path(entry.path)
            else:
                found.passed.append(Remark(path, 1, "This is no file that can be read.", "Mend or remove it."))
    found.files = dict(sorted(found.files.items()))
    return found


def _passed(entry: os.DirEntry[str], root: Path) -> tuple[str, str] | None:
    if entry.is_symlink():
        target = Path(entry.path).resolve()
        if entry.is_dir():
            return "This is a link to a folder, which is not followed.", "Import that folder too, if it holds pages."
        if not target.is_relative_to(root):
            return "This is a link out of the folder, which is not followed.", "Copy what it leads to, if it is a page."
    if entry.name.startswith(".") and entry.name != ".gitbook":
        return "It is hidden.", ""
    if entry.name in _PASSED_FOLDERS and entry.is_dir():
        return "The folder holds what programs made.", ""
    return None


def read_page(path: str, file: Path) -> tuple[str, list[Remark]] | Remark:
    """The text with plain line ends and what was mended to read it, or why it cannot be a page."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return Remark(path, 1, f"The file cannot be read ({error.strerror}).", "Check that you may read it.")
    if len(data) > MAX_FILE_BYTES:
        what = f"The file is larger than {MAX_FILE_BYTES // 1000} kB."
        return Remark(path, 1, what, "Split it into several pages.")
    remarks: list[Remark] = []
    text = _decoded(path, data, remarks)
    if isinstance(text, Remark):
        return text
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    clean = plain.translate(_CONTROL)
    if clean != plain:
        remarks.append(Remark(path, 1, "There were invisible control characters.", "They were left out."))
    return clean, remarks


def _decoded(path: str, data: bytes, remarks: list[Remark]) -> str | Remark:
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if b"\0" in data and marked != "utf-16":
        return Remark(path, 1, "The file is no text.", "Rename it, if it is a picture.")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if marked == "utf-16":
            return Remark(path, line, "The file is no text that can be read.", "Save it with the encoding UTF-8.")
        what = "The file is not UTF-8 from here on; it was read as Windows-1252."
        remarks.append(Remark(path, line, what, "See whether its accents and signs are right."))
        return data.decode("cp1252", "replace")
    if marked == "utf-16":
        remarks.append(Remark(path, 1, "The file was UTF-16; it is UTF-8 now.", ""))
    return text
