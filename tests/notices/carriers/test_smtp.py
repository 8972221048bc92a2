"""A mail is handed to a real mail server, or the failure says whether to try again.

- what the server has taken is there to the last line, dots included
- refused for good (5xx) is permanent; refused for now (4xx), broken, slow or absent is temporary
- no failure names the recipient or the password
- the connection is used again, and a dead one is replaced
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import Envelope

from portal.errors import CarrierError, PermanentFailure, TemporaryFailure
from portal.notices.carriers.smtp import SmtpCarrier
from tests.notices.carriers.mail_server import Mailbox, free_port, mail_server, make_certificate
from tests.notices.carriers.mails import a_mail

Certificate = tuple[Path, ssl.SSLContext]


@contextmanager
def carrier_for(port: int, **values: Any) -> Iterator[SmtpCarrier]:
    options: dict[str, Any] = {"security": "none", "user": "", "password": "", "timeout_s": 5} | values
    carrier = SmtpCarrier("127.0.0.1", port, **options)
    try:
        yield carrier
    finally:
        carrier.close()


def failure_of(
    mailbox: Mailbox, to: str = "ada@example.org", server: dict[str, Any] | None = None, **values: Any
) -> CarrierError:
    with (
        mail_server(mailbox, **server or {}) as port,
        carrier_for(port, **values) as carrier,
        pytest.raises(CarrierError) as failure,
    ):
        carrier.send(a_mail(to), "customer")
    assert mailbox.mails == []
    return failure.value


def octets(envelope: Envelope) -> bytes:
    assert isinstance(envelope.content, bytes)
    return envelope.content


def test_a_mail_arrives_whole() -> None:
    mailbox, mail = Mailbox(), a_mail(text="Hello Ada — é\n.\n..\n.signature\n")
    with mail_server(mailbox) as port, carrier_for(port) as carrier:
        carrier.send(mail, "customer")
    (envelope,) = mailbox.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("reports@northline.example", ["ada@example.org"])
    assert octets(envelope) == mail.as_bytes()
    body = message_from_bytes(octets(envelope), policy=policy.default).get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "Hello Ada — é\n.\n..\n.signature\n"


def test_an_unknown_recipient_is_permanent_and_not_named() -> None:
    failure = failure_of(Mailbox(rcpt="550 5.1.1 <ada@example.org> unknown here"))
    assert isinstance(failure, PermanentFailure)
    assert "550 5.1.1 <(address)> unknown here" in str(failure)
    assert "ada" not in str(failure)


def test_a_recipient_refused_for_now_is_temporary() -> None:
    assert isinstance(failure_of(Mailbox(rcpt="450 4.2.1 greylisted, come back")), TemporaryFailure)


def test_a_mail_refused_for_good_after_it_was_sent_is_permanent() -> None:
    failure = failure_of(Mailbox(data="554 5.7.1 looks like spam"))
    assert isinstance(failure, PermanentFailure)
    assert "looks like spam" in str(failure)


def test_a_mail_refused_for_now_after_it_was_sent_is_temporary() -> None:
    assert isinstance(failure_of(Mailbox(data="452 4.3.1 disk full")), TemporaryFailure)


def test_a_refused_sender_is_permanent_but_a_wish_for_a_sign_in_is_ours_to_mend() -> None:
    assert isinstance(failure_of(Mailbox(mail_from="550 5.7.1 not your domain")), PermanentFailure)
    assert isinstance(failure_of(Mailbox(mail_from="530 5.7.0 sign in first")), TemporaryFailure)


def test_a_server_that_hangs_up_in_the_middle_is_temporary() -> None:
    mailbox = Mailbox()
    mailbox.hangs_up_in_data = True
    assert isinstance(failure_of(mailbox), TemporaryFailure)


def test_a_server_slower_than_the_timeout_is_temporary() -> None:
    assert isinstance(failure_of(Mailbox(data="451 too late", delay_s=1), timeout_s=0.2), TemporaryFailure)


def test_no_server_at_all_is_temporary_and_says_which_settings_to_check() -> None:
    with carrier_for(free_port()) as carrier, pytest.raises(TemporaryFailure, match="check smtp_host and smtp_port"):
        carrier.send(a_mail(), "customer")


def test_one_connection_carries_a_batch_and_a_refusal_in_it_harms_no_other() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port, carrier_for(port) as carrier:
        carrier.send(a_mail("one@example.org"), "customer")
        carrier.send(a_mail("two@example.org"), "customer")
        assert mailbox.connections == 1
        mailbox.rcpt = "550 no"
        with pytest.raises(PermanentFailure):
            carrier.send(a_mail("three@example.org"), "customer")
        mailbox.rcpt = ""
        carrier.send(a_mail("four@example.org"), "customer")
    assert [mail.rcpt_tos for mail in mailbox.mails] == [["one@example.org"], ["two@example.org"], ["four@example.org"]]


def test_a_server_that_was_restarted_is_reached_anew() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port, carrier_for(port) as carrier:
        carrier.send(a_mail(), "customer")
        carrier.close()
        carrier.send(a_mail(), "customer")
        assert mailbox.connections == 2
    with carrier_for(port) as carrier:
        with mail_server(mailbox, port):
            carrier.send(a_mail(), "customer")
        with mail_server(mailbox, port):
            carrier.send(a_mail(), "customer")
    assert len(mailbox.mails) == 4


def test_an_address_beyond_ascii_goes_through_a_server_that_takes_it() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, enable_SMTPUTF8=True) as port, carrier_for(port) as carrier:
        carrier.send(a_mail("jörg@bücher.example"), "customer")
    (envelope,) = mailbox.mails
    assert envelope.rcpt_tos == ["jörg@xn--bcher-kva.example"]
    assert "SMTPUTF8" in envelope.mail_options
    assert "To: jörg@xn--bcher-kva.example".encode() in octets(envelope)


def test_an_address_beyond_ascii_is_permanent_where_the_server_cannot_take_it() -> None:
    failure = failure_of(Mailbox(), "jörg@example.org", server={"enable_SMTPUTF8": False})
    assert isinstance(failure, PermanentFailure)
    assert "SMTPUTF8" in str(failure)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def test_starttls_protects_the_mail_and_the_sign_in(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    file, server_side = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    mailbox = Mailbox()
    with (
        mail_server(mailbox, tls_context=server_side, require_starttls=True, authenticator=mailbox.sign_in) as port,
        carrier_for(port, security="starttls", user="portal", password="right") as carrier,
    ):
        carrier.send(a_mail(), "customer")
    assert (len(mailbox.mails), mailbox.encrypted, mailbox.signed_in_as) == (1, True, "portal")


def test_tls_from_the_first_octet(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    file, server_side = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    mailbox = Mailbox()
    with mail_server(mailbox, ssl_context=server_side) as port, carrier_for(port, security="tls") as carrier:
        carrier.send(a_mail(), "customer")
    assert (len(mailbox.mails), mailbox.encrypted) == (1, True)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate: Certificate) -> None:
    failure = failure_of(Mailbox(), server={"tls_context": certificate[1]}, security="starttls")
    assert isinstance(failure, TemporaryFailure)
    assert "smtp_security" in str(failure)


def test_a_server_without_starttls_gets_no_mail() -> None:
    failure = failure_of(Mailbox(), security="starttls")
    assert isinstance(failure, TemporaryFailure)
    assert "smtp_security" in str(failure)


def test_a_wrong_password_loses_no_mail_and_is_not_shown() -> None:
    mailbox = Mailbox()
    failure = failure_of(
        mailbox,
        server={"authenticator": mailbox.sign_in, "auth_require_tls": False},
        user="portal",
        password="wrong-password",
    )
    assert isinstance(failure, TemporaryFailure)
    assert "smtp_user and smtp_password" in str(failure)
    assert "wrong-password" not in str(failure)
