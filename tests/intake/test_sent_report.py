"""What is read quickly of the last step is what the form itself gives, and nothing where the form finds anything."""

from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.intake import report_views
from portal.intake.sent_report import Sent, sent_at_once
from portal.intake.staging import staged_attachments
from tests.browsing import Visitor
from tests.intake.filling_in import SEND, check_page_of

TYPED: list[dict[str, Any]] = [
    {},
    {"name": "  A\u202e  B "},
    {"mail": " Ada@EXAMPLE.org "},
    {"mail": "ada@bücher.example"},
    {"contact": "phone", "phone": "01632 960 001"},
    {"contact": "none", "mail": "not looked at"},
    {"what_happened": "One\r\nTwo \0 "},
    {"page": "/policies/x/"},
    {"page": "/limitations/no-sundays/"},
    {"release": "another"},
    {"homepage": " https://spam.example "},
    {"topic": ["wrong-bill", "no-water"]},
    {"mail": "nonsense"},
    {"mail": ""},
    {"contact": "phone", "phone": "x"},
    {"contact": "pigeon"},
    {"contact": ""},
    {"name": "N" * 101},
    {"what_happened": ""},
    {"what_happened": " \u202e "},
    {"what_happened": "x" * 10_001},
    {"topic": "nonsense"},
    {"topic": ""},
    {"severity": "nonsense"},
    {"stamp": ""},
    {"stamp": "made.up"},
    {"csrf_token": ""},
    {"csrf_token": "made.up.token"},
    {"staged": "made.up.name"},
]
LEFT_OUT = ("topic", "severity", "what_happened", "contact", "mail", "name", "page", "homepage", "release")


def in_both_ways(app: Flask, visitor: Visitor, sent: MultiDict[str, Any]) -> tuple[Sent | None, Sent | None]:
    """At once, and by the form."""
    cookie = visitor.client.get_cookie("forthright")
    assert cookie is not None
    headers = {"Cookie": f"forthright={cookie.value}"}
    with app.test_request_context("/report/send", method="POST", data=sent, headers=headers):
        app.preprocess_request()
        at_once = sent_at_once()
        form = report_views._filled()
        attachments, problems = staged_attachments(())
        if not report_views._is_valid(form, problems):
            return at_once, None
        return at_once, Sent(report_views._submission(form, attachments), form.homepage.data, form.began_at)


def test_both_ways_read_the_same(app: Flask, visitor: Visitor) -> None:
    _, sent, _ = visitor.filled(check_page_of(visitor), SEND)
    good = 0
    for typed in TYPED:
        changed: MultiDict[str, Any] = MultiDict(sent)
        for name, value in typed.items():
            changed.setlist(name, value if isinstance(value, list) else [value])
        at_once, by_form = in_both_ways(app, visitor, changed)
        assert at_once == by_form, typed
        good += at_once is not None
    assert good == 12
    for name in LEFT_OUT:
        without: MultiDict[str, Any] = MultiDict(sent)
        without.poplist(name)
        at_once, by_form = in_both_ways(app, visitor, without)
        assert at_once == by_form, name


def test_a_form_of_somebody_else_is_not_read_at_once(app: Flask, visitor: Visitor) -> None:
    _, sent, _ = visitor.filled(check_page_of(visitor), SEND)
    other = Visitor(app)
    other.get("/report")
    assert in_both_ways(app, other, sent) == (None, None)
