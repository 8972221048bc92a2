"""Looks up addresses on other sites: politely, in bounded time, and with what is known from a day ago. RFC 9110.

Each host is asked one thing at a time. HEAD first; where a site answers that with an error, GET, of which nothing but
the head is read.
"""

import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException, responses
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

import idna

from portal.library.links_outside import LookedUp
from portal.upkeep.link_memory import LinkMemory

TIMEOUT_S = 10.0
AT_ONCE = 8
MAX_REDIRECTS = 8
DEADLINE_TIMES = 2
"""A request as a whole is waited for so many times its `timeout_s`, which begins anew with every byte that is read."""
MAX_SILENCES = 3
"""After so many addresses that a host left unanswered, nobody waits for it again."""

_FOR_GOOD = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
# Of these it cannot be told whether a reader with a browser would be let in.
_UNTOLD = (401, 403, 405, 406, 407, 408, 425, 429, 451, 501, 503, 999)
_AGENT = "Mozilla/5.0 (compatible; forthright-link-check)"
_UNRESERVED = "%/:=&?~#+!$,;'@()*[]"


def look_up(
    urls: Iterable[str], memory: LinkMemory, *, timeout_s: float = TIMEOUT_S, at_once: int = AT_ONCE
) -> dict[str, LookedUp]:
    """What became of each address, each asked once."""
    found: dict[str, LookedUp] = {}
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        known = memory.get(url)
        if known is None:
            by_host[_host(url)].append(url)
        else:
            found[url] = known
    asking = _Asking(timeout_s)
    with ThreadPoolExecutor(at_once) as pool:
        for answers in pool.map(asking.all_of, by_host.values()):
            found |= answers
    memory.keep(found)
    return found


class _Asking:
    """Requests, of which each host meets one at a time, also where another's redirect leads to it."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._opener = _opener()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._new_turn = threading.Lock()
        self._silent: Counter[str] = Counter()

    def all_of(self, urls: list[str]) -> dict[str, LookedUp]:
        return {url: self._follow(url) for url in urls}

    def _follow(self, url: str) -> LookedUp:
        at, is_for_good, leads_to = url, True, ""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                if self._silent[_host(at)] >= MAX_SILENCES:
                    return LookedUp("gone", f"its site did not answer {MAX_SILENCES} other times")
                status, location = self._ask(at)
                if status not in _REDIRECTS or not location:
                    return _fate(status, leads_to)
                at = urljoin(_ascii(at), location)
                if urlsplit(at).scheme not in ("http", "https"):
                    return LookedUp("gone", "it leads to an address that is none of the web's")
                # What a site moves for a while comes back; the address that is linked to stays the right one.
                is_for_good = is_for_good and status in _FOR_GOOD
                leads_to = at if is_for_good else leads_to
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, OSError):
                self._silent[_host(at)] += 1
            return LookedUp("gone", _why(error))
        return LookedUp("gone", f"it leads on and on, more than {MAX_REDIRECTS} times")

    def _ask(self, url: str) -> tuple[int, str]:
        """The status, and where it leads on. Raises OSError, HTTPException and ValueError."""
        with self._new_turn:
            turn = self._turns[_host(url)]
        with turn:
            try:
                status, location = self._in_time("HEAD", url)
            except (HTTPException, ConnectionError, TimeoutError):
                # Some sites drop HEAD, or never answer it. Of one that cannot be connected to, nothing is asked again:
                # that is a URLError.
                status, location = 0, ""
            if status == 0 or status >= 400:
                status, location = self._in_time("GET", url)
        return status, location

    def _in_time(self, method: str, url: str) -> tuple[int, str]:
        """As `_request`, with an end to it. A request that is late is left to a thread that keeps nobody from ending.

        Raises TimeoutError as well.
        """
        answer: Future[tuple[int, str]] = Future()

        def ask() -> None:
            try:
                answer.set_result(self._request(method, url))
            except Exception as error:
                answer.set_exception(error)

        threading.Thread(target=ask, daemon=True).start()
        return answer.result(DEADLINE_TIMES * self._timeout_s)

    def _request(self, method: str, url: str) -> tuple[int, str]:
        request = Request(  # noqa: S310  links_outside lets http and https in only
            _ascii(url), method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"}
        )
        try:
            with self._opener.open(request, timeout=self._timeout_s) as answer:
                return answer.status, ""
        except HTTPError as error:
            with error:
                return error.code, error.headers.get("Location", "")


class _LetThrough(HTTPRedirectHandler):
    """Redirects are followed by hand, because who waits for a turn differs from host to host."""

    def redirect_request(self, *_: object) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_LetThrough)


def _fate(status: int, leads_to: str) -> LookedUp:
    if status in _UNTOLD:
        return LookedUp("untold", f"its site answered {status}")
    if status >= 400:
        reason = responses.get(status, "")
        return LookedUp("gone", f"its site answered {status}{' ' + reason if reason else ''}")
    return LookedUp("moved", "", leads_to) if leads_to else LookedUp("there")


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error) if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return "its site did not answer in time"
    if isinstance(reason, ssl.SSLError):
        return "its site cannot be trusted to be itself (its certificate does not hold)"
    if isinstance(reason, OSError):
        return f"its site cannot be reached ({(reason.strerror or str(reason) or 'no reason given').lower()})"
    return "its site gave an answer that cannot be understood"


def _host(url: str) -> str:
    """Of an address that is none, the address itself."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return url


def _ascii(url: str) -> str:
    """As it is sent: RFC 3987 §3.1, RFC 5891. Raises ValueError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host:
        raise ValueError("no host")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, netloc, quote(parts.path, _UNRESERVED), quote(parts.query, _UNRESERVED), ""))
