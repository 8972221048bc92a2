"""A translation holds words alone, lies at the place of its original, and says when it is older."""

import re
from collections.abc import Callable

import pytest

from portal.library.loader import Loaded
from portal.library.translated import library_in, outdated_pages
from portal.library.translations import TranslatedPages
from tests.library.broken_sites import BASE

SITE = (BASE / "content" / "site.yml").read_text("utf-8").replace("time_zone:", "languages: [en, ar]\ntime_zone:", 1)
WORDS_OF_SITE = """
translations:
  ar:
    organisation: مياه
    severities:
      can-wait: {label: يمكنه الانتظار}
      no-water: {label: لا ماء عندي}
    names: {pipes: فريق الأنابيب}
"""
PROMISE = "content/public/ar/commitments/first-reply.md"
WORDS = "title: يردّ شخص خلال أربع ساعات عمل\nsummary: ملخص\nremedy: خمسة جنيهات\n"
TEXT = "نقرأ كل بلاغ. [المبالغ المستردة](../policies/billing/refunds.md#by-when)\n"

Load = Callable[..., Loaded]


def page(fields: str = WORDS, text: str = TEXT) -> str:
    return f"---\n{fields}---\n\n{text}"


def told(loaded: Loaded) -> list[str]:
    return [f"{problem.path}: {problem.what} {problem.remedy}" for problem in loaded.problems]


def mark(loaded: Loaded) -> str:
    (found,) = re.findall(r"translated_from: (\w+)", " ".join(told(loaded)))
    return str(found)


def test_a_translation_brings_its_words_and_leaves_all_that_rules_go_by(load: Load) -> None:
    loaded = load({"content/site.yml": SITE + WORDS_OF_SITE, PROMISE: page()})
    assert loaded.library is not None
    arabic = library_in(loaded.library, "ar")
    promise, original = arabic.public.commitments["first-reply"], loaded.library.public.commitments["first-reply"]
    assert (promise.title, promise.remedy, promise.lang) == ("يردّ شخص خلال أربع ساعات عمل", "خمسة جنيهات", "ar")
    assert promise.path == "/ar/commitments/first-reply/"
    assert (promise.target, promise.calendar, promise.effective_from) == (
        original.target,
        original.calendar,
        original.effective_from,
    )
    assert 'href="/ar/policies/billing/refunds/#by-when"' in promise.body.html, "a neighbour that is not translated"
    refunds = arabic.public.policies["billing/refunds"]
    assert (refunds.title, refunds.lang, refunds.path) == ("Refunds", "en", "/ar/policies/billing/refunds/")
    assert [severity.label for severity in arabic.site.severities] == ["يمكنه الانتظار", "لا ماء عندي"]
    assert (arabic.site.organisation, arabic.site.base_url) == ("مياه", loaded.library.site.base_url)
    assert library_in(loaded.library, "en") is loaded.library
    assert library_in(loaded.library, "ar") is arabic, "it is worked out once"


def test_a_translation_is_older_once_a_word_of_its_original_changes_and_not_before(load: Load) -> None:
    without = load({"content/site.yml": SITE + WORDS_OF_SITE, PROMISE: page()})
    assert "Nobody will be told when the original changes" in " ".join(told(without))
    marked = page(WORDS + f"translated_from: {mark(without)}\n")
    original = "content/public/commitments/first-reply.md"
    text = (BASE / original).read_text("utf-8")
    for change, is_older in (
        (text, False),
        (text.replace("2027-06-30", "2028-06-30").replace("95 %", "90 %"), False),
        (text.replace("£5 off the next bill.", "£9 off the next bill."), True),
        (text.replace("ourselves", "with care"), True),
    ):
        loaded = load({"content/site.yml": SITE + WORDS_OF_SITE, PROMISE: marked, original: change})
        library = loaded.library
        assert library is not None
        outdated = outdated_pages(library.public, library.translations["ar"])
        assert outdated == ({"/commitments/first-reply/"} if is_older else frozenset())
        assert bool(loaded.warnings) == is_older, told(loaded)


def test_a_draft_is_kept_back(load: Load) -> None:
    loaded = load({"content/site.yml": SITE + WORDS_OF_SITE, PROMISE: page(WORDS + "draft: true\n")})
    assert loaded.library is not None
    assert library_in(loaded.library, "ar").public.commitments["first-reply"].lang == "en"


def test_a_site_in_one_language_has_nothing_of_it(load: Load) -> None:
    loaded = load()
    assert loaded.library is not None
    assert loaded.library.translations == dict[str, TranslatedPages]()
    assert library_in(loaded.library, "ar") is loaded.library


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {PROMISE: page(WORDS + "target: 2 working hours\n")},
            f"{PROMISE}: `target` comes from the page that is translated, so that it is said in one place only. "
            "Remove the line.",
        ),
        (
            {PROMISE: page("title: وعد\nsummary: ملخص\n")},
            f"{PROMISE}: `remedy` is missing from a translation. "
            "Add `remedy:` (what the customer gets when we miss it).",
        ),
        (
            {"content/public/ar/commitments/first-replies.md": page()},
            "content/public/ar/commitments/first-replies.md: The file translates "
            "`content/public/commitments/first-replies.md`, which is not there. "
            "Name it as its original is named; is it `first-reply.md`?",
        ),
        (
            {"content/public/ar.md": "---\ntitle: x\n---\n"},
            "content/public/ar.md: The address `/ar/` belongs to the site in another language. "
            "Give the page, or its old address, another name.",
        ),
        (
            {"content/public/cy/index.md": page("title: Cartref\n")},
            "content/public/cy/index.md: `cy` is neither a folder of pages nor among the languages of site.yml. "
            "Use `commitments`, `limitations`, `topics` or `policies`, or add `cy` to `languages` in site.yml.",
        ),
        (
            {"content/public/en/index.md": page("title: Home\n")},
            "content/public/en/index.md: `en` is the site's first language, whose pages lie directly in "
            "`content/public`. Move the file to `content/public/index.md`.",
        ),
        (
            {PROMISE: page(WORDS + "translation_of: ../../topics/no-water.md\n")},
            f"{PROMISE}: `../../topics/no-water.md` is not the page that the place of the file says it translates, "
            "`content/public/commitments/first-reply.md`. Remove the line, or move the file.",
        ),
        (
            {PROMISE: page(text="[x](../topics/now-water.md)\n")},
            f"{PROMISE}: `../topics/now-water.md` leads to nothing. Did you mean `../topics/no-water.md`?",
        ),
        (
            {"content/site.yml": SITE + WORDS_OF_SITE.replace("can-wait", "can-wate")},
            "content/site.yml: There is no severity `can-wate`. Did you mean `can-wait`?",
        ),
        (
            {"content/site.yml": SITE + WORDS_OF_SITE.replace("  ar:", "  fr:")},
            "content/site.yml: `fr` is no language of this site beside its first.",
        ),
        (
            {"content/site.yml": SITE},
            "content/site.yml: In `ar`, 2 of 2 severities are shown as they are.",
        ),
        (
            {"content/site.yml": SITE.replace("[en, ar]", "[en, ar, cy]") + WORDS_OF_SITE},
            "content/site.yml: Our own words, such as those of menus and buttons, are not translated into `cy` yet.",
        ),
        (
            {"content/site.yml": SITE.replace("[en, ar]", "[en, ar, ar]") + WORDS_OF_SITE},
            "content/site.yml: `ar` stands among the languages twice. Remove it here or there.",
        ),
        (
            {
                "content/public/policies/dafter.md": "---\ntitle: x\nsummary: y\nlang: ar\n"
                "translation_of: billing/refunds.md\n---\n"
            },
            "content/public/policies/dafter.md: Readers do not find the page as a translation: it lies among those of "
            "the first language. Move it to `content/public/ar/policies/billing/refunds.md`, with nothing but its "
            "words.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_a_remedy(load: Load, files: dict[str, str], said: str) -> None:
    found = told(load({"content/site.yml": SITE + WORDS_OF_SITE} | files))
    assert any(line.startswith(said) for line in found), found


def test_no_reader_is_led_to_a_heading_of_a_draft(load: Load) -> None:
    """They see the original, which has headings of its own; a draft leads to its own and to those of other drafts."""
    refunds = "content/public/ar/policies/billing/refunds.md"
    fields = "title: استرداد\nsummary: ملخص\n"
    to_draft = page(WORDS, "[المبالغ](../policies/billing/refunds.md#new)\n")
    for is_draft, led_by_draft, faults in ((True, False, 1), (True, True, 0), (False, False, 0)):
        draft = page(fields + ("draft: true\n" if is_draft else ""), "[هنا](#new)\n\n## New\n")
        promise = to_draft.replace("---\n\n", "draft: true\n---\n\n") if led_by_draft else to_draft
        loaded = load({"content/site.yml": SITE + WORDS_OF_SITE, PROMISE: promise, refunds: draft})
        assert sum("a heading that is not there" in each for each in told(loaded)) == faults, told(loaded)
