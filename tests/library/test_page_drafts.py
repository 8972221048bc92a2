"""What is proposed is written as an editor would write it, and the loader reads it back as it was meant."""

from datetime import date

import pytest

from portal.library.page_drafts import LimitationDraft, lines_of, policy_with_exception, slug_for
from portal.library.pages import Limitation, Policy
from portal.library.single_page import check_single_page
from tests.workplaces import small_library

TODAY = date(2026, 11, 23)
TRICKY = ("yes", "17:00", "- not a list", "a: colon", "it's “said”", "#1 of all", "{{name}}", "1.10", "&anchor *alias")


def draft(**changes: object) -> LimitationDraft:
    fields: dict[str, object] = {
        "title": "We don't: pump",
        "summary": "No pump, ever.",
        "owner": "lines",
        "review_by": date(2027, 5, 24),
        "since": TODAY,
        "topics": ("no-water",),
        "symptoms": TRICKY,
        "costs": {"customer": ("A thin shower.",), "us": ("Two members.",), "team": ()},
        "benefits": {"customer": ("No pump to pay.",), "us": ("Quiet.",), "team": ("Rest.",)},
        "prevent": ("We say so before they build.",),
        "workaround": "Fill the bath at night.",
        "instead": "We lend a tank.",
        "body": "Because the hill is high.\n\n## What we tried\n\nA pump.",
    }
    return LimitationDraft(**(fields | changes))  # type: ignore[arg-type]


def test_a_limitation_is_read_back_field_by_field_whatever_is_written_in_it() -> None:
    checked = check_single_page(draft().markdown(), "limitation", "no-pump", small_library(), TODAY)
    assert checked.problems == ()
    page = checked.page
    assert isinstance(page, Limitation)
    assert page.symptoms == TRICKY
    assert (page.title, page.review_by, page.costs.team) == ("We don't: pump", date(2027, 5, 24), ())
    assert '<h2 id="what-we-tried">' in checked.html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"owner": "nobody"}, "There is no team or responder `nobody`"),
        ({"topics": ("no-such",)}, "There is no topic `no-such`"),
        ({"costs": {"customer": ("A lot.",)}}, "The costs to `us` are not said."),
        ({"symptoms": ()}, "`symptoms` is empty"),
        ({"body": "See [this](../policies/nowhere.md)."}, "leads to nothing"),
        ({"body": '<img src="x" onerror="alert(1)">'}, "`onerror` is not allowed"),
        ({"body": "# Another title"}, "A heading of the first level"),
    ],
)
def test_what_the_loader_would_find_is_found(changes: dict[str, object], said: str) -> None:
    checked = check_single_page(draft(**changes).markdown(), "limitation", "no-pump", small_library(), TODAY)
    assert said in " ".join(problem.what for problem in checked.problems)


def test_a_link_to_a_page_of_the_release_is_followed() -> None:
    body = "See [refunds](../policies/refunds.md)."
    checked = check_single_page(draft(body=body).markdown(), "limitation", "no-pump", small_library(), TODAY)
    assert checked.problems == ()
    assert 'href="/policies/refunds/"' in checked.html


def policy(markdown: str) -> Policy:
    page = small_library().public.policies["refunds"]
    return page.model_copy(update={"body": page.body.model_copy(update={"markdown": markdown})})


def test_an_exception_comes_at_the_end_and_the_text_before_it_stays_as_it_was() -> None:
    text = "First *this*.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    written = policy_with_exception(policy(text), "From today:\ncash.")
    assert f"---\n\n{text}\n\n## Exceptions\n\n- From today: cash.\n" in written
    assert "title: Refunds" in written
    assert "owner: bills" in written
    assert check_single_page(written, "policy", "refunds", small_library(), TODAY).problems == ()


def test_where_exceptions_are_listed_already_it_joins_them() -> None:
    text = "First.\n\n## Exceptions\n\n- One.\n\n## After\n\nMore."
    written = policy_with_exception(policy(text), "Two.")
    assert "## Exceptions\n\n- One.\n- Two.\n\n## After\n\nMore.\n" in written


def test_a_release_keeps_the_text_of_policies_and_of_no_other_public_page() -> None:
    public = small_library().public
    assert public.policies["refunds"].body.markdown == "Because we looked at it."
    assert {page.body.markdown for page in (*public.topics.values(), *public.limitations.values())} == {""}


def test_a_title_becomes_a_name_that_nobody_has() -> None:
    assert slug_for("We don't repair on Sundays", ()) == "we-dont-repair-on-sundays"
    assert slug_for("Über Nacht", ("uber-nacht", "uber-nacht-2")) == "uber-nacht-3"
    assert slug_for("…", ()) == "new-page"


def test_lines_lose_the_signs_of_a_list() -> None:
    assert lines_of("- one\n\n * two \nthree") == ("one", "two", "three")
