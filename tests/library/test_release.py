"""A release says the same before and after it is written, and its hash follows the content alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from portal.library.commitment_versions import calendar, commitment_version
from portal.library.loader import Loaded
from portal.library.release import read_release, release_from_json, release_of, write_release

Load = Callable[..., Loaded]
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_release_round_trips_byte_for_byte(load: Load, tmp_path: Path) -> None:
    library = load({"content/public/tap.png": b"x"}).library
    assert library is not None
    release = release_of(library, AT)
    again = release_from_json(release.to_json())
    assert again.to_json() == release.to_json()
    assert release_of(again.library, AT).hash == release.hash
    write_release(release, tmp_path / "var/release.json")
    assert read_release(tmp_path / "var/release.json") == again


def test_the_hash_changes_with_a_word_and_not_with_the_hour(load: Load) -> None:
    before = load().library
    assert before is not None
    page = before.public.policies["billing/refunds"].model_copy(update={"summary": "Another."})
    policies = {"billing/refunds": page}
    after = before.model_copy(update={"public": before.public.model_copy(update={"policies": policies})})
    assert release_of(before, AT).hash == release_of(before, datetime(2027, 1, 1, tzinfo=UTC)).hash
    assert release_of(before, AT).hash != release_of(after, AT).hash


def test_a_commitment_of_a_release_can_be_worked_out(load: Load) -> None:
    library = load().library
    assert library is not None
    version = commitment_version(release_from_json(release_of(library, AT).to_json()).library, "first-reply")
    assert (version.slug, version.calendar_name, version.effective_from) == ("first-reply", "office", date(2026, 1, 1))
    assert version.calendar == calendar(library, "office")
    # Monday 23 November 2026, 09:00 in London, is the first opening after Sunday noon; four hours on it is 13:00.
    assert version.due_at(AT) == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
