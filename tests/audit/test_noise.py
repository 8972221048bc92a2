"""Nothing that comes from outside makes the portal stumble: each reader gives something, or says what is wrong."""

import json
import time
from collections.abc import Iterator

import pytest

from tests.audit.noise import Reader, noise, readers
from tests.audit.record import Part, Tried

READERS = readers()
QUICK, LONG = 30, 4_000
MOST_S = 3.0
by_reader = pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])


def faults(reader: Reader, seed: int, times: int) -> Iterator[str]:
    """What went wrong, with the input that did it, shortened."""
    for octets in noise(reader.examples, seed, max(1, times * reader.share // 100)):
        began_s = time.process_time()
        try:
            reader.read(octets)
        except reader.may_raise:
            pass
        except Exception as error:
            yield f"{type(error).__name__}: {error} {octets[:80]!r}"
        if (taken_s := time.process_time() - began_s) > MOST_S:
            yield f"{taken_s:.1f} s for {octets[:80]!r}"


@by_reader
def test_a_little_noise_is_read_or_refused(reader: Reader) -> None:
    assert list(faults(reader, seed=1, times=QUICK)) == []


@pytest.mark.reliability
@pytest.mark.audit
@by_reader
def test_much_noise_is_read_or_refused(reader: Reader, tried: Tried) -> None:
    times = max(1, LONG * reader.share // 100)
    tried(
        f"Noise to {reader.name}",
        part=Part.HOSTILE,
        times=times,
        unit="inputs",
        wrong=list(faults(reader, seed=2, times=LONG)),
        note=f"each within {MOST_S:.0f} s of processor time",
    )


def test_a_reader_that_stumbles_or_takes_long_is_noticed() -> None:
    stumbles = Reader("one that stumbles", lambda octets: json.loads(octets)["a"], (json.JSONDecodeError,), (b"{}",))
    assert any("KeyError" in each for each in faults(stumbles, seed=1, times=QUICK))
