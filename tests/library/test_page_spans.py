"""From releases to what stood where from when to when.

Guarantees: a page that stays the same goes on; another text ends it on the day; drafts never appear; what is published
later begins on its day; what expires ends on its day; what was never seen is forgotten.
"""

from datetime import date

from portal.library.page_spans import Span, spans_through
from tests.publishing.small_site import library_of

DAY = [date(2026, 1, day) for day in range(1, 10)]


def _said(spans: list[Span]) -> list[tuple[str, date, date | None]]:
    return [(span.page.text, span.since, span.until) for span in spans]


def test_a_text_stands_until_another_takes_its_place_or_it_goes() -> None:
    found = spans_through(
        [
            (DAY[0], library_of({"a": "<p>1</p>", "b": "<p>1</p>"})),
            (DAY[1], library_of({"a": "<p>1</p>", "b": "<p>1</p>"})),
            (DAY[2], library_of({"a": "<p>2</p>"})),
            (DAY[4], library_of({"a": "<p>2</p>", "b": "<p>3</p>"})),
        ]
    )
    assert _said(found["/a/"]) == [("<p>1</p>", DAY[0], DAY[2]), ("<p>2</p>", DAY[2], None)]
    assert _said(found["/b/"]) == [("<p>1</p>", DAY[0], DAY[2]), ("<p>3</p>", DAY[4], None)]


def test_two_texts_of_one_day_are_both_kept() -> None:
    found = spans_through([(DAY[0], library_of({"a": "<p>1</p>"})), (DAY[0], library_of({"a": "<p>2</p>"}))])
    assert _said(found["/a/"]) == [("<p>1</p>", DAY[0], DAY[0]), ("<p>2</p>", DAY[0], None)]


def test_a_page_begins_on_the_day_it_names_and_one_that_was_never_seen_is_forgotten() -> None:
    later = {"a": DAY[5]}
    found = spans_through(
        [
            (DAY[0], library_of({"a": "<p>1</p>"}, later)),
            (DAY[1], library_of({"a": "<p>2</p>"}, later)),
        ]
    )
    assert _said(found["/a/"]) == [("<p>2</p>", DAY[5], None)]
    gone = spans_through([(DAY[0], library_of({"a": "<p>1</p>"}, later)), (DAY[1], library_of({}))])
    assert gone == {}


def test_a_page_that_is_put_off_ends_today_and_begins_again() -> None:
    found = spans_through(
        [(DAY[0], library_of({"a": "<p>1</p>"})), (DAY[2], library_of({"a": "<p>1</p>"}, {"a": DAY[4]}))]
    )
    assert _said(found["/a/"]) == [("<p>1</p>", DAY[0], DAY[2]), ("<p>1</p>", DAY[4], None)]


def test_a_page_ends_on_the_day_it_expires_and_drafts_never_begin() -> None:
    library = library_of({"a": "<p>1</p>", "b": "<p>1</p>"})
    pages = library.public.free
    a = pages["a"].model_copy(update={"expires_on": DAY[3]})
    b = pages["b"].model_copy(update={"draft": True})
    public = library.public.model_copy(update={"free": {"a": a, "b": b}})
    found = spans_through([(DAY[0], library.model_copy(update={"public": public}))])
    assert found.keys() == {"/a/"}
    assert _said(found["/a/"]) == [("<p>1</p>", DAY[0], DAY[3])]


def test_a_new_day_of_review_and_a_link_that_leads_elsewhere_make_no_new_version() -> None:
    before, after = library_of({"a": '<p><a href="/b/">b</a></p>'}), library_of({"a": '<p><a href="/c/">b</a></p>'})
    page = after.public.free["a"].model_copy(update={"review_by": DAY[8]})
    after = after.model_copy(update={"public": after.public.model_copy(update={"free": {"a": page}})})
    assert len(spans_through([(DAY[0], before), (DAY[2], after)])["/a/"]) == 1
