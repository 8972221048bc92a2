"""What pages were frozen into, kept from build to build for a folder that is not there, as on a CI machine.

A page is found by its signature, and taken under the same conditions under which a live page would stay as it is
(portal.publishing.inspection.still_current). Whoever fills the cache can make a page say something else, as he can with
the texts that lie beside it, and no more: up to its policy and with it, it has to be as the pages frozen just now are.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from portal.library.kept_records import KeptRecords
from portal.library.record_writing import RecordPlace, RecordWriter
from portal.publishing.site_to_freeze import SiteToFreeze

Kept = tuple[bytes, RecordPlace]
"""The key of a page, and where it is."""

_POLICY = b'<meta http-equiv="Content-Security-Policy"'
_NEVER = "-"


class FrozenPages:
    """Pages of `site` at the instant `at` (UTC), in `file`. Nothing is read before `open`."""

    def __init__(self, file: Path, site: SiteToFreeze, at: datetime) -> None:
        self._file, self._site, self._at = file, site, at
        self._begins: tuple[bytes, ...] = ()
        self._records: KeptRecords
        self._writer: RecordWriter | None = None

    def open(self, fresh: Iterable[bytes]) -> None:
        """From here on those are found that begin as the `fresh` ones do, up to their policy and with it."""
        self._begins = tuple({begin for content in fresh if (begin := _with_policy(content))})
        self._records = KeptRecords(self._file)
        # Where they are is looked up now, before another process adds its own.
        self._records.shared_file()

    def find(self, address: str) -> bytes | None:
        """The page, as it would be frozen now; None where that is not known."""
        record = self._records.get(self._key(address)) if self._begins and self._site.signature(address) else None
        if record is None:
            return None
        head, _, content = record.partition(b"\n")
        is_now = self._holds_now(head) and content.startswith(self._begins)
        return content if is_now else None

    def keep(self, address: str, content: bytes) -> Kept | None:
        """What was frozen now, by this process or by a forked one; None where it is not kept, having no policy."""
        if not self._site.signature(address) or not content.startswith(self._begins):
            return None
        until = self._site.next_change_at(address)
        head = f"{self._at.isoformat()} {until.isoformat() if until else _NEVER}\n"
        with suppress(OSError):
            self._writer = self._writer or RecordWriter(self._file)
            key = self._key(address)
            return key, self._writer.add(key, head.encode() + content)
        return None

    def note(self, kept: Iterable[Kept | None]) -> None:
        """What any process has kept."""
        for each in filter(None, kept):
            self._records.added(*each)

    def want(self, addresses: Iterable[str]) -> None:
        """What is kept of others goes once it is most of the file, but for live pages of the site."""
        self._records.want(map(self._key, {*addresses, *self._site.addresses}))

    def save(self) -> None:
        self._records.save()

    def _key(self, address: str) -> bytes:
        return sha256(f"{self._site.signature(address)}\n{address}".encode()).digest()

    def _holds_now(self, head: bytes) -> bool:
        try:
            made_at, until = head.decode().split(" ")
            is_over = until != _NEVER and datetime.fromisoformat(until) <= self._at
            return datetime.fromisoformat(made_at) <= self._at and not is_over
        except (ValueError, TypeError):
            return False


def _with_policy(content: bytes) -> bytes:
    """The page as far as the end of its policy; empty for one that has none."""
    begin = content.find(_POLICY)
    return content[: content.index(b">", begin) + 1] if begin >= 0 else b""
