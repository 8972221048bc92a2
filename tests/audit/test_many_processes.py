"""Four `portal run` and three `portal deliver` on one PostgreSQL do everything once: no notice twice, no report to two
people, nothing that somebody wrote lost behind what another wrote; the same post twenty times at once is one report.
"""

import threading
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import paths
from portal.reports.links import responder_token
from portal.store.engine import Store
from portal.store.tables import reports, texts, timeline
from tests.audit.record import Part, Tried
from tests.audit.rig.cluster import Cluster
from tests.audit.rig.kept_running import KeptRunning
from tests.audit.rig.quick_customer import Confirmed, QuickCustomer
from tests.audit.rig.settling import Post, faults_of_store, filed, filed_twice, lost, send_all, store_of
from tests.audit.rig.workshop import Server, Workshop
from tests.flows.mails import in_folder, wait_for
from tests.flows.plain_browser import PlainBrowser

pytestmark = [pytest.mark.reliability, pytest.mark.audit]

SERVERS, DELIVERIES = 4, 3
SAME_POST = 20
SAME_POSTS = 6
CUSTOMERS, EACH_FILES = 8, 6
ON_ONE_REPORT = 4
WRITE_EACH = 3
MISSED_AFTER_S = 45 * 60
PEOPLE = ("mira", "ruth")


def test_many_processes_do_everything_once(site: Path, running: KeptRunning, cluster: Cluster, tried: Tried) -> None:
    cluster.run("CREATE DATABASE portal")
    settings: dict[str, object] = {"database_url": cluster.url("portal")}
    workshop = Workshop(site, running, **settings)
    first = workshop.serve("--no-deliver").wait_until_it_serves()
    servers = [first, *(workshop.serve("--no-deliver") for _ in range(SERVERS - 1))]
    for _ in range(DELIVERIES):
        workshop.deliver()
    for server in servers:
        server.wait_until_it_serves()
    store = store_of(site, str(settings["database_url"]))

    same = [_same_post_at_once(servers, number) for number in range(SAME_POSTS)]
    confirmed = [*(each for found in same for each in set(found)), *_all_file(servers)]
    secret = (site / "var" / "secret").read_text("ascii").strip()
    written = [_all_write(servers, each, secret) for each in confirmed[:ON_ONE_REPORT]]
    workshop.set_clock(MISSED_AFTER_S)
    unanswered = {each.reference for each in confirmed[ON_ONE_REPORT:]}
    wait_for("every miss to be told", lambda: unanswered <= _missed(store), timeout_s=300)
    send_all(workshop, store, MISSED_AFTER_S)

    kept, told = filed(store), _told(store)
    routed, missed = _counted(store, "routed"), _counted(store, "missed")
    came = Post(in_folder(site / "var" / "mail"))
    store.close()
    to = {each.reference: each.mail for each in confirmed}
    tried(
        f"the same post {SAME_POST} times at once, {SERVERS} `portal run`",
        part=Part.AT_ONCE,
        times=SAME_POST * SAME_POSTS,
        unit="posts",
        lost=SAME_POST * SAME_POSTS - sum(map(len, same)),
        wrong=[*(found[0].words for found in same if len(set(found)) != 1), *filed_twice(kept)],
        note=f"{SAME_POSTS} reports",
    )
    acknowledged = [words for each in written for words in each]
    tried(
        f"{SERVERS} `portal run`, {DELIVERIES} `portal deliver`: customers and staff write on one report at once",
        part=Part.AT_ONCE,
        times=len(acknowledged),
        unit="messages",
        lost=[words for words in acknowledged if not told[words]],
        wrong=[words for words in acknowledged if told[words] > 1],
        note=f"on {ON_ONE_REPORT} reports",
    )
    tried(
        f"{SERVERS} `portal run`, {DELIVERIES} `portal deliver`: filing, sending, and telling what was missed",
        part=Part.AT_ONCE,
        times=came.count,
        unit="mails",
        lost=[*lost(confirmed, kept), *came.missing(to, to)],
        wrong=[
            *came.told_twice,
            *(f"{each} routed {routed[each, None]} times" for each in to if routed[each, None] != 1),
            *(f"{each}: {promise} missed {times} times" for (each, promise), times in missed.items() if times > 1),
            *faults_of_store(workshop),
        ],
        note=f"{len(confirmed)} reports, {sum(missed.values())} misses; {came.repeats} mails repeated",
    )
    assert came.repeats == 0


def _same_post_at_once(servers: list[Server], number: int) -> list[Confirmed]:
    words, mail = f"The same {number}", f"same{number}@example.org"
    customer = QuickCustomer(servers[0].port)
    check = customer.fill_in(words, mail)
    together = threading.Barrier(SAME_POST)

    def press(at: int) -> Confirmed:
        one = customer.at(servers[at % len(servers)].port)
        together.wait(60)
        return one.send(check, words, mail)

    with ThreadPoolExecutor(SAME_POST) as pool:
        return list(pool.map(press, range(SAME_POST)))


def _all_file(servers: list[Server]) -> list[Confirmed]:
    def file(number: int) -> list[Confirmed]:
        found = []
        for count in range(EACH_FILES):
            customer = QuickCustomer(servers[(number + count) % len(servers)].port)
            words, mail = f"Report {number}.{count}", f"c{number}.{count}@example.org"
            found.append(customer.send(customer.fill_in(words, mail), words, mail))
        return found

    with ThreadPoolExecutor(CUSTOMERS) as pool:
        return [each for found in pool.map(file, range(CUSTOMERS)) for each in found]


def _all_write(servers: list[Server], report: Confirmed, secret: str) -> list[str]:
    """The customer in two windows, and two of us, each on a server of their own. What each was told was taken."""
    expires = datetime.now(UTC).date() + timedelta(days=7)
    desks = [paths.desk_report(responder_token(secret, report.reference, 1, person, expires)) for person in PEOPLE]

    def write(at: int) -> Iterable[str]:
        for count in range(WRITE_EACH):
            words = f"Words {at}.{count} on {report.reference}"
            address = servers[at % len(servers)].url + (report.tracking if at < 2 else desks[at - 2])
            browser = PlainBrowser().open(address)
            if at < 2:
                browser.press("Send it", {"words": words})
            else:
                browser.press("Send to Sam Reed", {"answer-words": words})
                if browser.status == 409:
                    browser.press("Send to Sam Reed all the same")
            if browser.status == 200:
                yield words

    with ThreadPoolExecutor(4) as pool:
        return [words for found in pool.map(lambda at: list(write(at)), range(4)) for words in found]


def _told(store: Store) -> Counter[str]:
    """How often each text stands on a timeline."""
    with store.reading() as conn:
        return Counter(conn.scalars(select(texts.c.body)))


def _missed(store: Store) -> set[str]:
    """References of the reports whose customers were told of a miss."""
    return {reference for reference, _ in _counted(store, "missed")}


def _counted(store: Store, kind: str) -> Counter[tuple[str, object]]:
    """How many entries of a kind there are, by the report's reference and the promise that they are about, if any."""
    query = select(reports.c.reference, timeline.c.facts).join(timeline, timeline.c.report_id == reports.c.id)
    with store.reading() as conn:
        found = conn.execute(query.where(timeline.c.kind == kind))
        return Counter((row.reference, row.facts.get("commitment")) for row in found)
