"""A customer's own words find the limitation they have met, whatever its spelling, and nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.library.matching import matching_limitations, plain_words
from portal.library.pages import Limitation


def limitation(slug: str, *symptoms: str, topics: tuple[str, ...] = ()) -> Limitation:
    line = {"customer": "x", "us": "y"}
    return Limitation.model_validate(
        {
            "title": slug, "summary": "s", "owner": "o", "review_by": "2027-01-01", "costs": line, "benefits": line,
            "prevent": "p", "since": "2025-01-01", "symptoms": symptoms, "workaround": "w", "instead": "i",
            "topics": topics, "slug": slug,
        }
    )  # fmt: skip


SUNDAY = limitation("sunday", "leak in the street", "wet pavement", "Café", "don't answer", topics=("no-water",))
SLOW = limitation("slow", "slow", "evening", topics=("bills",))


@pytest.mark.parametrize(
    "text",
    [
        "There is a LEAK in the street!",
        "leak\nin  the... street",
        "Leaks in the streets",
        "at the cafe",
        "You don’t answer",
        "wet pavements everywhere",
    ],
)
def test_case_accents_apostrophes_and_plurals_make_no_difference(text: str) -> None:
    assert [match.limitation.slug for match in matching_limitations([SUNDAY], text, "no-water")] == ["sunday"]


@pytest.mark.parametrize("text", ["", "a sleak in the street", "the leak is not in the street", "wet. The pavement"])
def test_only_whole_words_in_a_row_count(text: str) -> None:
    assert matching_limitations([SUNDAY], text, "no-water") == ()


def test_the_best_comes_first_with_its_reason() -> None:
    other = limitation("any", "wet pavement")
    matches = matching_limitations([other, SUNDAY], "A leak in the street, and a wet pavement", "no-water")
    assert [match.limitation.slug for match in matches] == ["sunday", "any"]
    assert matches[0].reason == "You wrote “leak in the street” and “wet pavement”."


def test_one_word_is_not_enough_for_a_limitation_of_another_topic() -> None:
    assert matching_limitations([SLOW], "It is slow", "no-water") == ()
    assert len(matching_limitations([SLOW], "It is slow in the evening", "no-water")) == 1
    assert len(matching_limitations([SLOW], "It is slow", "bills")) == 1


WORDS = st.lists(st.sampled_from(["leak", "in", "the", "street", "wet", "pavements", "cafe", "slow"]), max_size=8)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_passed_over_holds_nothing(text: list[str], symptoms: list[list[str]]) -> None:
    """The quick way finds the symptoms that a plain look for runs of words finds."""
    written = tuple(" ".join(symptom) for symptom in symptoms)
    found = {
        symptom
        for symptom in written
        if symptom and f" {' '.join(plain_words(symptom))} " in f" {' '.join(plain_words(' '.join(text)))} "
    }
    matches = matching_limitations([limitation("any", "-", *filter(None, written))], " ".join(text), "no-water")
    assert {symptom for match in matches for symptom in match.symptoms} == found


@pytest.mark.parametrize("text", ["a " * 500_000, "\u0301" * 1_000_000, "x" * 1_000_000, "leak in the " * 200_000])
def test_hostile_text_is_looked_through_at_once(text: str) -> None:
    began_s = time.process_time()
    matching_limitations([SUNDAY, SLOW], text, "no-water")
    assert time.process_time() - began_s < 2
