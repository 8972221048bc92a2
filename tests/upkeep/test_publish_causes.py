"""What is known to be wrong right now stands on the public pages in the next round, and says when it is late."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.acts.cause_acting import Sentence
from portal.acts.close_cause import close_cause
from portal.acts.update_cause import update_cause
from portal.acts.workplace import Workplace
from portal.cli import verify
from portal.errors import PublicationUnderWay, PublishError
from portal.library.known_causes import read_known_causes
from portal.publishing.build_site import build_site
from portal.publishing.lock import publishing_lock
from portal.publishing.rebuild import rebuild_due
from portal.site_app import site_to_freeze
from portal.upkeep.publish_causes import publish_causes
from portal.upkeep.publish_figures import publish_figures
from tests.acts.causes import DOWN, opened
from tests.publishing.small_site import contents
from tests.workplaces import Clock, filling, reported, small_library

WRONG_NOW = "What is known to be wrong right now"


@pytest.fixture
def site(sqlite_workplace: Workplace) -> Path:
    return build(sqlite_workplace)


def build(workplace: Workplace) -> Path:
    settings = workplace.settings
    build_site(settings, small_library, site_to_freeze(settings), workplace.now())
    return settings.build_dir


def duty(workplace: Workplace) -> set[str]:
    """Do the duty; gives the files that it published."""
    done = publish_causes(workplace, site_to_freeze(workplace.settings))
    return {name for publication in done for name in publication.changed}


def home(site: Path) -> str:
    return (site / "index.html").read_text("utf-8")


def test_it_stands_on_the_home_page_and_on_its_topic_at_once_and_goes_when_it_is_over(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    cause = opened(sqlite_workplace, reported(sqlite_workplace), next_word=clock.now + timedelta(hours=2))
    assert duty(sqlite_workplace) == {"index.html", "topics/no-water/index.html"}
    assert DOWN in home(site)
    assert "The next word comes by 23 November 2026 at 14:00." in home(site)
    assert "As at 23 November 2026 at 12:00." in home(site)
    assert WRONG_NOW in (site / "topics" / "no-water" / "index.html").read_text("utf-8")
    assert WRONG_NOW not in (site / "topics" / "wrong-bill" / "index.html").read_text("utf-8")
    assert duty(sqlite_workplace) == set()
    update_cause(sqlite_workplace, cause.id, "mira", filling(), Sentence("The part is here."))
    assert duty(sqlite_workplace) == {"index.html", "topics/no-water/index.html"}
    assert "The part is here." in home(site)
    close_cause(sqlite_workplace, cause.id, "mira", filling(), "It runs again.")
    assert duty(sqlite_workplace) == {"index.html", "topics/no-water/index.html"}
    assert WRONG_NOW not in home(site)


def test_nothing_is_written_and_nothing_shown_while_nothing_is_known(sqlite_workplace: Workplace, site: Path) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace), words="")
    assert duty(sqlite_workplace) == set()
    assert not sqlite_workplace.settings.causes_file.exists()
    assert WRONG_NOW not in home(site)


def test_once_the_next_word_is_due_the_page_says_by_itself_that_it_is_late(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace), next_word=clock.now + timedelta(hours=2))
    duty(sqlite_workplace)
    make_site = site_to_freeze(sqlite_workplace.settings)
    clock.pass_by(hours=1, minutes=59)
    rebuild_due(sqlite_workplace.settings, make_site, clock.now)
    assert "We are late" not in home(site)
    clock.pass_by(minutes=1)
    rebuild_due(sqlite_workplace.settings, make_site, clock.now)
    assert "We are late: the next word was due by 23 November 2026 at 14:00 and has not come." in home(site)
    assert "The next word comes by" not in home(site)


def test_a_build_while_nobody_delivers_says_as_of_when_it_was_known(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace), next_word=clock.now + timedelta(hours=2))
    duty(sqlite_workplace)
    clock.pass_by(days=1)
    build(sqlite_workplace)
    assert "As at 23 November 2026 at 12:00." in home(site)
    assert "We are late" in home(site)


def test_the_as_at_date_is_never_older_than_an_hour_while_something_is_wrong(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace))
    duty(sqlite_workplace)
    clock.pass_by(minutes=59)
    assert duty(sqlite_workplace) == set()
    clock.pass_by(minutes=1)
    assert duty(sqlite_workplace) == {"index.html", "topics/no-water/index.html"}
    assert "As at 23 November 2026 at 13:00." in home(site)


def test_builds_of_the_same_release_figures_causes_and_instant_are_byte_identical(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace))
    clock.pass_by(hours=3)
    publish_figures(sqlite_workplace, site_to_freeze(sqlite_workplace.settings))
    duty(sqlite_workplace)
    rebuilt = contents(site)
    build(sqlite_workplace)
    assert contents(site) == rebuilt


def test_the_scorecard_is_what_it_was_and_can_be_worked_out_again(sqlite_workplace: Workplace, site: Path) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace))
    duty(sqlite_workplace)
    publish_figures(sqlite_workplace, site_to_freeze(sqlite_workplace.settings))
    data = site / "scorecard" / "data.json"
    assert DOWN not in data.read_text("utf-8")
    assert CliRunner().invoke(verify.command, [str(data)]).exit_code == 0


def test_a_file_that_cannot_be_read_is_written_anew(sqlite_workplace: Workplace, site: Path) -> None:
    file = sqlite_workplace.settings.causes_file
    file.write_text('{"causes": [{}]}', "utf-8")
    with pytest.raises(PublishError, match=r"causes\.json cannot be read"):
        read_known_causes(file)
    duty(sqlite_workplace)
    assert json.loads(file.read_text("utf-8"))["causes"] == []


def test_nothing_is_written_while_a_build_is_at_work(sqlite_workplace: Workplace, site: Path) -> None:
    opened(sqlite_workplace, reported(sqlite_workplace))
    with publishing_lock(sqlite_workplace.settings), pytest.raises(PublicationUnderWay):
        duty(sqlite_workplace)
    assert not sqlite_workplace.settings.causes_file.exists()
    assert duty(sqlite_workplace)
