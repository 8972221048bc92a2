"""A lead changes a policy on the spot; all see it while it holds, and the page's change waits among the drafts."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import paths
from portal.acts.close import resolve
from portal.acts.drafts import drafts_of, keep_draft
from portal.acts.erase import erase
from portal.acts.make_exception import Wanted, make_exception
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.reports.report import Report
from portal.reports.timeline import Kind
from portal.store import page_drafts, policy_exceptions
from portal.store.page_drafts import DraftKind, DraftState, PageDraft
from tests.browsing import Page, Visitor
from tests.desk.test_report_views import address_of
from tests.signing_in import audited, somebody
from tests.workplaces import Clock, filling, kinds, publish, reported, small_library, story, told

ON_REPORT = {
    "exception__policy": "refunds",
    "exception__allowed": "The money comes back in cash today.",
    "exception__reason": "The bank holds the account.",
}
FOR_ALL = ON_REPORT | {"exception__last_day": "30 11 2026"}


def linking(library: Library) -> Library:
    """The library in which the topic of bills leads to the policy on refunds."""
    topic = library.public.topics["wrong-bill"]
    body = topic.body.model_copy(update={"html": '<p><a href="/policies/refunds/">Refunds</a></p>'})
    topics = library.public.topics | {"wrong-bill": topic.model_copy(update={"body": body})}
    return library.model_copy(update={"public": library.public.model_copy(update={"topics": topics})})


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    publish(service_workplace, linking(small_library()))
    found = reported(service_workplace)
    told(service_workplace)
    return found


@pytest.fixture
def tom(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "tom")


@pytest.fixture
def ruth(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "ruth")


def page_of(visitor: Visitor, report: Report) -> Page:
    return visitor.get(paths.desk_report_signed_in(report.reference))


def waiting(workplace: Workplace) -> list[PageDraft]:
    with workplace.store.reading() as conn:
        return page_drafts.newest(conn, DraftState.WAITING, 10)


def test_for_one_report_it_is_told_to_the_customer_noted_and_proposed(
    ruth: Visitor, report: Report, service_workplace: Workplace
) -> None:
    after = ruth.press(page_of(ruth, report), "Make the exception", **ON_REPORT)
    assert "The exception holds." in after.words
    assert told(service_workplace) == [("exception_made", "customer")]
    inside, shown = story(service_workplace, report)[-2:]
    assert (inside.kind, inside.public) == (shown.kind, not shown.public) == (Kind.EXCEPTION, False)
    assert inside.texts["note"] == "The bank holds the account."
    assert dict(shown.texts) == {"exception": "The money comes back in cash today."}
    assert ("exception", "ruth") in audited(service_workplace)
    (draft,) = waiting(service_workplace)
    assert (draft.kind, draft.slug) == (DraftKind.POLICY, "refunds")
    assert "Because we looked at it.\n\n## Exceptions\n\n- On Monday 23 November 2026, once: " in draft.markdown


def test_the_customer_is_told_only_where_the_lead_chose_so(
    ruth: Visitor, report: Report, service_workplace: Workplace
) -> None:
    ruth.press(page_of(ruth, report), "Make the exception", **(ON_REPORT | {"exception__tell": []}))
    assert told(service_workplace) == []
    assert Kind.EXCEPTION not in kinds(service_workplace, report, public=True)


def test_it_shows_on_its_report_until_that_is_closed(
    ruth: Visitor, tom: Visitor, report: Report, service_workplace: Workplace
) -> None:
    ruth.press(page_of(ruth, report), "Make the exception", **ON_REPORT)
    assert "in cash today" in page_of(tom, report).soup.select_one("aside").get_text()  # type: ignore[union-attr]
    other = reported(service_workplace)
    assert "in cash today" not in page_of(tom, other).words
    assert "One other exception" in page_of(tom, other).words
    assert "in cash today" in tom.get(paths.DESK_EXCEPTIONS).words
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    assert "None. Every policy holds as it is written." in tom.get(paths.DESK_EXCEPTIONS).words


def test_for_all_it_shows_where_the_topic_leads_to_the_policy_until_its_last_day_is_over(
    app: Flask, ruth: Visitor, tom: Visitor, report: Report, service_workplace: Workplace, clock: Clock
) -> None:
    typed = FOR_ALL | {"exception__last_day": "24 11 2026"}
    ruth.press(ruth.get(paths.DESK_EXCEPTIONS), "Make the exception", **typed)
    bill = reported(service_workplace, topic="wrong-bill")
    assert "in cash today" in page_of(tom, bill).words
    assert "in cash today" not in page_of(tom, report).words
    clock.pass_by(days=1, hours=11)
    tom_again = somebody(app, service_workplace, "tom")
    assert "in cash today" in page_of(tom_again, bill).words
    clock.pass_by(hours=1)
    assert "in cash today" not in page_of(tom_again, bill).words
    assert ("exception_made", "ruth") in audited(service_workplace)


@pytest.mark.parametrize("for_one", [True, False])
def test_the_same_filling_in_makes_it_once_and_another_one_written_into_it_is_made_too(
    report: Report, service_workplace: Workplace, for_one: bool
) -> None:
    last_day = None if for_one else service_workplace.local_day(service_workplace.now())
    wanted = Wanted("refunds", "The money comes back in cash today.", "The bank holds the account.", last_day)
    once, about = filling(), report.id if for_one else None
    for each in (wanted, wanted, replace(wanted, allowed="The money comes back as vouchers today.")):
        make_exception(service_workplace, "ruth", once, each, about)
    assert len(waiting(service_workplace)) == 2


def test_what_was_kept_of_it_as_a_draft_goes_when_it_is_made(report: Report, service_workplace: Workplace) -> None:
    once = filling()
    keep_draft(service_workplace, report.id, "ruth", "exception", once, {"allowed": "Cash"})
    wanted = Wanted("refunds", "The money comes back in cash today.", "The bank holds the account.", None)
    make_exception(service_workplace, "ruth", once, wanted, report.id)
    assert drafts_of(service_workplace, report.id, "ruth") == {}


def test_a_lead_ends_it_early(ruth: Visitor, tom: Visitor, report: Report, service_workplace: Workplace) -> None:
    ruth.press(ruth.get(paths.DESK_EXCEPTIONS), "Make the exception", **FOR_ALL)
    assert not any("End it now" in button for button in tom.get(paths.DESK_EXCEPTIONS).buttons())
    page = ruth.get(paths.DESK_EXCEPTIONS)
    after = ruth.press(page, "End it now")
    assert "Ended. The policy holds again" in after.words
    again = ruth.press(page, "End it now", 409)
    assert "has ended already" in again.summary[0]
    assert ("exception_ended", "ruth") in audited(service_workplace)


def test_the_act_is_shown_to_leads_alone_and_refused_to_others_in_words(
    tom: Visitor, report: Report, service_workplace: Workplace
) -> None:
    page = page_of(tom, report)
    assert "Make the exception" not in page.buttons()
    address, data, _ = tom.filled(page, "Resolve it", resolve__what_we_did="x")
    fields = {name.replace("resolve-", "exception-"): data[name] for name in data}
    sent = fields | {name.replace("__", "-"): value for name, value in ON_REPORT.items()} | {"exception-end": "report"}
    refused = tom.client.post(address.replace("/resolve", "/exception"), data=sent)
    assert refused.status_code == 403
    assert "Only a lead can change a policy." in refused.text
    made = tom.client.post(paths.DESK_EXCEPTIONS + "/make", data=sent)
    assert (made.status_code, "This is for leads" in made.text) == (403, True)
    assert waiting(service_workplace) == []


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"exception__policy": ""}, 422, "Choose the policy."),
        ({"exception__end": "day"}, 422, "Enter the last day"),
        ({"exception__end": "day", "exception__last_day": "31 2 2027"}, 422, "Enter the last day"),
        ({"exception__end": "day", "exception__last_day": "22 11 2026"}, 409, "passed already"),
        ({"exception__allowed": "Ada gets it in cash."}, 409, "“Ada”"),
        ({"exception__reason": ""}, 422, "Say why"),
    ],
)
def test_what_cannot_be_an_exception_is_said_and_kept(
    ruth: Visitor, report: Report, service_workplace: Workplace, typed: dict[str, str], status: int, said: str
) -> None:
    wrong = ruth.press(page_of(ruth, report), "Make the exception", status, **(ON_REPORT | typed))
    assert said in " ".join(wrong.summary)
    assert wrong.value("exception-allowed") == (ON_REPORT | typed)["exception__allowed"]
    assert waiting(service_workplace) == []


def test_sent_twice_it_is_one(ruth: Visitor, report: Report, service_workplace: Workplace) -> None:
    page = page_of(ruth, report)
    for _ in range(2):
        ruth.press(page, "Make the exception", **ON_REPORT)
    assert len(waiting(service_workplace)) == 1


def test_erasing_the_report_empties_what_was_allowed_to_its_customer_alone(
    ruth: Visitor, report: Report, service_workplace: Workplace
) -> None:
    ruth.press(page_of(ruth, report), "Make the exception", **ON_REPORT)
    typed = ON_REPORT | {"exception__end": "day", "exception__last_day": "2026-11-30"}
    ruth.press(page_of(ruth, report), "Make the exception", **typed)
    erase(service_workplace, report.id)
    with service_workplace.store.reading() as conn:
        found = policy_exceptions.over(conn, service_workplace.now(), 9)
        found += policy_exceptions.in_force(conn, service_workplace.now())
    assert sorted((each.allowed, each.reason) for each in found) == [("", ""), (ON_REPORT["exception__allowed"], "")]


def test_a_lead_by_the_link_of_a_notice_may_make_one(
    visitor: Visitor, report: Report, service_workplace: Workplace
) -> None:
    visitor.press(visitor.get(address_of(report, "ruth")), "Make the exception", **ON_REPORT)
    assert len(waiting(service_workplace)) == 1
