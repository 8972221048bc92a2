"""The long reliability test of publishing: `make audit` runs it."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from portal.library.release import read_release
from portal.publishing.build_site import build_site
from portal.publishing.finish_interrupted import finish_interrupted
from portal.publishing.manifest import read_manifest
from portal.publishing.outlet import outlet_of
from tests.publishing.killed import survives
from tests.publishing.small_site import contents, loads, make_site, settings_in

pytestmark = pytest.mark.audit

BEGIN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SLUGS = [f"page-{letter}" for letter in "abcdefgh"]


def build(texts: dict[str, str], at: datetime, folder: Path) -> None:
    build_site(settings_in(folder), loads(texts), make_site, at)


def clean_build(texts: dict[str, str], at: datetime, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    build(texts, at, folder)
    return contents(folder / "build")


@pytest.mark.parametrize("seed", range(10))
def test_after_any_history_of_builds_and_kills_the_site_is_that_of_the_release_in_force(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    site = tmp_path / "site"
    site.mkdir()
    settings = settings_in(site)
    build({"page-a": "0"}, BEGIN, site)
    for turn in range(30):
        texts = {slug: str(chance.randrange(3)) for slug in SLUGS if chance.random() < 0.6}
        at = BEGIN + timedelta(minutes=turn)
        survives(partial(build, texts, at), site, chance.randrange(1, 80))
        while chance.random() < 0.3:
            survives(start_again, site, chance.randrange(1, 30))
        finish_interrupted(settings)
        release = read_release(settings.release_file)
        manifest = read_manifest(outlet_of(settings).manifest_file)
        assert manifest is not None
        assert manifest.release_hash == release.hash
        in_force = {slug: page.body.html for slug, page in release.library.public.free.items()}
        assert contents(settings.build_dir) == clean_build(in_force, manifest.at, tmp_path / str(turn))


def start_again(folder: Path) -> None:
    finish_interrupted(settings_in(folder))
