"""What became of each Markdown text, kept from one run to the next. A file that may be deleted or shared at any time.

Records are found by a digest of the text and of all that renders it, and hold what came of it as JSON.
"""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from portal.library.kept_records import KeptRecords
from portal.library.record_writing import RecordPlace
from portal.library.rendered import Rendered, Request

_MADE_BY = ("rendering.py", "rendered.py", "quick_markdown.py", "task_lists.py", "raw_html.py")
_LIBRARIES = ("markdown", "nh3")


class RenderCache:
    """Answers by their key. One process writes to a file at a time; readers see whole records or none."""

    def __init__(self, file: Path) -> None:
        self._records = KeptRecords(file)

    @property
    def is_filled(self) -> bool:
        return self._records.is_filled

    def get(self, key: bytes) -> Rendered | None:
        found = self._records.get(key)
        return Rendered.from_data(json.loads(found)) if found else None

    def put(self, key: bytes, answer: Rendered) -> None:
        self._records.put(key, written_answer(answer))

    def shared_file(self) -> Path:
        """For other processes to add to; each answer is told of by `added`."""
        return self._records.shared_file()

    def added(self, key: bytes, place: RecordPlace) -> None:
        self._records.added(key, place)

    def want(self, keys: Iterable[bytes]) -> None:
        """These stay, though nobody asks for them now."""
        self._records.want(keys)

    def save(self) -> None:
        """Add what is new to the file. Where it cannot be written, the next run renders again."""
        self._records.save()


def written_answer(answer: Rendered) -> bytes:
    return json.dumps(answer.as_data(), ensure_ascii=False, separators=(",", ":")).encode()


def key_of(request: Request) -> bytes:
    """32 bytes."""
    begin = f"{_made_by()} {request.attribute_lists}\n"
    return sha256(f"{begin}{request.text}".encode(errors="surrogatepass")).digest()


@cache
def _made_by() -> str:
    """The same for the same code, wherever it is installed."""
    digest = sha256(" ".join((python_version(), *map(version, _LIBRARIES))).encode())
    for name in _MADE_BY:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
