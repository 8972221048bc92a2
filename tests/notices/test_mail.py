"""A mail is one letter to one person, in the right thread, that every mail program can read."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PermanentFailure
from portal.notices.mail import mail_of
from portal.notices.messages import MESSAGES
from portal.notices.rendering import Rendered, render
from portal.notices.samples import full_context
from portal.notices.threads import thread_root
from portal.site_folder import shipped

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOT = thread_root("R7K4-M2PX", "northline.example")
OUTLOOK_ID = "<AM0PR05MB1234abcdefghijklmnop0123456789@AM0PR05MB1234abcdefghijk.eurprd05.prod.outlook.example>"
WORDS = Rendered("[R7K4-M2PX] My internet is down", "Hello Ada\n", "<p>Hello Ada</p>\n")
GIVEN: dict[str, Any] = {
    "to": "ada@example.org",
    "sender": "reports@northline.example",
    "sender_name": "Mira",
    "message_id": "<one@northline.example>",
    "in_reply_to": ROOT,
    "references": (ROOT,),
    "created_at": AT,
    "organisation": "Northline Broadband",
}


def mail(words: Rendered = WORDS, **values: Any) -> EmailMessage:
    return mail_of(words, **GIVEN | values)


def sent(words: Rendered = WORDS, **values: Any) -> EmailMessage:
    """The mail as another program reads it."""
    return message_from_bytes(mail(words, **values).as_bytes(), policy=policy.default)


def author_of(mail: EmailMessage) -> tuple[str, str]:
    """As the older parser reads it: the newer one keeps the spaces between encoded words, against RFC 2047 §6.2."""
    shown, address = parseaddr(message_from_bytes(mail.as_bytes())["From"])
    return str(make_header(decode_header(shown))), address


def test_headers_arrive_as_they_were_meant() -> None:
    read = sent()
    assert read["From"] == "Mira at Northline Broadband <reports@northline.example>"
    assert read["To"] == "ada@example.org"
    assert read["Subject"] == "[R7K4-M2PX] My internet is down"
    assert read["Date"].datetime == AT
    assert read["Message-ID"] == "<one@northline.example>"
    assert read["Organization"] == "Northline Broadband"
    assert not read.defects


def test_without_a_person_the_organisation_speaks() -> None:
    assert sent(sender_name="")["From"].addresses[0].display_name == "Northline Broadband"


def test_every_mail_of_a_report_refers_to_the_same_root() -> None:
    first = sent()
    second = sent(message_id="<two@northline.example>", in_reply_to=OUTLOOK_ID, references=(ROOT, OUTLOOK_ID))
    assert first["References"] == ROOT
    assert second["References"].split() == [ROOT, OUTLOOK_ID]
    assert second["In-Reply-To"] == OUTLOOK_ID


def test_a_message_id_longer_than_a_line_is_sent_whole() -> None:
    octets = mail(message_id=OUTLOOK_ID, in_reply_to=OUTLOOK_ID, references=(ROOT, OUTLOOK_ID)).as_bytes()
    assert octets.count(OUTLOOK_ID.encode()) == 3
    assert b"=?" not in octets


def test_the_way_out_of_a_list_is_sent_as_it_is_however_long() -> None:
    way_out = f"https://help.a-rather-long-name-of-an-organisation.example/r/changes/{'k2' * 60}/stop"
    raw = mail(unsubscribe_url=way_out).as_bytes()
    assert f"List-Unsubscribe: <{way_out}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_what_the_system_writes_is_marked_as_generated_and_what_a_person_writes_is_not() -> None:
    assert sent()["Auto-Submitted"] == "auto-generated"
    assert sent(auto_submitted=MESSAGES["received"].auto_submitted)["Auto-Submitted"] == "auto-generated"
    assert sent(auto_submitted="auto-replied")["Auto-Submitted"] == "auto-replied"
    for message in ("answered", "effort_logged", "resolved", "declined"):
        assert sent(auto_submitted=MESSAGES[message].auto_submitted)["Auto-Submitted"] is None


def test_absence_notes_are_asked_to_stay_away_but_bounces_may_come() -> None:
    suppressed = sent()["X-Auto-Response-Suppress"]
    assert "OOF" in suppressed
    assert not {"All", "NDR"} & {word.strip() for word in suppressed.split(",")}


def test_text_comes_first_and_html_is_its_alternative() -> None:
    read = sent()
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


def test_a_repeat_is_the_same_to_the_last_octet() -> None:
    assert mail().as_bytes() == mail().as_bytes()


@pytest.mark.parametrize("to", ["ada@example.org, eve@example.org", "ada@example.org\r\nBcc: eve@example.org", ""])
def test_there_is_exactly_one_recipient(to: str) -> None:
    with pytest.raises(PermanentFailure):
        mail(to=to)


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00"])
@pytest.mark.parametrize(
    "field", ["to", "sender", "sender_name", "message_id", "in_reply_to", "organisation", "subject", "references"]
)
def test_a_line_end_cannot_add_a_header(field: str, line_end: str) -> None:
    attack = f"a{line_end}Bcc: eve@example.org"
    words = Rendered(attack, "x", "x") if field == "subject" else WORDS
    values: dict[str, Any] = {} if field == "subject" else {field: [attack] if field == "references" else attack}
    with pytest.raises(PermanentFailure):
        mail(words, **values)


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        mail(created_at=datetime(2026, 11, 22))  # noqa: DTZ001


def test_a_domain_in_another_script_is_sent_in_ascii() -> None:
    octets = mail(to="ada@bücher.example").as_bytes()
    assert b"To: ada@xn--bcher-kva.example\r\n" in octets
    assert octets.isascii()


def test_a_local_part_in_another_script_is_sent_as_it_is() -> None:
    octets = mail(to="jörg@bücher.example").as_bytes()
    assert "To: jörg@xn--bcher-kva.example\r\n".encode() in octets


printable = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=300).map(
    lambda text: " ".join(text.split())
)


@given(printable.filter(bool))
def test_any_name_survives_the_journey(name: str) -> None:
    assert author_of(mail(sender_name=name)) == (f"{name} at Northline Broadband", "reports@northline.example")


@given(printable)
def test_any_subject_survives_the_journey(subject: str) -> None:
    assert sent(Rendered(f"[R7K4-M2PX] {subject}", "x", "x"))["Subject"].strip() == f"[R7K4-M2PX] {subject}".strip()


@pytest.mark.parametrize("subject", ["x" * 5_000, "word " * 500 + "end", "=?utf-8?q?not_encoded?=", "ü" * 2_000])
def test_a_subject_of_any_length_and_shape_arrives_whole_in_short_lines(subject: str) -> None:
    words = Rendered(subject, "x", "x")
    assert max(map(len, mail(words).as_bytes().split(b"\r\n"))) <= 78
    assert sent(words)["Subject"] == subject


@pytest.mark.parametrize("field", ["subject", "sender_name", "organisation"])
def test_an_encoded_line_end_stays_encoded(field: str) -> None:
    attack = "=?utf-8?q?a=0D=0ABcc=3A_eve=40example.org?="
    words, values = (Rendered(attack, "x", "x"), {}) if field == "subject" else (WORDS, {field: attack})
    read = sent(words, **values)
    assert read["Bcc"] is None
    assert attack in (read["Subject"], author_of(mail(words, **values))[0].split(" at ")[0], read["Organization"])


def test_the_longest_address_is_not_broken() -> None:
    to = "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".example"
    assert f"To: {to}\r\n".encode() in mail(to=to).as_bytes()


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_survives_the_journey_in_short_ascii_lines(message: str) -> None:
    long = "Größe " * 400 + "x" * 3_000 + "\n" + "." * 5 + "\nFrom here on"
    fields = {name: long for name in ("words", "reason") if hasattr(full_context(message), name)}
    words = render(message, full_context(message, **fields), (shipped("templates"),))
    octets = mail(words).as_bytes()
    assert octets.isascii()
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert b"\n" not in octets.replace(b"\r\n", b"")
    text, html = message_from_bytes(octets, policy=policy.default).iter_parts()
    assert text.get_content().replace("\r\n", "\n") == words.text
    assert html.get_content().replace("\r\n", "\n") == words.html
