"""A fuzzer that sees which lines of ours run finds nothing that any reader of ours stumbles over.

Each target is a process of its own, for a bounded number of runs from a seed that is printed.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.fuzzing.targets import TARGETS
from tests.audit.tools import fuzzer_folder
from tests.flows.installed import CHECKOUT

RUNS = 20_000
AT_MOST_S = 20
ONE_INPUT_AT_MOST_S = 10
"""Only what takes a reader far too long takes so long here, where each line is watched."""
_TAIL = 3_000


@pytest.mark.audit
@pytest.mark.parametrize("name", TARGETS)
def test_nothing_that_comes_in_makes_a_reader_stumble(name: str, tmp_path: Path) -> None:
    folder, corpus = fuzzer_folder(), tmp_path / "corpus"
    corpus.mkdir()
    for number, each in enumerate(TARGETS[name].seeds):
        (corpus / str(number)).write_bytes(each)
    seed = int(os.environ.get("FORTHRIGHT_SEED") or random.SystemRandom().randrange(1, 1_000_000))
    print(f"FORTHRIGHT_SEED={seed}")
    arguments = (
        *(f"-runs={RUNS}", f"-max_total_time={AT_MOST_S}", f"-timeout={ONE_INPUT_AT_MOST_S}", f"-seed={seed}"),
        *("-max_len=4096", f"-artifact_prefix={tmp_path}/", str(corpus)),
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.audit.fuzzing.fuzz", name, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(folder), str(CHECKOUT))))},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=20 * AT_MOST_S,
    )
    assert done.returncode == 0, f"{done.stdout[-_TAIL:]}{done.stderr[-_TAIL:]}"
    assert "Done " in done.stderr, done.stderr[-_TAIL:]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_passes_on_the_examples_that_a_fuzzer_begins_with(name: str) -> None:
    for each in TARGETS[name].seeds:
        TARGETS[name].try_on(each)
        TARGETS[name].try_on(each[: len(each) // 2])
