"""A private link shows programs what it shows people, and takes what they add."""

from typing import Any

from portal import api_paths
from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.correct_contact import correct_contact
from portal.acts.erase import erase
from portal.acts.set_aside import set_aside
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer
from portal.acts.watch import watch
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.promises.clock_events import VoidReason
from portal.reports.timeline import Kind
from tests.api.program import GOOD, Program, faults_of, filed, fresh_key, kind_of, path_of
from tests.workplaces import BY_PHONE, Clock, filling, kinds


def test_the_private_link_shows_what_the_private_page_shows(program: Program, service_workplace: Workplace) -> None:
    sent = program.report()
    report = filed(service_workplace, sent)
    try_something(service_workplace, report.id, "mira", filling(), Effort("I ring the pumping station."))
    answer(service_workplace, report.id, "mira", filling(), "I dig at once.")
    seen = program.get(path_of(sent.get_json()["url"]))
    told = seen.get_json()
    assert seen.headers["Cache-Control"] == "no-store"
    assert (told["status"], told["who"]) == ("open", {"team": "the lines desk", "person": "Mira"})
    assert {each["indicator"]: each["state"] for each in told["promises"]}["first_response"] == "kept"
    received, effort, answered = told["entries"]
    assert (received["by"], received["who"], received["texts"]) == (
        "customer",
        "You",
        {"what_happened": GOOD["what_happened"]},
    )
    assert (effort["under_way"], effort["texts"]) == (True, {"tried": "I ring the pumping station."})
    assert (answered["who"], answered["said"], answered["texts"]) == ("Mira", "answered", {"answer": "I dig at once."})
    assert "ROUTED" not in seen.text.upper()
    assert "@riverside" not in seen.text


def test_texts_that_the_private_page_does_not_tell_are_not_told(program: Program, service_workplace: Workplace) -> None:
    sent = program.report()
    correct_contact(service_workplace, filed(service_workplace, sent).id, BY_PHONE)
    told = program.get(path_of(sent.get_json()["url"]))
    assert told.get_json()["entries"][-1]["kind"] == "contact_changed"
    assert "ada@example.org" not in told.text


def test_a_note_reaches_who_has_it_and_says_where_it_stands(
    on_each: Program, workplace: Workplace, clock: Clock
) -> None:
    sent = on_each.report()
    url, report = path_of(sent.get_json()["url"]), filed(workplace, sent)
    key = fresh_key()
    noted = on_each.post(f"{url}/notes", {"words": " It drips again. "}, key=key)
    again = on_each.post(f"{url}/notes", {"words": " It drips again. "}, key=key)
    assert again.data == noted.data
    assert noted.get_json() == {**_links(sent), "reference": report.reference, "is_new": False}
    assert kinds(workplace, report, public=True) == [Kind.RECEIVED, Kind.CUSTOMER_WROTE]
    assert on_each.get(url).get_json()["entries"][-1]["texts"] == {"words": "It drips again."}
    resolve(workplace, report.id, "mira", filling(), "Mended.")
    assert on_each.get(url).get_json()["a_note"] == "reopens"
    clock.pass_by(days=30)
    assert on_each.get(url).get_json()["a_note"] == "opens-new"
    late = on_each.post(f"{url}/notes", {"words": "Dry once more."}).get_json()
    assert late["is_new"]
    before = on_each.get(url).get_json()
    assert (before["a_note"], before["after"]["reference"]) == ("goes-to-after", late["reference"])
    after = on_each.get(path_of(late["url"])).get_json()
    assert after["before"]["reference"] == report.reference


def test_the_promises_shown_count_only_where_a_note_opens_a_new_report(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    sent, never = program.report(), "0" * 64
    url, report = path_of(sent.get_json()["url"]), filed(service_workplace, sent)
    assert not program.post(f"{url}/notes", {"words": "It drips.", "release": never}).get_json()["is_new"]
    resolve(service_workplace, report.id, "mira", filling(), "Mended.")
    clock.pass_by(days=30)
    refused = program.post(f"{url}/notes", {"words": "Dry once more.", "release": never}, 409)
    assert (kind_of(refused), refused.get_json()["release"]) == ("promises-changed", service_workplace.release.hash)


def test_a_note_that_cannot_be_taken_is_told_why(program: Program, service_workplace: Workplace) -> None:
    sent = program.report()
    url, report = path_of(sent.get_json()["url"]), filed(service_workplace, sent)
    assert faults_of(program.post(f"{url}/notes", {"words": " "}, 422)) == {
        "#/words": "Write what you want to add. A few words are enough."
    }
    withdraw(service_workplace, report.id)
    assert program.get(url).get_json()["a_note"] == "refused"
    refused = program.post(f"{url}/notes", {"words": "Wait."}, 409)
    assert (kind_of(refused), "you have taken it back" in refused.get_json()["detail"]) == ("refused", True)


def test_what_was_erased_is_not_told(program: Program, service_workplace: Workplace) -> None:
    sent = program.report()
    erase(service_workplace, filed(service_workplace, sent).id)
    told = program.get(path_of(sent.get_json()["url"])).get_json()
    assert [each["texts"] for each in told["entries"]] == [{}] * len(told["entries"])
    assert told["a_note"] == "refused"


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(program: Program, limited: Program) -> None:
    good = path_of(program.report().get_json()["url"])
    wrong = [f"{api_paths.REPORTS}/{token}" for token in ("x", "A2A2-A2AA." + "a" * 32, good.split("/")[-1][:-1] + "a")]
    answers = {program.get(path, 404).data for path in wrong}
    answers |= {program.post(f"{path}/notes", {"words": "More."}, 404).data for path in wrong}
    assert len(answers) == 1
    for _ in range(60):
        limited.get(wrong[0], 404)
    assert limited.get(wrong[0], 429).headers["Retry-After"] == "600"


def _links(response: Any) -> dict[str, str]:
    return {name: response.get_json()[name] for name in ("tracking_url", "url")}


def test_a_broken_promise_is_told_with_what_the_customer_gets(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    url = path_of(program.report().get_json()["url"])
    clock.pass_by(hours=5)
    watch(service_workplace)
    told = program.get(url).get_json()
    missed = next(each for each in told["entries"] if each["kind"] == "missed")
    assert missed["texts"]["remedy"] == "£5 off your next bill."
    first = next(each for each in told["promises"] if each["indicator"] == "first_response")
    assert (first["state"], first["left"]) == ("missed", "late by 1 hour")


def test_a_report_that_was_set_aside_or_waits_says_why(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    sent = program.report()
    url, report = path_of(sent.get_json()["url"]), filed(service_workplace, sent)
    wait_for_customer(service_workplace, report.id, "mira", filling(), reason="Which house is it?", days=14)
    waits = program.get(url).get_json()
    assert (waits["status"], waits["waits_for"]["reason"]) == ("waiting", "Which house is it?")
    assert waits["waits_for"]["until"] == "2026-12-07T12:00:00Z"
    assert {each["state"] for each in waits["promises"]} <= {"waiting", "kept"}
    program.post(f"{url}/notes", {"words": "The third."})
    assert program.get(url).get_json()["waits_for"] is None
    set_aside(service_workplace, report.id, "mira", filling(), reason=VoidReason.TEST, why="Ours.", sure=True)
    aside = program.get(url).get_json()
    assert (aside["status"], aside["promises"], aside["a_note"]) == ("void", [], "refused")
    assert aside["set_aside_because"].startswith("This was sent to try our pages out")
