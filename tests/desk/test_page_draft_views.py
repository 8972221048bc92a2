"""A no may become a page: proposed from a decline, waiting among the drafts, decided about by a lead."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import decline
from portal.acts.workplace import Workplace
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Kind
from portal.store import page_drafts
from portal.store.page_drafts import DraftState, PageDraft
from tests.browsing import Page, Visitor
from tests.desk.test_report_views import address_of
from tests.signing_in import audited, somebody
from tests.workplaces import filling, kinds, reported, told

WRITTEN = {
    "page__title": "We don't pump water up to Hill Road",
    "page__summary": "Above the old mill the pressure is low, and it stays so.",
    "page__costs_team": "They say no to people they like.",
    "page__costs_us": "Two members a year.",
    "page__benefits_customer": "The rest of the village pays no pump.",
    "page__benefits_team": "Nobody promises what cannot be had.",
    "page__workaround": "Fill the bath at night.",
    "page__prevent": "New houses above the mill are told before they are built.\nWe keep the mains clean.",
}


def declined(workplace: Workplace, said: str, name: str = "Ada", **changes: str) -> Report:
    contact = Contact(ContactKind.MAIL, f"{name.lower()}@example.org", name)
    report = reported(workplace, what_happened=said, contact=contact, **changes)
    decline(
        workplace,
        report.id,
        "mira",
        filling(),
        tried="I measured the pressure twice.",
        why="The house stands higher than the tank, and a pump costs more than the street pays.",
        instead="A tank in the loft; we lend the ladder.",
        costs="A thin shower.",
        saves="The street keeps its rates.",
    )
    return report


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = declined(service_workplace, "The shower has low pressure upstairs since we moved in.")
    declined(service_workplace, "Such low pressure upstairs that the kettle takes ages.", "Bob")
    declined(service_workplace, "Bobby says: my bill is odd.", "Eve", topic="wrong-bill")
    told(service_workplace)
    return found


@pytest.fixture
def tom(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "tom")


@pytest.fixture
def ruth(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "ruth")


def proposed(tom: Visitor, report: Report, **changes: str) -> Page:
    return tom.press(tom.get(paths.desk_propose(report.reference)), "Propose this page", **(WRITTEN | changes))


def drafts(workplace: Workplace, state: DraftState = DraftState.WAITING) -> list[PageDraft]:
    with workplace.store.reading() as conn:
        return page_drafts.newest(conn, state, 10)


def test_it_begins_with_what_was_written_and_with_words_that_more_than_one_customer_used(
    tom: Visitor, report: Report, visitor: Visitor
) -> None:
    link = visitor.get(address_of(report)).link("Propose that we say this in public")
    page = tom.get(link)
    assert page.value("page-why").startswith("The house stands higher")
    assert page.value("page-costs_customer") == "A thin shower."
    assert page.value("page-benefits_us") == "The street keeps its rates."
    assert page.value("page-symptoms").splitlines() == ["low pressure upstairs"]
    assert "moved in" not in page.html


def test_what_is_proposed_passes_the_librarys_own_check_and_shows_its_preview(
    tom: Visitor, report: Report, service_workplace: Workplace
) -> None:
    page = proposed(tom, report)
    assert "Yes. It can stand in the content as it is." in page.words
    (draft,) = drafts(service_workplace)
    assert draft.slug == "we-dont-pump-water-up-to-hill-road"
    for line in ("owner: lines", "review_by: 2027-05-24", "since: 2026-11-23", "- low pressure upstairs"):
        assert line in draft.markdown
    assert (
        "In the year to Monday 23 November 2026 we had 2 reports on this topic. All of them ended with"
        in draft.markdown
    )
    assert "On other topics we said no for much the same reason once." in draft.markdown
    assert "It waits here until a lead decides" in page.words
    preview = page.soup.select_one(".framed")
    assert preview is not None
    assert "How often it comes up" in preview.get_text()
    assert kinds(service_workplace, report)[-1] is Kind.PAGE_PROPOSED


def test_references_stand_beside_the_draft_and_not_in_it(
    tom: Visitor, report: Report, service_workplace: Workplace
) -> None:
    page = proposed(tom, report)
    assert report.reference in page.words
    (draft,) = drafts(service_workplace)
    assert report.reference not in draft.markdown
    assert len(draft.facts["declined_on_topic"]) == len(draft.facts["declined_alike"]) == 1
    assert all(reference not in draft.markdown for reference in draft.facts["declined_on_topic"])


@pytest.mark.parametrize(
    ("field", "words", "named"),
    [
        ("page__why", "Ada lives too high.", "“Ada”"),
        ("page__why", "Write to ada@example.org.", "“ada@example.org”"),
        ("page__workaround", "Ring 01632 960 100.", "“01632 960 100”"),
        ("page__summary", "The shower has low pressure upstairs since we moved in.", "The shower has low pressure"),
    ],
)
def test_what_belongs_to_one_customer_is_refused_and_named(
    tom: Visitor, report: Report, service_workplace: Workplace, field: str, words: str, named: str
) -> None:
    form = tom.get(paths.desk_propose(report.reference))
    wrong = tom.press(form, "Propose this page", 409, **(WRITTEN | {field: words}))
    assert named in wrong.summary[0]
    assert wrong.value(field.replace("__", "-")) == words
    assert drafts(service_workplace) == []


def test_costs_and_benefits_to_everybody_are_asked_for(tom: Visitor, report: Report) -> None:
    form = tom.get(paths.desk_propose(report.reference))
    wrong = tom.press(form, "Propose this page", 422)
    assert {"page-costs_us", "page-costs_team", "page-benefits_customer", "page-benefits_team"} <= wrong.errors.keys()
    assert "page-costs_customer" not in wrong.errors


def test_sent_twice_it_is_one_draft(tom: Visitor, report: Report, service_workplace: Workplace) -> None:
    form = tom.get(paths.desk_propose(report.reference))
    for _ in range(2):
        tom.press(form, "Propose this page", **WRITTEN)
    assert len(drafts(service_workplace)) == 1


def test_what_is_wrong_with_a_draft_stands_beside_it(
    tom: Visitor, report: Report, service_workplace: Workplace
) -> None:
    page = proposed(tom, report, page__why="Look at [the map](../policies/nowhere.md).\n\n<script>alert(1)</script>")
    assert "leads to nothing" in page.words
    assert "`<script>` is not allowed in a page." in page.words
    assert page.soup.select_one(".framed") is None


def test_only_what_was_declined_can_be_proposed(tom: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    answer(service_workplace, report.id, "mira", filling(), "I look.")
    assert "Only what was declined can be proposed" in tom.get(paths.desk_propose(report.reference)).words
    tom.get(paths.desk_propose("A2A2-A2AA"), 404)


def test_a_lead_decides_and_whoever_proposed_it_hears_why(
    tom: Visitor, ruth: Visitor, report: Report, service_workplace: Workplace
) -> None:
    address = proposed(tom, report).address
    assert "Decide" not in tom.get(address).buttons()
    page = ruth.get(address)
    wrong = ruth.press(page, "Decide", 422)
    assert {"decide-taken", "decide-why"} == wrong.errors.keys()
    told(service_workplace)
    after = ruth.press(page, "Decide", decide__taken="yes", decide__why="High time.")
    assert "Taken into content" in after.words
    assert told(service_workplace) == [("draft_decided", "tom")]
    assert ("draft_decided", "ruth") in audited(service_workplace)
    again = ruth.press(page, "Decide", 409, decide__taken="no", decide__why="On second thought.")
    assert "decided already" in again.summary[0]
    assert [draft.decided_why for draft in drafts(service_workplace, DraftState.TAKEN)] == ["High time."]


def test_a_responder_who_decides_is_refused_in_words(tom: Visitor, report: Report) -> None:
    address = proposed(tom, report).address
    refused = tom.client.post(f"{address}/decide", data={"decide-taken": "yes", "decide-why": "Mine."})
    assert refused.status_code == 403
    assert "This is for leads" in refused.text


def test_the_list_says_where_each_stands_and_the_file_can_be_taken_along(
    tom: Visitor, ruth: Visitor, report: Report, service_workplace: Workplace
) -> None:
    assert "Nothing waits" in tom.get(paths.DESK_PAGE_DRAFTS).words
    address = proposed(tom, report).address
    assert "proposed by Tom" in tom.get(paths.DESK_PAGE_DRAFTS).words
    file = tom.client.get(f"{address}/markdown")
    assert file.text == drafts(service_workplace)[0].markdown
    assert "we-dont-pump-water-up-to-hill-road.md" in file.headers["Content-Disposition"]
    ruth.press(ruth.get(address), "Decide", decide__taken="no", decide__why="We build the pump.")
    assert "Not taken" in tom.get(paths.DESK_PAGE_DRAFTS).words
    assert "We build the pump." in tom.get(paths.DESK_PAGE_DRAFTS).words


def test_the_customer_reads_what_the_no_costs_them_and_saves(
    report: Report, service_workplace: Workplace, visitor: Visitor
) -> None:
    assert "What it costs you A thin shower." in visitor.get(address_of(report)).words
