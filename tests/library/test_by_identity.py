"""What was worked out of the very same value is not worked out again, and no other value gets it."""

from portal.library.by_identity import remembered


def test_the_same_value_is_worked_on_once_and_an_equal_one_by_itself() -> None:
    worked_on: list[int] = []

    @remembered(2)
    def total(numbers: list[int], more: int) -> int:
        worked_on.append(id(numbers))
        return sum(numbers) + more

    one, equal = [1, 2], [1, 2]
    assert [total(one, 1), total(one, 1), total(one, 2), total(equal, 1)] == [4, 4, 5, 4]
    assert worked_on == [id(one), id(one), id(equal)]


def test_no_later_value_is_taken_for_one_that_is_gone() -> None:
    """An identity is given again once its value is gone; what is remembered keeps its value, so it is not gone."""

    @remembered(1_000)
    def first(numbers: list[int]) -> int:
        return numbers[0]

    assert [first([number]) for number in range(500)] == list(range(500))
