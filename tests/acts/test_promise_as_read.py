"""A promise is told in the reader's language, and never in words that are older than the promise."""

import pytest

from portal.acts.compose import mail_for
from portal.acts.promise_as_read import promise_as_read, title_as_read
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.languages.speaking import speaking
from portal.library.library import Library
from portal.library.translations import CommitmentWords, TranslatedPages
from tests.workplaces import Clock, claimed, publish, reported, small_library

SLUG = "first-reply"
ARABIC = CommitmentWords(
    title="يردّ شخص خلال أربع ساعات عمل", summary="يقرأ شخص ما كتبته.", remedy="5 جنيهات من فاتورتك."
)


def in_two_languages(words: CommitmentWords) -> Library:
    library = small_library()
    site = library.site.model_copy(update={"languages": ("en", "ar")})
    translations = {"ar": TranslatedPages(commitments={SLUG: words})}
    return library.model_copy(update={"site": site, "translations": translations})


@pytest.mark.parametrize("is_outdated", [False, True])
def test_a_translation_counts_until_the_page_is_changed(sqlite_workplace: Workplace, is_outdated: bool) -> None:
    words = ARABIC.model_copy(update={"is_outdated": is_outdated})
    publish(sqlite_workplace, in_two_languages(words))
    page = sqlite_workplace.library.public.commitments[SLUG]
    told = page if is_outdated else words
    assert promise_as_read(sqlite_workplace, SLUG, page.remedy) == page.remedy
    with speaking("ar"):
        assert promise_as_read(sqlite_workplace, SLUG, page.title) == told.title
        assert promise_as_read(sqlite_workplace, SLUG, page.remedy) == told.remedy
        assert title_as_read(sqlite_workplace, SLUG) == told.title
        assert title_as_read(sqlite_workplace, "no-such-promise") == "no such promise"


def test_the_mail_of_a_missed_promise_says_what_is_owed_today(sqlite_workplace: Workplace, clock: Clock) -> None:
    publish(sqlite_workplace, in_two_languages(ARABIC.model_copy(update={"is_outdated": True})))
    reported(sqlite_workplace, language="ar")
    clock.pass_by(hours=5)
    watch(sqlite_workplace)
    [missed] = [notice for notice in claimed(sqlite_workplace) if notice.message == "missed"]
    body = mail_for(sqlite_workplace, missed).get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert sqlite_workplace.library.public.commitments[SLUG].remedy in said
    assert ARABIC.remedy not in said
