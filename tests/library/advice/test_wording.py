"""Words to avoid and long sentences are told at their place, in English and in the site's first language alone."""

from collections.abc import Callable

import pytest

from portal.library.advice.wording import OUR_WORDS_TO_AVOID, advise_on_wording
from portal.library.read_content import ReadContent
from tests.library.advice.conftest import page, policy

Read = Callable[..., ReadContent]
LONG = "word " * 26


def told(content: ReadContent) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.advice) for each in advise_on_wording(content)]


def test_each_finding_has_its_place_and_its_remedy(read: Read) -> None:
    body = f"Short. W{LONG}end.\n\nWe utilised it in\norder to help. Please note: `utilise`."
    found = list(advise_on_wording(read(policy(body))))
    assert [str(each) for each in found] == [
        "content/public/policies/p.md:6:8: warning: A sentence of 27 words; after 25 readers lose the thread. "
        "Make two of it. (long-sentence)",
        "content/public/policies/p.md:8:16: warning: “in order to” is not a word of your readers. "
        "Write “to”, or say it in other words. (word-to-avoid)",
        "content/public/policies/p.md:9:16: warning: “Please note” is not a word of your readers. "
        "Leave it out. (word-to-avoid)",
        "content/public/policies/p.md:8:4: warning: “utilised” is not a word of your readers. "
        "Write “use”, or say it in other words. (word-to-avoid)",
    ]


@pytest.mark.parametrize(
    ("site", "body", "names"),
    [
        ("longest_sentence: 40", f"{LONG}.", []),
        (
            "longest_sentence: 12",
            "One two three four five six, seven eight nine ten eleven and twelve.",
            ["long-sentence"],
        ),
        ("words_to_avoid: {kerfuffle: trouble}", "What a kerfuffle.", ["word-to-avoid"]),
        ("words_to_avoid: {utilise: utilise}", "We utilise it.", []),
        ("words_to_avoid: {Utilise: take}", "We utilise it.", ["word-to-avoid"]),
        ("", "It is a non-commenced thing, and underutilised.", []),
    ],
)
def test_the_site_says_what_is_long_and_which_words_it_avoids(
    read: Read, site: str, body: str, names: list[str]
) -> None:
    assert [name for _, _, name in told(read(policy(body), site=site))] == names


@pytest.mark.parametrize(
    ("languages", "lang", "names"),
    [
        ("[en, cy]", "cy", []),
        ("[cy, en]", "", ["long-sentence", "word-to-avoid"]),
        ("[cy, en]", "en", ["long-sentence", "word-to-avoid", "word-to-avoid"]),
        ("[en-GB]", "", ["long-sentence", "word-to-avoid", "word-to-avoid"]),
    ],
)
def test_our_own_words_are_english_and_other_languages_are_left_alone(
    read: Read, languages: str, lang: str, names: list[str]
) -> None:
    body = f"{LONG}utilise kerfuffle."
    site = f"languages: {languages}\nwords_to_avoid: {{kerfuffle: trouble}}\nlongest_sentence: 27"
    content = read(policy(body, f"lang: {lang}" if lang else ""), site=site)
    mine = [each.advice for each in advise_on_wording(content) if each.path.endswith("/p.md")]
    assert sorted(mine) == names


def test_fields_that_an_editor_words_are_read_and_customers_words_are_not(read: Read) -> None:
    topic = page(
        """
        title: Utilise in a title is told nowhere
        says: I utilise it
        summary: We utilise it.
        owner: pipes
        review_by: 2027-06-30
        stance: triage
        team: pipes
        costs: {customer: [You wait., We utilise it.], us: We utilise it.}
        benefits: {customer: c, us: d}
        prevent: e
        reopen_within: 14 days
        """
    )
    found = told(read({"content/public/topics/no-water.md": topic}))
    assert [line for line, _, _ in found] == [4, 9, 9]


def test_every_word_of_ours_has_another_word_in_its_place() -> None:
    for word, instead in OUR_WORDS_TO_AVOID.items():
        assert word == word.lower()
        assert instead.lower() not in OUR_WORDS_TO_AVOID
