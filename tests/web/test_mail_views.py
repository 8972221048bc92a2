"""/mail shows what would have been sent, to this machine and nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from portal import paths
from portal.acts.answer import answer
from portal.acts.send_notices import send_due_notices
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.notices.carriers.folder import FolderCarrier
from tests.browsing import Visitor
from tests.workplaces import filling, reported


@pytest.fixture
def mailed(service_workplace: Workplace, visitor: Visitor) -> Visitor:
    report = reported(service_workplace)
    answer(service_workplace, report.id, "mira", filling(), "<b>I dig.</b>")
    send_due_notices(service_workplace, FolderCarrier(service_workplace.settings.mail_dir))
    return visitor


def test_every_mail_is_listed_and_can_be_read_as_it_was_sent(mailed: Visitor) -> None:
    page = mailed.get(paths.MAIL)
    links = [str(link["href"]) for link in page.soup.select("main li a")]
    assert len(links) == 3
    for link in links:
        mail = mailed.get(link)
        source = mailed.client.get(mail.link("as it was sent"))
        assert source.mimetype == "text/plain"
        assert "Message-ID: <" in source.text
    assert "<b>I dig.</b>" in "".join(mailed.get(link).words for link in links)


def test_the_links_in_a_mail_can_be_followed(mailed: Visitor) -> None:
    for link in [str(link["href"]) for link in mailed.get(paths.MAIL).soup.select("main li a")]:
        inside = [str(a["href"]) for a in mailed.get(link).soup.select("main .said a")]
        assert inside
        for address in inside:
            assert address.startswith("http://127.0.0.1:8000/")
            mailed.get(address.removeprefix("http://127.0.0.1:8000"))


def test_before_anything_is_sent_the_page_says_so(visitor: Visitor) -> None:
    assert "Nothing yet." in visitor.get(paths.MAIL).words


@pytest.mark.parametrize("name", ["nothing.eml", "..", "%2e%2e%2fsecret", "a%00b", "20261123T120000.000000Z-0.eml"])
def test_a_mail_that_is_none_is_not_found(mailed: Visitor, name: str) -> None:
    mailed.get(f"{paths.MAIL}/{name}", 404)
    mailed.get(f"{paths.MAIL}/{name}/source", 404)


@pytest.mark.parametrize(
    "elsewhere",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_HOST": "help.riverside.example"}, {"HTTP_HOST": "127.0.0.1.evil.example"}],
)
def test_nobody_elsewhere_sees_a_mail(mailed: Visitor, service_workplace: Workplace, elsewhere: Any) -> None:
    name = next(service_workplace.settings.mail_dir.glob("*.eml")).name
    for address in (paths.MAIL, f"{paths.MAIL}/{name}", f"{paths.MAIL}/{name}/source"):
        response = mailed.client.get(address, environ_overrides=elsewhere)
        assert response.status_code == 404
        assert "Subject" not in response.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "[::1]"])
def test_by_any_name_of_this_machine_they_are_there(mailed: Visitor, host: str) -> None:
    assert mailed.client.get(paths.MAIL, environ_overrides={"HTTP_HOST": host}).status_code == 200


@pytest.mark.parametrize("changed", [{"carrier": "smtp"}, {"carrier": "console"}, {"host": "0.0.0.0"}])
def test_with_another_carrier_or_in_public_there_is_no_such_page(
    service_workplace: Workplace, changed: dict[str, str]
) -> None:
    settings = service_workplace.settings.model_copy(update=changed)
    Visitor(create_service(replace(service_workplace, settings=settings))).get(paths.MAIL, 404)
