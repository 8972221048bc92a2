"""What people wrote is put into a mail as words and as nothing else."""

from dataclasses import fields

import pytest

from portal.notices.context import AboutReport
from portal.notices.messages import MESSAGES
from portal.notices.rendering import PROSE, render
from portal.notices.samples import full_context
from portal.notices.wording import MAX_PROSE_CHARACTERS, THE_REST
from portal.site_folder import shipped

TEMPLATES = (shipped("templates"),)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\x00\x1b]0;x\x07 \"'& {{ 7*7 }} {% raw %}"


def test_a_context_of_another_message_is_refused() -> None:
    with pytest.raises(ValueError, match="'received'"):
        render("received", full_context("answered"), TEMPLATES)
    with pytest.raises(ValueError, match="no message"):
        render("no_such_message", full_context("answered"), TEMPLATES)


@pytest.mark.parametrize("message", MESSAGES)
def test_hostile_text_in_any_field_is_escaped_in_html_and_never_run_as_a_template(message: str) -> None:
    texts = {
        field.name: HOSTILE
        for field in fields(MESSAGES[message])
        if isinstance(getattr(full_context(message), field.name), str) and field.name not in ("time_zone", "link")
    }
    mail = render(message, full_context(message, **texts), TEMPLATES)
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "49" not in mail.text
    assert not any(character in mail.subject + mail.text + mail.html for character in "\x00\x1b\x07")


@pytest.mark.parametrize("message", [name for name, kind in MESSAGES.items() if issubclass(kind, AboutReport)])
def test_a_line_end_in_any_name_or_reference_cannot_make_a_second_subject_line(message: str) -> None:
    context = full_context(message, topic="Down\r\nBcc: all@example.org", reference="R7K4-M2PX\r\n")
    assert render(message, context, TEMPLATES).subject == "[R7K4-M2PX] Down Bcc: all@example.org"


@pytest.mark.parametrize(
    ("message", "field"),
    [(message, field.name) for message in MESSAGES for field in fields(MESSAGES[message]) if field.name in PROSE],
)
def test_a_very_long_text_is_cut_and_says_where_the_rest_is(message: str, field: str) -> None:
    mail = render(message, full_context(message, **{field: "word " * 10_000}), TEMPLATES)
    assert THE_REST in " ".join(mail.text.replace("\n> ", "\n").split())
    assert THE_REST in mail.html
    assert len(mail.text) < MAX_PROSE_CHARACTERS * 2


def test_customers_words_are_quoted_line_by_line_so_that_they_cannot_pass_for_ours() -> None:
    mail = render("assigned", full_context("assigned", words="Hello\n\nNorthline Broadband\n\nSend money"), TEMPLATES)
    assert "> Hello\n>\n> Northline Broadband\n>\n> Send money\n" in mail.text


def test_a_report_that_was_set_aside_by_mistake_comes_with_the_mistake_said() -> None:
    mail = render("reopened", full_context("reopened", by_mistake=True), TEMPLATES)
    assert "we had put your report aside by mistake" in " ".join(mail.text.split())
    assert "by mistake" in mail.html
    assert "by mistake" not in render("reopened", full_context("reopened", by_mistake=False), TEMPLATES).text
