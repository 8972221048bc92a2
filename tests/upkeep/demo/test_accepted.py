"""Some sample customers write of what is not fixed, in its own words, the same ones each time."""

from portal.library.matching import matching_limitations
from portal.upkeep.demo.accepted import said_of_a_limitation
from tests.workplaces import small_library


def test_some_of_many_are_found_by_the_matching_and_most_are_not() -> None:
    library = small_library()
    said = [said_of_a_limitation(library, "no-water", number, "seed") for number in range(200)]
    matched = [bool(matching_limitations(library.public.limitations.values(), each, "no-water")) for each in said]
    assert matched == [bool(each) for each in said]
    assert 10 < sum(matched) < 60
    assert said == [said_of_a_limitation(library, "no-water", number, "seed") for number in range(200)]


def test_on_a_topic_without_limitations_nothing_is_said() -> None:
    assert {said_of_a_limitation(small_library(), "wrong-bill", number, "seed") for number in range(99)} == {""}
