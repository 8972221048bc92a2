"""Every page that appears, ends, moves or reads differently is told once, with what it means to its readers."""

from datetime import date
from typing import Any

from portal.library.library import Library
from portal.site.library_changes import PageChange, page_changes
from tests.workplaces import small_library, with_target

TODAY = date(2026, 11, 22)


def with_page(library: Library, kind: str, slug: str, page: Any) -> Library:
    pages = {**getattr(library.public, kind), slug: page}
    pages = {name: each for name, each in pages.items() if each is not None}
    return library.model_copy(update={"public": library.public.model_copy(update={kind: pages})})


def changes(now: Library) -> list[PageChange]:
    return list(page_changes(small_library(), now, TODAY))


def test_what_is_the_same_is_passed_over_and_a_review_date_is_no_change() -> None:
    page = small_library().public.policies["refunds"].model_copy(update={"review_by": date(2030, 1, 1)})
    assert changes(small_library()) == []
    assert changes(with_page(small_library(), "policies", "refunds", page)) == []


def test_a_promise_is_told_term_by_term() -> None:
    [change] = changes(with_target(small_library(), "first-reply", "6 working hours"))
    assert (change.slug, change.state, change.effect, change.changes_clocks) == (
        "first-reply",
        "changed",
        "weaker",
        True,
    )
    assert [(each.term, each.effect) for each in change.terms] == [("target", "weaker")]
    assert change.sentences == (
        "We promise less than before.",
        "The time promised is 6 working hours. It was 4 working hours.",
    )


def test_words_alone_change_no_clock() -> None:
    page = small_library().public.commitments["mended"].model_copy(update={"remedy": "£20."})
    [change] = changes(with_page(small_library(), "commitments", "mended", page))
    assert (change.effect, change.changes_clocks) == ("other", False)


def test_a_page_that_moved_is_one_change_and_drafts_are_none() -> None:
    old = small_library().public.commitments["mended"]
    update = {"slug": "water-again", "path": "/commitments/water-again/", "aliases": ("/commitments/mended",)}
    moved = with_page(small_library(), "commitments", "mended", None)
    moved = with_page(moved, "commitments", "water-again", old.model_copy(update=update))
    draft = small_library().public.policies["refunds"].model_copy(update={"draft": True})
    [first, second] = changes(with_page(moved, "policies", "refunds", draft))
    assert (first.slug, first.old_slug) == ("water-again", "mended")
    assert (first.state, first.sentences) == ("changed", ("It stood at /commitments/mended/ before.",))
    assert (second.state, second.path, second.changes_clocks) == ("ended", "/policies/refunds/", False)


def test_new_and_ended_promises_are_stronger_and_weaker_and_stand_first() -> None:
    page = small_library().public.commitments["mended"]
    update = {"slug": "z", "path": "/commitments/z/"}
    now = with_page(
        with_page(small_library(), "commitments", "mended", None), "commitments", "z", page.model_copy(update=update)
    )
    policy = small_library().public.policies["refunds"].model_copy(update={"title": "Money back"})
    now = with_page(now, "policies", "refunds", policy)
    assert [(each.state, each.effect) for each in changes(now)] == [
        ("ended", "weaker"),
        ("new", "stronger"),
        ("changed", "other"),
    ]
