"""Remembering what was worked out of a large value that never changes, told apart by identity: comparing costs more."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Of = TypeVar("Of")
Given = ParamSpec("Given")
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


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[Of, Given], Result]], Callable[Concatenate[Of, Given], Result]]:
    """A pure function keeps its last `most` results; the first argument goes by identity, others by their value."""

    def remembering(work: Callable[Concatenate[Of, Given], Result]) -> Callable[Concatenate[Of, Given], Result]:
        @lru_cache(maxsize=most)
        def kept(same: _Same, *args: Any, **kwargs: Any) -> Result:
            return work(same.held, *args, **kwargs)

        @wraps(work)
        def asked(of: Of, *args: Given.args, **kwargs: Given.kwargs) -> Result:
            return kept(_Same(of), *args, **kwargs)

        return asked

    return remembering
