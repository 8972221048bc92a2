"""Responders' notices reach chat; customers' never do; secrets stay secret."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from portal.errors import PermanentFailure, SettingsError, TemporaryFailure
from portal.notices.carriers import apprise
from portal.notices.carriers.apprise import AppriseCarrier
from tests.notices.carriers.mails import a_mail
from tests.notices.carriers.refusing import RefusingCarrier

# Apprise itself still imports a module that Python 3.11 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

SECRET = "s3cr3t-token"


class Chat(HTTPServer):
    """A chat service on loopback that keeps what is posted."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ChatHandler)
        self.posted: list[dict[str, str]] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"json://user:{SECRET}@127.0.0.1:{self.server_port}/"


class ChatHandler(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        self.server.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def chat() -> Iterator[Chat]:
    server = Chat()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_responders_notice_is_posted_with_subject_and_text(chat: Chat) -> None:
    AppriseCarrier([chat.url], RefusingCarrier()).send(a_mail(text="Hello Mira\n"), "responder")
    (posted,) = chat.posted
    assert posted["title"] == "[R7K4-M2PX] Ünten"
    assert posted["message"].strip() == "Hello Mira"


def test_a_customers_mail_goes_by_the_other_carrier_and_never_to_chat(chat: Chat) -> None:
    other = RefusingCarrier(times=0)
    mail = a_mail()
    AppriseCarrier([chat.url], other).send(mail, "customer")
    assert other.taken == [mail]
    assert chat.posted == []
    with pytest.raises(PermanentFailure, match="no"):
        AppriseCarrier([chat.url], RefusingCarrier(PermanentFailure("no"))).send(mail, "customer")


def test_a_refused_post_is_tried_again_and_its_error_holds_no_secret(chat: Chat) -> None:
    chat.status = 500
    with pytest.raises(TemporaryFailure) as failure:
        AppriseCarrier([chat.url], RefusingCarrier()).send(a_mail(), "responder")
    assert SECRET not in str(failure.value)


def test_an_address_that_apprise_does_not_know_is_named_by_its_place_only() -> None:
    with pytest.raises(SettingsError, match="address number 2") as refusal:
        AppriseCarrier(["json://localhost/", f"nosuch://{SECRET}@x"], RefusingCarrier())
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize("url", [SECRET, f"{SECRET}@nosuch.example/path"])
def test_an_address_without_a_scheme_is_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="address number 1") as refusal:
        AppriseCarrier([url], RefusingCarrier())
    assert SECRET not in str(refusal.value)


def test_no_address_at_all_is_refused() -> None:
    with pytest.raises(SettingsError, match="apprise_urls is empty"):
        AppriseCarrier([], RefusingCarrier())


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise, "PACKAGE", "a_package_that_is_not_installed")
    with pytest.raises(SettingsError, match=r"pip install 'forthright-portal\[apprise\]'"):
        AppriseCarrier(["json://localhost/"], RefusingCarrier())
