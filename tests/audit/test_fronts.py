"""The web server in front, as deploy/ has it: it gives out what is published as the portal itself would, and passes on
what the portal answers, with nothing that a visitor made up.

Behind it stand processes that say what reached them.
"""

import gzip
import http.client
import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import paths
from portal.settings import Settings
from portal.web.published_site import published_site
from tests.deploy.fronts import HOST, Front, running
from tests.notices.carriers.mail_server import free_port

pytestmark = pytest.mark.audit

TOKEN = "a-token-that-opens-a-report"
DYNAMIC = (
    *("/report", "/report/send", f"/report/sent/{TOKEN}", "/r/changes?about=/", f"/r/{TOKEN}"),
    *(f"/calendar/{TOKEN}.ics", "/desk", f"/desk/r/{TOKEN}", "/api/", "/api/v1/reports", "/healthz"),
)
HEADERS_OF_A_PAGE = ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Referrer-Policy")
TOO_MUCH_BYTES = 56_000_000

Headers = Mapping[str, str]
NONE: Headers = {}


class Echo(BaseHTTPRequestHandler):
    """Answers with what reached it, as the portal answers: private, and never to be kept."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        trouble = self.path.endswith("/in-trouble")
        told = {"path": self.path, "headers": list(self.headers.items()), "body_bytes": len(body), "said": "x" * 2_000}
        answer = json.dumps(told).encode()
        self.send_response(503 if trouble else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Stage:
    front: Front
    build: Path

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, *, headers: Headers = NONE) -> Answer:
        context = ssl.create_default_context(cafile=str(self.front.certificate))
        connection = http.client.HTTPSConnection(HOST, self.front.port, timeout=30, context=context)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def stage(kind: str, built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    behind = [ThreadingHTTPServer(("127.0.0.1", 0), Echo) for _ in range(2)]
    for each in behind:
        threading.Thread(target=each.serve_forever, daemon=True).start()
    build = built_sample / "build"
    ports = [each.server_address[1] for each in behind]
    try:
        with running(kind, tmp_path_factory.mktemp(kind), build, ports) as front:
            yield Stage(front, build)
    finally:
        for each in behind:
            each.shutdown()
            each.server_close()


@pytest.fixture(scope="module")
def abandoned(kind: str, built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """No process answers."""
    build = built_sample / "build"
    with running(kind, tmp_path_factory.mktemp(kind), build, [free_port(), free_port()]) as front:
        yield Stage(front, build)


@pytest.fixture(scope="module")
def itself(built_sample: Path) -> FlaskClient:
    """The portal, where it gives out build/ itself."""
    return published_site(Settings(site_dir=built_sample).build_dir).test_client()


def address_of(file: Path, build: Path) -> str:
    return "/" + file.relative_to(build).as_posix().removesuffix("index.html")


def test_every_published_file_is_given_out_as_the_portal_itself_would(stage: Stage, itself: FlaskClient) -> None:
    files = [file for file in sorted(stage.build.rglob("*")) if file.is_file()]
    assert len(files) > 100
    for file in files:
        address = address_of(file, stage.build)
        if address in (paths.TOO_LARGE, paths.AWAY):
            continue  # shown in place of an answer, and nowhere else
        answer, own = stage.ask(address), itself.get(address, buffered=True)
        assert (answer.status, answer.body) == (200, own.data), address
        for name in ("Cache-Control", "X-Content-Type-Options"):
            assert answer.headers[name] == own.headers[name], f"{name} of {address}"
        media_type = answer.headers.get_content_type()
        unknown = own.mimetype == "application/octet-stream"
        assert unknown or media_type == own.mimetype, address
        if media_type.startswith("text/") or media_type in ("application/json", "application/xml"):
            assert (answer.headers.get_content_charset() or "utf-8") == "utf-8", address


def test_a_page_carries_what_only_a_header_can_say(stage: Stage, itself: FlaskClient) -> None:
    for address in ("/", "/commitments/", "/no/such/page/"):
        answer, own = stage.ask(address), itself.get(address, buffered=True)
        for name in (*HEADERS_OF_A_PAGE[1:], "Content-Security-Policy"):
            assert answer.headers.get_all(name) == [own.headers[name]], f"{name} of {address}"


@pytest.mark.parametrize("address", ["/no/such/page/", "/hours/", "/pagefind/", "/.well-known/", "/at/"])
def test_what_is_not_published_gets_our_own_page(stage: Stage, address: str) -> None:
    answer = stage.ask(address)
    assert (answer.status, answer.body) == (404, (stage.build / "404.html").read_bytes())


@pytest.mark.parametrize("address", ["/../portal.toml", "/%2e%2e/portal.toml", "/pagefind/%2e%2e/%2e%2e/var/secret"])
def test_nothing_beside_build_is_given_out(stage: Stage, address: str) -> None:
    assert (stage.build / ".." / "portal.toml").is_file()
    assert stage.ask(address).status in (400, 404)


def test_a_folder_without_its_slash_leads_to_the_page_on_the_same_host(stage: Stage) -> None:
    answer = stage.ask("/commitments")
    assert answer.status in (301, 308)
    assert answer.headers["Location"] in ("/commitments/", "commitments/", f"{stage.front.url}/commitments/")


def test_text_is_compressed_and_what_the_portal_answers_is_not(stage: Stage) -> None:
    """BREACH: an answer that holds a secret and words of its address must not tell by its length."""
    page = stage.ask("/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert gzip.decompress(page.body) == (stage.build / "index.html").read_bytes()
    for path in DYNAMIC:
        assert "Content-Encoding" not in stage.ask(path, headers={"Accept-Encoding": "gzip"}).headers, path


@pytest.mark.parametrize("path", DYNAMIC)
def test_what_the_portal_answers_goes_through_unchanged(stage: Stage, path: str) -> None:
    answer = stage.ask(path)
    assert (answer.status, json.loads(answer.body)["path"]) == (200, path)
    assert answer.headers.get_all("Cache-Control") == ["no-store"]
    assert answer.headers.get_all("X-Content-Type-Options") is None


def test_a_style_sheet_newer_than_the_published_ones_comes_from_the_portal(stage: Stage) -> None:
    path = "/static/0123456789ab/forthright.css"
    assert json.loads(stage.ask(path).body)["path"] == path


def test_a_process_that_says_why_it_cannot_is_heard(stage: Stage) -> None:
    answer = stage.ask("/report/in-trouble")
    assert (answer.status, json.loads(answer.body)["path"]) == (503, "/report/in-trouble")


def test_what_a_visitor_says_of_where_they_come_from_is_not_believed(stage: Stage) -> None:
    made_up = {
        "X-Forwarded-For": "203.0.113.9, 203.0.113.10",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "81",
        "X-Forwarded-Prefix": "/evil",
        "Forwarded": "for=203.0.113.9;host=evil.example",
        "X-Real-IP": "203.0.113.9",
    }
    told = json.loads(stage.ask("/report", headers=made_up).body)["headers"]
    said = {name.lower(): value for name, value in told}
    assert said["x-forwarded-for"] == "127.0.0.1"
    assert said["x-forwarded-proto"] == "https"
    assert said["x-forwarded-host"] == said["host"] == f"{HOST}:{stage.front.port}"
    assert not {"x-forwarded-port", "x-forwarded-prefix", "forwarded"} & said.keys()
    assert [name.lower() for name, _ in told].count("x-forwarded-for") == 1


def test_five_attachments_of_the_largest_size_pass(stage: Stage) -> None:
    settings = Settings()
    body = b"x" * (settings.max_attachments * settings.max_attachment_bytes + 500_000)
    assert json.loads(stage.ask("/report/send", "POST", body).body)["body_bytes"] == len(body)


@pytest.mark.parametrize("path", ["/report/send", "/api/v1/reports"])
def test_too_much_is_refused_in_our_words(stage: Stage, path: str) -> None:
    answer = stage.ask(path, "POST", b"x" * TOO_MUCH_BYTES)
    assert answer.status == 413
    if path.startswith("/api/"):
        assert answer.headers.get_content_type() == "application/problem+json"
        assert json.loads(answer.body)["status"] == 413
    else:
        assert answer.body == (stage.build / "413.html").read_bytes()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/report", f"/r/{TOKEN}", "/desk/reports", "/api/v1/reports"])
def test_where_no_process_answers_people_read_how_to_reach_us(abandoned: Stage, path: str, method: str) -> None:
    answer = abandoned.ask(path, method, b"words=typed" if method == "POST" else None)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert answer.headers["Cache-Control"] == "no-store"
    if path.startswith("/api/"):
        assert answer.headers.get_content_type() == "application/problem+json"
        assert json.loads(answer.body)["status"] == 503
    else:
        assert answer.headers.get_content_type() == "text/html"
        assert answer.body == (abandoned.build / "503.html").read_bytes()


def test_where_no_process_answers_promises_can_be_read(abandoned: Stage) -> None:
    assert abandoned.ask("/commitments/").status == 200


def test_every_answer_says_once_that_only_tls_will_do(stage: Stage, abandoned: Stage) -> None:
    style = next(stage.build.glob("static/*/forthright.css"))
    for path in ("/", "/no/such/", "/report", "/api/", f"/{style.relative_to(stage.build).as_posix()}"):
        assert stage.ask(path).headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path
    for path in ("/report", "/api/"):
        assert abandoned.ask(path).headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path


@pytest.mark.parametrize("path", [paths.TOO_LARGE, paths.AWAY])
def test_a_page_for_a_refusal_is_no_page_by_itself(stage: Stage, path: str) -> None:
    assert stage.ask(path).status == 404


def test_no_private_link_stands_in_the_log(stage: Stage) -> None:
    for path in DYNAMIC:
        stage.ask(path, headers={"Referer": f"{stage.front.url}/r/{TOKEN}"})
    assert TOKEN not in stage.front.logged


def test_plain_http_leads_to_tls(stage: Stage) -> None:
    if not stage.front.plain_port:
        pytest.skip("Caddy does this by itself, on port 80.")
    connection = http.client.HTTPConnection("127.0.0.1", stage.front.plain_port, timeout=10)
    connection.request("GET", "/r/x?y=z", headers={"Host": HOST})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"{stage.front.url}/r/x?y=z")
    connection.close()
