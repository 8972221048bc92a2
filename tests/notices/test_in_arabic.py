"""Every mail to a customer in a language that runs from right to left: all of it, in both alternatives."""

import re
from collections.abc import Callable
from dataclasses import fields

import pytest

from portal.languages.speaking import language
from portal.notices.context import Context, ToCustomer
from portal.notices.messages import MESSAGES
from portal.notices.rendering import Rendered, render
from portal.notices.reply_line import REPLY_LINE, is_reply_line
from portal.notices.samples import full_context, minimal_context
from portal.site_folder import shipped
from tests.languages.english import english_left_in, words_of

KEPT = ("link", "reference", "time_zone", "organisation", "recipient_name", "person", "reply_line")
TOPIC = "الإنترنت مقطوع"

Make = Callable[..., Context]
contexts = pytest.mark.parametrize("make", [full_context, minimal_context], ids=["full", "minimal"])
to_customers = pytest.mark.parametrize(
    "message", [name for name, kind in MESSAGES.items() if issubclass(kind, ToCustomer)]
)


def arabic(message: str, make: Make, **values: object) -> Rendered:
    """All that people wrote is in Arabic as well, so that what is English is ours."""
    sample = full_context(message)
    written = {
        field.name: "كلمات من شخص"
        for field in fields(sample)
        if isinstance(getattr(sample, field.name), str) and field.name not in KEPT
    }
    given = {**written, "language": "ar", "topic": TOPIC, "parts": (), "joined": ("وعد",), **values}
    context = make(message, **{name: value for name, value in given.items() if hasattr(sample, name)})
    return render(message, context, (shipped("templates"),))


@to_customers
@contexts
def test_no_word_of_ours_is_left_in_english(message: str, make: Make) -> None:
    mail = arabic(message, make)
    assert english_left_in(mail.text.replace(REPLY_LINE, "")) == []
    assert english_left_in(words_of(mail.html).replace(REPLY_LINE, "")) == []
    assert mail.subject == f"[R7K4-M2PX] {TOPIC}"
    assert language() == "en"


@to_customers
@contexts
def test_the_html_says_its_language_and_its_direction_and_the_same_words(message: str, make: Make) -> None:
    mail = arabic(message, make)
    assert '<html lang="ar" dir="rtl">' in mail.html
    assert "border-left" not in mail.html
    shown = words_of(mail.html.partition("<body")[2].partition(">")[2])
    link = full_context(message).link
    text = re.sub(r"^> ?", "", mail.text, flags=re.MULTILINE).replace(link, "")
    assert re.findall(r"\w+", text) == re.findall(r"\w+", shown.replace("فتح بلاغك", ""))


def test_dates_plurals_and_numbers_are_written_as_the_language_writes_them() -> None:
    received = " ".join(arabic("received", full_context).text.split())
    assert "3:10 م، الاثنين، 23 نوفمبر 2026" in received
    parts = full_context("several").parts  # type: ignore[attr-defined]
    for count, said in ((2, "مستجدّان"), (4, "4 مستجدّات"), (14, "14 مستجدًّا")):
        assert said in arabic("several", full_context, parts=(parts[:1] * count)).text


def test_a_phone_number_keeps_its_order_in_words_that_run_the_other_way() -> None:
    assert "\u206601632 960 123\u2069" in arabic("received", full_context).text
    assert "\u2066" not in render("received", full_context("received"), (shipped("templates"),)).text


def test_the_line_above_which_a_reply_is_written_is_known_in_every_language() -> None:
    line = "===== الرد يُكتب فوق هذا السطر ====="
    assert is_reply_line(line)
    assert is_reply_line(f"*{line}*")
    assert is_reply_line(REPLY_LINE)
    assert not is_reply_line("الرد يُكتب فوق هذا السطر، كما قلت لكم")
