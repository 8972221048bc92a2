"""The command `portal build`, killed at any moment, and what two of them make of the same: `make audit` runs these.

- Killed before its journal stands, the site and the release are wholly old; afterwards the next start makes them wholly
  new; and no file is ever torn. (Each single step of a small build is tried in test_crash.py.)
- The same release, figures and `--at` give the same bytes, wherever and in whatever surroundings.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.corpus import write_corpus
from bench.figures import publish_figures
from portal.publishing.finish_interrupted import finish_interrupted
from portal.publishing.outlet import journal_file
from portal.settings import Settings
from tests.audit.record import Part, Tried
from tests.publishing.small_site import contents

pytestmark = [pytest.mark.reliability, pytest.mark.audit]

KILLS = 50
# Enough for several processes to freeze them.
PAGES = 320
_PORTAL = Path(sys.executable).with_name("portal")
_OLD_AT, _NEW_AT = "2026-11-22T09:00Z", "2026-11-22T10:00Z"
_PATIENCE_S = 120
_LOOK_AGAIN_S = 0.001
_MOVING_S = 0.15
"""About how long a decided publication takes to move its files."""


@dataclass(frozen=True)
class Expected:
    """What is live before and after the build, and folders: the old site with its new content, not built yet."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    site: Path
    taken_s: float


def build(site: Path, at: str, *options: str, **env: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [_PORTAL, "build", "--no-search", "--at", at, "--site", site, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
    )


def built(site: Path, at: str, *options: str, **env: str) -> None:
    process = build(site, at, *options, **env)
    _, said = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 0, said.decode()


def live(site: Path) -> dict[str, bytes]:
    settings = Settings(site_dir=site)
    return contents(settings.build_dir) | {"release.json": settings.release_file.read_bytes()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    """A large build: the organisation's name is on every page. One page is new, one has gone, one has another text."""
    site, clean = tmp_path_factory.mktemp("killed") / "site", tmp_path_factory.mktemp("clean") / "site"
    page = write_corpus(site, PAGES)
    publish_figures(site, 180)
    built(site, _OLD_AT)
    site_file = site / "content" / "site.yml"
    site_file.write_text(site_file.read_text("utf-8").replace("Long Shelf", "Longer Shelf"), "utf-8")
    page.rename(page.with_name("policy-added.md"))
    another = page.with_name("policy-00020.md")
    another.write_text(another.read_text("utf-8") + "\nAnother word.\n", "utf-8")
    shutil.copytree(site, clean)
    began = time.monotonic()
    built(clean, _NEW_AT)
    return Expected(live(site), live(clean), site, time.monotonic() - began)


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_next_start_makes_the_new_one(
    expected: Expected, tmp_path: Path, tried: Tried
) -> None:
    dice = random.Random(20261122)
    before, after = expected.before, expected.after
    torn, half = [], []
    points = {"before the journal": 0, "after it": 0, "when it was over": 0}
    for number in range(KILLS):
        folder = Path(shutil.copytree(expected.site, tmp_path / str(number)))
        settings = Settings(site_dir=folder)
        kill(
            build(folder, _NEW_AT),
            _any_moment(dice, expected) if number % 2 else _soon_after_the_journal(dice, settings),
        )
        now, decided = live(folder), journal_file(settings).exists()
        torn += [
            f"{name} at kill {number}"
            for name, found in now.items()
            if found not in (before.get(name), after.get(name))
        ]
        points["after it" if decided else "when it was over" if now == after else "before the journal"] += 1
        if not decided and now not in (before, after):
            half.append(f"kill {number}")
        finish_interrupted(settings)
        if live(folder) != (after if decided else now):
            half.append(f"the start after kill {number}")
        if not decided:
            built(folder, _NEW_AT)
            if live(folder) != after:
                half.append(f"the build after kill {number}")
        shutil.rmtree(folder)
    assert points["before the journal"] > 0, points
    assert points["after it"] > 0, points
    tried(
        f"`portal build` of {PAGES} pages killed with `kill -9`, then started again",
        part=Part.PUBLICATION,
        times=KILLS,
        unit="kills",
        lost=half,
        wrong=torn,
        note=", ".join(f"{count} {when}" for when, count in points.items()),
    )


def kill(process: "subprocess.Popen[bytes]", wait: Callable[["subprocess.Popen[bytes]"], None]) -> None:
    wait(process)
    process.kill()
    _, said = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode in (0, -9), said.decode()


def _any_moment(dice: random.Random, expected: Expected) -> Callable[["subprocess.Popen[bytes]"], None]:
    wait_s = dice.uniform(0, expected.taken_s)

    def wait(process: "subprocess.Popen[bytes]") -> None:
        time.sleep(wait_s)

    return wait


def _soon_after_the_journal(dice: random.Random, settings: Settings) -> Callable[["subprocess.Popen[bytes]"], None]:
    journal, wait_s = journal_file(settings), dice.uniform(0, _MOVING_S)

    def wait(process: "subprocess.Popen[bytes]") -> None:
        while process.poll() is None and not journal.exists():
            time.sleep(_LOOK_AGAIN_S)
        time.sleep(wait_s)

    return wait


def test_two_builds_of_the_same_release_figures_and_instant_are_the_same_bytes(tmp_path: Path, tried: Tried) -> None:
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    ]
    made = []
    for number, env in enumerate(surroundings):
        site = tmp_path / ("further-" * number + "away")
        shutil.copytree(Path(__file__).parents[2] / "content", site / "content")
        publish_figures(site, 150)
        # One comes there in a step, the other by way of other content on another day.
        if number:
            about = site / "content" / "public" / "about.md"
            words = about.read_text("utf-8")
            about.write_text(words + "\nMore words.\n", "utf-8")
            built(site, "2026-11-20T23:30Z", **env)
            about.write_text(words, "utf-8")
        built(site, _NEW_AT, **env)
        made.append(live(site))
    one, two = made
    assert len(one) > 50
    tried(
        "Two builds of the sample with the same figures and `--at`, in other folders, time zones and locales",
        part=Part.PUBLICATION,
        times=len(one),
        unit="files",
        lost=one.keys() ^ two.keys(),
        wrong=[name for name in one if one[name] != two.get(name)],
    )
