"""Any octets are read, and what people's programs make of a reply becomes the words that its writer wrote."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.inbound import reading
from portal.inbound.reading import read_mail
from portal.reports.incoming_mail import MailKind
from tests.inbound.corpus import ARRIVED_AT, AUTOMATIC, BOUNCES, WORDS, names, octets_of, read


@pytest.mark.parametrize("name", WORDS)
def test_of_a_reply_the_words_of_its_writer_remain(name: str) -> None:
    mail = read(name)
    assert (mail.words, mail.kind, mail.fault) == (WORDS[name], MailKind.LETTER, "")


@pytest.mark.parametrize("name", AUTOMATIC)
def test_what_a_machine_wrote_is_recognised(name: str) -> None:
    assert read(name).kind is MailKind.AUTOMATIC


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_names_the_mail_of_ours_that_came_back(name: str) -> None:
    mail = read(name)
    assert mail.kind is MailKind.BOUNCE
    assert mail.bounce is not None
    assert mail.bounce.message_ids[0] == "<5f0c2f7a9d@riverside.example>"


def test_the_servers_reason_is_kept_without_addresses() -> None:
    bounce = read("dsn_failed").bounce
    assert bounce is not None
    assert bounce.said == "5.1.1 550 5.1.1 <(address)>: Recipient address rejected: User unknown"


def test_every_mail_of_the_corpus_is_accounted_for() -> None:
    assert set(names()) == {*WORDS, *AUTOMATIC, *BOUNCES, "forwarded"}
    assert len(names()) >= 25


def test_a_mail_that_was_passed_on_without_a_word_is_kept_whole() -> None:
    assert "Is the tap in the kitchen dry as well?" in read("forwarded").words


def test_the_threads_are_read_nearest_first() -> None:
    assert read("gmail_top_plain").thread_ids == (
        "<5f0c2f7a9d@riverside.example>",
        "<report-r7k4-m2px@riverside.example>",
    )


def test_the_sender_is_whom_the_mail_comes_from_not_whom_it_shows() -> None:
    assert read("outlook_desktop").sender == "ada@example.org"
    assert read("sender_in_the_name").sender == "eve@example.net"
    assert read("two_senders").sender == ""
    assert read("encoded_words").sender_shown == "Jürgen Groß <juergen@example.org>"


def test_encoded_words_are_joined_as_they_were_meant() -> None:
    assert read("encoded_words").subject == "Re: [R7K4-M2PX] Küche auch"
    assert "[R7K4-M2PX]" in read("encoded_words_broken").subject


def test_files_and_pictures_in_the_text_are_enclosed_by_name() -> None:
    assert [each.name for each in read("nested_with_inline_image").enclosures] == [
        "picture 1.png",
        "bill.docx",
        "Küche.png",
    ]
    assert read("nested_with_inline_image").enclosures[0].content.startswith(b"\x89PNG")


def test_the_same_words_by_another_way_have_the_same_content() -> None:
    octets = octets_of("gmail_top_plain")
    again = read_mail(b"Received: from elsewhere\r\n" + octets, ARRIVED_AT, "ada@example.org")
    assert again.digest != read("gmail_top_plain").digest
    assert again.content_digest == read("gmail_top_plain").content_digest


def test_the_recipients_of_the_envelope_come_first() -> None:
    mail = read_mail(octets_of("apple_mail"), ARRIVED_AT, "", ("Reply+X@riverside.example",))
    assert mail.recipients == ("reply+x@riverside.example", "reply@riverside.example")


def test_more_parts_or_lines_than_can_be_taken_apart_in_good_time_are_a_fault_and_no_error() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(500)).encode()
    for octets in (deep, b"\n" * (reading.MAX_LINES + 1), b"X: y\n" * 50_000):
        mail = read_mail(octets, ARRIVED_AT)
        assert mail.fault
        assert mail.words == ""


@pytest.mark.parametrize(
    "octets",
    [
        b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\n" * 50_000,
        b"Content-Type: multipart/mixed; boundary=" + b'";' * 90_000 + b"\n\nhi",
        b"From: " + b"(" * 90_000 + b"\n\nhi",
        b"From: " + b'"\\' * 45_000 + b"\n\nhi",
        b"Subject: " + b"=?a?q?" * 15_000 + b"\n\nhi",
        b"References: " + b"<" * 90_000 + b"\n\nhi",
        b"Content-Type: text/html\n\n" + b"<a " * 300_000,
        b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 300_000,
        b"Content-Type: text/plain; charset=idna\n\n" + b"xn--" * 100_000,
        b"Content-Type: message/rfc822\n\n" * 90 + b"hi",
        b"\n\n" + b"On \n" * 400_000,
        b"\n\n" + b"From: a@b\nTo: c\n" * 200_000,
    ],
    ids=range(12),
)
def test_hostile_mails_take_seconds_at_most(octets: bytes) -> None:
    began_s = time.process_time()
    read_mail(octets, ARRIVED_AT)
    assert time.process_time() - began_s < 8


@given(st.binary(max_size=2_000))
def test_any_octets_are_read(octets: bytes) -> None:
    assert read_mail(octets, ARRIVED_AT).arrived_at == ARRIVED_AT


_HEADERS = st.sampled_from(
    [
        *("From", "To", "Cc", "Subject", "Message-ID", "References", "In-Reply-To", "Date", "Content-Type"),
        *("Content-Disposition", "Content-Transfer-Encoding", "Auto-Submitted", "Precedence", "Return-Path"),
    ]
)
_PIECES = st.sampled_from(
    [
        *("a@b.example", "<", ">", '"', "(", ")", ",", ";", ":", "=?utf-8?Q?=E4?=", "=?utf-8?B?/w==?=", "=?x?b?", "\\"),
        *(
            "multipart/mixed",
            "multipart/report",
            "message/delivery-status",
            "message/rfc822",
            "text/html",
            "boundary=x",
        ),
        *("charset=utf-7", "charset*=utf-8''%ff", "filename*0*=a''%", "base64", "quoted-printable", "x-uuencode"),
        *("\xff", "\u2028", "\ud800", "@", "<report-r7k4-m2px@riverside.example>", " "),
    ]
)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(_HEADERS, st.lists(_PIECES, max_size=8)), max_size=12),
    st.lists(
        st.one_of(st.sampled_from(["--x", "--x--", "> ", "On ", " wrote:", "-- ", "<p>", ""]), st.text()), max_size=20
    ),
)
def test_any_headers_and_any_parts_are_read(headers: list[tuple[str, list[str]]], lines: list[str]) -> None:
    text = "".join(f"{name}: {''.join(pieces)}\n" for name, pieces in headers) + "\n" + "\n".join(lines)
    mail = read_mail(text.encode("utf-8", "surrogatepass"), ARRIVED_AT, "")
    assert mail.fault == ""


@given(st.sampled_from(names()), st.integers(0, 3_000), st.binary(max_size=3))
def test_a_mail_damaged_anywhere_is_read(name: str, where: int, damage: bytes) -> None:
    octets = octets_of(name)
    mail = read_mail(octets[:where] + damage + octets[where + len(damage) :], ARRIVED_AT, "ada@example.org")
    assert mail.fault == ""
