"""The sample is an example: of all that advice is given on, nothing is to be said of it."""

from datetime import date
from pathlib import Path

from portal.library.advice.all_advice import advice_on
from portal.library.loader import load_library
from portal.library.renderer import Renderer

ROOT = Path(__file__).parents[3]


def test_the_sample_needs_no_advice(renderer: Renderer) -> None:
    content = load_library(ROOT, date(2026, 11, 22), renderer).content
    assert content is not None
    assert [str(each) for each in advice_on(content)] == []
