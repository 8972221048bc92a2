"""Where Frozen-Flask writes: what it asks of a pathlib.Path, and no more.

Paths of pathlib, and asking the disk what a fresh folder holds, cost a sixth of all work on a page.
"""

from typing import NamedTuple

from portal.publishing.staging import Staging, Written

_BLANK_IS_WRONG = (".html", ".xml")


class FreezerRoot:
    """The folder; `root / "about/index.html"` is a file in it. It notes what was `written`, and how it was `made`."""

    def __init__(self, into: Staging) -> None:
        self._into = into
        self.written: dict[str, Written] = {}
        self.made: dict[str, bytes] = {}

    def __truediv__(self, file: str) -> "FreezerPath":
        return FreezerPath(self, file)

    def mkdir(self, **_options: bool) -> None:
        """It is there, and so is the folder of every file: this one."""

    def lay(self, file: str, content: bytes) -> None:
        """Raises OSError."""
        self.written[file] = self._into.write(file, content)


class FreezerPath:
    """A file named as in the outlet, which is there once it was written."""

    __slots__ = ("name", "parent")

    def __init__(self, root: FreezerRoot, file: str) -> None:
        self.name, self.parent = file, root

    def is_file(self) -> bool:
        return self.name in self.parent.written

    def stat(self) -> "Modified":
        return Modified(self.parent.written[self.name].modified_ns / 1e9)

    def relative_to(self, _root: FreezerRoot) -> str:
        return self.name

    def write_bytes(self, content: bytes) -> None:
        """Raises ValueError for a page that says nothing, and OSError."""
        if self.name.endswith(_BLANK_IS_WRONG) and not content.strip():
            raise ValueError("it came out empty")
        self.parent.lay(self.name, content)
        self.parent.made[self.name] = content


class Modified(NamedTuple):
    """Of what os.stat says of a file, the time in seconds."""

    st_mtime: float
