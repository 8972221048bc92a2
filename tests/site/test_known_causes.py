"""What is known to be wrong stands on frozen pages with its date, and they are made again when the next word is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from portal import paths
from portal.library.known_causes import KnownCause, KnownCauses
from portal.library.published import Published
from portal.site.known_causes import causes_shown
from portal.site.next_change import NextChanges
from portal.site.public_site import PublicSite
from tests.page_checks import check_page
from tests.site.conftest import AT

DUE = AT + timedelta(hours=2)
KNOWN = KnownCauses(
    AT,
    (
        KnownCause(2, "no-water", "The pump is <down>.", AT, DUE),
        KnownCause(1, "a-topic-that-is-gone", "Something else.", AT, None),
    ),
)


def test_the_home_page_says_all_of_it_and_keeps_the_rules_of_the_house(make_site: Callable[..., Flask]) -> None:
    html = make_site(published=Published(causes=KNOWN)).test_client().get(paths.HOME).text
    check_page(html)
    assert "The pump is &lt;down&gt;." in html
    assert "Something else." in html
    assert "As at" in html


def test_a_page_is_made_again_when_a_next_word_on_it_falls_due(everything: PublicSite) -> None:
    knowing = replace(everything, published=Published(causes=KNOWN))
    before, after = NextChanges(everything), NextChanges(knowing)
    assert after.at(paths.HOME) == DUE
    assert after.at("/topics/no-water/") == DUE
    assert after.at("/topics/wrong-bill/") == before.at("/topics/wrong-bill/")


def test_it_is_late_from_the_instant_on_at_which_the_page_is_made_again(view: PublicSite) -> None:
    knowing = replace(view, published=Published(causes=KNOWN))
    assert [cause.is_late for cause in causes_shown(knowing)] == [False, False]
    assert [cause.is_late for cause in causes_shown(replace(knowing, at=DUE))] == [True, False]


def test_without_anything_wrong_nothing_is_claimed(make_site: Callable[..., Flask]) -> None:
    assert "wrong right now" not in make_site().test_client().get(paths.HOME).text
