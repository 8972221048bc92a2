"""Our last step of a report beside the public form of django-helpdesk, each on a durable SQLite under waitress.

Each is one process. Both get the same words from as many connections, in turn. `peers_submit_over_helpdesk_ratio` is
our reports per second over theirs: more is better. Ours also routes, starts clocks and queues mails; theirs hands its
mail to nobody at once.
"""

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

from bench.clients import Connection, posted, taken_s
from bench.databases import ROOT, scratch, workplace_on
from bench.form import FIELDS, browser_ready_to_send
from bench.intake import CONNECTIONS
from bench.peers.environments import NotInstalled, environment
from bench.rounds import Figures
from bench.serving import serving
from portal import paths
from portal.library.loader import checked_library
from portal.settings import Settings

_SITE = Path(__file__).with_name("helpdesk_site.py")
_SUBMIT = "/tickets/submit/"
_PATIENCE_S = 120


def measure(*, rounds: int = 10, reports_a_round: int = 40) -> Figures:
    """Raises NotInstalled where there is no django-helpdesk."""
    now = datetime.now(UTC)
    library = checked_library(ROOT, now.date())
    address = "sqlite:///var/portal.db"
    ours_s, theirs_s, each_of_ours_s, each_of_theirs_s = [], [], [], []
    with scratch() as folder, workplace_on(folder, address, library, now) as workplace, ExitStack() as opened:
        browser = browser_ready_to_send(workplace)
        ours = _connections(opened, opened.enter_context(serving(folder, address, processes=1)))
        port = opened.enter_context(_helpdesk(folder))
        ticket = _ticket(port)
        theirs = _connections(opened, port)
        for number in range(rounds + 1):
            sent = [posted(paths.REPORT_SEND, browser.form(), browser.cookie) for _ in range(reports_a_round)]
            our_s, each_of_our_s = taken_s(ours, sent, 303)
            their_s, each_of_their_s = taken_s(theirs, [ticket] * reports_a_round, 302)
            if number:
                ours_s.append(our_s / reports_a_round)
                theirs_s.append(their_s / reports_a_round)
                each_of_ours_s += each_of_our_s
                each_of_theirs_s += each_of_their_s
    return {
        "peers_submit_per_s": 1 / median(ours_s),
        "peers_submit_p99_ms": quantiles(each_of_ours_s, n=100)[98] * 1000,
        "peers_helpdesk_submit_per_s": 1 / median(theirs_s),
        "peers_helpdesk_submit_p99_ms": quantiles(each_of_theirs_s, n=100)[98] * 1000,
        "peers_submit_over_helpdesk_ratio": median(theirs_s) / median(ours_s),
    }


def _connections(opened: ExitStack, port: int) -> list[Connection]:
    return [opened.enter_context(Connection(port)) for _ in range(CONNECTIONS)]


@contextmanager
def _helpdesk(folder: Path) -> Iterator[int]:
    """The port of a django-helpdesk that serves with as many threads as `portal run`."""
    # Isolated, so that this module is not taken for the package of its name.
    begin: list[str | Path] = [environment("helpdesk") / "python", "-I", _SITE, folder]
    prepared = subprocess.run([*begin, "prepare"], capture_output=True, text=True, timeout=_PATIENCE_S)
    if prepared.returncode:
        raise NotInstalled(prepared.stderr.strip().splitlines()[-1])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        served = (str(listening.fileno()), str(Settings(site_dir=folder).threads))
        process = subprocess.Popen([*begin, "serve", *served], pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL)
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE_S)


def _ticket(port: int) -> bytes:
    """The public form, filled in. Raises AssertionError where there is no form."""
    client = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    client.request("GET", _SUBMIT)
    answer = client.getresponse()
    html, cookie = answer.read().decode(), answer.headers.get("Set-Cookie", "").partition(";")[0]
    client.close()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    queue = re.search(r'<option value="(\d+)">Internet', html)
    assert token, html[:500]
    assert queue, html[:500]
    form = {
        "csrfmiddlewaretoken": token[1],
        "queue": queue[1],
        "title": "The internet is down",
        "body": FIELDS["what_happened"],
        "priority": "3",
        "submitter_email": FIELDS["mail"],
    }
    return posted(_SUBMIT, form, cookie)
