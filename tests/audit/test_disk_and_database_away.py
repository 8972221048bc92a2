"""With a full disk, one that cannot be written, or a database that is away or has no room, nobody is told that we have
their report while we have not. What they typed is kept and they are given another way to reach us; the published site
is untouched, pages can be read, and once the harm is over all goes on without hands.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from tests.audit.record import Part, Tried
from tests.audit.rig.cluster import Cluster, cluster_in
from tests.audit.rig.kept_running import KeptRunning
from tests.audit.rig.quick_customer import GONE, Confirmed, QuickCustomer, Refused
from tests.audit.rig.settling import Post, faults_of_store, filed, filed_twice, lost, send_all, store_of
from tests.audit.rig.small_disk import full, read_only, small_disk
from tests.audit.rig.workshop import Server, Workshop
from tests.flows import mails
from tests.flows.plain_browser import PlainBrowser, Upload
from tests.flows.running import is_healthy_at
from tests.flows.sample import AT_RISK

pytestmark = [pytest.mark.reliability, pytest.mark.audit]

SQLITE = "sqlite:///var/portal.db"
AT_ONCE = 8
BACK_WITHIN_S = 180
FALLBACK = "01632 960 142"
KEPT = "What you wrote is still here"
TOGETHER = 16
CONNECTIONS = 3
READ = ("/", "/report", "/commitments/", "/scorecard/")


@dataclass
class Visitors:
    """They come before, during and after the harm, and note what they were told."""

    server: Server
    confirmed: list[Confirmed] = field(default_factory=list)
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    _filled: list[tuple[dict[str, str], str, str, QuickCustomer]] = field(default_factory=list)
    _count: int = 0

    def file(self, number: int) -> None:
        """All is well, so every one is confirmed."""
        with ThreadPoolExecutor(4) as pool:
            self.confirmed += pool.map(lambda at: self._one(*self._new(at)), range(number))

    def fill_in(self, number: int) -> None:
        """Up to the check page, where they stay."""
        for at in range(number):
            words, mail, customer = self._new(at)
            self._filled.append((customer.fill_in(words, mail), words, mail, customer))

    def send_what_they_filled_in(self, *, until_confirmed: bool) -> None:
        """Press the button. Whoever is refused must read that it was not taken, and find what they wrote."""
        with ThreadPoolExecutor(TOGETHER) as pool:
            done = list(pool.map(self._press, self._filled))
        left = [filled for filled, was_taken in zip(self._filled, done, strict=True) if not was_taken]
        self._filled = left
        if until_confirmed:
            self.wrong += [f"{words}: refused when all was well again" for _, words, _, _ in left]

    def read(self, *, but: tuple[str, ...] = ()) -> None:
        for path in (*READ, self.confirmed[0].tracking):
            status = QuickCustomer(self.server.port).get(path).status
            if status != 200 and path not in but:
                self.wrong.append(f"{path} answered {status}")

    def attach(self) -> None:
        """A file that cannot be kept is refused, and what was written is not."""
        browser = PlainBrowser().open(self.server.url + "/report")
        typed = {**AT_RISK, "what_happened": "With a picture", "contact": "mail", "mail": "sam@example.org"}
        note = Upload("note.txt", b"It was like this. " * 50_000)
        browser.press("See it before it goes", {**typed, "name": "Sam Reed"}, file=note)
        if browser.heading == "Ready to send?" or "could not be kept" not in browser.text:
            self.wrong.append(f"a file was taken: {browser.heading}")
        if "With a picture" not in browser.soup.decode():
            self.wrong.append("what was written beside the file is gone")

    def _press(self, filled: tuple[dict[str, str], str, str, QuickCustomer]) -> bool:
        check, words, mail, customer = filled
        try:
            self.confirmed.append(customer.send(check, words, mail))
            return True
        except Refused as refused:
            self.refused += 1
            page, status = refused.answered.page, refused.answered.status
            if status != 503 or words not in page or FALLBACK not in page or KEPT not in page:
                self.wrong.append(f"{words}: {refused}")
        except GONE as error:
            self.wrong.append(f"{words}: {error}")
        return False

    def _one(self, words: str, mail: str, customer: QuickCustomer) -> Confirmed:
        return customer.send(customer.fill_in(words, mail), words, mail)

    def _new(self, at: int) -> tuple[str, str, QuickCustomer]:
        self._count += 1
        number = f"{self._count}.{at}"
        return f"Report {number}", f"c{number}@example.org", QuickCustomer(self.server.port)


Harm = Callable[[], AbstractContextManager[object]]


@dataclass
class Scene:
    """A portal at work with a mail folder, and those who visit it."""

    workshop: Workshop
    server: Server
    visitors: Visitors
    database_url: str

    def suffer(self, harm: Harm, *, attachments: bool = False, unreadable: tuple[str, ...] = ()) -> None:
        """Nobody is told anything untrue meanwhile, and all goes well before and behind."""
        visitors, before = self.visitors, _pages(self.workshop.site)
        visitors.file(AT_ONCE)
        visitors.fill_in(TOGETHER)
        with harm():
            visitors.send_what_they_filled_in(until_confirmed=False)
            visitors.read(but=unreadable)
            if attachments:
                visitors.attach()
            if _pages(self.workshop.site) != before:
                visitors.wrong.append("the published site was touched")
        mails.wait_for("the portal to come back", lambda: is_healthy_at(self.server.url), BACK_WITHIN_S)
        visitors.send_what_they_filled_in(until_confirmed=True)
        visitors.file(AT_ONCE)

    def settle(self, what: str, tried: Tried, *, some_refused: bool = True) -> None:
        store = store_of(self.workshop.site, self.database_url)
        send_all(self.workshop, store)
        kept = filed(store)
        store.close()
        visitors, site = self.visitors, self.workshop.site
        came = Post(mails.in_folder(site / "var" / "mail"))
        to = {each.reference: each.mail for each in visitors.confirmed}
        tried(
            what,
            part=Part.FAULTS,
            times=len(visitors.confirmed) + visitors.refused,
            unit="reports",
            lost=[*lost(visitors.confirmed, kept), *came.missing(to, to)],
            wrong=[
                *visitors.wrong,
                *filed_twice(kept),
                *came.told_twice,
                *faults_of_store(self.workshop),
            ],
            note=f"{visitors.refused} refused honestly, then taken",
        )
        assert visitors.refused or not some_refused, "no harm was done"


@contextmanager
def _scene(site: Path, running: KeptRunning, database_url: str = SQLITE) -> Iterator[Scene]:
    workshop = Workshop(site, running, database_url=database_url)
    server = workshop.serve()
    try:
        server.wait_until_it_serves()
        yield Scene(workshop, server, Visitors(server), database_url)
    finally:
        running.rest(server.kept)


def _pages(site: Path) -> dict[str, str]:
    """The frozen pages that show no figures: those change by themselves once an hour."""
    folder = site / "build"
    kept = [folder / name / "index.html" for name in ("limitations", "policies")] + [folder / "404.html"]
    return {str(page): sha256(page.read_bytes()).hexdigest() for page in kept if page.exists()}


def test_a_full_disk_under_sqlite(built_sample: Path, running: KeptRunning, tried: Tried) -> None:
    with small_disk(64) as disk, _scene(Path(shutil.copytree(built_sample, disk / "site")), running) as scene:
        scene.suffer(lambda: full(disk), attachments=True)
        scene.settle("a full disk, SQLite", tried)


def test_a_disk_that_cannot_be_written(built_sample: Path, running: KeptRunning, tried: Tried) -> None:
    # A file system in memory lets whoever has opened a file go on writing to it.
    with tempfile.TemporaryDirectory(prefix="portal-disk-", dir="/var/tmp") as disk:
        site = Path(shutil.copytree(built_sample, Path(disk) / "site"))
        with _scene(site, running) as scene:
            scene.suffer(lambda: read_only(site / "var"), attachments=True)
            scene.settle("a disk that cannot be written, SQLite", tried)


def test_a_full_disk_under_postgresql(site: Path, running: KeptRunning, tried: Tried) -> None:
    with small_disk(160) as disk, cluster_in(disk) as cluster:
        running.keep(cluster.postmaster)
        cluster.wait_until_it_answers()
        cluster.run("CREATE DATABASE portal")
        try:
            with _scene(site, running, cluster.url("portal")) as scene:
                scene.suffer(lambda: full(disk))
                scene.settle("a full disk under PostgreSQL", tried, some_refused=False)
        finally:
            running.rest(cluster.postmaster)


def test_a_database_that_is_away_restarted_or_has_no_connection_left(
    site: Path, running: KeptRunning, cluster: Cluster, tried: Tried
) -> None:
    cluster.run("CREATE ROLE portal LOGIN", "CREATE DATABASE portal OWNER portal")

    @contextmanager
    def away() -> Iterator[None]:
        running.rest(cluster.postmaster)
        yield
        running.wake(cluster.postmaster)
        cluster.wait_until_it_answers()

    @contextmanager
    def few_connections() -> Iterator[None]:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'portal'"
        cluster.run(f"ALTER ROLE portal CONNECTION LIMIT {CONNECTIONS}", end)
        yield
        cluster.run("ALTER ROLE portal CONNECTION LIMIT -1")

    with _scene(site, running, cluster.url("portal", "portal")) as scene:
        scene.visitors.file(1)
        private = (scene.visitors.confirmed[0].tracking,)
        scene.suffer(away, unreadable=private)
        scene.suffer(few_connections, unreadable=private)
        scene.visitors.fill_in(TOGETHER)
        with away():
            pass
        scene.visitors.send_what_they_filled_in(until_confirmed=True)
        scene.settle("PostgreSQL away, restarted, and with three connections for eight threads", tried)
