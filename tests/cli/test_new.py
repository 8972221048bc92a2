"""`portal new` asks what a page needs, tells at once what cannot stand, and writes a whole file over nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import portal
from portal.library.entries import Names
from portal.library.field_meanings import field_at
from portal.library.loader import load_library
from portal.library.new_pages.kinds import KINDS
from portal.library.new_pages.questions import questions
from portal.library.survey import DESK_KINDS, PUBLIC_KINDS
from tests.workplaces import write_content

TODAY = date(2026, 11, 22)
ANSWERS = {
    "title": ["We don't come: at night"],
    "summary": ["No van, no “engineer”, no # sign."],
    "says": ["It's dark: all of it"],
    "indicator": ["next_update"],
    "target": ["2 working days"],
    "remedy": ["£5 - at once"],
    "symptoms": ["brown water", "no"],
    "workaround": ["Let it run."],
    "instead": ["We test it."],
    "costs.customer": ["You wait: a lot.", "Then you wait again."],
    "costs.us": ["A van."],
    "benefits.customer": ["Somebody comes."],
    "benefits.us": ["We hear of it."],
    "prevent": ["We look."],
    "topic": ["no-water"],
    "checklist": ["Says it back."],
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path)
    return tmp_path


def run(site: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(portal, ["new", *words, "--site", str(site)], input=typed)


def options(kind: str) -> Iterator[str]:
    asked = {".".join(map(str, keys)) for keys in KINDS[kind].asked}
    for name, values in ANSWERS.items():
        for value in values if name in asked else ():
            yield from ("--set", f"{name}={value}")


def test_every_kind_of_page_can_be_begun_and_everything_that_it_needs_is_asked() -> None:
    known = {kind.model for kind in KINDS.values()}
    assert {*PUBLIC_KINDS.values(), *DESK_KINDS.values()} < known
    for kind in KINDS.values():
        for name, field in kind.model.model_fields.items():
            assert not field.is_required() or name in {keys[0] for keys in kind.asked}, name
        names = Names(("t",), ("s",), ("c",), ("team",), ("r",), (), ("en",), ("skill",))
        for asked in questions(kind, names, TODAY):
            assert asked.asks, asked.name
            assert field_at(kind.model, asked.keys).kind is not None


def test_of_each_kind_a_file_is_written_that_check_accepts(site: Path) -> None:
    for kind in KINDS:
        done = run(site, kind, "--yes", *options(kind))
        assert (done.exit_code, done.output.splitlines()[0][:14]) == (0, "Wrote content/"), done.output
        source = done.output.splitlines()[0].removeprefix("Wrote ").rstrip(".")
        assert source == f"{KINDS[kind].folder}/we-dont-come-at-night.md"
        assert ("draft: true" in (site / source).read_text("utf-8")) is KINDS[kind].is_public
    loaded = load_library(site, TODAY)
    assert loaded.problems == ()
    assert loaded.library is not None
    page = loaded.library.public.limitations["we-dont-come-at-night"]
    assert (page.title, page.symptoms) == ("We don't come: at night", ("brown water", "no"))
    assert page.costs.customer == tuple(ANSWERS["costs.customer"])
    assert loaded.library.public.commitments["we-dont-come-at-night"].calendar == "office"


def test_a_promise_to_the_team_says_so_by_itself(site: Path) -> None:
    words = [*options("commitment"), "--set", "indicator=lead_answer", "--set", "target=1 hour"]
    words = [each for each in words if each not in ("indicator=next_update", "target=2 working days")]
    words = [each for n, each in enumerate(words) if not (each == "--set" and words[n + 1 : n + 2] in ([], ["--set"]))]
    assert run(site, "commitment", "--yes", *words).exit_code == 0
    written = (site / "content/public/commitments/we-dont-come-at-night.md").read_text("utf-8")
    assert "audience: team" in written
    assert "applies_to" not in written
    assert "calendar" not in written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--yes",), "--set title=…  The page's title, as readers would say it."),
        (("--yes", "--set", "titel=x"), "`titel` is not a field of a policy. Did you mean `title`?"),
        (("--yes", "--set", "title"), "`title` gives no value. Write it as `title=…`."),
        (("--yes", "--set", "owner=lines-desk"), "owner: `lines-desk` is none of them. Did you mean `lines`?"),
        (("--yes", "--set", "review_by=soon"), "review_by: `soon` is not a date written as year-month-day"),
        (("--yes", "--set", "title=x", "--set", "title=y"), "title: One answer is wanted here, not several."),
        (("--yes", "--set", "title=Refunds", "--set", "summary=s"), "There is a file `refunds.md` already"),
        (("--yes", "--set", "title=x", "--set", "summary=s", "--name", "A B"), "`A B` cannot be part of an address."),
        (
            ("--yes", "--set", "title=x", "--set", "summary=s", "--set", "aliases=/about/", "--set", "draft=false"),
            "Nothing was written, because `portal check` would not take the page:",
        ),
    ],
)
def test_what_cannot_stand_is_told_and_nothing_is_written(site: Path, words: tuple[str, ...], told: str) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    done = run(site, "policy", *words)
    assert done.exit_code != 0
    assert told in done.output + str(done.exception or "")
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_asked_on_a_terminal_a_wrong_answer_is_told_at_once_and_asked_again(site: Path) -> None:
    lines = ["Gifts", "What we may take.", "nobody", "bills", "3/4/2027", "", "maybe", "n"]
    done = run(site, "policy", "--folder", "people", typed="\n".join([*lines, "Gi fts", "gifts", ""]))
    assert done.exit_code == 0, done.output
    assert "`nobody` is none of them." in done.output
    assert "`3/4/2027` is not a date written as year-month-day" in done.output
    assert "lines, bills, mira, tom, bea" in done.output
    assert "`Gi fts` cannot be part of an address" in done.output
    text = (site / "content/public/policies/people/gifts.md").read_text("utf-8")
    assert text.startswith("---\ntitle: Gifts\nsummary: What we may take.\nowner: bills\n# Past this day")
    assert "draft" not in text


def test_a_name_that_is_taken_is_asked_again(site: Path) -> None:
    done = run(site, "policy", typed="\n".join(["Refunds", "When money comes back.", "", "", "", "refunds", "", ""]))
    assert "There is a file `refunds.md` already, and it stays as it is." in done.output
    assert (site / "content/public/policies/refunds-2.md").is_file()


def test_whoever_stops_before_the_end_leaves_nothing_behind(site: Path) -> None:
    before = sorted(site.rglob("*"))
    done = run(site, "topic", typed="Leaks\nA leak\n")
    assert done.exit_code == 1
    assert "Nothing was written." in done.output
    assert sorted(site.rglob("*")) == before


def test_a_topic_that_no_promise_covers_can_only_be_a_draft_at_first(site: Path) -> None:
    promise = site / "content/public/commitments/first-reply.md"
    promise.write_text(promise.read_text("utf-8").replace("remedy:", "applies_to: {topics: [no-water]}\nremedy:"))
    refused = run(site, "topic", "--yes", *options("topic"), "--set", "draft=false")
    assert "No promise says when a person first answers reports on `we-dont-come-at-night`" in str(refused.exception)
    assert run(site, "topic", "--yes", *options("topic")).exit_code == 0
