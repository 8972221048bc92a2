"""Ten faults are mended in one pass: whatever else is wrong with a file, each of its faults is told, once."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.library.loader import Loaded, load_library
from portal.library.renderer import Renderer
from tests.library.broken_sites import BASE, FAULTS, TODAY, lay_out
from tests.library.merged_faults import Pair, faulty_files, pairs_of

Load = Callable[..., Loaded]

NOT_IN_PAIRS = {
    "no-catch-all": "a second topic for everything else mends it",
    "uncovered-topic": "another fault of the commitment may be what leaves the topic uncovered",
    "markdown-bomb": "nothing else of its text can be known, and it takes seconds",
    "bad-slug": "its fault is the file's name; it has a test of its own",
    "index-in-a-folder": "its fault is the file's name",
}
DEPEND_ON_EACH_OTHER = {
    "break-outside-the-shift, shift-until-25": "outside of what, while the shift's end is none",
    "break-outside-the-shift, shift-without-an-end": "outside of what, while the shift has no end",
    "break-with-its-times-swapped, unknown-weekday": "what is said of that day may run through midnight",
    "main-heading-in-body, too-deep": "nothing is known of a text that cannot be rendered",
    "no-severities, severity-twice": "where there are none, none is there twice",
    "script-tag, too-deep": "nothing is known of a text that cannot be rendered",
    "neither-true-nor-false, past-its-review": "readers are told of it only where the page is no draft",
    "team-without-a-responder, unknown-team-of-a-responder": "the responder's team may have been meant to be it",
    "translation-in-the-same-language, unknown-language": "naming a language is what mends the translation",
}
SAMPLE = 120


def all_pairs() -> list[Pair]:
    return [pair for pair in pairs_of(faulty_files(NOT_IN_PAIRS)) if pair.name not in DEPEND_ON_EACH_OTHER]


def untold(pairs: list[Pair], folder: Path, renderer: Renderer) -> dict[str, set[str]]:
    """By pair, what is told of it but not of its faults by themselves, or the other way round."""
    found: dict[str, set[str]] = {}
    for number, pair in enumerate(pairs):
        site = lay_out(folder / str(number))
        (site / pair.target).write_text(pair.text, "utf-8")
        said = [str(problem) for problem in load_library(site, TODAY, renderer).problems]
        if set(said) != pair.told or len(said) != len(set(said)):
            found[pair.name] = set(said) ^ pair.told
    return found


def test_of_two_faults_in_a_file_both_are_told_and_nothing_else(tmp_path: Path, renderer: Renderer) -> None:
    pairs = all_pairs()
    assert len(pairs) > 700
    assert untold(random.Random(2026).sample(pairs, SAMPLE), tmp_path, renderer) == {}


@pytest.mark.audit
def test_of_every_two_faults_in_a_file_both_are_told_and_nothing_else(tmp_path: Path, renderer: Renderer) -> None:
    assert untold(all_pairs(), tmp_path, renderer) == {}


def test_every_exception_names_faults_that_exist() -> None:
    names = {fault.name for fault in FAULTS}
    excepted = {name for pair in DEPEND_ON_EACH_OTHER for name in pair.split(", ")} | set(NOT_IN_PAIRS)
    assert excepted <= names


def told(loaded: Loaded) -> list[tuple[int, str]]:
    """Line and what is wrong, of all problems; each in a file whose path is not of interest."""
    assert loaded.library is None
    return [(problem.line, problem.what) for problem in loaded.problems]


def changed(source: str, *changes: tuple[str, str]) -> dict[str, str]:
    text = (BASE / source).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {source: text}


PROMISE, TEAM, SITE = "content/public/commitments/first-reply.md", "content/desk/team.yml", "content/site.yml"


def test_a_misspelt_field_of_a_promise_does_not_hide_its_unknown_calendar(load: Load) -> None:
    loaded = load(changed(PROMISE, ("review_by:", "reviewby:"), ("calendar: office", "calendar: offise")))
    assert told(loaded) == [
        (5, "`reviewby` is not a field of a commitment."),
        (9, "There is no calendar `offise` in site.yml."),
    ]


def test_a_wrong_number_in_the_team_file_does_not_hide_a_wrong_address(load: Load) -> None:
    loaded = load(changed(TEAM, ("mail: ada@elmrow.example\n", "mail: mira\n    capacity: lots\n")))
    assert told(loaded) == [
        (6, "`mira` is not exactly one mail address."),
        (7, "`lots` is not a whole number."),
    ]


def test_an_unknown_field_of_the_site_file_hides_none_of_its_other_faults(load: Load) -> None:
    loaded = load(
        changed(
            SITE,
            ("base_url: https://help.elmrow.example", "base_url: help.elmrow.example\nmotto: Water"),
            ("  - key: no-water", "  - key: can-wait"),
            ("  phone: 01632 960 001", "  hours: always"),
        )
    )
    assert [(problem.line, problem.what) for problem in loaded.problems if problem.path == SITE] == [
        (2, "`help.elmrow.example` is not a web address."),
        (3, "`motto` is not a field of site.yml."),
        (13, "`can-wait` is the key of another severity already."),
        (15, "Nobody can be reached this way."),
    ]


@pytest.mark.parametrize("fields", ["title: [A\n", "titel: A\n", "- A\n", "title: A\ndraft: maybe\n"])
def test_what_is_wrong_with_a_text_is_told_also_where_its_fields_are(load: Load, fields: str) -> None:
    page = f"---\n{fields}---\n[x](no.md) [y](#nowhere) <script></script>\n"
    loaded = load({"content/public/about.md": page})
    below = page.count("\n")
    assert {what for line, what in told(loaded) if line == below} == {
        "`<script>` is not allowed in a page.",
        "`no.md` leads to nothing.",
        "`#nowhere` leads to a heading that is not there.",
    }
    assert len(told(loaded)) == 4


def test_a_script_whose_fields_cannot_be_read_must_be_personal_all_the_same(load: Load) -> None:
    loaded = load({"content/desk/scripts/hello.md": "---\ntitle: [A\n---\nHello {{customr_name}}\n"})
    assert told(loaded)[1:] == [
        (4, "The script holds nothing that must be made personal."),
        (4, "`{{customr_name}}` cannot be filled in."),
    ]


def test_a_page_with_a_wrong_name_is_checked_all_the_same(load: Load) -> None:
    page = "---\ntitle: A\nsummary: B\nowner: nobody\n---\n[x](no.md)\n"
    assert [line for line, _ in told(load({"content/public/policies/Our Rules.md": page}))] == [1, 4, 6]


class TestNothingFollows:
    """A fault is told as itself, and not as what it brings about elsewhere."""

    def test_from_what_a_promise_applies_to(self, load: Load) -> None:
        for wrong in ("applies_to: {topics: [[x]]}", "applies_to: no-water", "aplies_to: {topics: no-water}"):
            loaded = load(changed(PROMISE, ("indicator: first_response", f"indicator: first_response\n{wrong}")))
            assert [line for line, _ in told(loaded)] == [7], wrong

    def test_from_a_misspelt_topic_of_the_only_promise(self, load: Load) -> None:
        applies_to = "applies_to: {topics: [no-wter, something-else]}"
        loaded = load(changed(PROMISE, ("indicator: first_response", f"indicator: first_response\n{applies_to}")))
        assert told(loaded) == [(7, "There is no topic `no-wter`.")]

    def test_from_an_indicator_or_a_day_that_is_wrong(self, load: Load) -> None:
        for right, wrong in (("indicator: first_response", "indicator: first"), ("2026-01-01", "1.1.2026")):
            assert len(told(load(changed(PROMISE, (right, wrong))))) == 1

    def test_from_a_team_or_a_responder_that_is_wrong(self, load: Load) -> None:
        for right, wrong in (
            ("teams:\n  pipes: {name: the pipe crew}", "teams:\n  pipes: the pipe crew"),
            ("teams:\n  pipes:", "taems:\n  pipes:"),
            ("responders:\n  ada:", "respondents:\n  ada:"),
            ("responders:\n  ada:", "responders:\n  bob: nobody\n  ada:"),
            ("    mail: ada@elmrow.example\n    teams: [pipes]", "    mail: ada@elmrow.example\n    teams: [[pipes]]"),
            ("    shifts:", "    shfts:"),
            ("leads:", "leeds:"),
        ):
            assert len(told(load(changed(TEAM, (right, wrong))))) == 1, wrong

    def test_from_a_name_that_cannot_be_one(self, load: Load) -> None:
        loaded = load(changed(TEAM, ("  ada:", "  Ada B:"), ("mail: ada@elmrow.example", "mail: ada")))
        assert told(loaded) == [(4, "`Ada B` cannot be a name."), (6, "`ada` is not exactly one mail address.")]

    def test_from_calendars_languages_or_severities_that_are_wrong(self, load: Load) -> None:
        named = "content/public/policies/a.md"
        page = {named: "---\ntitle: A\nsummary: B\nlang: cy\n---\n"}
        for right, wrong in (
            ("calendars:", "calenders:"),
            ("severities:", "severitys:"),
            ("  - key: no-water", "  - kye: no-water"),
            ("time_zone:", "languages: [en, [cy]]\ntime_zone:"),
            ("time_zone:", "langages: [en, cy]\ntime_zone:"),
            ("time_zone: Europe/London", "time_zone: [Europe/London]"),
        ):
            said = told(load(changed(SITE, (right, wrong)) | (page if "lang" in wrong else {})))
            assert len(said) == 1, wrong

    def test_from_html_that_the_site_file_may_have_allowed(self, load: Load) -> None:
        page = {"content/public/a.md": "---\ntitle: A\n---\n<script></script>\n"}
        assert len(told(load(page | changed(SITE, ("time_zone:", "allow-html: [script]\ntime_zone:"))))) == 1
        assert len(told(load(page | {SITE: "organisation: [A\n"}))) == 1

    def test_from_an_old_address_that_is_misspelt(self, load: Load) -> None:
        moved = "---\ntitle: A\nalias: /old-page/\n---\n"
        link = "---\ntitle: B\n---\n[x](/old-page/)\n"
        loaded = load({"content/public/a.md": moved, "content/public/b.md": link})
        assert told(loaded) == [(3, "`alias` is not a field of a page.")]

    def test_from_headings_of_a_text_that_cannot_be_read(self, load: Load) -> None:
        link = "---\ntitle: B\n---\n[x](a.md#there)\n"
        for page in ("---\ntitle: A\n## There\n", b"---\ntitle: A\n---\n\xe9\n## There\n"):
            assert len(told(load({"content/public/a.md": page, "content/public/b.md": link}))) == 1

    def test_from_a_draft_that_is_not_said_rightly(self, load: Load) -> None:
        draft = "---\ntitle: A\ndraft: maybe\nreview_by: 2020-01-01\n---\n[b](b.md)\n"
        other = "---\ntitle: B\ndraft: true\n---\n"
        loaded = load({"content/public/a.md": draft, "content/public/b.md": other})
        assert told(loaded) == [(3, "`maybe` is neither `true` nor `false`.")]
