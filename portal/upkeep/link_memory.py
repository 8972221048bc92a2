"""Addresses on other sites that were there when they were looked up, kept for a day. A file that may be deleted."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from portal.library.links_outside import LookedUp
from portal.library.whole_files import write_whole_bytes

KEPT_FOR = timedelta(days=1)


@dataclass(slots=True)
class LinkMemory:
    """Addresses that were there, with when they were looked up (UTC). What was gone is always looked up again."""

    file: Path
    now: datetime
    _there: dict[str, tuple[str, LookedUp]] = field(default_factory=dict)

    def read(self) -> "LinkMemory":
        with suppress(OSError, ValueError, TypeError, AttributeError):
            for url, (at, fate, leads_to) in json.loads(self.file.read_text("utf-8")).items():
                age = self.now - datetime.fromisoformat(at)
                if timedelta() <= age <= KEPT_FOR and fate in ("there", "moved"):
                    self._there[url] = (at, LookedUp(fate, "", str(leads_to)))
        return self

    def get(self, url: str) -> LookedUp | None:
        known = self._there.get(url)
        return known[1] if known else None

    def keep(self, found: Mapping[str, LookedUp]) -> None:
        """Where it cannot be written, the next run looks everything up."""
        for url, looked_up in found.items():
            if looked_up.fate in ("there", "moved") and url not in self._there:
                self._there[url] = (self.now.isoformat(), looked_up)
        data = {url: [at, each.fate, each.leads_to] for url, (at, each) in self._there.items()}
        with suppress(OSError):
            write_whole_bytes([json.dumps(data, ensure_ascii=False).encode()], self.file, durable=False)
