"""Several workers begin with the long tests, and every test is taken by one of them."""

from tests.working_order import long_first

TESTS = [
    *(("tests/acts/test_a.py", f"a{n}") for n in range(40)),
    *(("tests/cli/test_b.py", f"b{n}") for n in range(5)),
    *(("tests/flows/test_c.py", f"c{n}") for n in range(6)),
    *(("tests/flows/test_d.py", f"d{n}") for n in range(3)),
    *(("tests/web/test_e.py", f"e{n}") for n in range(21)),
]


def test_each_worker_begins_with_whole_files_of_long_tests() -> None:
    order = long_first(TESTS, 3)
    shares = [order[:25], order[25:50], order[50:]]
    assert ["".join(share[:6]) for share in shares] == ["c0c1c2c3c4c5", "d0d1d2a19a20a21", "b0b1b2b3b4e1"]


def test_none_is_left_out_or_taken_twice_however_many_workers_there_are() -> None:
    for workers in range(1, 12):
        assert sorted(long_first(TESTS, workers)) == sorted(test for _, test in TESTS)
