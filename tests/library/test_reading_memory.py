"""Promise: content that is read again with a memory is what a first reading would have made of it.

Guarantees, after every one of many random edits:
1. Library and problems are those of a reading without a memory.
2. Pages that did not change are the very objects that they were.
"""

import random
from pathlib import Path

import pytest

from portal.library.loader import load_library
from portal.library.reading_memory import ReadingMemory
from portal.library.renderer import Renderer
from tests.library.broken_sites import TODAY, lay_out
from tests.library.random_edits import edit

STEPS = 25


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.audit) for seed in (2, 3, 4))])
def test_a_reading_with_a_memory_finds_what_a_first_one_finds(seed: int, tmp_path: Path, renderer: Renderer) -> None:
    dice, site, memory = random.Random(seed), lay_out(tmp_path / "site"), ReadingMemory()
    load_library(site, TODAY, renderer, memory=memory)
    for _ in range(STEPS):
        edit(site, dice)
        again, first = load_library(site, TODAY, renderer, memory=memory), load_library(site, TODAY, renderer)
        assert again.problems == first.problems
        assert again.library == first.library


def test_a_page_that_did_not_change_is_the_very_same(tmp_path: Path, renderer: Renderer) -> None:
    site, memory = lay_out(tmp_path / "site"), ReadingMemory()
    before = load_library(site, TODAY, renderer, memory=memory).library
    file = site / "content" / "public" / "index.md"
    file.write_text(file.read_text("utf-8") + "\nEdited.\n", "utf-8")
    after = load_library(site, TODAY, renderer, memory=memory).library
    assert before is not None
    assert after is not None
    assert after.public.free["index"].body != before.public.free["index"].body
    assert after.public.topics["no-water"] is before.public.topics["no-water"]


def test_what_the_last_reading_did_not_ask_for_is_forgotten() -> None:
    memory = ReadingMemory()
    memory.keep("step", "a.md", (1,), "of a")
    memory.turn()
    assert memory.knows("step", "a.md", (1,))
    memory.turn()
    memory.turn()
    assert not memory.knows("step", "a.md", (1,))
