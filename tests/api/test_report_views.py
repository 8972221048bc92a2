"""A program files a report by the same rules as the form, and is told every fault at its place."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from portal import api_paths
from portal.acts.workplace import Workplace
from portal.api.field_faults import MOST_TOLD
from portal.app import create_service
from portal.reports.report import ContactKind
from portal.store.contacts import contact_of
from tests.api.program import Program, faults_of, filed, fresh_key, kind_of, path_of
from tests.workplaces import (
    Clock,
    clocks_on,
    publish,
    reported,
    rows,
    small_library,
    story,
    told,
    with_target,
)


def test_a_report_is_filed_as_from_the_form(on_each: Program, workplace: Workplace) -> None:
    sent = on_each.report(what_happened=" The tap is dry.\r\nSince seven.\0 ", page="/policies/refunds/")
    answered = sent.get_json()
    report = filed(workplace, sent)
    assert story(workplace, report)[0].texts == {"what_happened": "The tap is dry.\nSince seven."}
    assert report.about_page == "/policies/refunds/"
    assert clocks_on(workplace, report).keys() == {"first_response", "next_update", "resolution"}
    assert answered["promises"][0]["due_at"] == "2026-11-23T16:00:00Z"
    assert answered["received_at"] == "2026-11-23T12:00:00Z"
    assert sent.headers["Location"] == answered["url"]
    assert sent.headers["Cache-Control"] == "no-store"
    with workplace.store.reading() as conn:
        contact = contact_of(conn, report.id)
    assert contact is not None
    assert (contact.kind, contact.address, contact.name) == (ContactKind.MAIL, "ada@example.org", "Ada")


def test_who_has_it_hears_of_it_and_so_does_the_customer(program: Program, service_workplace: Workplace) -> None:
    assert program.report().get_json()["who"] == {"team": "the lines desk", "person": "Mira"}
    assert told(service_workplace) == [("assigned", "mira"), ("received", "customer")]
    tracking = path_of(program.report().get_json()["tracking_url"])
    assert program.client.get(tracking).status_code == 200


ERRORS: list[tuple[dict[str, Any], str, str]] = [
    ({"topic": None}, "#/topic", "Choose what it is about."),
    ({"topic": "not-yet"}, "#/topic", f"Choose what it is about. GET {api_paths.V1}/topics lists the topics."),
    ({"topic": 1}, "#/topic", "Send text here, in quotation marks."),
    ({"severity": "slight"}, "#/severity", "Choose how it affects you."),
    ({"what_happened": None}, "#/what_happened", "Tell us what happened. A sentence is enough."),
    ({"what_happened": " \n\0 "}, "#/what_happened", "Tell us what happened. A sentence is enough."),
    ({"what_happened": "a" * 10_001}, "#/what_happened", "Shorten what happened to 10,000 characters; it has 10,001."),
    ({"contact": None}, "#/contact", "Choose how we may reach you."),
    ({"contact": "ada@example.org"}, "#/contact", "Send an object here, in braces."),
    ({"contact": {}}, "#/contact/kind", "Choose how we may reach you. Send `kind` as `mail`"),
    ({"contact": {"kind": "pigeon"}}, "#/contact/kind", "Choose how we may reach you. Send `kind` as `mail`"),
    ({"contact": {"kind": "mail"}}, "#/contact/address", "Enter your e-mail address, or choose another way"),
    ({"contact": {"kind": "mail", "address": ""}}, "#/contact/address", "Enter your e-mail address, or choose"),
    ({"contact": {"kind": "mail", "address": "a@example.org, b@example.org"}}, "#/contact/address", "Enter one e-mail"),
    (
        {"contact": {"kind": "mail", "address": "a@example.org\r\nBcc: b@example.org"}},
        "#/contact/address",
        "Enter one e-mail address in full",
    ),
    ({"contact": {"kind": "phone"}}, "#/contact/address", "Enter your phone number, or choose another way"),
    ({"contact": {"kind": "phone", "address": "()()()"}}, "#/contact/address", "Enter the number in digits"),
    ({"contact": {"kind": "none", "address": "x"}}, "#/contact/address", "`address` is nothing that we know here."),
    ({"contact": {"kind": "none", "name": "a" * 101}}, "#/contact/name", "Give a name of 100 characters or fewer."),
    ({"page": "/policies/unfinished/"}, "#/page", "No page of ours stands there."),
    ({"lang": "tlh"}, "#/lang", "We do not speak that. Send one of `en`, or leave `lang` out."),
    ({"release": "abc"}, "#/release", "Send the `release` of an answer of ours just as it was"),
    ({"topci": "no-water"}, "#/topci", "`topci` is nothing that we know here. Did you mean `topic`?"),
    ({"a/b~c\ud800": 1}, "#/a~1b~0c%EF%BF%BD", "`a/b~c\ufffd` is nothing that we know here. Leave it out; there are"),
]


def test_every_fault_is_named_by_its_place_in_the_words_of_the_form_and_nothing_is_kept(
    program: Program, service_workplace: Workplace
) -> None:
    before = rows(service_workplace.store)
    for changes, place, words in ERRORS:
        refused = program.report(422, **changes)
        assert kind_of(refused) == "invalid"
        faults = faults_of(refused)
        assert list(faults) == [place], changes
        assert faults[place].startswith(words), faults
    assert rows(service_workplace.store) == before


def test_all_faults_come_at_once(program: Program) -> None:
    faults = faults_of(
        program.post(api_paths.REPORTS, {"contact": {"kind": "mail", "address": "x"}, "topic": "x"}, 422)
    )
    assert set(faults) == {"#/topic", "#/severity", "#/what_happened", "#/contact/address"}


def test_of_very_many_faults_the_first_are_told_and_how_many_there_are(program: Program) -> None:
    told = program.report(422, **{f"unknown {number}": 0 for number in range(1000)}).get_json()
    assert len(told["errors"]) == MOST_TOLD
    assert told["errors"][0]["pointer"] == "#/unknown%200"
    assert "1,000 places" in told["detail"]


def test_the_language_that_the_customer_reads_is_kept_with_the_report(
    program: Program, service_workplace: Workplace
) -> None:
    library = small_library()
    site = library.site.model_copy(update={"languages": ("en", "ar")})
    publish(service_workplace, library.model_copy(update={"site": site}))
    assert filed(service_workplace, program.report(lang="ar")).language == "ar"
    assert filed(service_workplace, program.report()).language is None


def test_promises_shown_are_given_for_a_day_and_then_shown_anew(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    shown = program.get(f"{api_paths.V1}/promises?topic=no-water&severity=urgent").get_json()["release"]
    clock.pass_by(minutes=1)
    publish(service_workplace, with_target(small_library(), "first-reply", "1 working hour"))
    clock.pass_by(hours=20)
    held = filed(service_workplace, program.report(release=shown))
    assert clocks_on(service_workplace, held)["first_response"].due_at == clock.now + timedelta(hours=4)
    clock.pass_by(hours=5)
    refused = program.report(409, release=shown)
    assert kind_of(refused) == "promises-changed"
    new = refused.get_json()
    assert new["promises"][0]["due_at"] == "2026-11-24T14:01:00Z"
    assert new["release"] == service_workplace.release.hash
    program.report(201, release=new["release"])
    assert len(rows(service_workplace.store)["reports"]) == 2


def test_without_a_release_the_promises_in_force_are_given(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    clock.pass_by(minutes=1)
    publish(service_workplace, with_target(small_library(), "first-reply", "1 working hour"))
    assert program.report().get_json()["promises"][0]["due_at"] == "2026-11-23T13:01:00Z"


def test_a_release_that_never_was_is_told_the_promises_in_force(program: Program) -> None:
    assert kind_of(program.report(409, release="0" * 64)) == "promises-changed"


def test_the_limits_of_the_form_hold_for_both_together(limited: Program, service_workplace: Workplace) -> None:
    key = fresh_key()
    limited.report(key=key)
    for _ in range(29):
        limited.report()
    refused = limited.report(429)
    assert (kind_of(refused), refused.headers["Retry-After"]) == ("too-many", "600")
    limited.report(key=key)  # what was filed already is answered all the same
    assert len(rows(service_workplace.store)["reports"]) == 30


def test_in_a_crowd_a_program_is_told_to_wait_but_for_the_highest_severity(service_workplace: Workplace) -> None:
    values = {"limits": "on", "most_reports_an_hour": 2}
    settings = service_workplace.settings.model_copy(update=values)
    crowded = Program(create_service(replace(service_workplace, settings=settings)))
    for _ in range(2):
        reported(service_workplace)
    refused = crowded.report(429, severity="annoying")
    assert (kind_of(refused), refused.headers["Retry-After"]) == ("too-many", "600")
    crowded.report(severity="urgent")
    assert len(rows(service_workplace.store)["reports"]) == 3
