"""What docs/deployment.md recommends, really run: nginx or Caddy, two `portal run`, a `portal deliver`, PostgreSQL.

- a report sent through it is confirmed, tracked and mailed, with addresses and cookies of the public host
- the processes restarted one after the other under load: nobody notices
- one of them killed under load: behind nginx nobody notices, and no report is there twice
- both away: promises can be read, and the form says how to reach a person
"""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from portal import paths
from tests.conftest import PostgresServer
from tests.deploy.fronts import Front, running
from tests.flows import mails
from tests.flows.customers import Filed, file_report
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import STOP_TIMEOUT_S, RunningPortal, environment
from tests.flows.wire import Wire, mail_server_up
from tests.notices.carriers.mail_server import free_port

pytestmark = pytest.mark.audit

CLIENTS = 4
OWN = {f"c{number}@example.org" for number in range(CLIENTS)}
SENT_MEANWHILE = 12
REQUESTS_OF_A_ROUND = 7
"""The form, looked over, sent, confirmed; the private page, a published one, the desk's door."""
MOST_WAITED_S = 120.0


@dataclass
class Deployment:
    """A running portal as recommended. Its clients trust the certificate of `front`."""

    front: Front
    processes: tuple[RunningPortal, RunningPortal]
    wire: Wire
    database_url: str

    def reports(self) -> int:
        """How many the database holds."""
        engine = create_engine(make_url(self.database_url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
        with engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM reports")).scalar_one())


@dataclass
class Load:
    """Customers who report and read, one request after the other, until told to stop. What fails is kept."""

    url: str
    filed: list[Filed] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    requests: int = 0

    def __post_init__(self) -> None:
        self._enough = threading.Event()
        self._clients = [threading.Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> "Load":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for client in self._clients:
            client.join(MOST_WAITED_S)

    def wait_for_more(self, count: int = SENT_MEANWHILE) -> None:
        """Until so many more reports were confirmed, or something failed."""
        wanted, give_up_at = len(self.filed) + count, time.monotonic() + MOST_WAITED_S
        while len(self.filed) < wanted and not self.failed:
            assert time.monotonic() < give_up_at, "the clients came to nothing"
            time.sleep(0.05)

    def _client(self, number: int) -> None:
        sent = 0
        while not self._enough.is_set() and not self.failed:
            sent += 1
            try:
                filed = file_report(
                    self.url, f"Client {number} has this to say, {sent}.", mail=f"c{number}@example.org"
                )
                self.filed.append(filed)
                for address in (filed.tracking, f"{self.url}{paths.COMMITMENTS}", f"{self.url}{paths.DESK}"):
                    status = PlainBrowser().open(address).status
                    assert status == 200, f"{status} for {address}"
                self.requests += REQUESTS_OF_A_ROUND
            except Exception as error:
                self.failed.append(f"{type(error).__name__}: {str(error)[:300]}")


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def deployment(
    request: pytest.FixtureRequest,
    command: Path,
    built_sample: Path,
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Deployment]:
    kind = str(request.param)
    folder = tmp_path_factory.mktemp(kind)
    site = Path(shutil.copytree(built_sample, folder / "site"))
    ports, front_port, mail_port, wire = (free_port(), free_port()), free_port(), free_port(), Wire()
    settings: dict[str, object] = {
        "database_url": postgres_server.create(f"deployed_{kind}"),
        "public_url": f"https://localhost:{front_port}",
        "trusted_proxies": 1,
        "carrier": "smtp",
        "smtp_port": mail_port,
        "mail_from": "reports@saltmarsh.example",
    }
    first, second = (RunningPortal(command, site, port, **settings) for port in ports)
    with mail_server_up(wire, mail_port), running(kind, folder / "front", site / "build", ports, front_port) as front:
        try:
            first.start("--no-deliver")
            second.start("--no-deliver")
            with _delivering(command, site, settings), pytest.MonkeyPatch.context() as patch:
                patch.setenv("SSL_CERT_FILE", str(front.certificate))
                yield Deployment(front, (first, second), wire, str(settings["database_url"]))
        finally:
            first.kill()
            second.kill()
            postgres_server.drop(f"deployed_{kind}")


def test_a_report_goes_all_the_way_on_the_public_host(deployment: Deployment) -> None:
    filed = file_report(deployment.front.url, mail="whole@example.org")
    assert filed.tracking.startswith(f"{deployment.front.url}/r/")
    mails.wait_for("the customer's mail", lambda: mails.to(deployment.wire.arrived, "whole@example.org"))
    (mail,) = mails.to(deployment.wire.arrived, "whole@example.org")
    assert PlainBrowser().open(mails.link_with(mail, "/r/")).status == 200
    form = PlainBrowser().open(f"{deployment.front.url}/report")
    cookie = form.headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_the_processes_restarted_one_after_the_other_under_load_are_not_noticed(deployment: Deployment) -> None:
    before = deployment.reports()
    with Load(deployment.front.url) as load:
        load.wait_for_more()
        for process in deployment.processes:
            assert process.stop() == 0
            process.start("--no-deliver")
            load.wait_for_more()
    assert deployment.reports() - before == len(load.filed)
    _nothing_was_noticed(deployment, load)


def test_a_process_killed_under_load_is_not_noticed_and_nothing_is_there_twice(deployment: Deployment) -> None:
    if deployment.front.kind == "caddy":
        pytest.skip("Caddy asks the neighbour only where the first took no connection: what was under way gets a 503.")
    before = deployment.reports()
    with Load(deployment.front.url) as load:
        load.wait_for_more()
        for process in deployment.processes:
            process.kill()
            load.wait_for_more()
            process.start("--no-deliver")
            load.wait_for_more()
    assert deployment.reports() - before == len(load.filed)
    _nothing_was_noticed(deployment, load)


def test_with_all_processes_away_promises_can_be_read_and_the_form_says_how_to_reach_a_person(
    deployment: Deployment,
) -> None:
    for process in deployment.processes:
        process.stop()
    try:
        assert PlainBrowser().open(f"{deployment.front.url}{paths.COMMITMENTS}").status == 200
        form = PlainBrowser().open(f"{deployment.front.url}{paths.REPORT}")
        assert (form.status, form.headers["Retry-After"]) == (503, "60")
        assert form.soup.select_one('a[href^="tel:"]')
    finally:
        for process in deployment.processes:
            process.start("--no-deliver")


def _nothing_was_noticed(deployment: Deployment, load: Load) -> None:
    print(f"{deployment.front.kind}: {load.requests} requests, {len(load.filed)} reports, {len(load.failed)} failed")
    assert load.failed == []
    assert len({filed.reference for filed in load.filed}) == len(load.filed)
    missing = {filed.reference for filed in load.filed}
    read, give_up_at = 0, time.monotonic() + MOST_WAITED_S
    while missing:
        assert time.monotonic() < give_up_at, f"no mail to the customers of {missing}"
        # Each is read once: the mail server is a thread of this process, and needs its time.
        new = deployment.wire.mails[read:]
        read += len(new)
        for envelope in new:
            content = envelope.content or b""
            mail = mails.parsed(content if isinstance(content, bytes) else content.encode())
            if str(mail["To"]) in OWN:
                missing -= {reference for reference in missing if reference in str(mail["Subject"])}
        time.sleep(0.2)


@contextmanager
def _delivering(command: Path, site: Path, settings: dict[str, object]) -> Iterator[None]:
    with (site.parent / "deliver.log").open("wb") as log:
        process = subprocess.Popen(
            [command, "deliver"],
            cwd=site,
            env=environment(limits="off", deliver_poll_s=0.1, **settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(STOP_TIMEOUT_S)
