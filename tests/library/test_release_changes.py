"""What is said differently than before is said in words, and what became weaker is called that."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.library.library import Library
from portal.library.release_changes import ReleaseChange, release_changes
from tests.workplaces import small_library

DAY = date(2026, 11, 23)
PROMISE = "first-reply"


def changed(kind: str, slug: str, **values: Any) -> Library:
    """The small library with other fields of a page; with none, without the page."""
    library = small_library()
    pages = dict(getattr(library.public, kind))
    page = pages.pop(slug)
    if values:
        pages[slug] = type(page).model_validate(page.model_dump() | values)
    return library.model_copy(update={"public": library.public.model_copy(update={kind: pages})})


def between(before: Library, after: Library) -> ReleaseChange:
    (found,) = release_changes(before, after, DAY - timedelta(days=1), DAY)
    return found


def test_the_same_library_says_nothing() -> None:
    assert release_changes(small_library(), small_library(), DAY - timedelta(days=3), DAY) == ()


@pytest.mark.parametrize(
    ("values", "said", "is_weaker"),
    [
        ({"target": "8 working hours"}, "Weaker: the time is 8 working hours, and was 4 working hours.", True),
        ({"target": "2 working hours"}, "Stronger: the time is 2 working hours, and was 4 working hours.", False),
        (
            {"target": "4 hours", "calendar": None},
            "Changed: the time is 4 hours, and was 4 working hours; other h",
            False,
        ),
        ({"target": "1 working day"}, "Changed: the time is 1 working day, and was 4 working hours.", False),
        ({"objective": 0.9}, "Weaker: we mean to keep 90 % of them, and it was 100 %.", True),
        ({"applies_to": {"topics": ("no-water",)}}, "Weaker: it covers other reports than before.", True),
        ({"remedy": "A call."}, "Changed: what they get when we miss it is now “A call.”.", False),
        ({"target": "2 working hours", "objective": 0.5}, "Weaker: the time is 2 working hours", True),
        ({"summary": "Soon."}, "It now says: Soon.", False),
        ({"title": "We answer"}, "It was called “A person answers within four working hours”.", False),
    ],
)
def test_a_promise_that_got_weaker_is_called_weaker(values: dict[str, Any], said: str, is_weaker: bool) -> None:
    found = between(small_library(), changed("commitments", PROMISE, **values))
    assert found.words.startswith(said)
    assert (found.kind, found.is_weaker) == ("commitments", is_weaker)


def test_a_promise_that_covers_more_is_stronger() -> None:
    found = between(changed("commitments", PROMISE, applies_to={"topics": ("no-water",)}), small_library())
    assert found.words == "Stronger: it covers other reports than before."


def test_a_promise_that_is_gone_is_weaker_and_a_new_one_is_new() -> None:
    without = changed("commitments", PROMISE)
    assert between(small_library(), without).words == "Weaker: we no longer promise this."
    assert between(small_library(), without).path == ""
    assert between(without, small_library()).words == "New promise: 4 working hours."


def test_what_we_accept_from_now_on_is_weaker_and_says_what_we_do_instead() -> None:
    without = changed("limitations", "brown-water")
    new, gone = between(without, small_library()), between(small_library(), without)
    assert (new.is_weaker, gone.is_weaker) == (True, False)
    assert new.words == "Weaker: from now on we accept this. Instead: We test it and tell you."
    other = between(small_library(), changed("limitations", "brown-water", instead="Bottles."))
    assert other.words == "What we offer instead is now: Bottles."


def test_a_policy_says_its_first_new_sentence() -> None:
    page = small_library().public.policies["refunds"]
    body = page.body.model_dump()
    after = changed("policies", "refunds", body=body | {"text": f"{page.body.text} Money comes back in a day. Always."})
    assert between(small_library(), after).words == "It now says: Money comes back in a day."
    assert between(after, changed("policies", "refunds", body=body | {"text": "Money comes back in a day."})).words == (
        "Something was taken out. Read it again."
    )


def test_a_page_that_appears_or_expires_on_its_day_has_changed_without_a_build() -> None:
    expiring = changed("policies", "refunds", expires_on=DAY)
    assert between(expiring, expiring).words == "This policy is gone."
