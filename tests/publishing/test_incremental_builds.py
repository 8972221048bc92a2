"""Promise: a build that freezes only what changed leaves the site that a clean build would have made.

Guarantees, after every one of many random edits:
1. The published folder is the same, byte for byte, as that of a build into an empty one, and so is the release.
2. What did not change keeps its modification time.
3. One edited policy is one frozen page.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import ContentError
from portal.library.loader import checked_library
from portal.library.page_cache import PageCache
from portal.library.page_versions import PageText, PageVersion
from portal.library.published import Published, write_published
from portal.library.published_history import PublishedHistory, write_history
from portal.library.renderer import Renderer
from portal.publishing.build_site import build_site
from portal.publishing.made_by import code_version
from portal.publishing.publish import Publication
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.site_folder import shipped
from tests.publishing.small_site import contents
from tests.site.conftest import RECORD_AS_AT, figures

SAMPLE = Path(__file__).parents[2] / "content"
BEGIN = datetime(2026, 11, 22, 9, tzinfo=UTC)
BUILT_AT = len('{"built_at":"2026-11-22T09:00:00+00:00",')
"""A release of the same content that is in force already stays, with its time."""
COMMITMENT = {
    "indicator": "resolution",
    "target": "2 working days",
    "objective": 0.9,
    "applies_to": {"topics": ["wrong-bill"], "severities": ["all"]},
    "remedy": "£5.",
    "effective_from": "2025-01-01",
    "audience": "customers",
    "hours": {"mon": [["09:00", "17:00"]]},
}


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


def _build(site: Path, at: datetime, renderer: Renderer) -> Publication:
    settings = Settings(site_dir=site)
    cache = PageCache(settings.page_cache_dir, code_version(), time.time_ns())
    load = lambda: checked_library(site, at.date(), renderer, cache=cache)  # noqa: E731
    return build_site(settings, load, site_to_freeze(settings), at)


def _policies(site: Path) -> list[Path]:
    return sorted((site / "content" / "public" / "policies").rglob("*.md"))


def _edit_text(site: Path, dice: random.Random) -> None:
    file = dice.choice(sorted((site / "content" / "public").rglob("*.md")))
    file.write_text(file.read_text("utf-8") + f"\nEdited {dice.random()}.\n", "utf-8")


def _edit_title(site: Path, dice: random.Random) -> None:
    file = dice.choice(sorted((site / "content" / "public").rglob("*.md")))
    lines = file.read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    lines[number] = f'title: "Another title {dice.randrange(99)}"'
    file.write_text("\n".join(lines), "utf-8")


def _add(site: Path, dice: random.Random) -> None:
    file = site / "content" / "public" / "policies" / "billing" / f"new-{dice.randrange(99)}.md"
    file.write_text("---\ntitle: New\nsummary: A new one.\n---\n\nSee [refunds](refunds.md).\n", "utf-8")


def _delete(site: Path, dice: random.Random) -> None:
    dice.choice(_policies(site)).unlink()


def _move(site: Path, dice: random.Random) -> None:
    file = dice.choice(_policies(site))
    file.rename(file.with_name(f"moved-{dice.randrange(99)}.md"))


def _change_site(site: Path, dice: random.Random) -> None:
    file = site / "content" / "site.yml"
    lines = file.read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith("organisation:"))
    lines[number] = f"organisation: Saltmarsh {dice.randrange(99)}"
    file.write_text("\n".join(lines), "utf-8")


def _change_template(site: Path, dice: random.Random) -> None:
    """One of our own: it may show anything, such as every policy on every page."""
    own = site / "templates" / "site" / "policy.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    shown = "{% for one in view.pages.policies.values() %}{{ one.title }}{{ one.body.text | length }}{% endfor %}"
    text = (shipped("templates") / "site" / "policy.html").read_text("utf-8")
    own.write_text(text.replace("{% endblock %}", f"{dice.randrange(99)} {shown}{{% endblock %}}", 1), "utf-8")


def _change_style(site: Path, dice: random.Random) -> None:
    own = site / "static" / "forthright.css"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"body {{ margin: {dice.randrange(99)}px }}", "utf-8")


def _new_figures(site: Path, dice: random.Random) -> None:
    scorecard = figures().scorecard
    assert scorecard is not None
    later = replace(scorecard, as_at=RECORD_AS_AT + timedelta(hours=dice.randrange(200)))
    write_published(Published(later), site / "var" / "published.json")


def _new_versions(site: Path, dice: random.Random) -> None:
    """Of any page, live or gone, with what stood there before."""
    pages = ("/commitments/bill-put-right/", "/policies/billing/refunds/", "/about/", "/policies/no-longer/")
    versions = []
    for path in dice.sample(pages, 2):
        kind = path.split("/")[1] if path.count("/") > 2 else ""
        fields = COMMITMENT if kind == "commitments" else {}
        days = sorted(dice.sample([BEGIN.date() - timedelta(days=day) for day in range(-3, 40)], 2))
        for since, until in zip(days, (days[1], None), strict=True):
            page = PageText(path, kind, f"Once {dice.randrange(99)}", "A summary.", "<p>Words.</p>", fields)
            versions.append(PageVersion(page, page.hash, since.isoformat(), since, until))
    versions.sort(key=lambda version: (version.page.path, version.since))
    began = (BEGIN.date() - timedelta(days=60),)
    write_history(PublishedHistory(str(dice.random()), began, tuple(versions)), site / "var" / "history.json")


def _tell(site: Path, dice: random.Random) -> None:
    """What changed, in the words of an editor; it may be told only from a later day on."""
    file = dice.choice(_policies(site))
    day = (BEGIN + timedelta(days=dice.randrange(-5, 5))).date()
    told = f"---\nhistory: [{{day: {day}, words: Told {dice.randrange(99)}.}}]\n"
    text = file.read_text("utf-8")
    file.write_text(text if "\nhistory:" in text else text.replace("---\n", told, 1), "utf-8")


EDITS: list[Callable[[Path, random.Random], None]] = [
    *(_edit_text, _edit_text, _edit_title, _add, _delete, _move),
    *(_change_site, _change_template, _change_style, _new_figures, _new_versions, _new_versions, _tell),
]


@pytest.mark.parametrize(
    ("seed", "steps"), [(4, 4), *(pytest.param(seed, 10, marks=pytest.mark.audit) for seed in (1, 2, 3))]
)
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(
    seed: int, steps: int, tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where what was published has gone, and only what is kept of it is left."""
    monkeypatch.setattr("portal.publishing.freeze.MANY", 1)
    dice, at, site = random.Random(seed), BEGIN, tmp_path / "site"
    shutil.copytree(SAMPLE, site / "content")
    _build(site, at, renderer)
    for step in range(steps):
        if step % 2:
            shutil.rmtree(site / "build")
            shutil.rmtree(site / "var" / "publishing")
        edit, before = dice.choice(EDITS), tmp_path / "before"
        shutil.copytree(site, before)
        edit(site, dice)
        at += timedelta(seconds=dice.choice([1, 3_600, 86_400, 40 * 86_400]))
        try:
            _build(site, at, renderer)
        except ContentError:
            # A page that others link to went: the editor is told, and the site stays.
            assert contents(site / "build") == contents(before / "build")
            shutil.rmtree(site)
            before.rename(site)
            continue
        shutil.rmtree(before)
        clean = tmp_path / f"clean-{step}"
        shutil.copytree(site, clean, ignore=shutil.ignore_patterns("build", "cache", "publishing", "release.json"))
        _build(clean, at, renderer)
        assert contents(site / "build") == contents(clean / "build"), (edit.__name__, step)
        in_force, anew = ((folder / "var" / "release.json").read_bytes()[BUILT_AT:] for folder in (site, clean))
        assert in_force == anew, (edit.__name__, step)


def test_one_edited_policy_is_one_changed_page_and_the_rest_is_left_alone(tmp_path: Path, renderer: Renderer) -> None:
    site = tmp_path / "site"
    shutil.copytree(SAMPLE, site / "content")
    _build(site, BEGIN, renderer)
    # The index of the search is made anew, in its second step.
    files = (file for file in (site / "build").rglob("*") if file.is_file() and "pagefind" not in file.parts)
    times = {file: file.stat().st_mtime_ns for file in files}
    file = site / "content" / "public" / "policies" / "billing" / "refunds.md"
    file.write_text(file.read_text("utf-8") + "\nEdited.\n", "utf-8")
    walked: list[str] = []

    def watch(addresses: Iterator[str], total: int) -> Iterator[str]:
        walked.extend(addresses)
        return iter(walked)

    settings = Settings(site_dir=site)
    load = lambda: checked_library(site, BEGIN.date(), renderer)  # noqa: E731
    done = build_site(settings, load, site_to_freeze(settings), BEGIN, watch=watch)
    # It is not translated, so readers of the other language find the same text.
    assert sorted(walked) == ["/ar/policies/billing/refunds/", "/policies/billing/refunds/"]
    assert sorted(done.changed) == ["ar/policies/billing/refunds/index.html", "policies/billing/refunds/index.html"]
    changed = [file for file, before in times.items() if file.stat().st_mtime_ns != before]
    assert sorted(changed) == [site / "build" / file for file in sorted(done.changed)]
