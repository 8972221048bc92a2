"""Where records are noted to be is relied on only as far as the file bears it out."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.library import kept_records
from portal.library.kept_records import KeptRecords
from portal.library.record_writing import KEY_BYTES

MANY = [number.to_bytes(KEY_BYTES, "big") for number in range(300)]


def _value(key: bytes) -> bytes:
    return b"value of " + key[-2:]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of records, noted where they are."""
    records = KeptRecords(tmp_path / "kept")
    for key in MANY:
        records.put(key, _value(key))
    records.save()
    assert (tmp_path / "kept.places").is_file()
    return tmp_path / "kept"


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def _another(file: Path) -> None:
    file.write_bytes(b"")
    records = KeptRecords(file)
    for key in reversed(MANY):
        records.put(key, _value(key) + b" and more")
    records.save()


def _truncate(file: Path) -> None:
    places = file.parent / "kept.places"
    places.write_bytes(places.read_bytes()[:1000])


def _scramble(file: Path) -> None:
    places = file.parent / "kept.places"
    places.write_bytes(places.read_bytes().replace(b"\0\0\0", b"\0\1\0"))


def _empty(file: Path) -> None:
    (file.parent / "kept.places").write_bytes(b"")


def _lead_astray(file: Path) -> None:
    table = struct.pack(">32sQI", MANY[0], 2**64 - 100, 100)
    (file.parent / "kept.places").write_bytes(struct.pack(">I", zlib.crc32(table)) + table)


@pytest.mark.parametrize(
    "change", [_cut, _truncate, _scramble, _empty, _lead_astray], ids=lambda change: change.__name__
)
def test_every_whole_record_is_found_whatever_became_of_the_note(change: Callable[[Path], None], file: Path) -> None:
    change(file)
    records = KeptRecords(file)
    lost = MANY[-1:] if change is _cut else []
    assert [key for key in MANY if records.get(key) != _value(key)] == lost


def test_a_note_of_another_file_gives_no_record_for_another(file: Path) -> None:
    note = (file.parent / "kept.places").read_bytes()
    _another(file)
    (file.parent / "kept.places").write_bytes(note)
    records = KeptRecords(file)
    assert {records.get(key) for key in MANY} == {_value(key) + b" and more" for key in MANY}


def test_records_put_after_the_note_are_found_and_the_noted_ones_are_not_looked_for(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeptRecords(file).want(MANY)
    records = KeptRecords(file)
    records.put(b"\xff" * KEY_BYTES, b"later")
    records.want(MANY)
    records.save()
    looked: list[int] = []
    stock = kept_records.os.pread
    monkeypatch.setattr(kept_records.os, "pread", lambda *given: looked.append(given[2]) or stock(*given))
    later = KeptRecords(file)
    assert (later.get(b"\xff" * KEY_BYTES), later.holds(MANY[0])) == (b"later", True)
    assert len(looked) < 5
