"""`kill -9` at any moment loses no report whose confirmation was shown, and no mail; nothing is left half done.

Two `portal run` of three processes each, two `portal deliver`, a mail server and a PostgreSQL are killed at random and
started again, under eight customers: of a `portal run` sometimes one that answers, sometimes the one that looks after
them. The seed is printed; FORTHRIGHT_SEED takes one.
"""

import os
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.audit.record import Part, Tried
from tests.audit.rig.cluster import Cluster
from tests.audit.rig.kept_running import Kept, KeptRunning
from tests.audit.rig.mail_sink import arrived
from tests.audit.rig.quick_customer import GONE, Confirmed, QuickCustomer, Refused
from tests.audit.rig.settling import (
    Post,
    faults_of_store,
    filed,
    filed_twice,
    lost,
    send_all,
    store_of,
)
from tests.audit.rig.workshop import Server, Workshop
from tests.flows.installed import CHECKOUT
from tests.flows.running import environment
from tests.notices.carriers.mail_server import free_port

pytestmark = [pytest.mark.reliability, pytest.mark.audit]

HARM_S = 60
CLIENTS = 8
MOST_REPEATED = 0.002
BETWEEN_KILLS_S = (0.5, 3.5)
ONE_OF_THEM = 0.5
_TRIES = 40


@dataclass
class _Customers:
    """Eight of them, who file one report after another and press the button again while the server is away."""

    servers: list[Server]
    seed: int
    confirmed: list[Confirmed] = field(default_factory=list)
    turned_away: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._threads = [threading.Thread(target=self._file, args=(number,)) for number in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(120)

    def _file(self, number: int) -> None:
        choose = random.Random(f"{self.seed} {number}")
        count = 0
        while not self._stop.is_set():
            count += 1
            words, mail = f"Report {number}.{count} of {self.seed}", f"c{number}.{count}@example.org"
            check: dict[str, str] | None = None
            customer = QuickCustomer(0)
            for _ in range(_TRIES):
                customer.port = choose.choice(self.servers).port
                try:
                    check = check or customer.fill_in(words, mail)
                    self.confirmed.append(customer.send(check, words, mail))
                    break
                except (*GONE, Refused):
                    self.turned_away += 1
                    time.sleep(0.2)


def _mail_server(folder: Path, port: int, log: Path) -> Kept:
    folder.mkdir()
    command: list[str | Path] = [sys.executable, "-m", "tests.audit.rig.mail_sink", str(port), folder]
    return Kept("mail server", command, cwd=CHECKOUT, env=environment(), log=log)


def _do_harm(victims: list[Kept], seed: int) -> None:
    choose = random.Random(seed)
    over_at = time.monotonic() + HARM_S
    while time.monotonic() < over_at:
        time.sleep(choose.uniform(*BETWEEN_KILLS_S))
        victim = choose.choice(victims)
        if victim.name.startswith("run") and choose.random() < ONE_OF_THEM:
            victim.kill_one_below(choose)
        else:
            victim.kill()


def _killed(site: Path, running: KeptRunning, tried: Tried, database: Cluster | None) -> None:
    seed = int(os.environ.get("FORTHRIGHT_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"FORTHRIGHT_SEED={seed}")
    mails, smtp_port = site.parent / "mails", free_port()
    settings: dict[str, object] = {"carrier": "smtp", "smtp_port": smtp_port, "mail_from": "reports@saltmarsh.example"}
    if database:
        database.run("CREATE DATABASE portal")
        settings["database_url"] = database.url("portal")
    post = running.keep(_mail_server(mails, smtp_port, site.parent / "mail.log"))
    workshop = Workshop(site, running, processes=2, **settings)
    first = workshop.serve("--no-deliver").wait_until_it_serves()
    servers = [first, workshop.serve("--no-deliver").wait_until_it_serves()]
    deliveries = [workshop.deliver(), workshop.deliver()]
    victims = [*(each.kept for each in servers), *deliveries, post, *([database.postmaster] if database else [])]

    customers = _Customers(servers, seed)
    customers.begin()
    _do_harm(victims, seed)
    customers.end()

    for server in servers:
        server.wait_until_it_serves()
    store = store_of(site, str(settings.get("database_url", "sqlite:///var/portal.db")))
    try:
        send_all(workshop, store)
        kept = filed(store)
    finally:
        store.close()
    confirmed = customers.confirmed
    gone = lost(confirmed, kept)
    came = Post(arrived(mails))
    missing = came.missing((each.reference for each in confirmed), {each.reference: each.mail for each in confirmed})
    faults = faults_of_store(workshop)
    kills = sum(each.kills for each in victims)
    repeated = f"{came.repeats} of {came.count:,} mails repeated, under their Message-ID"
    kind = "PostgreSQL and its postmaster" if database else "SQLite"
    tried(
        f"`kill -9` of web, delivery and mail server for {HARM_S} s, {CLIENTS} customers, {kind}",
        part=Part.KILLED,
        times=len(confirmed),
        unit="reports",
        lost=[*gone, *missing],
        wrong=[*filed_twice(kept), *came.told_twice, *faults],
        note=f"{kills} kills; {repeated}; seed {seed}",
    )
    assert kills >= HARM_S / BETWEEN_KILLS_S[1]
    assert came.repeats <= MOST_REPEATED * came.count, repeated


def test_killed_at_any_moment_on_sqlite(site: Path, running: KeptRunning, tried: Tried) -> None:
    _killed(site, running, tried, None)


def test_killed_at_any_moment_on_postgresql(site: Path, running: KeptRunning, cluster: Cluster, tried: Tried) -> None:
    _killed(site, running, tried, cluster)
