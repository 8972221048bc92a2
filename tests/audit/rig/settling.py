"""What is looked at when the harm is over: the outbox runs empty, the store fits together, every mail came."""

import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from portal.settings import Settings
from portal.store.engine import Store, open_store
from portal.store.tables import notices, reports, texts, timeline
from tests.audit.rig.quick_customer import Confirmed
from tests.audit.rig.workshop import Workshop
from tests.flows.mails import text_of

_AT_REST_S = 10.0
_GIVE_UP_AFTER_S = 300.0
_LEASES_ARE_OVER_S = 400.0
_IS_QUEUED = notices.c.state == "queued"
_OUTBOX = select(func.count().filter(_IS_QUEUED), func.count(), func.coalesce(func.sum(notices.c.attempts), 0))
_FILED = (
    select(reports.c.reference, texts.c.body)
    .join(timeline, timeline.c.report_id == reports.c.id)
    .join(texts, texts.c.entry_id == timeline.c.id)
    .where(timeline.c.kind == "received", texts.c.field == "what_happened")
)


class _Stands(NamedTuple):
    queued: int
    all: int
    attempts: int


def store_of(site: Path, database_url: str) -> Store:
    return open_store(Settings(site_dir=site, database_url=database_url))


def send_all(workshop: Workshop, store: Store, ahead_s: float = 0) -> None:
    """Wait until nothing is queued. Whenever all that is left waits for the clock (a lease that a process which was
    killed has held, a mail that is tried again), let the portal's clock go on, by more than the longest lease.

    It goes on only once nothing has moved for a while, so that no lease runs out on somebody who is at work.
    """
    give_up_at = time.monotonic() + _GIVE_UP_AFTER_S
    seen, since = _stands(store), time.monotonic()
    while seen.queued:
        assert time.monotonic() < give_up_at, f"{seen.queued} notices still wait"
        time.sleep(0.2)
        now = _stands(store)
        if now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > _AT_REST_S:
            ahead_s += _LEASES_ARE_OVER_S
            workshop.set_clock(ahead_s)
            since = time.monotonic()


def _stands(store: Store) -> _Stands:
    with store.reading() as conn:
        return _Stands(*conn.execute(_OUTBOX).one())


def filed(store: Store) -> dict[str, list[str]]:
    """The references of the reports that are kept, by what their customers wrote."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with store.reading() as conn:
        for reference, words in conn.execute(_FILED):
            found[words].append(reference)
    return dict(found)


def lost(confirmed: Iterable[Confirmed], kept: dict[str, list[str]]) -> list[str]:
    """References of confirmations that were shown for reports that are not there."""
    return [each.reference for each in confirmed if each.reference not in kept.get(each.words, [])]


def filed_twice(kept: dict[str, list[str]]) -> list[str]:
    """References of reports that one filling-in of the form became more than one of."""
    return [reference for references in kept.values() if len(references) > 1 for reference in references]


def faults_of_store(workshop: Workshop) -> list[str]:
    """What `portal verify --store` finds, a line each, by the portal's own clock."""
    done = subprocess.run(
        [*workshop.command, "verify", "--store"],
        cwd=workshop.site,
        env=workshop.env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode == 0:
        assert "everything fits" in done.stdout, done.stdout
        return []
    return [line for line in done.stderr.splitlines() if " INFO " not in line] or [f"exit code {done.returncode}"]


class Post:
    """The mails about reports that arrived, by what they are and to whom."""

    def __init__(self, mails: Iterable[EmailMessage]) -> None:
        about = [mail for mail in mails if str(mail["Subject"]).startswith("[")]
        self.count = len(about)
        self._by_id = Counter(str(mail["Message-ID"]) for mail in about)
        self._by_words: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for mail in about:
            self._by_words[str(mail["To"]), str(mail["Subject"]), text_of(mail)].add(str(mail["Message-ID"]))

    @property
    def repeats(self) -> int:
        """Mails that came once more under the Message-ID that they had."""
        return sum(times - 1 for times in self._by_id.values())

    @property
    def told_twice(self) -> list[str]:
        """What somebody was told in the same words under two Message-IDs, so that no mail program sees it is one."""
        return [f"{subject} to {to}" for (to, subject, _), ids in self._by_words.items() if len(ids) > 1]

    def missing(self, references: Iterable[str], to: dict[str, str]) -> list[str]:
        """The mails that were owed and did not come: to the customer (`to`, by reference) and to a responder."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for address, subject, _ in self._by_words:
            told[subject.partition("]")[0].removeprefix("[")].add(address)
        owed = []
        for reference in references:
            if to[reference] not in told[reference]:
                owed.append(f"{reference} to its customer")
            if not any(address.endswith("@saltmarsh.example") for address in told[reference]):
                owed.append(f"{reference} to a responder")
        return owed
