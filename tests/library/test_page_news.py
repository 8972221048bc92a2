"""What somebody asked to be told of is told, at whichever address it stands now, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from portal import paths
from portal.library.page_news import (
    EVERYTHING,
    PageNews,
    may_be_asked_for,
    most_important_first,
    news_data,
    news_of,
    offered_beside,
    when_told,
)
from tests.workplaces import small_library

NEWS = PageNews(
    on=date(2026, 11, 23),
    name="2026-11-23",
    path="/policies/returns/money-back/",
    title="Money back",
    sentences=("In the text, one paragraph was changed.",),
    promises_less=False,
    history="/what-changed/policies/returns/money-back/#of-2026-11-23",
    permanent="/policies/returns/money-back/at/2026-11-23/",
    is_there=True,
    was_at=("/old/refunds/",),
)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (EVERYTHING, True),
        (paths.POLICIES, True),
        ("/policies/returns/money-back/", True),
        ("/old/refunds/", True),
        (paths.COMMITMENTS, False),
        ("/policies/returns/", False),
        ("/", False),
    ],
)
def test_who_is_told(about: str, told: bool) -> None:
    assert (about in NEWS.asked_for_by()) == told


def test_news_is_kept_as_data_and_read_again() -> None:
    other = replace(NEWS, name="2026-11-23-gone", permanent="", is_there=False, was_at=())
    assert news_of(news_data([NEWS, other])) == (NEWS, other)


def test_a_promise_that_gets_weaker_comes_first_and_then_the_newest() -> None:
    older = replace(NEWS, on=date(2026, 11, 20), name="older")
    weaker = replace(older, on=date(2026, 11, 1), promises_less=True)
    assert most_important_first([older, NEWS, weaker]) == (weaker, NEWS, older)


@pytest.mark.parametrize(
    ("about", "may_be"),
    [
        ("/about/", True),
        ("/", True),
        (paths.TOPICS, True),
        (EVERYTHING, True),
        ("/topics/not-yet/", False),
        ("", False),
    ],
)
def test_only_what_readers_see_can_be_asked_for(about: str, may_be: bool) -> None:
    live = small_library().public.live_on(date(2026, 11, 23))
    assert may_be_asked_for(about, live) == may_be
    assert all(may_be_asked_for(each, live) for each in offered_beside(about, live))


def test_a_page_is_named_by_its_title_and_one_that_is_gone_by_its_address() -> None:
    pages = small_library().public
    assert when_told("/policies/refunds/", pages) == "when “Refunds” changes"
    assert when_told("/gone/", pages) == "when there is something at /gone/ again"
