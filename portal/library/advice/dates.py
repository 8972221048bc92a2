"""What the dates of a page ask for: a review soon, and a history that speaks of the day on which a promise changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from portal.library.front_matter import Document
from portal.library.pages import Commitment, Page
from portal.library.problems import Problem
from portal.library.read_content import ReadContent

SOON = timedelta(days=30)


def advise_on_dates(content: ReadContent) -> Iterator[Problem]:
    """A review that is overdue is a warning of portal.library.page_checks; this is the time before."""
    for entry in content.entries:
        page, document = entry.page, entry.document
        if page is None or page.draft or not document.is_right("draft"):
            continue
        if page.review_by and document.is_right("review_by"):
            yield from _review_soon(document, page.review_by, content.today)
        if isinstance(page, Commitment) and document.is_right("effective_from") and document.is_right("history"):
            yield from _history_gap(document, page)


def _review_soon(document: Document, review_by: date, today: date) -> Iterator[Problem]:
    left = (review_by - today).days
    if 0 <= left <= SOON.days:
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        what = f"The page is to be looked at again by {review_by}, {when}."
        remedy = "Read it, correct it, and set a new `review_by`."
        yield replace(document.warning(("review_by",), what, remedy), advice="review-soon")


def _history_gap(document: Document, page: Page) -> Iterator[Problem]:
    """Only of a page that tells its history: it began before, and passes over the day from which this is promised."""
    assert isinstance(page, Commitment)
    days = [entry.day for entry in page.history]
    if days and min(days) < page.effective_from and page.effective_from not in days:
        what = f"It is promised from {page.effective_from} on, and `history` does not say what changed that day."
        remedy = f"Add `day: {page.effective_from}` with its `words`, or correct `effective_from`."
        yield replace(document.warning(("history",), what, remedy), advice="history-gap")
