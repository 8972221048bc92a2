"""Reading a file of content as text: UTF-8, of a bearable size, without characters nobody can see."""

import os
import re
from pathlib import Path

from portal.library.problems import Problem

MAX_FILE_BYTES = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read_source(file: Path, source: str, max_bytes: int = MAX_FILE_BYTES) -> str | Problem:
    """The file's text with plain line ends and no byte-order mark, or the problem that prevents it.

    `source` is the path shown in problems.
    """
    data = read_bytes(file, source, max_bytes)
    return data if isinstance(data, Problem) else text_of(data, source)


def read_bytes(file: Path | str, source: str, max_bytes: int = MAX_FILE_BYTES) -> bytes | Problem:
    """What the file holds, or the problem that prevents reading it."""
    if not os.path.isfile(file):
        return Problem(source, 1, 1, "This is not a file that can be read.", "Remove it, or mend the link.")
    try:
        with open(file, "rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or "no reason given"
        return Problem(source, 1, 1, f"The file cannot be read ({reason.lower()}).", "Check that you may read it.")
    if len(data) > max_bytes:
        return Problem(source, 1, 1, f"The file is larger than {max_bytes // 1000} kB.", "Split it into several pages.")
    return data


def text_of(data: bytes, source: str) -> str | Problem:
    """The text with plain line ends and no byte-order mark, or the problem that prevents it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        line, column = position(before.replace("\r\n", "\n"), len(before.replace("\r\n", "\n")))
        return Problem(
            source, line, column, "The file is not UTF-8 text from here on.", "Save it with the encoding UTF-8."
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    if found:
        line, column = position(text, found.start())
        return Problem(
            source, line, column, f"There is an invisible control character here (U+{ord(found[0]):04X}).", "Delete it."
        )
    return text


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
