"""The index gives back what was put into it, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.library.page_index import PageIndex
from portal.library.page_record import written_line

ONE = ["content/public/a.md", [1, 2, 3, 4], {"title": 'Ä "quoted"\nline'}]
TWO = ["content/public/\udcff.md", [], {}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    index = PageIndex(tmp_path / "index", "us")
    index.put(ONE[0], written_line(ONE))
    index.put(TWO[0], written_line(TWO))
    index.save()
    return tmp_path / "index"


def test_what_was_put_is_there_the_next_time(file: Path) -> None:
    index = PageIndex(file, "us")
    assert (index.line(ONE[0]), index.line(TWO[0]), index.line("content/public/b.md")) == (ONE, TWO, None)


def test_what_nobody_asked_for_is_gone_the_time_after(file: Path) -> None:
    index = PageIndex(file, "us")
    index.line(ONE[0])
    index.save()
    later = PageIndex(file, "us")
    assert (later.line(ONE[0]), later.line(TWO[0])) == (ONE, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-5],
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace(b"quoted", b"changed"),
        lambda data: data + b"\n[]",
    ],
    ids=["cut", "half", "empty", "changed", "longer"],
)
def test_a_damaged_index_holds_nothing(change: Callable[[bytes], bytes], file: Path) -> None:
    file.write_bytes(change(file.read_bytes()))
    assert PageIndex(file, "us").line(ONE[0]) is None


def test_an_index_of_other_code_holds_nothing(file: Path) -> None:
    assert PageIndex(file, "others").line(ONE[0]) is None
