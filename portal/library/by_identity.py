"""Remembering what was worked out of a large value that never changes, told apart by identity: comparing costs more."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Any, TypeVar, TypeVarTuple

Of = TypeVar("Of")
Given = TypeVarTuple("Given")
Result = TypeVar("Result")


class _Same:
    """Equal where it holds the very same value, which it keeps alive, so that no other gets its identity."""

    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.held is other.held

    def __hash__(self) -> int:
        return id(self.held)


def remembered(most: int) -> Callable[[Callable[[Of, *Given], Result]], Callable[[Of, *Given], Result]]:
    """A pure function keeps its last `most` results; its first argument goes by identity, others by their value."""

    def remembering(work: Callable[[Of, *Given], Result]) -> Callable[[Of, *Given], Result]:
        @lru_cache(maxsize=most)
        def kept(same: _Same, given: tuple[Any, ...]) -> Result:
            return work(same.held, *given)

        def asked(of: Of, *given: *Given) -> Result:
            return kept(_Same(of), given)

        update_wrapper(asked, work)
        return asked

    return remembering
