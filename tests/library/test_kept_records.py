"""Records are whole or missing; what is damaged is said once."""

import logging
import resource
from pathlib import Path

import pytest

from portal.library.kept_records import KeptRecords
from portal.library.record_writing import HEAD, KEY_BYTES

ONE, TWO = (bytes([number]) * KEY_BYTES for number in (1, 2))


def _written(file: Path) -> Path:
    records = KeptRecords(file)
    records.put(ONE, b"first")
    records.put(TWO, b"second")
    assert records.get(ONE) == b"first"
    records.save()
    return file


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    records = KeptRecords(_written(tmp_path / "kept"))
    assert (records.get(ONE), records.get(TWO), records.get(b"3" * KEY_BYTES)) == (b"first", b"second", None)


def test_damage_is_said_and_what_is_whole_is_still_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = _written(tmp_path / "kept")
    file.write_bytes(file.read_bytes().replace(b"first", b"fIrst") + b"half a record")
    with caplog.at_level(logging.WARNING):
        records = KeptRecords(file)
        assert (records.get(ONE), records.get(ONE), records.get(TWO)) == (None, None, b"second")
    assert [record.message for record in caplog.records] == [
        f"{file} is damaged in places; what they held is worked out again."
    ]


def test_of_two_that_write_at_once_none_takes_a_record_of_the_other_for_its_own(tmp_path: Path) -> None:
    """A record may be missed then, and is worked out again."""
    one, other = KeptRecords(tmp_path / "kept"), KeptRecords(tmp_path / "kept")
    one.put(ONE, b"words of one")
    other.put(TWO, b"of the other")
    one.save()
    assert other.get(TWO) in (None, b"of the other")
    other.save()
    later = KeptRecords(tmp_path / "kept")
    assert (later.get(ONE), later.get(TWO)) == (b"words of one", b"of the other")


def test_what_is_wanted_stays_though_nobody_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    records = KeptRecords(file)
    for number in range(20):
        records.put(bytes([number]) * KEY_BYTES, b"value")
    records.save()
    later = KeptRecords(file)
    later.want([TWO])
    later.get(ONE)
    later.save()
    left = KeptRecords(file)
    assert (left.get(ONE), left.get(TWO), left.get(b"\5" * KEY_BYTES)) == (b"value", b"value", None)


def test_what_is_put_again_and_again_does_not_make_the_file_grow_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    for day in range(20):
        records = KeptRecords(file)
        records.put(ONE, b"as it is on day %02d" % day)
        records.save()
    assert KeptRecords(file).get(ONE) == b"as it is on day 19"
    assert file.stat().st_size < 5 * (HEAD.size + len(b"as it is on day 19"))


def test_where_the_disk_is_full_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    records = KeptRecords(file)
    for number in range(20):
        records.put(bytes([number]) * KEY_BYTES, bytes(1000))
    records.save()
    later = KeptRecords(file)
    later.want(bytes([number]) * KEY_BYTES for number in range(5))
    assert later.get(ONE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        later.save()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
    assert KeptRecords(file).get(ONE) == bytes(1000)


def test_what_another_is_about_to_finish_is_left_alone_by_those_who_only_read(tmp_path: Path) -> None:
    file = _written(tmp_path / "kept")
    half = file.read_bytes() + file.read_bytes()[:50]
    file.write_bytes(half)
    assert KeptRecords(file).get(TWO) == b"second"
    assert file.read_bytes() == half
