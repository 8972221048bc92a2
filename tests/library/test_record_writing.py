"""What several processes add to one file at once is all there, each record whole and where it is said to be."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from portal.library.kept_records import KeptRecords
from portal.library.record_writing import RecordPlace, RecordWriter

RECORDS = 200


def _key(writer: int, number: int) -> bytes:
    return f"{writer:16}{number:16}".encode()


def _value(writer: int, number: int) -> bytes:
    return bytes([writer]) * (number * 97)


def _add(file: Path, writer: int) -> list[tuple[bytes, RecordPlace]]:
    records = RecordWriter(file)
    return [
        (_key(writer, number), records.add(_key(writer, number), _value(writer, number))) for number in range(RECORDS)
    ]


def test_records_of_several_processes_are_whole_and_found(tmp_path: Path) -> None:
    file, told = tmp_path / "folder" / "kept", KeptRecords(tmp_path / "folder" / "kept")
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        for added in pool.map(_add, [told.shared_file()] * 3, range(3)):
            for key, place in added:
                told.added(key, place)
    told.save()
    for found in (told, KeptRecords(file)):
        for writer in range(3):
            for number in range(RECORDS):
                assert found.get(_key(writer, number)) == _value(writer, number)
    # Those that were told of in another order than they stand in are noted too.
    assert len(KeptRecords(file)._places) == 3 * RECORDS
    assert (tmp_path / "folder" / "kept.places").stat().st_size > 3 * RECORDS * 32
