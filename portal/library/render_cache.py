"""What became of each Markdown text, kept from one run to the next. A file that may be deleted or shared at any time.

Records are found by a digest of the text and of all that renders it, and hold the answer of
portal.library.render_worker as JSON.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from portal.library.kept_records import KeptRecords

_MADE_BY = ("rendering.py", "rendered.py", "quick_markdown.py", "task_lists.py", "raw_html.py", "render_worker.py")
_LIBRARIES = ("markdown", "nh3")


class RenderCache:
    """Answers by their key. One process writes to a file at a time; readers see whole records or none."""

    def __init__(self, file: Path) -> None:
        self._records = KeptRecords(file)

    @property
    def is_filled(self) -> bool:
        return self._records.is_filled

    def get(self, key: bytes) -> Mapping[str, Any] | None:
        found = self._records.get(key)
        answer: Mapping[str, Any] | None = json.loads(found) if found else None
        return answer

    def put(self, key: bytes, answer: Mapping[str, Any]) -> None:
        self._records.put(key, json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())

    def want(self, keys: Iterable[bytes]) -> None:
        """These stay, though nobody asks for them now."""
        self._records.want(keys)

    def save(self) -> None:
        """Add what is new to the file. Where it cannot be written, the next run renders again."""
        self._records.save()


def key_of(text: str, attribute_lists: bool) -> bytes:
    """32 bytes."""
    return sha256(f"{_made_by()} {attribute_lists}\n{text}".encode(errors="surrogatepass")).digest()


@cache
def _made_by() -> str:
    """The same for the same code, wherever it is installed."""
    digest = sha256(" ".join((python_version(), *map(version, _LIBRARIES))).encode())
    for name in _MADE_BY:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
