"""A commitment that takes itself back, or in which nobody does anything, is advised on; other words are not."""

from collections.abc import Callable

import pytest

from portal.library.advice.hedges import advise_on_hedges, hedges_in
from portal.library.advice.texts import Text
from portal.library.front_matter import Document
from portal.library.read_content import ReadContent
from tests.library.advice.conftest import page


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("An answer within a day will be endeavoured.", "will be endeavoured"),
        ("We aim to answer within a day.", "We aim to"),
        ("Where possible, we answer the same day.", "Where possible"),
        ("We use our best endeavours.", "our best endeavours"),
        ("We answer as soon as\npossible.", "as soon as possible"),
        ("We will try to call you.", "We will try to"),
        ("You hear from us in due course.", "in due course"),
        ("We hope to be there.", "We hope to"),
        ("We will attempt to come.", "We will attempt to"),
        ("Our team strives to answer.", "Our team strives to"),
        ("We do our very best.", "do our very best"),
        ("We make every effort.", "every effort"),
        ("If practicable, we come.", "If practicable"),
        ("We write where appropriate.", "where appropriate"),
        ("Under normal circumstances we come.", "Under normal circumstances"),
        ("We come as quickly as we can.", "as quickly as we can"),
        ("We answer without undue delay.", "without undue delay"),
        ("Your report will be answered by Friday.", "will be answered"),
        ("It will be promptly dealt with.", "will be promptly dealt"),
        ("It will be answered by a person.", ""),
        ("We answer within a day, and if it is possible to do more, you hear so.", ""),
        ("A customer said “we aim to please”.", ""),
        ("We tried one hour for a year.", ""),
        ("The desk will be closed on Monday.", ""),
        ("You aim the camera at the box.", ""),
    ],
)
def test_what_takes_a_promise_back_is_told(sentence: str, found: str) -> None:
    told = list(hedges_in(Text(Document("x.md", None, sentence), (), sentence)))
    assert [each.what.partition("”")[0].removeprefix("“") for each in told] == ([found] if found else [])


def test_only_commitments_are_read_for_it_with_title_and_remedy(read: Callable[..., ReadContent]) -> None:
    promise = page(
        """
        title: We aim to answer
        summary: We answer where possible.
        owner: pipes
        review_by: 2027-06-30
        indicator: next_update
        target: 2 days
        remedy: You will be called.
        effective_from: 2026-01-01
        """,
        "We answer as soon as possible.",
    )
    files = {
        "content/public/commitments/next.md": promise,
        "content/public/policies/p.md": page("title: P\nsummary: We aim to.", "Where possible."),
    }
    found = [(each.path[-7:], each.line, each.column) for each in advise_on_hedges(read(files))]
    assert found == [("next.md", 2, 8), ("next.md", 3, 10), ("next.md", 8, 9), ("next.md", 12, 11)]
