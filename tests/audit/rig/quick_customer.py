"""A customer who files a report over plain HTTP and costs next to nothing: pages are searched, not parsed."""

import re
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from tests.flows.sample import AT_RISK

TIMEOUT_S = 60
GONE = (OSError, HTTPException)
"""What is raised where the server was killed meanwhile."""

_HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")[^>]*>')
_REFERENCE = re.compile(r'class="reference[^"]*"[^>]*>\s*([0-9A-Z]{4}-[0-9A-Z]{4})')
_LINK = re.compile(r'href="(/r/[^"/?]+)"')


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    location: str
    page: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A report whose confirmation was shown. `tracking` is the path of its private page."""

    reference: str
    words: str
    mail: str
    receipt: str
    tracking: str


class QuickCustomer:
    """Keeps its cookies and no connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._cookies: dict[str, str] = {}

    def at(self, port: int) -> "QuickCustomer":
        """The same browser, with its cookies, at another server of the same portal."""
        other = QuickCustomer(port)
        other._cookies = dict(self._cookies)
        return other

    def get(self, path: str) -> Answered:
        return self._ask("GET", path)

    def post(self, path: str, form: dict[str, str]) -> Answered:
        return self._ask("POST", path, urlencode(form))

    def fill_in(self, words: str, mail: str) -> dict[str, str]:
        """What the check page would send. Raises one of GONE, or Refused."""
        form = _hidden(self._page(self.get("/report")))
        typed = {**AT_RISK, "what_happened": words, "contact": "mail", "mail": mail, "name": "Sam Reed"}
        return _hidden(self._page(self.post("/report", form | typed)))

    def send(self, check: dict[str, str], words: str, mail: str) -> Confirmed:
        """Press the button of the check page, and see the confirmation. Raises one of GONE, or Refused."""
        sent = self.post("/report/send", check)
        if sent.status != 303:
            raise Refused(sent)
        page = self._page(self.get(urlsplit(sent.location).path))
        reference, link = _REFERENCE.search(page), _LINK.search(page)
        assert "We have your report" in page, page
        assert reference, page
        assert link, page
        return Confirmed(reference[1], words, mail, sent.location, link[1])

    def _page(self, answered: Answered) -> str:
        if answered.status != 200:
            raise Refused(answered)
        return answered.page

    def _ask(self, method: str, path: str, body: str | None = None) -> Answered:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return Answered(answer.status, answer.headers.get("Location") or "", answer.read().decode())
        finally:
            connection.close()


class Refused(Exception):
    """The server answered, and did not take it. `answered` is its page."""

    def __init__(self, answered: Answered) -> None:
        super().__init__(f"{answered.status}: {' '.join(re.sub('<[^>]*>', ' ', answered.page).split())[:300]}")
        self.answered = answered


def _hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}
