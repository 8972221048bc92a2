"""A site in two languages: pages side by side, and honest words about what is not translated."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import paths
from portal.library.library import Library
from portal.library.pages import Body
from portal.library.published import Published
from portal.library.release import release_of
from portal.library.site_words import SeverityWords, SiteWords
from portal.library.translations import CommitmentWords, PolicyWords, TranslatedPages
from portal.site.addresses import addresses, figure_addresses
from portal.site.next_change import NextChanges
from portal.site.other_languages import IN_EVERY_LANGUAGE
from portal.site.public_site import PublicSite, public_site
from portal.site.search_documents import search_documents
from portal.site.signatures import Signatures
from tests.page_checks import check_page
from tests.site.conftest import AT, figures, library, static_files

PROMISE, REFUNDS, METERS = "/commitments/first-reply/", "/policies/money/refunds/", "/policies/meters/"
WORDS = CommitmentWords(
    title="يردّ شخص خلال أربع ساعات عمل",
    summary="يقرؤها أحد ويردّ.",
    remedy="خمسة جنيهات.",
    body=Body(html="<p>لأننا نظرنا.</p>"),
)
OLD = PolicyWords(title="المبالغ المستردة", summary="متى يعود المال.", is_outdated=True)
SITE_WORDS = SiteWords(
    organisation="مياه",
    severities={"urgent": SeverityWords(label="لا ماء عندي")},
    names={"office": "المكتب", "money": "المال"},
)


def bilingual(words: CommitmentWords | None = WORDS) -> Library:
    one = library(languages=("en", "ar"), translations={"ar": SITE_WORDS})
    promises = {"first-reply": words} if words else {}
    pages = TranslatedPages(commitments=promises, policies={"money/refunds": OLD})
    return one.model_copy(update={"translations": {"ar": pages}})


def view_of(one: Library, published: Published | None = None) -> PublicSite:
    return public_site(release_of(one, AT), published or Published(), AT).live()


@pytest.fixture
def arabic(make_site: Callable[..., Flask]) -> FlaskClient:
    return make_site(bilingual(), published=figures()).test_client()


def html(client: FlaskClient, path: str) -> str:
    return client.get(path).text


def test_every_address_of_both_languages_is_a_page_that_says_its_language_and_direction(arabic: FlaskClient) -> None:
    found = addresses(view_of(bilingual(), figures()), static_files())
    turned = [address for address in found if address.startswith("/ar/")]
    assert {paths.translated(path, "ar") for path in IN_EVERY_LANGUAGE} <= set(turned)
    for address in turned:
        check_page(html(arabic, address))
        assert '<html lang="ar" dir="rtl">' in html(arabic, address), address
    assert '<html lang="en">' in html(arabic, PROMISE)


def test_a_translation_names_its_counterparts_to_readers_and_to_search_engines(arabic: FlaskClient) -> None:
    for here, there, tag in ((PROMISE, "/ar" + PROMISE, "ar"), ("/ar" + PROMISE, PROMISE, "en")):
        page = html(arabic, here)
        assert re.search(rf'<a href="{there}" lang="{tag}" hreflang="{tag}" dir="\w+">', page), here
        for language, path in (("en", PROMISE), ("ar", "/ar" + PROMISE), ("x-default", PROMISE)):
            assert f'<link rel="alternate" hreflang="{language}" href="https://www.fenland.example{path}">' in page
        assert f'<link rel="canonical" href="https://www.fenland.example{here}">' in page


def test_its_words_are_translated_and_its_terms_are_those_of_the_original(arabic: FlaskClient) -> None:
    page = html(arabic, "/ar" + PROMISE)
    for said in ("يردّ شخص خلال أربع ساعات عمل", "4 ساعات عمل", "خمسة جنيهات.", "المكتب", "1 مارس 2026"):
        assert said in page, said
    assert "A person answers" not in page
    assert "/report?lang=ar" in page


def test_what_is_not_translated_says_so_and_is_marked_as_what_it_is(arabic: FlaskClient) -> None:
    page = html(arabic, "/ar" + METERS)
    assert "هذه الصفحة غير متوفرة باللغة العربية بعد. إليك نصّها باللغة الإنجليزية." in page
    assert '<h1 lang="en" dir="ltr">Meters</h1>' in page
    assert f'<link rel="canonical" href="https://www.fenland.example{METERS}">' in page
    assert 'rel="alternate" hreflang' not in page
    assert f'<a href="{METERS}" lang="en"' in page
    listed = html(arabic, "/ar" + paths.POLICIES)
    assert '<span lang="en" dir="ltr">Meters</span>' in listed
    assert ">المبالغ المستردة</a>" in listed


def test_a_translation_that_is_older_sends_readers_to_what_counts(arabic: FlaskClient) -> None:
    page = html(arabic, "/ar" + REFUNDS)
    assert f'<a href="{REFUNDS}">نصّها باللغة الإنجليزية</a>' in page
    assert "تغيّرت الصفحة بعد ترجمتها" not in html(arabic, "/ar" + PROMISE)


def test_what_is_told_in_the_first_language_alone_leads_to_the_nearest_page(arabic: FlaskClient) -> None:
    told = html(arabic, paths.history(PROMISE))
    assert f'<a href="/ar{PROMISE}" lang="ar"' in told
    assert '<a href="/ar/" lang="ar"' in html(arabic, paths.WHAT_CHANGED)
    assert arabic.get("/ar" + paths.WHAT_CHANGED).status_code == 404
    lost = html(arabic, paths.NOT_FOUND)
    assert '<section class="part" lang="ar" dir="rtl">' in lost
    assert "لا توجد صفحة هنا" in lost


def test_the_site_map_names_every_language_of_what_is_translated(arabic: FlaskClient) -> None:
    text = html(arabic, paths.SITEMAP)
    assert text.count(f'hreflang="ar" href="https://www.fenland.example/ar{PROMISE}"') == 2
    assert f"<loc>https://www.fenland.example/ar{PROMISE}</loc>" in text
    assert f"/ar{METERS}" not in text


def test_the_search_finds_what_is_translated_and_the_list_has_everything(arabic: FlaskClient) -> None:
    (other,) = view_of(bilingual()).others
    documents = dict(search_documents(other))
    assert f"/ar{PROMISE}" in documents
    assert f"/ar{METERS}" not in documents
    assert '<html lang="ar">' in documents[f"/ar{PROMISE}"]
    listed = html(arabic, "/ar" + paths.SEARCH)
    assert f'href="/ar{PROMISE}"' in listed
    assert f'href="/ar{METERS}"' in listed


def test_a_site_in_one_language_says_nothing_of_languages(client: FlaskClient) -> None:
    for path in (paths.HOME, PROMISE, paths.SITEMAP, paths.NOT_FOUND):
        page = html(client, path)
        assert "hreflang" not in page
        assert "dir=" not in page
    assert client.get("/ar/").status_code == 404


def test_a_page_is_frozen_again_when_its_words_in_any_language_change_and_only_then() -> None:
    before, after = view_of(bilingual()), view_of(bilingual(WORDS.model_copy(update={"body": Body(html="<p>آخر</p>")})))
    without = view_of(bilingual(None))
    every = addresses(before, static_files())
    signed = {path: Signatures(before, "made", "figures").of(path) for path in every}

    def changed(view: PublicSite) -> set[str]:
        signatures = Signatures(view, "made", "figures")
        return {path for path in every if signatures.of(path) != signed[path]}

    assert changed(view_of(bilingual())) == set()
    assert changed(after) == {f"/ar{PROMISE}"}, "a text stays on its page"
    gone = changed(without)
    assert {PROMISE, f"/ar{PROMISE}", "/ar/", "/ar/commitments/", paths.SITEMAP} <= gone, "hreflang and lists"
    assert not gone & {METERS, f"/ar{METERS}", paths.HOME}


def test_a_translation_changes_with_its_original_by_itself_and_with_the_figures() -> None:
    everything = public_site(release_of(bilingual(), AT), figures(), AT)
    changes = NextChanges(everything)
    for path in (PROMISE, paths.HOME, paths.SEARCH, REFUNDS):
        assert changes.at(f"/ar{path}") == changes.at(path)
    shown = figure_addresses(everything.live())
    assert {f"/ar{PROMISE}", "/ar/", "/ar/scorecard/"} <= set(shown)


def test_the_first_language_may_be_any_that_has_a_catalog(make_site: Callable[..., Flask]) -> None:
    client = make_site(library(languages=("ar",))).test_client()
    page = html(client, PROMISE)
    assert '<html lang="ar" dir="rtl">' in page
    assert "من يشمله" in page
    assert "1 مارس 2026" in page
    assert "ما تغيّر" in html(client, paths.WHAT_CHANGED)
